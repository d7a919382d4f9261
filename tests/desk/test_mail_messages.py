"""Mail to colleagues: in their language, with a link, once, and again where it failed."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone
from wagtail.users.models import UserProfile

from news.desk import assignments
from news.desk.states import assignment_url
from news.desk.telling import mailing
from news.desk.telling.messages import Message, MessageEvent
from news.desk.telling.tell import tell
from news.newsroom.models import NewsroomSettings, Trouble
from tests.factories import UserFactory, draft, released

pytestmark = pytest.mark.django_db


class DeadServer(EmailBackend):
    """A server that nobody reaches."""

    def send_messages(self, messages):
        raise ConnectionRefusedError("nobody there")


class StrictServer(EmailBackend):
    """A server that knows one address alone."""

    def send_messages(self, messages):
        raise SMTPRecipientsRefused({messages[0].to[0]: (550, b"unknown")})


@pytest.fixture
def dead_server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.DeadServer"


@pytest.fixture
def work(django_capture_on_commit_callbacks):
    """Do what a worker does every five seconds, its tasks included."""

    def worked(now=None) -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return mailing.lease_due(now)

    return worked


@pytest.fixture
def story(db):
    return released(title="Хор споёт").story


@pytest.fixture
def asked(story, editor, translator_fr):
    """A message to the translator alone."""
    tell(
        MessageEvent.ASKED,
        [translator_fr],
        story_id=story.pk,
        language="fr",
        by=editor,
        note="К концерту <срочно>",
    )
    return Message.objects.get()


def speaks(user, language: str):
    """Have somebody's admin speak a language."""
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})


def later(minutes: int):
    return timezone.now() + timedelta(minutes=minutes)


def test_mail_says_what_who_and_where_with_a_link(asked, story, editor, work, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://mir.example"
    assert work() == 1
    (letter,) = mail.outbox
    assert letter.to == [asked.person.email]
    assert "Français" in letter.subject
    assert "Хор споёт" in letter.subject
    link = f"https://mir.example{assignment_url(story.pk, 'fr')}"
    (html, _kind) = letter.alternatives[0]
    assert link in letter.body
    assert f'href="{link}"' in html
    assert editor.username in letter.body
    assert "К концерту <срочно>" in letter.body
    assert "К концерту &lt;срочно&gt;" in html
    assert "https://mir.example/admin/account/" in letter.body
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(("language", "direction"), [("ru", "ltr"), ("ar", "rtl"), ("de", "ltr")])
def test_mail_is_in_the_language_of_its_reader(asked, work, language, direction):
    speaks(asked.person, language)
    work()
    (letter,) = mail.outbox
    (html, _kind) = letter.alternatives[0]
    assert f'<html lang="{language}" dir="{direction}">' in html


def test_times_are_the_newsroom_s(asked, work):
    NewsroomSettings.objects.update_or_create(defaults={"time_zone": "Asia/Tokyo"})
    speaks(asked.person, "ru")
    Message.objects.update(at=timezone.now().replace(2026, 3, 1, 20, 30))
    work()
    assert "02.03.2026 05:30" in mail.outbox[0].body


def test_mail_is_sent_once(asked, work):
    assert (work(), work(), work(later(60))) == (1, 0, 0)
    assert len(mail.outbox) == 1
    assert Message.objects.get().mailed_at


def test_failed_mail_is_tried_again_at_growing_intervals_and_shown(asked, work, dead_server):
    work()
    message = Message.objects.get()
    pauses = []
    while message.mail_due_at:
        pauses.append(message.mail_due_at - timezone.now())
        work(message.mail_due_at)
        message.refresh_from_db()
    assert pauses == sorted(pauses)
    assert len(pauses) == len(mailing.PAUSES)
    assert pauses[-1] > timedelta(hours=20)
    trouble = Trouble.objects.get(key="mail")
    assert "nobody there" in trouble.message
    assert trouble.count == len(mailing.PAUSES) + 1
    assert Message.objects.get().in_admin


def test_mail_that_gets_through_ends_the_trouble(asked, work, dead_server, settings):
    work()
    assert Trouble.objects.filter(key="mail").exists()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert work() == 0
    assert work(later(2)) == 1
    assert len(mail.outbox) == 1
    assert not Trouble.objects.exists()


def test_address_that_takes_no_mail_is_named(asked, work, settings):
    settings.EMAIL_BACKEND = f"{__name__}.StrictServer"
    work()
    trouble = Trouble.objects.get()
    assert trouble.key == f"mail:{asked.person_id}"
    assert asked.person.username in trouble.message


def test_worker_that_dies_leaves_the_mail_to_another(asked, work):
    mailing.lease_due()
    assert mail.outbox == []
    assert work() == 0
    assert work(later(11)) == 1
    assert len(mail.outbox) == 1


def test_attempt_that_comes_too_late_sends_nothing(asked):
    mailing.lease_due()
    mailing.lease_due(later(11))
    mailing.send.call(asked.pk, 1)
    assert mail.outbox == []
    mailing.send.call(asked.pk, 2)
    mailing.send.call(asked.pk, 2)
    assert len(mail.outbox) == 1


def test_who_left_meanwhile_gets_no_mail(asked, work):
    asked.person.is_active = False
    asked.person.save()
    work()
    assert mail.outbox == []
    assert Message.objects.get().mail_due_at is None


def test_mail_reveals_nothing_of_a_story_its_reader_may_not_know(work, editor, translator_fr):
    secret = draft(title="Тайна адмирала").story
    assignments.ask(secret, "fr", by=editor, note="О тайне")
    claimed = assignments.claim(secret, "fr", by=translator_fr)
    assignments.stop_asking(claimed, by=editor)
    assignments.hand_back(assignments.of(secret, "fr"), by=editor)
    work()
    letters = [letter for letter in mail.outbox if letter.to == [translator_fr.email]]
    assert len(letters) == 2
    for letter in letters:
        said = f"{letter.subject} {letter.body} {letter.alternatives[0][0]}"
        assert "Тайна" not in said
        assert "тайне" not in said
        assert str(secret.pk) not in said


def test_asked_translator_may_know_the_headline(work, editor, translator_fr):
    secret = draft(title="Тайна адмирала").story
    assignments.ask(secret, "fr", by=editor)
    work()
    assert any(
        letter.to == [translator_fr.email] and "Тайна адмирала" in letter.subject
        for letter in mail.outbox
    )


def test_two_workers_send_once(asked, django_capture_on_commit_callbacks):
    now = timezone.now()
    first, second = (Message.objects.owed_by_mail(now).get() for _each in range(2))
    with django_capture_on_commit_callbacks(execute=True):
        assert (mailing.lease(first, now), mailing.lease(second, now)) == (1, 0)
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_time_send_each_mail_once():
    story = released(title="Хор споёт").story
    people = [UserFactory(groups=["Translators fr"]) for _each in range(3)]
    tell(MessageEvent.ASKED, people, story_id=story.pk, language="fr")
    start = Barrier(3)

    def look():
        start.wait()
        try:
            mailing.lease_due()
        finally:
            connection.close()

    threads = [Thread(target=look) for _each in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(
        person.email for person in people
    )
