"""What the formats in JSON have in common, and addresses as RFC 3986 wants them."""

import re
from typing import Any
from urllib.parse import quote

Json = dict[str, Any]

_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")


def filled(values: Json) -> Json:
    """Leave out what says nothing; numbers stay, zero too."""
    return {
        key: value
        for key, value in values.items()
        if value or (isinstance(value, int) and not isinstance(value, bool))
    }


def as_uri(address: str) -> str:
    """Return an address that people wrote as a URI: in ASCII, percent-encoded once."""
    return quote(_LONE_PERCENT.sub("%25", address), safe="/#%[]=:;$&()+,!?*@'~")
