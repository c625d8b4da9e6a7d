"""docs/queries.md: the example queries as people read them. After a change of an example:

    python -m tests.sparql.queries_document

writes it anew.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Final

from scholargraph.sparql.examples import examples

FILE: Final = Path(__file__).resolve().parents[2] / "docs" / "queries.md"
BASE: Final = "http://127.0.0.1:8000/"

_HEAD: Final = f"""# Example queries

Questions that a site's graph answers, as its query editor at `/sparql` offers them. Each is a file of its own in
`src/scholargraph/sparql/examples/`, a `sh:SPARQLExecutable`; the tests run all of them. In a query of your own, nothing
but the prefixes is needed to make it work elsewhere: none of them names a site, but for the addresses of the last group,
which are those of whichever site offers it (here `{BASE}`).

Ask from the command line, for example with a query in a file:

```text
scholargraph query data/example-department co-authors.sparql
scholargraph query {BASE}sparql co-authors.sparql --format csv
```
"""


def text() -> str:
    """Write the document."""
    parts = [_HEAD]
    for group, members in groupby(examples(BASE), key=lambda example: example.group):
        parts.append(f"## {group}\n")
        for example in members:
            parts.append(f"### {example.label}\n")
            parts.append(f"{example.question}\n")
            parts.append(f"```sparql\n{example.query}```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(text(), encoding="utf-8", newline="\n")
