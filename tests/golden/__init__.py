"""Feeds as they must be, byte by byte.

A test compares what the formats write with these files. After a change that is meant,
write them anew with `python3 -m tests.golden` and read the difference before committing.
"""

from collections.abc import Iterator
from pathlib import Path

from news.syndication.formats import FORMATS
from tests.syndication.samples import DOCUMENTS

FOLDER = Path(__file__).parent


def feeds() -> Iterator[tuple[Path, bytes]]:
    """Yield each golden file with what the formats write now."""
    for name, document in DOCUMENTS.items():
        for each in FORMATS.values():
            yield FOLDER / f"{name}.{each.name}", each.write(document)
