"""The tests that come with the plug-in: what our contract asks, of its samples."""

from toy_titles import SOURCE  # type: ignore[import-not-found]

from scholargraph.testing import Broken, ReaderContract, Sample


class TestTitles(ReaderContract):
    reader = SOURCE
    samples = (
        Sample("Über Karten\n\nOn Maps", entries=3, id="titles.txt"),
        Sample("Über Karten\n\n", entries=1, id="titles.txt", options={"blank": "skip", "language": "de"}),
    )
    broken = (
        Broken(b"fine\n\xff\n", says="UTF-8", records=1, id="titles.txt"),
        Broken("", says="empty", records=0, id="titles.txt"),
    )

    def grow(self, entries: int) -> str:
        return "Über Karten\n" * entries
