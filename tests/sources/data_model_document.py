"""docs/data-model.md: the records, their fields, and how each is written in a curation file. After a change of a field:

    python -m tests.sources.data_model_document

writes it anew.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from scholargraph.identifiers import Identifier, Url
from scholargraph.model import (
    RECORD_CLASSES,
    Affiliation,
    Agent,
    AgentKind,
    Contribution,
    Field,
    FullText,
    Funding,
    Gap,
    Key,
    MarkedText,
    Name,
    Notice,
    Pages,
    PartialDate,
    Role,
    Text,
    Version,
    fields_of,
)
from scholargraph.schemas.curation import AGENT_WORDS, BACKING_WORDS
from scholargraph.sources.curated_agents import PERSON_KEYS

FILE: Final = Path(__file__).resolve().parents[2] / "docs" / "data-model.md"

_HEAD: Final = """# Data model

What can be known of a scholar, their works and what these are connected with. Every field is declared once, in
`src/scholargraph/model/records.py`; curation, merging, search, the words on pages, the JSON Schemas in `schemas/` and this
document follow from the declaration. References between records are keys. A value never stands without the place where it
was read; what is not known is a gap, never a guess.

In the tables, *one* is at most one value, *one, always* exactly one, and *many* any number. *Merging* says what becomes of
the values of several sources:

| Policy | What becomes of the values |
|---|---|
| choose | one is stated: that of the preferred source, made more precise by those that agree with it; the others are conflicts |
| unite | all are stated, each once, in the order of preference |
| contributors | as unite, but a complete list keeps its names and their order |
| derive | the value follows from other fields once these are merged |
| key | the key ledger gives it |

The order of preference is that of the sources in the site file. For single fields the site file can say another one; the
sources that are named stand before all others there, in every record that has the field. What lost stays visible as a
conflict, whose reason names the order:

```toml
[prefer]
title = ["crossref", "profile"]
issued = ["crossref"]
```

Where a work has readings of a preprint (by its type or state, or by a number that only a server of preprints gives out:
`src/scholargraph/reconcile/preprint_servers.toml`) and of what was published of it, the work's own fields are those of what
was published. The preprint becomes a version of the work, with its own identifiers, date and address; another title that it
had is another title of the work; its venue, volume, pages, publisher, place and terms are not the work's, and are not stated.
Nothing of it becomes a conflict.

*Search* is the column of the full-text index in which the field is found; *curation* is the key that it has in
`curation.toml`, as described [below](#curation).
"""

_NOTICES: Final = """### What follows from notices

A work is *retracted*, *withdrawn*, *of concern* or *corrected* because a notice says so; where no source tells of a notice,
nothing is said. The status is the gravest, in this order, that follows from the notices in force:

- A retraction, a withdrawal and an expression of concern are in force until a reinstatement that is known to be later. Where
  the dates do not tell, a reinstatement ends the one retraction or withdrawal that it can be about, and of several none.
- A correction stays in force.

In the graph the work has the status (`sg:editorialStatus`, and in words `schema:creativeWorkStatus`), which rests on the
evidence of the notices that it follows from, and each notice as a node of its own (`sg:notice`, `schema:subjectOf`): its kind
(`sg:noticeKind`), date, identifiers, address and reason. `work` is for a notice that is a record of the site; its page then
lists what it is a notice about. The address of a correction is stated as `schema:correction`. FaBiO's dates of retraction and
correction take a time of day (`xsd:dateTime`), which no notice gives: they are not stated.

The title stays as printed in the graph, in `citation_title` and in sorting. Wherever people see it, in every list, in search
and in the title of the page, the status stands before it; the work's page shows the notices at its top, also those that are
no longer in force. Google Scholar's guidelines for webmasters have no meta tag for it, so the page has none: programs find the
status in the page's JSON-LD.

Notices of several sources are one where they share an identifier, an address or a record, or are of one kind and date; then
what one lacks the other adds, and what contradicts is a conflict. A notice that only says that there is one (`kind` alone) is
part of the one that is known of this kind. All others stay apart: a correction with a DOI and one with a date may be two.
"""

_CURATION: Final = """## Curation

`curation.toml` holds facts that you vouch for. Each entry is a table of an array, `[[person]]`, `[[publication]]` and so on;
its keys are those of the tables above. An editor that knows JSON Schema completes and checks the file by its first line,
`#:schema .scholargraph/curation.schema.json` (`scholargraph init` writes both).

### What only an entry has

| Key | What it holds |
|---|---|
| `id` | what other entries of this file call it; part of no address |
| `match` | which record of the other sources it speaks of: a table with one of `identifier`, `title`, `name`, `abstract` (its first words) |
| `evidence` | what single keys rest on, where it is not what the entry rests on: `[person.evidence.homepage]` |
| `conflict` | what is said elsewhere and not stated: tables of `field`, `value`, `why`, and what the value rests on |

An entry, a `role`, a `version`, a `notice`, a `conflict` and each table in `evidence` say what they rest on; an entry must, with one of
the first three:

| Key | What it holds |
|---|---|
"""

_AGENTS: Final = """### Names of authors, publishers and institutions

An author, editor, translator or supervisor is a text, the name as printed on the work, or a table. So is a publisher; an
institution is the `id` of an entry, or a table. Of publishers and institutions only `name`, `organization`, `also`, `scripts`
and `identifiers` are known. What contradicts itself is refused.

Who is named is what the table says: with `person` or `organization`, with `kind`, with a part of a person's name, or with an
ORCID iD or a ROR iD. Where it says nothing, the words of the name tell: “The Example Consortium” is a group, “Robert Koch
Institute” an organisation, “Tidewater” may be anything (`undecided`), and any other name is a person's. Such a kind yields to
that of another source, and to that of a record. The words stand in `bibliography/agent_words.toml`.

“et al.”, “and 12 others”, “…” and the like, in any language, are no names: they are refused at their place. Leave them out and
write `authors_complete = false`. So are “Anonymous”, “N.N.” and the like, unless the table says who it is.

| Key | What it holds |
|---|---|
"""

_VALUES: Final = """### How values are written

| Type | How it is written |
|---|---|
"""

FORMS: Final[dict[type, str]] = {
    str: 'a text: `"…"`',
    Text: 'a text, or with its language: `{ value = "…", language = "fr" }`',
    bool: "`true` or `false`",
    int: "a whole number",
    float: "a number",
    PartialDate: '`2024`, `"2024-03"` or `2024-03-15`: as precise as the source',
    Pages: '`{ first = "1", last = "9", article = "e12", count = 9 }`, whatever of it is known',
    Url: "an address in full, with `https://` or `http://`",
    Identifier: '`"scheme:value"`, such as `"doi:10.5555/12345678"`, or the identifier\'s address',
}

NAMES: Final[dict[type, str]] = {
    str: "text", Text: "text with language", bool: "flag", int: "whole number", float: "number", PartialDate: "date",
    Pages: "pages", Url: "address", Identifier: "identifier", Key: "key", Agent: "agent", Gap: "gap",
}  # fmt: skip

EXAMPLES: Final[dict[str, str]] = {
    "person": """\
[[person]]
id = "quill"
match = { name = "Ada Quill" }
basis = "The department's staff register."
family_name = "Quill"
topics = ["maps of places that do not exist", { value = "cartes", language = "fr" }]
identifiers = ["orcid:0000-0002-1825-0097"]

[[person.role]]
organization = "department"
kind = "employment"
title = "professor"
status = "current"
start = 2012
rests_on = "https://department.example.org/people/quill"
""",
    "organization": """\
[[organization]]
id = "department"
name = "Department of Imaginary Studies"
type = "university"
homepage = "https://department.example.org/"
basis = "Its own page."
""",
    "publication": """\
[[publication]]
title = "On Islands"
type = "journal-article"
authors = [
  { name = "A. Quill", person = "quill", affiliations = ["Imaginary Studies"] },
  { name = "The Islands Collaboration", kind = "group" },
  "B. Other",
]
issued = "2024-03"
venue = "islands"
publisher = "Atlas Press"
pages = { first = "1", last = "9" }
identifiers = ["doi:10.5555/12345678"]
rests_on = "https://doi.org/10.5555/12345678"

[[publication.version]]
label = "arxiv"
identifiers = ["arxiv:2401.00001"]
status = "preprint"

[[publication.notice]]
kind = "correction"
date = 2024-09-02
identifiers = ["doi:10.5555/12345679"]
rests_on = "https://doi.org/10.5555/12345679"

[[publication.conflict]]
field = "issued"
value = 2023
why = "The publisher's page gives the day on which it was accepted."
rests_on = "https://atlas.example.org/on-islands"
""",
    "venue": """\
[[venue]]
id = "islands"
name = "Journal of Islands"
type = "journal"
publisher = { name = "Atlas Press", identifiers = ["ror:01ggx4157"] }
identifiers = ["issn:0028-0836"]
basis = "The journal's own page."
""",
    "software": """\
[[software]]
name = "Islander"
type = "web-application"
makers = ["quill"]
repository = "https://code.example.org/islander"
basis = "Its read-me file."
""",
    "service": """\
[[service]]
name = "Islands as a Service"
type = "web-api"
makers = ["department"]
homepage = "https://islands.example.org/"
basis = "Its own page."
""",
    "project": """\
[[project]]
name = "A Hundred Islands"
founders = ["quill"]
description = "Maps of a hundred islands that do not exist."
basis = "Its own page."
""",
}


def text() -> str:
    """Write the document."""
    parts = [_HEAD, "## Records\n"]
    parts += [_record(record) for record in RECORD_CLASSES]
    parts.append("## Within records\n")
    parts += [_record(within) for within in (Role, Version, Notice, Funding, FullText, Contribution)]
    parts.append(_NOTICES)
    parts += [_names(), _CURATION + _rows({f"`{key}`": words for key, (words, _) in BACKING_WORDS.items()})]
    parts.append(_AGENTS + _rows({f"`{key}`": AGENT_WORDS[key] for key in PERSON_KEYS}))
    parts.append(_VALUES + _rows({NAMES[kind]: words for kind, words in FORMS.items()}))
    for collection, example in EXAMPLES.items():
        parts.append(f"### Example: {collection}\n\n```toml\n{example}```\n")
    return "\n".join(parts)


def _record(record: type[Any]) -> str:
    summary = (record.__doc__ or "").split("\n\n", maxsplit=1)[0]
    head = f"### {record.__name__}\n\n{_cell(summary)}\n\n"
    head += "| Field | Type | How many | Merging | Search | Curation | What it holds |\n|---|---|---|---|---|---|---|\n"
    return head + "".join(_row(field) for field in fields_of(record).values())


def _row(field: Field) -> str:
    many = "many" if field.many else "one, always" if field.required else "one"
    merge = str(field.merge) if field.record in RECORD_CLASSES else "with its record"
    curation = ", ".join(f"`{key}`" for key in field.curation_keys) or "–"
    if field.record is Contribution:
        curation = "see below"
    holds = field.spec.help + (" Private: never stated, shown, searched or exported." if field.spec.private else "")
    cells = [f"`{field.name}`", _type(field), many, merge, str(field.spec.search or "–"), curation, holds]
    return f"| {' | '.join(map(_cell, cells))} |\n"


def _type(field: Field) -> str:
    if field.choices:
        return "one of " + ", ".join(f"`{choice}`" for choice in field.choices)
    if issubclass(field.type, StrEnum) and field.type is not Gap:
        return "one of " + ", ".join(f"`{member}`" for member in field.type)
    name = NAMES.get(field.type, f"[{field.type.__name__.lower()}](#{field.type.__name__.lower()})")
    if field.type is Agent:
        name = "[agent](#agent)"
    if field.spec.refers_to:
        name += " of " + ", ".join(field.spec.refers_to)
    return name


def _names() -> str:
    """Describe what has no declared fields: agents, names and words with markup, in the words of their docstrings."""
    parts = []
    for kind in (MarkedText, Agent, Name, Affiliation):
        summary, _, more = (kind.__doc__ or "").partition("\n\n    Attributes:\n")
        parts.append(f"### {kind.__name__}\n\n{_cell(summary)}\n")
        if more:
            rows = dict(
                line.strip().split(": ", 1) for line in more.replace("\n            ", " ").splitlines() if line.strip()
            )
            parts.append(
                "| Field | What it holds |\n|---|---|\n" + _rows({f"`{key}`": words for key, words in rows.items()})
            )
    kinds = ", ".join(f"`{kind}`" for kind in AgentKind)
    return "\n".join([*parts, f"The kinds of agent are {kinds}.\n"])


def _rows(rows: dict[str, str]) -> str:
    return "".join(f"| {_cell(key)} | {_cell(words)} |\n" for key, words in rows.items())


def _cell(words: str) -> str:
    return " ".join(words.replace("|", "\\|").split())


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8", newline="\n")
