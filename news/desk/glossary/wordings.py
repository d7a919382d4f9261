"""What can't be a term's wording, in a form or in a spreadsheet, and what to do about it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from news.newsroom.languages import AUTONYMS

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
        yield NOTE, _("The note holds an invisible control character. Type it anew.")
    elif len(note) > LONGEST_NOTE:
        yield (
            NOTE,
            _("The note has %(length)d characters. Leave %(most)d at most.")
            % {"length": len(note), "most": LONGEST_NOTE},
        )


def _fault(wording: str, code: str) -> str:
    said = {"language": AUTONYMS.get(code, code), "term": Truncator(wording).chars(40)}
    if _has_control_character(wording):
        return (
            _("The term in %(language)s holds an invisible control character. Type it anew.") % said
        )
    if _REPLACEMENT in wording or _ONLY_QUESTION_MARKS.fullmatch(wording):
        return (
            _(
                "The letters in %(language)s were lost when the file was saved. Type the term "
                "anew, and save the file as “CSV UTF-8”."
            )
            % said
        )
    if _ERROR_OF_A_SHEET.fullmatch(wording):
        return (
            _(
                "“%(term)s” in %(language)s is an error of the spreadsheet. Type the term in "
                "place of the formula."
            )
            % said
        )
    if len(wording) > LONGEST_WORDING:
        return _(
            "“%(term)s” in %(language)s has %(length)d characters. Leave %(most)d at most; "
            "what explains the term belongs in the note."
        ) % {**said, "length": len(wording), "most": LONGEST_WORDING}
    if wording.count('"') % 2:
        return unclosed_mark()
    if not any(letter.isalnum() for letter in wording):
        return (
            _(
                "“%(term)s” in %(language)s has no letter. Leave the field empty where there is "
                "no term yet."
            )
            % said
        )
    if _is_of_another_script(wording, code):
        return (
            _(
                "“%(term)s” is not in the letters of %(language)s. Look whether it stands in the "
                "wrong column."
            )
            % said
        )
    return ""


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
