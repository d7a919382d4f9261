"""What becomes of a text before its release is written down, whatever path the change took."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, Revision

from news.articles import foretelling, releases, timetable, withdrawals
from news.articles.advances import Advance
from news.articles.ledger import Notice, NoticeCounter
from news.articles.models import ArticlePage
from news.newsroom.generation import generations
from tests.articles.ways import again, post, post_bulk
from tests.factories import UserFactory, draft, released, translated

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def soon(days: float = 1):
    return timezone.now() + days * DAY


def told(edition=None) -> list[str]:
    """Return the kinds of what was told, oldest first."""
    lines = Advance.objects.order_by("pk")
    lines = lines.filter(urn=edition.urn) if edition else lines
    return list(lines.values_list("kind", flat=True))


def reschedule(edition, at, **fields) -> None:
    """Schedule the text as it was scheduled, with these changes."""
    fresh = again(edition).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(fresh, name, value)
    releases.schedule(fresh, at)


def test_schedule_is_told_with_its_moment_and_channels():
    at = soon()
    edition = draft()
    releases.schedule(edition, at)
    line = Advance.objects.get()
    assert (line.kind, line.urn, line.language) == ("scheduled", edition.urn, "ru")
    assert line.release_at == at
    assert line.channels == ["all"]


def test_schedule_takes_no_number_and_moves_no_generation_that_the_public_sees():
    released()
    edition = draft()
    numbers, last = generations(), NoticeCounter.objects.get().last
    releases.schedule(edition, soon())
    reschedule(edition, soon(2))
    assert told() == ["scheduled", "rescheduled"]
    assert NoticeCounter.objects.get().last == last
    assert generations() == numbers
    assert Notice.objects.count() == 1


def test_moment_that_moves_is_told():
    edition = draft()
    releases.schedule(edition, soon())
    at = soon(3)
    reschedule(edition, at)
    assert told() == ["scheduled", "rescheduled"]
    assert Advance.objects.open().get().release_at == at


def test_text_that_is_approved_anew_for_the_same_moment_is_told_as_changed():
    at = soon()
    edition = draft()
    releases.schedule(edition, at)
    reschedule(edition, at, title="Хор споёт в Сусе")
    assert told() == ["scheduled", "revised"]


def test_draft_over_a_scheduled_text_is_told_to_nobody():
    edition = draft()
    releases.schedule(edition, soon())
    fresh = again(edition)
    fresh.title = "Черновик"
    fresh.save_revision()
    fresh.save()
    foretelling.sweep()
    assert told() == ["scheduled"]


def cancel_in_admin(edition, client):
    revision = again(edition).scheduled_revision
    post(client, "wagtailadmin_pages:revisions_unschedule", edition.pk, revision.pk)


def cancel_by_row(edition, client):
    revision = again(edition).scheduled_revision
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])


def delete_revision(edition, client):
    page = again(edition)
    revision = page.scheduled_revision
    page.latest_revision = None
    page.save(update_fields=["latest_revision"])
    revision.delete()


def delete_edition(edition, client):
    again(edition).delete()


def delete_bare_page(edition, client):
    Page.objects.get(pk=edition.pk).delete()


def delete_queryset(edition, client):
    ArticlePage.objects.filter(pk=edition.pk).delete()


def delete_in_admin(edition, client):
    post(client, "wagtailadmin_pages:delete", edition.pk)


def delete_in_bulk(edition, client):
    post_bulk(client, "delete", edition)


@pytest.mark.parametrize(
    "cancel",
    [
        cancel_in_admin,
        cancel_by_row,
        delete_revision,
        delete_edition,
        delete_bare_page,
        delete_queryset,
        delete_in_admin,
        delete_in_bulk,
    ],
    ids=lambda act: act.__name__,
)
def test_release_that_is_cancelled_is_told_by_every_path(cancel, client):
    edition = draft()
    releases.schedule(edition, soon())
    cancel(edition, client)
    assert told() == ["scheduled", "unscheduled"]
    assert not Advance.objects.open().exists()


def test_bulk_update_that_sends_no_signal_is_found_by_the_sweep():
    edition = draft()
    releases.schedule(edition, soon())
    Revision.objects.filter(object_id=str(edition.pk)).update(approved_go_live_at=None)
    assert told() == ["scheduled"]
    foretelling.sweep()
    assert told() == ["scheduled", "unscheduled"]


def test_schedule_that_no_signal_told_of_is_found_by_the_sweep():
    edition = draft()
    edition.save_revision()
    revisions = Revision.objects.filter(object_id=str(edition.pk))
    revisions.update(approved_go_live_at=soon())
    foretelling.sweep()
    foretelling.sweep()
    assert told() == ["scheduled"]


def test_text_that_is_scheduled_by_its_review_is_told_only_once_it_is_approved():
    author, approver = UserFactory(), UserFactory(is_superuser=True)
    edition = draft()
    edition.go_live_at = soon()
    edition.save_revision(user=author)
    state = edition.get_workflow().start(edition, author)
    foretelling.sweep()
    assert told() == []
    state.current_task_state.task.specific.on_action(state.current_task_state, approver, "approve")
    assert told() == ["scheduled"]


def test_release_ends_what_was_told_before_it(time_machine):
    edition = draft()
    releases.schedule(edition, soon())
    time_machine.move_to(soon(1.001))
    timetable.publish_due()
    foretelling.sweep()
    assert told() == ["scheduled"]
    assert not Advance.objects.open().exists()
    assert [notice.kind for notice in Notice.objects.all()] == ["released"]


def test_release_before_its_moment_is_told_by_its_notice():
    edition = draft()
    releases.schedule(edition, soon())
    releases.release(again(edition))
    foretelling.sweep()
    assert told() == ["scheduled"]
    assert Notice.objects.get().sequence > Advance.objects.get().after


def test_moment_that_passes_without_a_release_is_told_as_cancelled(time_machine):
    edition = draft()
    releases.schedule(edition, soon())
    # The worker is at it, or hindered for a moment.
    time_machine.move_to(soon() + timedelta(seconds=30))
    foretelling.sweep()
    assert told() == ["scheduled"]
    time_machine.move_to(timezone.now() + timedelta(seconds=60))
    foretelling.sweep()
    assert told() == ["scheduled", "unscheduled"]


def test_what_was_released_ever_is_no_advance_copy(client):
    live = released()
    fresh = again(live)
    fresh.title = "Правка"
    releases.schedule(fresh, soon())
    back = released()
    withdrawals.withdraw([again(back)], "Проверяем.")
    releases.schedule(again(back), soon())
    foretelling.sweep()
    assert told() == []


def test_translation_is_told_once_its_original_is_due_before_it():
    source = draft()
    edition = translated(source)
    releases.schedule(source, soon())
    releases.schedule(again(edition).get_latest_revision_as_object(), soon(2))
    assert told(edition) == ["scheduled"]
    cancel_by_row(source, None)
    assert told(edition) == ["scheduled", "unscheduled"]


def test_translation_is_told_nothing_by_the_release_of_its_original_as_it_was_scheduled(
    time_machine,
):
    source = draft()
    edition = translated(source)
    releases.schedule(source, soon())
    releases.schedule(again(edition).get_latest_revision_as_object(), soon(2))
    time_machine.move_to(soon(1.001))
    timetable.publish_due()
    foretelling.sweep()
    assert told(edition) == ["scheduled"]
    fresh = again(source)
    fresh.album_url = "https://photos.example/album"
    releases.release(fresh)
    foretelling.sweep()
    assert told(edition) == ["scheduled", "revised"]


def test_schedule_and_failure_while_it_is_told_leave_nothing_untold(monkeypatch):
    edition = draft()

    def fail(*_arguments):
        raise RuntimeError("the line cannot be written")

    with monkeypatch.context() as broken:
        broken.setattr(Advance, "save", fail)
        with pytest.raises(RuntimeError):
            releases.schedule(edition, soon())
    assert again(edition).scheduled_revision is None
    assert told() == []
