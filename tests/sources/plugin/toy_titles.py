"""A reader of lists of titles, as somebody else would write it: it imports the public names and nothing else."""

from collections.abc import Iterator

from scholargraph.errors import Place, SourceError
from scholargraph.model import Gap, Publication, Rejected, SourceRecord, Text, TextSpan
from scholargraph.sources import Option, Options, Reader, RecordBuilder, SourceItem


def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Rejected]:
    """Give a work a line."""
    start = number = 0
    with item.open() as opened:
        for number, line in enumerate(opened, 1):
            words = line.rstrip(b"\r\n")
            span = TextSpan(start, start + len(words))
            start += len(line)
            try:
                title = words.decode("utf-8")
            except UnicodeDecodeError:
                yield Rejected(item.source, "This line is not UTF-8: save the list as UTF-8.", item.id, span)
                continue
            if not title.strip() or not title.isprintable():
                if options["blank"] == "reject":
                    yield Rejected(item.source, "This line is no title: write one, or remove it.", item.id, span)
                continue
            work = RecordBuilder(item, Publication, f"title-{number}", at=span, quote=title)
            work.set("title", Text(title, options["language"] or None), at=span, quote=title)
            work.add("gaps", Gap.AUTHORS_LOST, at=span, quote=title)
            yield work.build()
    if not number:
        raise SourceError("The list is empty: write titles into it, one a line.", Place(item.id))


SOURCE = Reader(
    kind="toy-titles",
    description="A list of titles, one a line.",
    read=read,
    options=(
        Option("blank", str, "reject", "What becomes of a line without a title.", choices=("reject", "skip")),
        Option("language", str, "", "The language of the titles."),
    ),
    version="3",
)
