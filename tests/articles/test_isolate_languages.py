"""Whatever is done to one language, the five others stay as they were, to the last row and byte.

But for what they say of each other: links between languages, shared facts, and the mark that the
original has changed.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from os.path import commonprefix
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset

from news.articles import releases, translations, tree, withdrawals
from news.articles.ledger import ReleaseKind
from news.articles.models import ArticlePage, Notice, Story
from tests.articles import siblings, ways
from tests.articles.ways import WAYS, again, post, post_bulk
from tests.desk.conftest import edit_url, typed
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def copy(edition, client):
    edition.copy(update_attrs={"slug": "kopia"}, keep_live=True)


def copy_by_form(edition, client):
    parent = edition.get_parent().pk
    form = {"new_title": "Kopia", "new_slug": "kopia", "new_parent_page": parent}
    post(client, "wagtailadmin_pages:copy", edition.pk, data={**form, "publish_copies": "on"})


def alias(edition, client):
    edition.create_alias(update_slug="alias")


def move_to_another_language(edition, client):
    other = "de" if edition.language == "ru" else "ru"
    Page.objects.get(pk=edition.pk).move(tree.news_index(other), pos="last-child")


def move_by_form(edition, client):
    index = tree.news_index("de")
    return post(client, "wagtailadmin_pages:move_confirm", edition.pk, index.pk)


def bulk_move(edition, client):
    return post_bulk(client, "move", edition, chooser=str(tree.news_index("de").pk))


def unpublish_list_with_descendants(edition, client):
    index = edition.get_parent().specific
    UnpublishPageAction(index, include_descendants=True).execute(skip_permission_checks=True)


def bulk_unpublish_list_with_descendants(edition, client):
    return post_bulk(client, "unpublish", edition.get_parent(), reason="Ошибка.")


def schedule(edition, client):
    edition.title = "Позже"
    releases.schedule(edition, timezone.now() + timedelta(days=2))


def save_draft(edition, client):
    client.force_login(UserFactory(is_superuser=True))
    client.post(edit_url(edition), typed(title="Черновик"))


def correct(edition, client):
    edition.title = "Исправлено"
    releases.release(edition, kind=ReleaseKind.CORRECTION, note="Город был назван неверно.")


def fix(edition, client):
    edition.title = "Поправлено"
    releases.release(edition, kind=ReleaseKind.FIX)


def put_back_by_form(edition, client):
    first = edition.revisions.order_by("pk").first()
    client.force_login(UserFactory(is_superuser=True))
    url = reverse("wagtailadmin_pages:revisions_revert", args=[edition.pk, first.pk])
    client.post(url, released_form(edition, "Прежнее"))


def edit_form(edition, client):
    client.force_login(UserFactory(is_superuser=True))
    client.post(edit_url(edition), released_form(edition, "Новый заголовок"))


def released_form(edition: ArticlePage, title: str) -> dict[str, Any]:
    """Return a form that releases other words, and of an original the same facts."""
    credits = edition.credits.values("id", "person", "role")
    facts = {
        "section": edition.section_id or "",
        "topics": list(edition.topics.values_list("pk", flat=True)),
        "credits": inline_formset(
            [{**each, "position": ""} for each in credits], initial=len(credits)
        ),
    }
    released = {"action-publish": "1", "release_kind": "update"}
    return typed(title=title, text="<p>Другие слова.</p>", **facts, **released)


def translate_again(edition, client):
    translations.start(edition, "es", by=UserFactory(is_superuser=True))


OTHER_WAYS = [
    copy,
    copy_by_form,
    alias,
    move_to_another_language,
    move_by_form,
    bulk_move,
    unpublish_list_with_descendants,
    bulk_unpublish_list_with_descendants,
    schedule,
    save_draft,
    correct,
    fix,
    put_back_by_form,
    translate_again,
]
# What says no to ways that change nothing.
REASONS = {
    alias: "Псевдонимы невозможны",
    move_to_another_language: "Страницы остаются в дереве своего языка",
    move_by_form: "у вас нет доступа",
    bulk_move: "0 страниц было перемещено",
    unpublish_list_with_descendants: "нельзя переименовать, снять с публикации или удалить",
    bulk_unpublish_list_with_descendants: "0 страниц снято с публикации",
}
# Wagtail's own refusals: of the original nothing is deleted while translations exist.
REFUSED = (ValidationError, PermissionDenied)


def state_before(way: ways.Way) -> str:
    """Return where the one language stands before a way is taken."""
    return {"draft": "draft", "released": "released"}.get(way.begin.__name__, "withdrawn")


# The form of `ways` is a text without facts.
OWN = {ways.edit_form: edit_form}
CASES = [
    *((state_before(way), OWN.get(way.act, way.act), way.kind) for way in WAYS),
    *(("released", act, None) for act in OTHER_WAYS),
]
# Where the original takes the same way through Wagtail as a translation, one of a kind is enough.
OF_THE_ORIGINAL = {
    edit_form,
    ways.publish_revision,
    ways.publish_due,
    ways.bulk_publish,
    ways.bulk_withdraw,
    ways.workflow,
    ways.unpublish_by_api,
    ways.delete_bare_page,
    ways.revert,
    ways.change_slug_of_bare_page,
    copy,
    move_by_form,
    bulk_unpublish_list_with_descendants,
    save_draft,
    correct,
    fix,
}
TAKEN = [("fr", *case) for case in CASES] + [
    ("ru", *case) for case in CASES if case[1] in OF_THE_ORIGINAL
]


class Newsroom:
    """The stories in their six languages, and what was theirs before anything was done."""

    def __init__(self) -> None:
        self.released = siblings.released_in_many()
        self.unreleased = siblings.unreleased_in_many()
        self._before: dict[Any, Any] = {}

    def story(self, code: str, state: str) -> Story:
        """Return the story in which a language may begin in a state."""
        return self.unreleased if (code, state) == ("ru", "draft") else self.released

    def bring(self, code: str, state: str) -> ArticlePage:
        """Bring a language where a way begins; the others' state then is what must stay."""
        edition = self.story(code, state).editions.get(language=code)
        Page.objects.filter(pk=edition.pk).update(locked=False, locked_by=None, locked_at=None)
        if state == "withdrawn":
            withdrawals.withdraw([again(edition)], "Проверяем.")
        return again(edition)

    def others(self, edition: ArticlePage) -> Iterator[ArticlePage]:
        """Return the five other languages."""
        yield from edition.story.editions.exclude(pk=edition.pk).order_by("language")

    def kept(self, edition: ArticlePage, state: str) -> dict[str, Any]:
        """Return all that is the others', which is asked once for each beginning."""
        key = (edition.language, state)
        if key not in self._before:
            self._before[key] = {each.language: all_of(each) for each in self.others(edition)}
        return self._before[key]


def all_of(edition: ArticlePage) -> tuple[Any, Any]:
    """Return an edition's rows and what the public is answered."""
    return siblings.rows(edition), siblings.public(edition)


@pytest.fixture(scope="module")
def newsroom(django_db_setup, django_db_blocker) -> Iterator[Newsroom]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield Newsroom()
        transaction.set_rollback(True)


def drafted(newsroom: Newsroom) -> ArticlePage:
    """Return the French of the released story, begun anew as a draft."""
    french = newsroom.released.editions.get(language="fr")
    again(french).delete()
    source = newsroom.released.editions.get(language="ru")
    begun = siblings.translated(again(source), "fr", **siblings.words("fr"))
    begun.save()
    return again(begun)


@pytest.mark.parametrize(
    ("code", "state", "act", "kind"),
    TAKEN,
    ids=[f"{code}-{state}-{act.__name__}" for code, state, act, _ in TAKEN],
)
def test_other_languages_stay_as_they_were(
    code: str,
    state: str,
    act: Callable[..., None],
    kind: str | None,
    newsroom: Newsroom,
    client,
) -> None:
    if (code, state) == ("fr", "draft"):
        one = drafted(newsroom)
        # Its deletion is nobody else's affair either, but its key is new each time.
        before = {each.language: all_of(each) for each in newsroom.others(one)}
    else:
        one = newsroom.bring(code, state)
        before = newsroom.kept(one, state)
    told = Notice.objects.filter(urn=one.urn).count()

    own = state_of(one)
    refusal = taken(act, one, client)
    if not kind and act is not translate_again:  # Whoever begins one that exists gets that one.
        assert REASONS.get(act, "") in refusal
        assert (own == state_of(one)) == (act in REASONS)

    is_refused = code == "ru" and "delete" in act.__name__
    kinds = [*Notice.objects.filter(urn=one.urn).order_by("sequence")[told:]]
    if kind:
        assert [each.kind for each in kinds] == ([] if is_refused else [kind])
    story = newsroom.story(code, state)
    others = story.editions.exclude(language=code).order_by("language")
    assert [each.language for each in others] == sorted(before)
    for other in others:
        rows, answers = all_of(other)
        rows_before, answers_before = before[other.language]
        if code == "ru":
            rows = siblings.without_stale_mark(rows)
            rows_before = siblings.without_stale_mark(rows_before)
        assert list(different(rows, rows_before)) == []
        assert list(different(answers, answers_before)) == []


def state_of(one: ArticlePage) -> tuple[Any, Any]:
    """Return what a way without a notice changes: rows of the one language, or which pages are."""
    return siblings.rows(one), sorted(Page.objects.values_list("path", "pk"))


def taken(act: Callable[..., Any], one: ArticlePage, client: Any) -> str:
    """Take a way and return the reason with which it was refused, if it was."""
    try:
        with transaction.atomic():
            answer = act(one, client)
    except REFUSED as refused:
        return str(refused)
    said = get_messages(answer.wsgi_request) if answer else ()
    return " ".join(str(each) for each in said)


def different(now: dict[str, Any], before: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Say where two states of an edition differ, each from its first differing letter."""
    for name in sorted(now.keys() | before.keys()):
        one, other = str(now.get(name)), str(before.get(name))
        if one != other:
            at = max(len(commonprefix([one, other])) - 60, 0)
            yield name, one[at : at + 300], other[at : at + 300]
