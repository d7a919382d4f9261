"""Lists of channels as subscriptions keep them: `fr:all`, `fr:section:3`."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from news.newsroom.languages import codes

_CHANNEL = re.compile(r"([a-z]{2,3}(?:-[a-z0-9]+)*):(all|(?:section|topic|person):[1-9]\d*)")


def validate_channels(value: Any) -> None:
    """Refuse what is no list of channels of our languages."""
    if not isinstance(value, list):
        raise ValidationError(_("Choose channels from the list."))
    for each in value:
        match = _CHANNEL.fullmatch(each) if isinstance(each, str) else None
        if match is None or match[1] not in codes():
            raise ValidationError(_("Choose channels from the list."))


def in_language(channels: list[str], language: str) -> frozenset[str]:
    """Return the keys of those channels that are in a language, as notices name them."""
    return frozenset(
        key for code, _colon, key in (each.partition(":") for each in channels) if code == language
    )
