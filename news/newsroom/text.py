"""Folding of text for search: what a reader types finds what an editor wrote."""

import re
import unicodedata
from typing import Any

import snowballstemmer

# What the words of a text, and once more those of a headline, begin with in the index. Signs
# that nobody begins a word with: who types the beginning of a name must not meet all texts.
TEXT, HEADLINE = "0", "1"
_WORD = re.compile(r"[^\W_]+")
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
    """Return the folded stems of a text's words, marked with its language.

    Index and query go through the same function, so that самолёты and самолет meet, and
    Gift in German never meets gift in English.
    """
    words = _WORD.findall(fold(text))
    begin = f"{TEXT}{language.replace('-', '')}0"
    return " ".join(f"{begin}{stem}" for stem in stemmer(language).stemWords(words))


def stemmer(language: str) -> Any:
    """Return a new stemmer of folded words.

    It keeps the word it works on: two threads must not share one.
    """
    return snowballstemmer.stemmer(_SNOWBALL.get(language, "english"))


def marked(word: str, mark: str) -> str:
    """Return a searchable word with another mark."""
    return f"{mark}{word[len(TEXT) :]}"
