"""Messages in the admin: on the first screen, in the menu, on a page; choosing what to hear."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from news.desk import assignments
from news.desk.states import assignment_url
from news.desk.telling.messages import Message, MessageChoice, MessageEvent
from news.desk.telling.tell import tell
from news.desk.telling.views import AT_HOME, ON_A_PAGE
from news.newsroom.models import NewsroomSettings
from tests.factories import UserFactory, draft, released

pytestmark = pytest.mark.django_db


def write(person, number: int = 1, **more) -> None:
    """Write messages about as many stories."""
    for each in range(number):
        story = released(title=f"Хор споёт {each}").story
        tell(MessageEvent.ASKED, [person], story_id=story.pk, language="fr", **more)


@pytest.fixture
def reader(client, translator_fr):
    """A translator at the admin."""
    client.force_login(translator_fr)
    return client


def home(client) -> str:
    return client.get(reverse("wagtailadmin_home")).text


def panel(client) -> str:
    """Return the panel of messages on the first screen, empty where there is none."""
    return home(client).partition('id="for-you-section"')[2].partition("</section>")[0]


def test_what_is_unread_stands_on_the_first_screen_with_its_link(reader, translator_fr, editor):
    write(translator_fr, by=editor, note="К <концерту>")
    message = Message.objects.get()
    shown = panel(reader)
    assert f'href="{assignment_url(message.story_id, "fr")}"' in shown
    assert '<bdi lang="ru">Хор споёт 0</bdi>' in shown
    assert f"<bdi>{editor.username}</bdi>" in shown
    assert "К &lt;концерту&gt;" in shown
    zone = NewsroomSettings.load().zone
    assert f'datetime="{timezone.localtime(message.at, zone):%Y-%m-%d}' in shown
    assert 'method="post"' in shown


def test_nothing_unread_no_panel(reader, translator_fr, colleague_of_theirs):
    write(colleague_of_theirs)
    assert panel(reader) == ""


@pytest.fixture
def colleague_of_theirs(db):
    return UserFactory(groups=["Translators fr"])


def test_link_of_a_message_leads_to_the_task(reader, translator_fr):
    write(translator_fr)
    (link,) = re.findall(r'messages-told__story"><a href="([^"]+)"', panel(reader))
    assert reader.get(link).status_code == 200


def test_first_screen_shows_the_newest_and_says_that_there_are_more(reader, translator_fr):
    write(translator_fr, AT_HOME)
    all_shown = panel(reader)
    write(translator_fr, 2)
    shown = panel(reader)
    assert all_shown.count("<li") == shown.count("<li") == AT_HOME
    assert len(shown) != len(all_shown)


def test_one_is_marked_as_read_by_post_alone(reader, translator_fr):
    write(translator_fr, 2)
    message = Message.objects.earliest("pk")
    url = reverse("desk-message-read", args=[message.pk])
    assert reader.get(url).status_code == 405
    answer = reader.post(url, {"back": reverse("wagtailadmin_home")})
    assert answer.url == reverse("wagtailadmin_home")
    assert panel(reader).count("<li") == 1
    assert Message.objects.unread().count() == 1


@pytest.mark.parametrize("address", ["desk-messages", "wagtailadmin_home"])
def test_buttons_carry_what_the_admin_asks_of_a_form(translator_fr, address):
    write(translator_fr)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(translator_fr)
    shown = strict.get(reverse(address)).text
    form = shown.partition(f'action="{reverse("desk-messages-read")}"')[2].partition("</form>")[0]
    (token,) = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    strict.post(reverse("desk-messages-read"), {"csrfmiddlewaretoken": token})
    assert not Message.objects.unread().exists()


def test_all_are_marked_as_read_and_nobody_else_s(reader, translator_fr, colleague_of_theirs):
    write(translator_fr, 2)
    write(colleague_of_theirs)
    reader.post(reverse("desk-messages-read"))
    assert not Message.objects.filter(person=translator_fr).unread().exists()
    assert Message.objects.filter(person=colleague_of_theirs).unread().count() == 1


def test_nobody_marks_a_colleague_s_message(reader, colleague_of_theirs):
    write(colleague_of_theirs)
    reader.post(reverse("desk-message-read", args=[Message.objects.get().pk]))
    assert Message.objects.unread().count() == 1


def test_address_to_go_back_to_leaves_the_newsroom_for_nowhere(reader, translator_fr):
    write(translator_fr)
    answer = reader.post(reverse("desk-messages-read"), {"back": "https://evil.example/"})
    assert answer.url == reverse("desk-messages")


def test_page_shows_all_of_one_s_own_by_and_by(reader, translator_fr, colleague_of_theirs):
    write(colleague_of_theirs)
    foreign = Message.objects.get()
    write(translator_fr, ON_A_PAGE + 3)
    reader.post(reverse("desk-messages-read"))
    first = reader.get(reverse("desk-messages")).text
    assert first.count("messages-told__about") == ON_A_PAGE
    (next_url,) = re.findall(r'href="([^"]*\?before=\d+)"', first)
    second = reader.get(next_url).text
    assert second.count("messages-told__about") == 3
    assert "?before=" not in second
    assert assignment_url(foreign.story_id, "fr") not in first + second
    assert reader.get(reverse("desk-messages"), {"before": "²"}).status_code == 200


def test_menu_counts_what_is_unread(reader, translator_fr):
    assert re.search(r'"label": "[^"(]+", [^}]*"icon_name": "mail"', home(reader))
    write(translator_fr, 3)
    assert re.search(r'"label": "[^"(]+ \(3\)", [^}]*"icon_name": "mail"', home(reader))


def test_message_by_mail_alone_does_not_stand_in_the_admin(reader, translator_fr):
    MessageChoice.objects.create(person=translator_fr, event="asked", in_admin=False)
    write(translator_fr)
    assert Message.objects.exists()
    assert panel(reader) == ""
    assert "messages-told__about" not in reader.get(reverse("desk-messages")).text


def test_unreleased_story_one_may_not_know_any_more_is_not_named(reader, translator_fr, editor):
    secret = draft(title="Тайна адмирала").story
    assignments.ask(secret, "fr", by=editor, note="О тайне")
    assert "Тайна адмирала" in panel(reader)
    assignments.stop_asking(assignments.of(secret, "fr"), by=editor)
    for shown in (panel(reader), reader.get(reverse("desk-messages")).text):
        assert "messages-told__about" in shown
        assert "Тайна" not in shown
        assert "тайне" not in shown
        assert str(secret.pk) not in shown


def test_draft_headline_of_a_released_original_is_for_those_who_read_it(
    reader, client, translator_fr, editor
):
    source = released(title="Хор споёт")
    source.title = "Хор отменён"
    source.save_revision()
    for person in (translator_fr, editor):
        tell(MessageEvent.ASKED, [person], story_id=source.story_id, language="fr")
    assert "Хор отменён" not in panel(reader)
    client.force_login(editor)
    assert "Хор отменён" in panel(client)


@pytest.mark.parametrize("address", ["desk-messages", "wagtailadmin_home"])
def test_many_messages_cost_as_many_queries_as_few(reader, translator_fr, editor, address):
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert reader.get(reverse(address)).status_code == 200
        return len(asked)

    write(translator_fr, 2, by=editor)
    questions()
    few = questions()
    write(translator_fr, 4, by=UserFactory())
    assert questions() == few


@pytest.mark.parametrize("language", ["ru", "ar"])
def test_page_speaks_its_reader_s_language(reader, translator_fr, language):
    write(translator_fr)
    UserProfile.objects.update_or_create(
        user=translator_fr, defaults={"preferred_language": language}
    )
    shown = reader.get(reverse("desk-messages")).text
    assert f'lang="{language}"' in shown


def test_moderator_who_writes_nothing_sees_no_messages(client):
    client.force_login(UserFactory(groups=["Comment moderators"]))
    assert reverse("desk-messages") not in home(client)


def account_form(client) -> dict[str, str]:
    """Return the account's form as a browser would post it, with the name it asks for."""
    context = client.get(reverse("wagtailadmin_account")).context
    posted = {"name_email-first_name": "Амира", "name_email-last_name": "Бен Али"}
    for panels in context["panels_by_tab"].values():
        for each in panels:
            form = each.get_form()
            for field in form:
                value = field.value()
                if value is True:
                    posted[field.html_name] = "on"
                elif value:
                    posted[field.html_name] = str(value)
    return posted


def test_account_saved_unchanged_keeps_all_ways(reader, translator_fr):
    answer = reader.post(reverse("wagtailadmin_account"), account_form(reader))
    assert answer.status_code == 302
    choices = MessageChoice.objects.filter(person=translator_fr)
    assert choices.count() == len(MessageEvent)
    assert not choices.exclude(by_mail=True, in_admin=True).exists()


def test_each_chooses_by_event_and_way(reader, translator_fr):
    posted = account_form(reader)
    del posted["telling-asked-by_mail"]
    del posted["telling-released-in_admin"]
    reader.post(reverse("wagtailadmin_account"), posted)
    reader.post(reverse("wagtailadmin_account"), account_form(reader))
    ways = {
        choice.event: (choice.by_mail, choice.in_admin)
        for choice in MessageChoice.objects.filter(person=translator_fr)
    }
    assert ways["asked"] == (False, True)
    assert ways["released"] == (True, False)
    assert ways["lapsed"] == (True, True)
    write(translator_fr)
    assert Message.objects.get().mail_due_at is None


def test_ticks_are_named_for_whoever_does_not_see_the_table(reader):
    shown = reader.get(reverse("wagtailadmin_account")).text
    table = shown.partition('class="choices"')[2].partition("</table>")[0]
    assert table.count('type="checkbox"') == 2 * len(MessageEvent)
    labels = re.findall(r'w-sr-only">([^<]+)</span>', table)
    assert len(set(labels)) == 2 * len(MessageEvent)


def test_account_without_address_says_so(reader, translator_fr):
    def has_sentence() -> bool:
        shown = reader.get(reverse("wagtailadmin_account")).text
        return "</p>" in shown.partition('class="choices"')[2].partition("</table>")[2][:200]

    assert not has_sentence()
    translator_fr.email = ""
    translator_fr.save()
    assert has_sentence()
