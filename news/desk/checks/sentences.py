"""What a remark says to the translator."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from news.desk.checks.remarks import Doubt, Remark
from news.newsroom.dates import comma
from news.newsroom.languages import AUTONYMS


def sentence(remark: Remark) -> SafeString:
    """Return the remark in words; what is quoted of either text is bold, each by itself."""
    # As they stand in the texts, whose direction need not be that of the words around.
    parts = {
        "source": _listed(remark.only_source),
        "target": _listed(remark.only_target or ([remark.note] if remark.note else [])),
    }
    match remark.doubt:
        case Doubt.EMPTY:
            words = _("Not translated yet.")
        case Doubt.CAPTION if remark.note == "alt":
            words = _(
                "The alternative text is not translated yet. Without it the translation can be "
                "saved, but not released."
            )
        case Doubt.CAPTION:
            words = _("The caption is not translated yet.")
        case Doubt.SAME:
            words = _("The same words as in the original.")
        case Doubt.LANGUAGE:
            words = _("This is still in the language of the original: %(language)s.")
            parts["language"] = _listed([AUTONYMS.get(remark.note, remark.note)])
        case Doubt.NAMES if not remark.only_source:
            words = _("The translation names %(target)s, the original does not.")
        case Doubt.NAMES if remark.note:
            words = _("The newsroom writes %(source)s as %(target)s; the translation does not.")
        case Doubt.NAMES:
            words = _("The newsroom has not written %(source)s in this language yet.")
        case Doubt.LINKS:
            words = _of_two(
                remark,
                both=_("The translation links to %(target)s, the original to %(source)s."),
                source=_("The original links to %(source)s, the translation does not."),
                target=_("The translation links to %(target)s, the original does not."),
            )
        case Doubt.FIGURES | Doubt.DATES:
            words = _of_two(
                remark,
                both=_("The translation has %(target)s, the original %(source)s."),
                source=_("The original has %(source)s, the translation does not."),
                target=_("The translation has %(target)s, the original does not."),
            )
    return _filled(words, parts)


def _of_two(remark: Remark, *, both: str, source: str, target: str) -> str:
    """Return the words for what one text has alone, or each of both."""
    if remark.only_source and remark.only_target:
        return both
    return source if remark.only_source else target


def _listed(quoted: Sequence[str]) -> SafeString:
    """Return what is quoted, as a list in words: 2017, 18:00 and 26."""
    marked = [format_html("<b><bdi>{}</bdi></b>", each) for each in quoted]
    if not marked:
        return SafeString("")
    *others, last = marked
    if not others:
        return last
    listed = SafeString(comma(get_language() or "").join(others))
    return _filled(_("%(others)s and %(last)s"), {"others": listed, "last": last})


def _filled(words: str, parts: dict[str, SafeString]) -> SafeString:
    """Return a translated sentence with its parts; what a translator wrote is escaped."""
    return SafeString(format_html("{}", words) % parts)
