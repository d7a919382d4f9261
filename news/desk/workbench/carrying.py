"""What of a changed original has been carried over into a translation, passage by passage.

The marks stand in the draft, beside the text that the translation was made from. A mark holds
as long as the passage says what it said when it was set.
"""

from hashlib import blake2s
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, log

from news.articles import translations
from news.articles.models import ArticlePage
from news.desk.workbench import stored
from news.desk.workbench.alignment import Change, changes

CARRIED = "carried"
UP_TO_DATE = "news.up_to_date"


def mark(key: str, now: str) -> str:
    """Return the mark of a passage that says this now."""
    return f"{key}:{blake2s(now.encode(), digest_size=6).hexdigest()}"


def marks(edition: ArticlePage) -> list[str]:
    """Return the marks that somebody has set on a draft."""
    return list((edition.made_from or {}).get(CARRIED, ()))


def set_marks(edition: ArticlePage, chosen: list[str]) -> None:
    """Keep these marks with a draft, in place of all others; the caller saves it."""
    edition.made_from = {**(edition.made_from or {}), CARRIED: sorted(chosen)}


def is_finished(edition: ArticlePage) -> bool:
    """Say whether every passage of the original that has changed was carried over.

    One that the original has dropped is, once the translation has dropped it too. Where none
    has changed nothing was either: that the story's facts were corrected, say, only a person
    can answer.
    """
    kept = edition.made_from or {}
    source = translations.source_of(edition.story)
    if not source.live:
        return False
    shown = translations.text_to_translate(source)
    own = {block.get("id") for block in edition.body.get_prep_value()}
    gone = {
        mark_of(change)
        for change in changes_of(kept, shown)
        if change.now is None and change.block.id not in own
    }
    changed = changed_marks(kept, shown)
    return bool(changed) and changed - gone <= set(marks(edition))


def changed_marks(kept: dict[str, Any], shown: dict[str, Any]) -> set[str]:
    """Return the marks that all the passages would bear which differ between two texts."""
    lines = (*stored.LINES, *stored.PHOTO_LINES)
    now = {name: shown.get(name) or "" for name in lines}
    found = {mark(name, now[name]) for name in lines if now[name] != (kept.get(name) or "")}
    return found | {mark_of(change) for change in changes_of(kept, shown) if change.is_news}


def changes_of(kept: dict[str, Any], shown: dict[str, Any]) -> list[Change]:
    """Return what became of each passage of the body between two texts."""
    return changes(stored.blocks(kept.get("body", [])), stored.blocks(shown.get("body", [])))


def mark_of(change: Change) -> str:
    """Return the mark of a passage that has changed."""
    return mark(change.block.id, change.now.text if change.now else "")


def bring_up_to_date(edition: ArticlePage, *, by: object) -> None:
    """Note on a draft that it says what the original says, and in its history who said so."""
    translations.bring_up_to_date(edition)
    log(instance=edition, action=UP_TO_DATE, user=by)


def register_actions(actions: LogActionRegistry) -> None:
    """Tell Wagtail what the history of a text calls this."""
    actions.register_action(
        UP_TO_DATE,
        _("Bring up to date with the original"),
        _("Brought up to date with the original"),
    )
