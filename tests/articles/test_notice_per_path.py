"""Every path that changes what is public writes its notice, or leaves nothing behind."""

import contextlib
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from news.articles import releases, translations, withdrawals
from news.articles.ledger import NoticeCounter
from news.articles.models import ArticlePage, Notice
from news.articles.tree import front_page, news_index
from tests.articles.ways import WAYS, again, post_bulk, public_state
from tests.desk.conftest import edit_url, typed
from tests.factories import UserFactory, draft, released, released_translation, translated

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_path_writes_its_notice(way, client):
    edition = way.begin()
    last = Notice.objects.count()

    way.act(edition, client)

    assert list(Notice.objects.values_list("kind", flat=True)[last:]) == [way.kind]
    assert Notice.objects.last().urn == edition.urn


@pytest.mark.parametrize(
    "way",
    [
        # A deletion is undone with all around it, or not at all.
        pytest.param(way, marks=pytest.mark.django_db(transaction="delete" in str(way)))
        for way in WAYS
    ],
    ids=str,
)
def test_failure_while_noticing_rolls_the_change_back(way, client, monkeypatch):
    edition = way.begin()
    before = public_state(edition)
    client.raise_request_exception = False

    def fail() -> int:
        raise RuntimeError("the ledger cannot be written")

    monkeypatch.setattr(NoticeCounter, "take", fail)
    with contextlib.suppress(RuntimeError):
        way.act(edition, client)

    assert public_state(edition) == before


def test_draft_saved_on_a_live_edition_is_no_notice():
    edition = released()
    count = Notice.objects.count()

    edition.title = "Черновик заголовка"
    edition.save_revision()

    assert Notice.objects.count() == count
    assert again(edition).title == "Хор споёт в Бизерте"


def test_draft_saved_in_the_editor_is_no_notice(client):
    edition = released()
    count = Notice.objects.count()
    client.force_login(UserFactory(is_superuser=True))

    client.post(edit_url(edition), typed(title="Черновик заголовка"))

    assert again(edition).latest_revision.content["title"] == "Черновик заголовка"
    assert Notice.objects.count() == count


def test_scheduling_is_no_notice():
    edition = draft()

    releases.schedule(edition, timezone.now() + timedelta(days=1))

    assert not Notice.objects.exists()
    assert not again(edition).live


def test_copy_that_asks_to_stay_live_is_a_draft_of_a_new_story():
    edition = released()
    count = Notice.objects.count()

    copy = edition.copy(update_attrs={"slug": "kopia"}, keep_live=True).specific

    assert not again(copy).live
    assert copy.story_id != edition.story_id
    assert copy.urn != edition.urn
    assert Notice.objects.count() == count


def test_alias_is_refused():
    edition = released()

    with pytest.raises(ValidationError):
        edition.create_alias(update_slug="alias")

    assert ArticlePage.objects.count() == 1


def test_move_to_another_language_is_refused():
    edition = released()

    with pytest.raises(ValidationError):
        Page.objects.get(pk=edition.pk).move(news_index("fr"), pos="last-child")

    assert again(edition).url_path.startswith("/ru/news/")


def rename(page: Page) -> None:
    """Give a page another slug."""
    page.slug = "anders"
    page.save()


@pytest.mark.parametrize("act", [Page.unpublish, Page.delete, rename])
@pytest.mark.parametrize("find", [front_page, news_index])
def test_pages_that_carry_the_tree_stay(act, find):
    released()

    with pytest.raises(ValidationError), transaction.atomic():
        act(find("ru"))

    assert ArticlePage.objects.released().count() == 1


def test_source_with_translations_cannot_be_deleted():
    source = released()
    translated(source)

    with pytest.raises(ValidationError), transaction.atomic():
        source.delete()

    assert again(source).live


def test_translation_cannot_be_released_before_its_source():
    source = draft()
    edition = translated(source)

    with pytest.raises(ValidationError, match="original|оригинал"):
        releases.release(edition)

    assert not again(edition).live


def test_sequence_rises_without_gaps():
    for _ in range(3):
        released()

    assert list(Notice.objects.values_list("sequence", flat=True)) == [1, 2, 3]


def test_withdrawal_keeps_its_public_reason():
    edition = released()

    withdrawals.withdraw([edition], "Цифры были неверны.")

    assert again(edition).withdrawal_reason == "Цифры были неверны."
    assert Notice.objects.last().note == "Цифры были неверны."


def test_correction_keeps_its_note_whatever_path_carries_it_out(client):
    edition = released()
    edition.title = "Хор споёт в Сусе"
    releases.intend(edition.save_revision(), "correction", "Город был назван неверно.")

    post_bulk(client, "publish", edition)

    assert Notice.objects.last().kind == "corrected"
    assert again(edition).corrections.get().note == "Город был назван неверно."


def test_minor_fix_moves_no_date():
    edition = released()
    before = again(edition)

    releases.release(edition, kind="fix")

    now = again(edition)
    assert (now.released_at, now.changed_at) == (before.released_at, before.changed_at)
    assert now.version == before.version + 1
    assert Notice.objects.last().kind == "fixed"


def test_stale_save_cannot_overwrite_state():
    edition = released()
    stale = again(edition)
    releases.release(edition, kind="correction", note="Опечатка.")

    stale.released_at, stale.version = None, 0
    stale.save()

    assert again(edition).released_at is not None
    assert again(edition).version > 1


def test_sibling_is_told_when_the_facts_change():
    from tests.factories import SectionFactory

    section = SectionFactory()
    source = released()
    sibling = released_translation(source)
    last = Notice.objects.last().sequence

    source.section = section
    releases.release(source)

    told = Notice.objects.filter(sequence__gt=last).values_list("language", "kind")
    assert list(told) == [("ru", "updated"), ("fr", "updated")]
    notice = Notice.objects.get(sequence__gt=last, language="fr")
    assert f"section:{section.pk}" in notice.channels_after
    assert notice.channels_before == ["all"]
    assert again(sibling).version == 2


def test_translation_goes_stale_when_the_source_is_updated_but_not_by_a_minor_fix():
    source = released()
    sibling = released_translation(source)

    releases.release(source, kind="fix")
    assert not again(sibling).is_stale
    releases.release(source, kind="update")
    assert again(sibling).is_stale


def test_two_starts_of_a_translation_are_one_page():
    editor = UserFactory(is_superuser=True)
    source = released()

    assert translations.start(source, "ar", by=editor) == translations.start(
        source, "ar", by=editor
    )
