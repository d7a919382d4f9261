"""Release state: written in this module alone, together with its notice.

What was public is compared with what is public now, whatever path the change took.
Everything here runs inside the transaction of the save that it accounts for.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page

from news.articles import addresses, placements, tombstones
from news.articles.channels import coming_channels, released_channels
from news.articles.circumstances import circumstances
from news.articles.editions import ArticlePage
from news.articles.ledger import (
    Correction,
    Notice,
    NoticeCounter,
    NoticeKind,
    ReleaseIntent,
    ReleaseKind,
)
from news.articles.stories import Story
from news.newsroom.generation import raise_generation

_KIND_OF_RELEASE = {
    ReleaseKind.FIX: NoticeKind.FIXED,
    ReleaseKind.UPDATE: NoticeKind.UPDATED,
    ReleaseKind.CORRECTION: NoticeKind.CORRECTED,
}
ANNOUNCED = frozenset(
    {NoticeKind.RELEASED, NoticeKind.UPDATED, NoticeKind.CORRECTED, NoticeKind.RESTORED}
)
_WORDS = ("title", "lead", "dateline_place", "lead_alt", "lead_caption")
_FACTS = (
    "section_id",
    "lead_photo_id",
    "album_url",
    "first_published_in",
    "first_published_url",
)


@dataclass(frozen=True)
class Seen:
    """What of an edition was public before a change."""

    edition: ArticlePage
    channels: list[str]

    @property
    def is_live(self) -> bool:
        """Whether it was public."""
        return self.edition.live


def seen(pk: int | None) -> Seen | None:
    """Return what is public of the edition with this key now; None if it is no edition."""
    edition = ArticlePage.objects.select_related("story").filter(pk=pk).first() if pk else None
    if edition is None:
        return None
    return Seen(edition, released_channels(edition) if edition.live else [])


def account_for(page: Page, before: Seen) -> str | None:
    """Compare with before, write state and notice where it differs; return the kind."""
    now = Page.objects.filter(pk=page.pk).values("live", "url_path", "live_revision_id").get()
    kind, note = _what_happened(page, before, now)
    path_before, path_now = before.edition.url_path, now["url_path"]
    if path_before != path_now and before.edition.released_at:
        addresses.move(before.edition, path_now)
        if before.is_live and now["live"]:
            _write(page, before, NoticeKind.MOVED, path_now)
    if kind:
        _write(page, before, kind, path_now if now["live"] else "", note, now)
    return kind


def account_for_deletion(edition: ArticlePage) -> None:
    """Write the withdrawal of a released edition that is about to be deleted."""
    before = seen(edition.pk)
    if before is None or not before.is_live:
        return
    notice = _notice(before, NoticeKind.WITHDRAWN, "", [], public_reason(before.edition))
    addresses.close(before.edition, notice)
    tombstones.set_up(before.edition)
    raise_generation()


def public_reason(edition: ArticlePage) -> str:
    """Return why an edition is withdrawn; a path that could not ask gives a standing reason."""
    with override(edition.language):
        return circumstances().reason or _("The newsroom has taken this text back.")


def _what_happened(page: Page, before: Seen, now: dict[str, Any]) -> tuple[NoticeKind | None, str]:
    if now["live"] and not before.is_live:
        is_back = before.edition.withdrawn_at is not None
        return (NoticeKind.RESTORED if is_back else NoticeKind.RELEASED), ""
    if before.is_live and not now["live"]:
        return NoticeKind.WITHDRAWN, public_reason(before.edition)
    if not now["live"]:
        return None, ""
    if now["live_revision_id"] != before.edition.live_revision_id:
        intent = ReleaseIntent.objects.filter(revision_id=now["live_revision_id"]).first()
        if intent is None:
            return NoticeKind.UPDATED, ""
        return _KIND_OF_RELEASE[ReleaseKind(intent.kind)], intent.note
    return (NoticeKind.UPDATED, "") if _text_differs(page, before.edition) else (None, "")


def _text_differs(page: Page, before: ArticlePage) -> bool:
    if not isinstance(page, ArticlePage):
        return page.title != before.title
    own = _WORDS + (_FACTS if page.is_source else ())
    return (
        any(getattr(page, name) != getattr(before, name) for name in own)
        or page.body.get_prep_value() != before.body.get_prep_value()
    )


def _write(
    page: Page,
    before: Seen,
    kind: NoticeKind,
    path: str,
    note: str = "",
    now: dict[str, Any] | None = None,
) -> Notice:
    edition = page if isinstance(page, ArticlePage) else before.edition
    channels = coming_channels(edition) if path else []
    notice = _notice(before, kind, path, channels, note, now)
    state = _new_state(before.edition, kind, note)
    if state:
        ArticlePage.objects.filter(pk=page.pk).update(**state)
        for name, value in state.items():
            setattr(edition, name, value)
    if kind == NoticeKind.RELEASED:
        _date_story(before.edition.story_id, state["released_at"])
    if kind in ANNOUNCED and before.edition.is_source and not _is_back_unchanged(notice):
        Story.objects.filter(pk=before.edition.story_id).update(
            source_version=state["announced_version"]
        )
        edition.story.source_version = state["announced_version"]
    if kind == NoticeKind.CORRECTED and note:
        Correction.objects.create(edition=before.edition, note=note, made_at=circumstances().moment)
    if kind == NoticeKind.WITHDRAWN:
        addresses.close(before.edition, notice)
        placements.take_away(before.edition.pk)
        tombstones.set_up(before.edition)
    elif kind in {NoticeKind.RELEASED, NoticeKind.RESTORED}:
        addresses.open_at(before.edition, path)
        tombstones.take_down(before.edition.urn)
    if path and not isinstance(page, ArticlePage):
        # Saved as a bare page, which carries no facts.
        placements.place(ArticlePage.objects.select_related("story").get(pk=page.pk))
    raise_generation()
    return notice


def _date_story(story_id: Any, moment: datetime) -> None:
    """Note a story's first release; an import may bring an edition that is older still."""
    is_first = Q(released_at=None) | Q(released_at__gt=moment)
    Story.objects.filter(is_first, pk=story_id).update(released_at=moment)


def _is_back_unchanged(notice: Notice) -> bool:
    """Say whether a restoration shows the very text that was withdrawn."""
    if notice.kind != NoticeKind.RESTORED:
        return False
    earlier = Notice.objects.filter(urn=notice.urn, sequence__lt=notice.sequence)
    last = earlier.order_by("-sequence").values_list("revision_id", flat=True).first()
    return last is not None and last == notice.revision_id


def _new_state(edition: ArticlePage, kind: NoticeKind, note: str) -> dict[str, Any]:
    moment = circumstances().moment
    version = edition.version + 1
    announced = {"changed_at": moment, "version": version, "announced_version": version}
    if kind == NoticeKind.RELEASED:
        return {**announced, "released_at": moment}
    if kind == NoticeKind.RESTORED:
        return {**announced, "withdrawn_at": None, "withdrawal_reason": ""}
    if kind in {NoticeKind.UPDATED, NoticeKind.CORRECTED}:
        return announced
    if kind == NoticeKind.FIXED:
        return {"version": version}
    if kind == NoticeKind.WITHDRAWN:
        return {"changed_at": moment, "withdrawn_at": moment, "withdrawal_reason": note}
    return {}


def _notice(
    before: Seen,
    kind: NoticeKind,
    path: str,
    channels: list[str],
    note: str,
    now: dict[str, Any] | None = None,
) -> Notice:
    edition = before.edition
    user = circumstances().user
    return Notice.objects.create(
        sequence=NoticeCounter.take(),
        kind=kind,
        urn=edition.urn,
        edition_id=edition.pk,
        story_key=edition.story_id,
        language=edition.language,
        address_before=edition.url_path if before.is_live else "",
        address_after=path,
        channels_before=before.channels,
        channels_after=channels,
        note=note,
        actor_id=user.pk if user else None,
        revision_id=(now or {}).get("live_revision_id") or edition.live_revision_id,
        occurred_at=circumstances().moment,
    )


def announce_changed_facts(sibling: ArticlePage, kind: str, channels_before: list[str]) -> None:
    """Write that a released translation's output changed with the facts of its source.

    A correction's note stands in the source's language, so the sibling is only updated.
    """
    told = NoticeKind.FIXED if kind == NoticeKind.FIXED else NoticeKind.UPDATED
    before = Seen(sibling, channels_before)
    _notice(before, told, sibling.url_path, released_channels(sibling), "")
    ArticlePage.objects.filter(pk=sibling.pk).update(**_new_state(sibling, told, ""))


def count_comments(story_id: Any, change: int) -> None:
    """Add to a story's number of approved comments; they never change an item's date."""
    Story.objects.filter(pk=story_id).update(comment_count=F("comment_count") + change)
