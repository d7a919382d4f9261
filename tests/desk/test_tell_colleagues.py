"""Colleagues are told of what concerns them, never of what they did or may not know."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from news.articles import releases, withdrawals
from news.articles.circumstances import under
from news.articles.models import ArticlePage
from news.articles.translations import may_translate
from news.articles.tree import front_page
from news.desk import assignments
from news.desk.assignments import AlreadyClaimedError, Assignment, may_ask
from news.desk.telling import reminding
from news.desk.telling.messages import Message, MessageChoice
from news.desk.telling.people import releasers_of, writers_of
from news.newsroom.languages import codes
from news.newsroom.models import NewsroomSettings
from tests.desk.conftest import edit_url, latest, typed
from tests.factories import UserFactory, draft, released, translated

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def told(event: str) -> set:
    """Return who was told of an event."""
    return {message.person for message in Message.objects.filter(event=event)}


@pytest.fixture
def story(db):
    return released(title="Хор споёт").story


@pytest.fixture
def colleague(db):
    return UserFactory(groups=["Translators fr"])


@pytest.fixture
def arabist(db):
    return UserFactory(groups=["Translators ar"])


@pytest.fixture
def french(story, translator_fr):
    return translated(story.editions.get(language="ru"), "fr", by=translator_fr)


def submit(edition, by):
    """Send a text for review as the editor's form does."""
    edition.get_workflow().start(edition, by)
    return ArticlePage.objects.get(pk=edition.pk)


def test_those_who_write_a_language_are_told_it_is_asked_for(
    story, editor, translator_fr, colleague, arabist
):
    gone = UserFactory(groups=["Translators fr"], is_active=False)
    outsider = UserFactory()
    assignments.ask(story, "fr", by=editor, wanted_on=date(2026, 11, 30), note="К концерту")
    assert {translator_fr, colleague} <= told("asked")
    assert not {editor, arabist, gone, outsider} & told("asked")
    message = Message.objects.get(person=translator_fr)
    assert (message.actor, message.day, message.note, message.language) == (
        editor,
        date(2026, 11, 30),
        "К концерту",
        "fr",
    )


def test_changed_wish_concerns_whoever_has_it_in_hand_alone(
    story, editor, translator_fr, colleague
):
    assignments.claim(story, "fr", by=translator_fr)
    assignments.ask(story, "fr", by=editor, note="Скорее")
    assert told("asked") == {translator_fr}


def test_who_asked_is_told_of_the_claim_once_however_long_it_is_kept(
    story, editor, translator_fr, colleague, chief
):
    assignments.ask(story, "fr", by=editor)
    assignments.claim(story, "fr", by=translator_fr)
    assignments.claim(story, "fr", by=translator_fr)
    (message,) = Message.objects.filter(event="claimed")
    claimed = assignments.of(story, "fr")
    assert message.person == editor
    assert message.actor == translator_fr
    assert message.day == timezone.localtime(claimed.claimed_until).date()


def test_loser_of_a_race_tells_nobody(story, editor, translator_fr, colleague):
    assignments.ask(story, "fr", by=editor)
    assignments.claim(story, "fr", by=translator_fr)
    with pytest.raises(AlreadyClaimedError):
        assignments.claim(story, "fr", by=colleague)
    assert Message.objects.filter(event="claimed").count() == 1


def test_handed_back_the_asker_is_told_and_by_an_editor_the_claimant_too(
    story, editor, chief, translator_fr
):
    assignments.ask(story, "fr", by=editor)
    assignments.hand_back(assignments.claim(story, "fr", by=translator_fr), by=translator_fr)
    assert told("handed-back") == {editor}
    Message.objects.all().delete()
    assignments.hand_back(assignments.claim(story, "fr", by=translator_fr), by=chief)
    assert told("handed-back") == {editor, translator_fr}
    assignments.hand_back(assignments.of(story, "fr"), by=chief)
    assert Message.objects.filter(event="handed-back").count() == 2


def test_what_is_undone_was_never_told(story, editor, translator_fr):
    with transaction.atomic():
        assignments.ask(story, "fr", by=editor)
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_those_who_release_are_told_of_a_submitted_text(
    french, editor, chief, translator_fr, colleague, arabist
):
    submit(french, translator_fr)
    assert {editor, chief} <= told("submitted")
    assert not {translator_fr, colleague, arabist} & told("submitted")


def test_editor_who_submits_is_not_told_of_it(french, editor, chief):
    submit(french, editor)
    assert chief in told("submitted")
    assert editor not in told("submitted")


def test_returned_text_comes_back_to_its_translator_with_the_comment(
    french, editor, translator_fr, colleague
):
    submitted = submit(french, translator_fr)
    submitted.current_workflow_task_state.reject(user=editor, comment="Проверьте цифры")
    message = Message.objects.get(event="returned")
    assert (message.person, message.actor, message.note) == (
        translator_fr,
        editor,
        "Проверьте цифры",
    )
    Message.objects.all().delete()
    ArticlePage.objects.get(pk=french.pk).current_workflow_state.resume(user=translator_fr)
    assert editor in told("submitted")


def test_review_in_the_admin_tells_each_side_of_the_other(
    client, story, french, editor, translator_fr
):
    words = typed(title="Le chœur", text="<p>Oui.</p>")
    client.force_login(translator_fr)
    client.post(edit_url(french), {**words, "action-submit": "true"})
    assert editor in told("submitted")

    client.force_login(editor)
    state = latest(french).current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[french.pk, "reject", state.pk])
    client.post(url, {"comment": "Проверьте цифры"})
    assert Message.objects.get(person=translator_fr).note == "Проверьте цифры"

    client.force_login(translator_fr)
    client.post(edit_url(french), {**words, "action-submit": "true"})
    assert Message.objects.filter(event="submitted", person=editor).count() == 2

    client.force_login(editor)
    state = latest(french).current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[french.pk, "approve", state.pk])
    client.post(url, {"comment": ""})
    assert ArticlePage.objects.get(pk=french.pk).live
    assert told("released") == {translator_fr}


def test_claimant_is_told_of_the_return_whoever_submitted(french, editor, colleague, translator_fr):
    assignments.claim(french.story, "fr", by=colleague)
    submitted = submit(french, translator_fr)
    submitted.current_workflow_task_state.reject(user=editor, comment="")
    assert told("returned") == {colleague}


def test_translator_and_asker_are_told_of_the_release(story, editor, chief, translator_fr):
    assignments.ask(story, "fr", by=chief)
    assignments.claim(story, "fr", by=translator_fr)
    french = translated(story.editions.get(language="ru"), "fr", by=translator_fr)
    releases.release(french, by=editor)
    assert told("released") == {translator_fr, chief}


def test_who_submitted_is_told_of_the_release_where_nobody_claimed(french, editor, colleague):
    submit(french, colleague)
    releases.release(french, by=editor)
    assert colleague in told("released")


def test_asker_is_not_told_of_each_later_release(story, editor, chief, translator_fr):
    assignments.ask(story, "fr", by=chief)
    assignments.claim(story, "fr", by=translator_fr)
    french = releases.release(
        translated(story.editions.get(language="ru"), "fr", by=translator_fr), by=editor
    )
    Assignment.objects.update(done_at=timezone.now() - timedelta(hours=1))
    Message.objects.all().delete()
    french.lead = "Samedi."
    releases.release(french, by=editor)
    assert told("released") == {translator_fr}


def test_new_facts_of_the_original_release_no_translation_anew(story, french, editor):
    releases.release(french, by=editor)
    Message.objects.all().delete()
    source = ArticlePage.objects.get(language="ru")
    source.album_url = "https://example.org/album"
    releases.release(source, by=editor)
    assert not Message.objects.filter(event="released", language="fr").exists()


def test_nobody_is_told_of_what_they_released_themselves(french, translator_fr):
    releases.release(french, by=translator_fr)
    assert not Message.objects.exists()


@pytest.mark.parametrize(("kind", "note"), [("update", ""), ("correction", "Хор споёт в субботу")])
def test_changed_original_is_told_to_whose_translation_is_behind(
    story, french, editor, translator_fr, colleague, arabist, kind, note
):
    arabic = translated(story.editions.get(language="ru"), "ar", by=arabist)
    assignments.claim(story, "fr", by=colleague)
    source = ArticlePage.objects.get(language="ru")
    source.title = "Хор споёт снова"
    releases.release(source, by=editor, kind=kind, note=note)
    assert told("changed") == {colleague, arabist}
    message = Message.objects.get(person=arabist, event="changed")
    assert (message.language, message.note) == (arabic.language, note)


def test_minor_fix_is_told_to_nobody(french, editor, chief, translator_fr):
    assignments.ask(french.story, "fr", by=chief)
    Message.objects.all().delete()
    source = ArticlePage.objects.get(language="ru")
    source.title = "Хор споет"
    releases.release(source, by=editor, kind="fix")
    assert not Message.objects.exists()
    french = releases.release(french, by=editor)
    Message.objects.all().delete()
    releases.release(french, by=editor, kind="fix")
    assert not Message.objects.exists()


def test_restored_as_it_was_the_original_has_not_changed(french, editor):
    source = ArticlePage.objects.get(language="ru")
    withdrawals.withdraw([source], "Ошибка", by=editor)
    withdrawals.restore(ArticlePage.objects.get(pk=source.pk), by=editor)
    assert not told("changed")


def test_withdrawal_and_imported_releases_are_told_to_nobody(french, editor, chief):
    with under(at=NOON - timedelta(days=400)):
        releases.release(draft(title="Старое", owner=chief), by=editor)
    assert not Message.objects.exists()


def test_lapsed_claim_is_told_to_who_had_it_and_who_asked(
    story, editor, translator_fr, colleague, time_machine
):
    time_machine.move_to(NOON, tick=False)
    assignments.ask(story, "fr", by=editor)
    assignments.claim(story, "fr", by=translator_fr)
    time_machine.move_to(NOON + timedelta(days=6), tick=False)
    assignments.lapse()
    assignments.lapse()
    assert told("lapsed") == {editor, translator_fr}
    assert Message.objects.filter(event="lapsed").count() == 2


def test_claimant_is_reminded_a_day_before_once_for_each_claim(
    story, editor, translator_fr, time_machine
):
    time_machine.move_to(NOON, tick=False)
    assignments.ask(story, "fr", by=editor)
    assignments.claim(story, "fr", by=translator_fr)
    time_machine.move_to(NOON + timedelta(days=3, hours=23), tick=False)
    assert reminding.remind() == 0
    time_machine.move_to(NOON + timedelta(days=4, minutes=1), tick=False)
    assert (reminding.remind(), reminding.remind()) == (1, 0)
    assert told("lapsing") == {translator_fr}
    assignments.claim(story, "fr", by=translator_fr)
    assert reminding.remind() == 0
    time_machine.move_to(NOON + timedelta(days=8, minutes=2), tick=False)
    assert reminding.remind() == 1


def test_claim_for_a_day_is_not_reminded_of_at_once(story, translator_fr, time_machine):
    newsroom = NewsroomSettings.load()
    newsroom.claim_days = 1
    newsroom.save()
    time_machine.move_to(NOON, tick=False)
    assignments.claim(story, "fr", by=translator_fr)
    assert reminding.remind() == 0
    time_machine.move_to(NOON + timedelta(hours=13), tick=False)
    assert reminding.remind() == 1


def test_released_or_handed_back_there_is_nothing_to_remind_of(
    story, french, translator_fr, time_machine
):
    time_machine.move_to(NOON, tick=False)
    assignments.hand_back(assignments.claim(story, "fr", by=translator_fr), by=translator_fr)
    time_machine.move_to(NOON + timedelta(days=4, hours=12), tick=False)
    assert reminding.remind() == 0


def test_choice_is_honoured(story, editor, translator_fr, colleague):
    MessageChoice.objects.create(person=translator_fr, event="asked", by_mail=False, in_admin=False)
    MessageChoice.objects.create(person=colleague, event="asked", by_mail=False)
    assignments.ask(story, "fr", by=editor)
    assert translator_fr not in told("asked")
    message = Message.objects.get(person=colleague)
    assert message.in_admin
    assert message.mail_due_at is None


def test_without_an_address_one_is_told_in_the_admin(story, editor, translator_fr):
    translator_fr.email = ""
    translator_fr.save()
    assignments.ask(story, "fr", by=editor)
    message = Message.objects.get(person=translator_fr)
    assert message.in_admin
    assert message.mail_due_at is None


def test_who_lost_their_rights_is_told_nothing_more(story, french, editor, translator_fr):
    assignments.claim(story, "fr", by=translator_fr)
    translator_fr.groups.clear()
    translator_fr.user_permissions.add(Permission.objects.get(codename="access_admin"))
    source = ArticlePage.objects.get(language="ru")
    releases.release(source, by=editor)
    releases.release(french, by=editor)
    assert not Message.objects.filter(person=translator_fr).exists()


def test_who_is_told_agrees_with_who_may(editor, chief, translator_fr, arabist):
    people = {editor, chief, translator_fr, arabist, UserFactory(), UserFactory(is_superuser=True)}
    for language in codes():
        assert people & set(writers_of(language)) == {
            person for person in people if may_translate(person, language)
        }
        assert people & set(releasers_of(language)) == {
            person for person in people if may_ask(person, language)
        }


def test_asking_many_costs_as_many_queries_as_asking_few(story, editor):
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assignments.ask(story, "fr", by=editor)
        return len(asked)

    UserFactory(groups=["Translators fr"])
    questions()
    few = questions()
    for _each in range(4):
        UserFactory(groups=["Translators fr"])
    assert questions() == few


def test_wagtail_sends_no_mail_of_its_own_for_news(french, editor, translator_fr):
    submitted = submit(french, translator_fr)
    submitted.current_workflow_task_state.reject(user=editor, comment="Проверьте")
    assert mail.outbox == []


def test_wagtail_still_tells_of_pages_that_are_not_news(editor, chief):
    front = front_page("ru")
    front.save_revision(user=chief)
    front.get_workflow().start(front, chief)
    assert {to for letter in mail.outbox for to in letter.to} >= {editor.email}


def test_old_messages_go_and_the_others_stay(story, editor, translator_fr, time_machine):
    time_machine.move_to(NOON, tick=False)
    assignments.ask(story, "fr", by=editor)
    time_machine.move_to(NOON + timedelta(days=60), tick=False)
    assignments.ask(story, "ar", by=editor)
    assert reminding.forget_old() == 0
    time_machine.move_to(NOON + timedelta(days=91), tick=False)
    assert reminding.forget_old() > 0
    assert set(Message.objects.values_list("language", flat=True)) <= {"ar"}
