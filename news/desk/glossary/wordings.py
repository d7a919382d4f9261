"""What can't be a term's wording, in a form or in a spreadsheet, and what to do about it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from django.utils.text import Truncator
from django.utils.translation import gettext as _

LONGEST_WORDING, LONGEST_NOTE = 200, 300
NOTE = "note"

_CYRILLIC, _ARABIC, _LATIN = "Ѐ-ԯ", "؀-ۿ", "A-Za-zÀ-ɏ"
_SCRIPTS = {"ru": _CYRILLIC, "ar": _ARABIC, "en": _LATIN, "fr": _LATIN, "es": _LATIN, "de": _LATIN}
_ANY_OTHER = re.compile(f"[{_CYRILLIC}{_ARABIC}]")
_ERROR_OF_A_SHEET = re.compile(r"#[A-ZА-ЯÀ-Ü0-9/]+[!?]?")
_ONLY_QUESTION_MARKS = re.compile(r"\?[?\s]*\?")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def faults(wordings: Mapping[str, str], note: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong, as sentences, each with the language or `note` it concerns.

    Where nothing is written at all, it concerns no language: the key is empty.
    """
    if not any(wordings.values()):
        yield "", _("There is no term in any language. Write it in one at least.")
    for code, wording in wordings.items():
        if wording and (sentence := _fault(wording, code)):
            yield code, sentence
    if _has_control_character(note):
        yield NOTE, _("An invisible control character stands in the note. Type it anew.")
    elif len(note) > LONGEST_NOTE:
        yield (
            NOTE,
            _("The note has %(length)d characters. Leave %(most)d at most.")
            % {"length": len(note), "most": LONGEST_NOTE},
        )


def isolated(text: str) -> str:
    """Return a text that keeps its direction inside a sentence of another (UAX 9, 2.4)."""
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"


def _fault(wording: str, code: str) -> str:
    said = {
        "term": isolated(Truncator(wording).chars(40)),
        "length": len(wording),
        "most": LONGEST_WORDING,
    }
    if _has_control_character(wording):
        return _("An invisible control character stands in the term. Type it anew.")
    if _REPLACEMENT in wording or _ONLY_QUESTION_MARKS.fullmatch(wording):
        return _(
            "The letters were lost when the file was saved. Type the term anew, and save the "
            "file as “CSV UTF-8”."
        )
    if _ERROR_OF_A_SHEET.fullmatch(wording):
        sentence = _(
            "“%(term)s” is an error of the spreadsheet. Type the term in place of the formula."
        )
    elif len(wording) > LONGEST_WORDING:
        sentence = _(
            "“%(term)s” has %(length)d characters. Leave %(most)d at most; what explains the "
            "term belongs in the note."
        )
    elif wording.count('"') % 2:
        sentence = unclosed_mark()
    elif not any(letter.isalnum() for letter in wording):
        sentence = _("“%(term)s” has no letter. Leave the place empty where there is no term yet.")
    elif _is_of_another_script(wording, code):
        sentence = _(
            "“%(term)s” is written in the letters of another language. Look whether it stands in "
            "the wrong column."
        )
    else:
        return ""
    return sentence % said


def unclosed_mark() -> str:
    """Return what is said of a forgotten quotation mark."""
    return _("A quotation mark is opened and not closed. Close it, or take it away.")


def _has_control_character(text: str) -> bool:
    return any(unicodedata.category(letter) == "Cc" for letter in text)


def _is_of_another_script(wording: str, code: str) -> bool:
    """Say whether it is all Cyrillic or Arabic where neither is the language's own.

    Latin letters may stand in every language: FIFA is FIFA.
    """
    if code not in _SCRIPTS or not _ANY_OTHER.search(wording):
        return False
    return not re.search(f"[{_SCRIPTS[code]}{_LATIN}]", wording)
