"""Folding of text for search: what a reader types finds what an editor wrote."""

import re
import unicodedata

import snowballstemmer

_WORD = re.compile(r"\w+")
_SNOWBALL = {
    "ru": "russian",
    "en": "english",
    "fr": "french",
    "ar": "arabic",
    "es": "spanish",
    "de": "german",
}
_REPLACEMENTS = str.maketrans(
    {
        "ё": "е",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ة": "ه",
        "ـ": None,
        "й": "\ue000",
    }
)


def fold(text: str) -> str:
    """Return the text casefolded, ё as е, without accents and Arabic marks; й stays й."""
    prepared = unicodedata.normalize("NFC", text.casefold()).translate(_REPLACEMENTS)
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", prepared)
        if not unicodedata.combining(letter)
    )
    return bare.replace("\ue000", "й")


def searchable(text: str, language: str) -> str:
    """Return the folded stems of a text's words: самолёты and самолет become one.

    Index and query go through the same function, so that they meet.
    """
    words = _WORD.findall(fold(text))
    # A stemmer keeps the word it works on: two threads must not share one.
    stemmer = snowballstemmer.stemmer(_SNOWBALL.get(language, "english"))
    return " ".join(stemmer.stemWords(words))
