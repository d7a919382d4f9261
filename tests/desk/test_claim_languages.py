"""A language is asked for by an editor, claimed by one translator, handed back or lost."""

from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from news.articles import releases
from news.desk import assignments
from news.desk.assignments import AlreadyClaimedError, Assignment
from news.newsroom.models import NewsroomSettings
from tests.factories import UserFactory, released, translated

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def story(db):
    return released(title="Хор споёт").story


@pytest.fixture
def colleague(db):
    return UserFactory(groups=["Translators fr"], first_name="Амира")


def test_editor_asks_for_a_language_with_a_date_and_a_note(story, editor):
    assignments.ask(story, "fr", by=editor, wanted_on=date(2026, 11, 30), note="К концерту")
    asked = assignments.of(story, "fr")
    assert (asked.asked_by, asked.wanted_on, asked.note) == (
        editor,
        date(2026, 11, 30),
        "К концерту",
    )
    assert asked.is_asked
    assert not asked.is_claimed


def test_whoever_asks_again_changes_the_request(story, editor):
    for note in ("Скоро", "Очень скоро"):
        assignments.ask(story, "fr", by=editor, note=note)
    assert Assignment.objects.get().note == "Очень скоро"


def test_translator_may_not_ask(story, translator_fr):
    with pytest.raises(PermissionDenied):
        assignments.ask(story, "fr", by=translator_fr)


def test_claim_lasts_as_many_days_as_the_newsroom_says(story, translator_fr, time_machine):
    time_machine.move_to(NOON, tick=False)
    newsroom = NewsroomSettings.load()
    newsroom.claim_days = 3
    newsroom.save()
    claimed = assignments.claim(story, "fr", by=translator_fr)
    assert claimed.claimed_until == NOON + timedelta(days=3)
    assert claimed.is_claimed


def test_second_is_told_who_came_first(story, translator_fr, colleague):
    assignments.claim(story, "fr", by=colleague)
    with pytest.raises(AlreadyClaimedError, match="Амира"):
        assignments.claim(story, "fr", by=translator_fr)
    assert assignments.of(story, "fr").claimed_by == colleague


def test_nobody_claims_a_language_they_do_not_write(story, translator_fr):
    with pytest.raises(PermissionDenied):
        assignments.claim(story, "ar", by=translator_fr)
    assert not Assignment.objects.filter(language="ar").exists()


def test_claimant_may_keep_it_longer(story, translator_fr, time_machine):
    time_machine.move_to(NOON, tick=False)
    first = assignments.claim(story, "fr", by=translator_fr).claimed_until
    time_machine.move_to(NOON + timedelta(days=2), tick=False)
    assert assignments.claim(story, "fr", by=translator_fr).claimed_until > first


def test_handed_back_it_is_free_and_still_asked_for(story, editor, translator_fr, colleague):
    assignments.ask(story, "fr", by=editor)
    assignments.hand_back(assignments.claim(story, "fr", by=translator_fr), by=translator_fr)
    assert assignments.of(story, "fr").is_asked
    assert assignments.claim(story, "fr", by=colleague).claimed_by == colleague


def test_only_the_claimant_or_an_editor_hands_back(story, editor, translator_fr, colleague):
    claimed = assignments.claim(story, "fr", by=colleague)
    with pytest.raises(PermissionDenied):
        assignments.hand_back(claimed, by=translator_fr)
    assignments.hand_back(claimed, by=editor)
    assert not assignments.of(story, "fr").is_claimed


def test_claim_lapses_by_itself(story, translator_fr, colleague, time_machine):
    time_machine.move_to(NOON, tick=False)
    assignments.claim(story, "fr", by=translator_fr)
    assert assignments.lapse() == 0
    time_machine.move_to(NOON + timedelta(days=6), tick=False)
    assert assignments.lapse() == 1
    assert assignments.of(story, "fr").claimed_by is None
    assert assignments.claim(story, "fr", by=colleague).claimed_by == colleague


def test_lapsed_claim_is_free_before_anybody_has_swept(
    story, translator_fr, colleague, time_machine
):
    time_machine.move_to(NOON, tick=False)
    assignments.claim(story, "fr", by=translator_fr)
    time_machine.move_to(NOON + timedelta(days=6), tick=False)
    assert assignments.claim(story, "fr", by=colleague).claimed_by == colleague


def test_release_ends_the_task_and_a_new_request_begins_one(story, editor, translator_fr):
    source = story.editions.get(language="ru")
    assignments.ask(story, "fr", by=editor)
    assignments.claim(story, "fr", by=translator_fr)
    releases.release(translated(source, "fr"))
    done = assignments.of(story, "fr")
    assert not done.is_asked
    assert not done.is_claimed
    assignments.ask(story, "fr", by=editor, note="Заново")
    assert assignments.of(story, "fr").is_asked
    assert not assignments.of(story, "fr").is_claimed


def test_release_of_another_language_leaves_it(story, editor):
    assignments.ask(story, "fr", by=editor)
    releases.release(translated(story.editions.get(language="ru"), "es"))
    assert assignments.of(story, "fr").is_asked


@pytest.mark.django_db(transaction=True)
def test_of_two_who_claim_at_once_one_gets_it():
    story = released(title="Хор споёт").story
    people = [UserFactory(groups=["Translators fr"]) for _each in range(4)]
    NewsroomSettings.load()
    start, won, lost = Barrier(len(people)), [], []

    def try_to(person):
        start.wait()
        try:
            assignments.claim(story, "fr", by=person)
            won.append(person)
        except AlreadyClaimedError:
            lost.append(person)
        finally:
            connection.close()

    threads = [Thread(target=try_to, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), len(lost)) == (1, 3)
    assert assignments.of(story, "fr").claimed_by == won[0]


def page(story, verb: str = "assignment") -> str:
    return reverse(f"desk-{verb}", args=[story.pk, "fr"])


def test_editor_asks_in_the_admin(client, story, editor):
    client.force_login(editor)
    assert client.get(page(story)).status_code == 200
    client.post(page(story), {"wanted_on": "2026-11-30", "note": "К концерту"})
    assert assignments.of(story, "fr").wanted_on == date(2026, 11, 30)
    client.post(page(story, "stop-asking"))
    assert not assignments.of(story, "fr").is_asked


def test_wrong_date_is_told_and_the_note_kept(client, story, editor):
    client.force_login(editor)
    shown = client.post(page(story), {"wanted_on": "завтра", "note": "К концерту"})
    assert shown.context["form"].errors["wanted_on"]
    assert "К концерту" in shown.text
    assert assignments.of(story, "fr") is None


def test_translator_begins_what_was_asked_for(client, story, editor, translator_fr):
    assignments.ask(story, "fr", by=editor)
    client.force_login(translator_fr)
    shown = client.post(page(story, "begin"))
    french = story.editions.get(language="fr")
    assert shown.url == reverse("wagtailadmin_pages:edit", args=[french.pk])
    assert assignments.of(story, "fr").claimed_by == translator_fr


def test_second_translator_begins_nothing(client, story, translator_fr, colleague):
    assignments.claim(story, "fr", by=colleague)
    client.force_login(translator_fr)
    shown = client.post(page(story, "begin"), follow=True)
    assert "Амира" in shown.text
    source = story.editions.get(language="ru")
    shown = client.post(reverse("desk-translate", args=[source.pk, "fr"]), follow=True)
    assert "Амира" in shown.text
    assert not story.editions.filter(language="fr").exists()


def test_translator_of_another_language_gets_no_page(client, translator_fr):
    secret = released(title="Хор споёт").story
    secret.released_at = None
    secret.save()
    client.force_login(UserFactory(groups=["Translators es"]))
    assert client.post(page(secret, "claim")).status_code in {302, 403}
    assert not Assignment.objects.exists()


def test_claim_until_is_after_now(story, translator_fr):
    assert assignments.claim(story, "fr", by=translator_fr).claimed_until > timezone.now()


def test_text_that_is_open_can_be_taken_in_hand_and_handed_back(client, translator_fr):
    edition = translated(released(), "fr")
    client.force_login(translator_fr)
    where = [edition.story_id, "fr"]
    form = reverse("wagtailadmin_pages:edit", args=[edition.pk])
    for verb in ("desk-claim", "desk-hand-back"):
        address = reverse(verb, args=where)
        assert address in client.get(form).content.decode()
        assert client.get(address).context["back"]
        before = assignments.of(edition.story, "fr")
        client.post(address)
        after = assignments.of(edition.story, "fr")
        assert (before is not None and before.is_claimed) != after.is_claimed
