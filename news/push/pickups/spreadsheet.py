"""Pick-ups as a spreadsheet: one line for each count.

Keys and months (ISO 8601) stay the same in every language; the words beside them are those of
whoever asks.
"""

from collections.abc import Iterator

from news.desk.glossary.spreadsheets import written_in_parts
from news.desk.numbers.months import Months
from news.push.pickups import counting
from news.push.pickups.models import Sign
from news.push.pickups.sources import naming

HEADER = ["month", "text", "urn", "language", "sign", "sign_in_words", "source", "count"]


def parts(months: Months) -> Iterator[bytes]:
    """Return the file of these months part by part, however many texts there were."""
    words = {sign.value: str(sign.label) for sign in Sign}
    name_of = naming()
    # Read as it is sent, when the language of whoever asked is no longer the active one.
    lines = (
        [
            f"{each.month:%Y-%m}",
            each.headline or "",
            each.urn,
            each.language,
            each.sign,
            words[each.sign],
            name_of(each.source),
            str(each.count),
        ]
        for each in counting.lines(months)
    )
    return written_in_parts(HEADER, lines)
