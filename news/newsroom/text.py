"""Folding of text for search: what a reader types finds what an editor wrote."""

import unicodedata

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
