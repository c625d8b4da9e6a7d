"""A snapshot opened for reading: statements by pattern, our own queries, and answers as bytes.

It writes nothing to the snapshot, and knows neither limits of time nor processes: `sparql` puts those around it.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, Self, cast

from scholargraph.errors import NotAcceptableError, QueryError, SnapshotError
from scholargraph.formats import GRAPHS, NQUADS, NTRIPLES, RESULTS, Format, Kind, named
from scholargraph.ntriples import Term, Triple, iri_value, is_iri, line, parse_literal
from scholargraph.store.answers import Caps, Dataset, Sink, finished, syntax_error
from scholargraph.store.functions import Functions
from scholargraph.store.manifests import STORE, Info
from scholargraph.store.segments import dump
from scholargraph.store.standard import StandardFunctions
from scholargraph.vocab import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Store

    Asker = Callable[["Reader", str, Format | None], bytes]


def written(triples: Iterable[Triple], form: Format) -> bytes:
    """Write triples that stand in no snapshot in a graph format, with our prefixes."""
    from pyoxigraph import RdfFormat, parse, serialize

    text = "".join(f"{line(triple)}\n" for triple in triples)
    stated = (quad.triple for quad in parse(text.encode("utf-8"), RdfFormat.N_TRIPLES))
    native = RdfFormat.from_extension(form.suffix)
    prefixes = None if form in {NQUADS, NTRIPLES} else dict(PREFIXES)
    return cast("bytes", serialize(stated, None, native, prefixes=prefixes))


class Reader:
    """A snapshot opened read-only; any number of threads may use it."""

    def __init__(self, info: Info, *, _store: Store | None = None) -> None:
        import pyoxigraph

        self.info = info
        self._engine = pyoxigraph
        self._default = pyoxigraph.DefaultGraph()
        self._functions = Functions(info.path)
        with self._reading():
            self._store = pyoxigraph.Store.read_only(str(info.path / STORE)) if _store is None else _store

    @classmethod
    def in_memory(cls, info: Info) -> Self:
        """Read a whole snapshot into memory, from its dump; afterwards the process has no more threads than before.

        Raises:
            SnapshotError: the dump is unreadable.
            MemoryError: it does not fit.
        """
        from pyoxigraph import RdfFormat, Store

        store = Store()
        try:
            with dump(info.path).unpacked() as lines:
                store.bulk_load(input=lines, format=RdfFormat.N_QUADS)
        except (OSError, EOFError, zlib.error, SyntaxError) as error:
            raise SnapshotError(f"The dump of {info.digest} cannot be read ({error}): publish again.") from error
        return cls(info, _store=store)

    def open_index(self) -> None:
        """Open the search index, too: for a process that answers queries and gives up opening files (not before a fork)."""
        self._functions.open()

    @property
    def standard(self) -> StandardFunctions:
        """The functions of SPARQL that stand in for the engine's."""
        return self._functions.standard

    def has_graph(self, iri: str) -> bool:
        """Whether there is a named graph of this name."""
        with self._reading():
            return bool(self._store.contains_named_graph(self._engine.NamedNode(iri)))

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Say of the store's own errors that the snapshot cannot be read."""
        try:
            yield
        except (OSError, RuntimeError) as error:  # RuntimeError is how the engine says “corruption”
            raise SnapshotError(f"The snapshot {self.info.digest} cannot be read ({error}): publish again.") from error

    def about(self, subject: Term, graph: Term | None = None) -> list[Triple]:
        """Give every statement about a subject, in the default graph or in a named one."""
        where = self._default if graph is None else self._engine.NamedNode(graph[1:-1])
        with self._reading():
            found = self._store.quads_for_pattern(self._engine.NamedNode(subject[1:-1]), None, None, where)
            return [(subject, Term(str(quad.predicate)), Term(str(quad.object))) for quad in found]

    def pointing_at(self, predicate: Term, value: Term, graph: Term | None = None) -> list[Term]:
        """Give every subject that has this value for this predicate (an IRI)."""
        node = self._engine.NamedNode
        where = self._default if graph is None else node(graph[1:-1])
        with self._reading():
            found = self._store.quads_for_pattern(None, node(predicate[1:-1]), node(value[1:-1]), where)
            return [Term(str(quad.subject)) for quad in found]

    def rows(self, query: str, **iris: str) -> list[dict[str, Term]]:
        """Ask one of our own SELECT queries; `iris` are put in for its variables, never into its text."""
        return self.select(query, {name: Term(f"<{value}>") for name, value in iris.items()})

    def select(self, query: str, values: dict[str, Term] | None = None) -> list[dict[str, Term]]:
        """Ask one of our own SELECT queries with terms for some of the variables that it selects.

        A row has no entry for a variable that is unbound in it.
        """
        given: dict[Any, Any] = {self._engine.Variable(name): self._term(term) for name, term in (values or {}).items()}
        with self._reading():
            found: Any = self._store.query(query, substitutions=given)
            names = [variable.value for variable in found.variables]
            return [{name: Term(str(row[name])) for name in names if row[name] is not None} for row in found]

    def answer(self, query: str, form: str | None, *, ask: Asker | None = None) -> bytes:
        """Ask the operator's own query and write the answer in a format, by its name; without one in JSON or Turtle.

        `ask` asks in place of `Reader.ask`.

        Raises:
            QuerySyntaxError: it is not SPARQL 1.1.
            ValueError: the format does not suit the answer.
        """
        chosen = None if form is None else named(form, (*RESULTS, *GRAPHS))
        if form is not None and chosen is None:
            raise ValueError(f"nothing can be written as {form}")
        try:
            return (ask or Reader.ask)(self, query, chosen)
        except NotAcceptableError as error:
            raise ValueError(error.message) from error

    def ask(
        self,
        query: str,
        form: Format | None = None,
        *,
        base: str | None = None,
        dataset: Dataset | None = None,
        caps: Caps | None = None,
    ) -> bytes:
        """Answer any query as bytes, whole; without a format in the first that suits it.

        `base` is the IRI that relative ones are resolved against.

        This runs for as long, and takes as much memory, as the query wants: a query of the public is asked in a
        process of its own.

        Raises:
            QuerySyntaxError: it is not SPARQL 1.1; with line and column.
            NotAcceptableError: the format does not suit the answer.
            NotRepresentableError: the format cannot carry this answer.
            ResultTooLargeError: the answer has more rows or bytes than the caps.
            QueryError: the engine cannot evaluate it.
            UnsupportedQueryError: a regular expression of the data asks for what cannot be answered.
            SnapshotError: the snapshot cannot be read.
        """
        found: Any = None
        self.standard.begin()
        try:
            found = self._query(query, base, dataset)
            graph = isinstance(found, self._engine.QueryTriples)
            table = isinstance(found, self._engine.QuerySolutions)
            form = form or (GRAPHS if graph else RESULTS)[0]
            if graph != (form.kind is not Kind.RESULTS):
                kind = "a graph" if graph else "a table or a truth value"
                raise NotAcceptableError(f"The answer is {kind}, which {form.label} ({form.media_type}) cannot carry.")
            sink = Sink(caps.size if caps else None)
            found.serialize(sink, self._native(form))
        except SyntaxError as error:
            raise syntax_error(error, query) from error
        except OSError as error:
            raise SnapshotError(f"The snapshot {self.info.digest} cannot be read ({error}).") from error
        except (RuntimeError, ValueError) as error:
            if str(error).startswith("Corruption"):
                raise SnapshotError(f"The snapshot {self.info.digest} is damaged ({error}).") from error
            raise QueryError(f"The query cannot be evaluated: {error}.") from error
        finally:
            found = None  # an error keeps this frame, and the engine's object must not be dropped in another thread
        self.standard.end()
        return finished(sink.content(), form, rows=caps.rows if caps and table else None)

    def write_statements(self, out: IO[bytes], form: str) -> None:
        """Stream the default graph in a graph format, by its name; sorted like the dump, so always the same bytes."""
        chosen = named(form, GRAPHS)
        if chosen is None:
            raise ValueError(f"a graph cannot be written as {form}")
        native = self._native(chosen)
        prefixes = None if chosen in {NQUADS, NTRIPLES} else dict(PREFIXES)
        with dump(self.info.path).unpacked() as lines:
            quads = self._engine.parse(lines, format=self._engine.RdfFormat.N_QUADS)
            stated = (quad.triple for quad in quads if quad.graph_name == self._default)
            self._engine.serialize(stated, out, native, prefixes=prefixes)

    def _query(self, query: str, base: str | None, dataset: Dataset | None) -> Any:
        if not dataset:
            return self._store.query(query, base_iri=base, custom_functions=self._functions.table)
        node = self._engine.NamedNode
        return self._store.query(
            query,
            base_iri=base,
            default_graph=[node(graph) for graph in dataset.default_graphs],
            named_graphs=[node(graph) for graph in dataset.named_graphs],
            custom_functions=self._functions.table,
        )

    def _native(self, form: Format) -> Any:
        """Give the engine's own object for a format."""
        if form.kind is Kind.RESULTS:
            return self._engine.QueryResultsFormat.from_extension(form.suffix)
        return self._engine.RdfFormat.from_extension(form.suffix)

    def _term(self, term: Term) -> Any:
        if is_iri(term):
            return self._engine.NamedNode(iri_value(term))
        value = parse_literal(term)
        if value.language is not None:
            return self._engine.Literal(value.value, language=value.language)
        return self._engine.Literal(value.value, datatype=self._engine.NamedNode(value.datatype))
