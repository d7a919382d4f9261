"""The reader's form: a name, a text, and a field that only programs fill."""

import re
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from news.newsroom.cleaning import clean_text

LONGEST_NAME = 80
LONGEST_TEXT = 4000
MOST_LINKS = 2
# Letters and signs to Unicode, and yet nothing to the eye: Hangul fillers, blank Braille.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_BARE_LINK = re.compile(r"\W*(?:www\.|(?:[\w-]+\.)+[^\W\d_]{2,}/)", re.IGNORECASE)
_EMPTY_LINES = re.compile(r"\n\s*\n\s*")


class CommentForm(forms.Form):
    """Name and text of a comment, cleaned; what is refused stays in the form."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    text = forms.CharField(label=pgettext_lazy("noun", "Comment"), max_length=LONGEST_TEXT)
    subject = forms.CharField(required=False)

    def __init__(self, data: Any = None):
        super().__init__(_cleaned(data) if data is not None else None, auto_id="comment-%s")
        self.fields["name"].error_messages["required"] = _("Write your name or a pen name.")
        self.fields["text"].error_messages["required"] = _("Write your comment.")

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if not any(letter.isalnum() and letter not in _BLANK for letter in name):
            raise forms.ValidationError(_("Write your name or a pen name."))
        return name

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if not any(_is_seen(sign) for sign in text):
            raise forms.ValidationError(_("Write your comment."))
        if count_links(text) > MOST_LINKS:
            raise forms.ValidationError(
                ngettext(
                    "A comment may hold at most %(count)d link. Take the others out.",
                    "A comment may hold at most %(count)d links. Take the others out.",
                    MOST_LINKS,
                )
                % {"count": MOST_LINKS}
            )
        return text

    def clean_subject(self) -> str:
        if self.cleaned_data["subject"]:
            raise forms.ValidationError(
                _("Something filled in a field that readers do not see. Please send once more.")
            )
        return ""


def _cleaned(sent: Any) -> dict[str, str]:
    """Return what was sent without what no comment may hold, as the form shows it again."""
    return {
        "name": " ".join(clean_text(sent.get("name", "")).split()),
        "text": _EMPTY_LINES.sub("\n\n", clean_text(sent.get("text", "")).strip()),
        "subject": sent.get("subject", ""),
    }


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNPS" and sign not in _BLANK


def count_links(text: str) -> int:
    """Return how many addresses a text holds, with or without a scheme."""
    schemes = text.count("://")
    bare = sum(1 for word in text.split() if "://" not in word and _BARE_LINK.match(word))
    return schemes + bare
