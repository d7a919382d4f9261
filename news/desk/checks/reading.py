"""A text as the checks read it: one digit for every script, one letter for its variants."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

WORD = re.compile(r"[^\W\d_]+")
# Shown nowhere, and put into right-to-left texts by every editor: marks of direction, soft
# hyphens, joiners; and Arabic vowels and tatweel, which are written or left out at will.
_UNSEEN = re.compile(
    "[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0640\u064b-\u065f\u0670]"
)
# Where an address stands, no figure does.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>«»\"]+|[\w.+-]+@[\w-]+\.[\w.-]+|\b(?:[a-z][\w-]*\.)+[a-z]{2,}/\S*"
)


class _Letters(dict[int, int]):
    """One letter for each: small, without accent; й stays й."""

    def __missing__(self, code: int) -> int:
        letter = chr(code)
        if letter.isdecimal():
            plain = str(unicodedata.decimal(letter))
        elif letter in "йЙ":
            plain = "й"
        else:
            plain = unicodedata.normalize("NFD", letter.lower())[:1]
        self[code] = ord(plain)
        return self[code]


_LETTERS = _Letters({ord("ى"): ord("ي"), ord("ة"): ord("ه"), ord("ٱ"): ord("ا")})


@dataclass(frozen=True)
class Reading:
    """A text as written less what nobody sees, and, letter for letter, as it is compared."""

    text: str
    language: str

    @cached_property
    def shown(self) -> str:
        return _UNSEEN.sub("", unicodedata.normalize("NFC", self.text))

    @cached_property
    def plain(self) -> str:
        """The text in small letters without accents, of the same length as `shown`."""
        return self.shown.translate(_LETTERS)

    @cached_property
    def without_addresses(self) -> str:
        """The plain text with addresses blotted out, of the same length."""
        if "." not in self.plain:
            return self.plain
        return _ADDRESS.sub(lambda found: "\0" * len(found[0]), self.plain)

    @cached_property
    def words(self) -> list[str]:
        return WORD.findall(self.plain)

    def written(self, begin: int, end: int) -> str:
        """Return what is written there."""
        return self.shown[begin:end].strip()


def base(language: str) -> str:
    """Return a language's code without its region."""
    return language.partition("-")[0]
