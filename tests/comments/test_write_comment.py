"""A reader's comment: preview first, then a moderator's queue, and nothing else."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.test.client import encode_multipart
from django.utils import timezone

from news.articles import withdrawals
from news.comments import limits, tickets
from news.comments.models import Comment, CommentState
from news.newsroom.models import NewsroomSettings
from tests.factories import released, released_translation

pytestmark = pytest.mark.django_db
START = timezone.now().replace(microsecond=0)
OURS = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as moved:
        yield moved


@pytest.fixture
def edition(clock):
    return released()


def send(client, edition, headers=None, **fields):
    fields = {"name": "Тамара М.", "text": "Внучка поёт во втором ряду.", **fields}
    fields.setdefault("story", str(edition.story_id))
    return client.post(
        f"/{edition.language}/comments/", fields, headers=OURS if headers is None else headers
    )


def ticket_in(response) -> str:
    return re.search(r'name="ticket" value="([^"]+)"', response.text)[1]


def confirm(client, clock, edition, after=10, headers=None, **fields):
    ticket = ticket_in(send(client, edition, headers, **fields))
    clock.shift(after)
    return send(client, edition, headers, ticket=ticket, send="1", **fields)


def test_comment_is_previewed_before_anything_is_kept(client, edition):
    response = send(client, edition)
    assert response.status_code == 200
    assert "<p>Внучка поёт во втором ряду.</p>" in response.text
    assert not Comment.objects.exists()


def test_confirmed_comment_waits_for_a_moderator(client, clock, edition):
    response = confirm(client, clock, edition)
    comment = Comment.objects.get()
    assert response.status_code == 200
    assert "/ru/news/" in response.text
    assert (comment.state, comment.language) == (CommentState.PENDING, "ru")
    assert "Внучка" not in client.get(edition.url_path).text


def test_reader_gets_no_cookie_and_no_cached_answer(client, clock, edition):
    response = confirm(client, clock, edition)
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]


def test_confirmation_without_ticket_only_previews(client, edition):
    response = send(client, edition, send="1")
    assert ticket_in(response)
    assert not Comment.objects.exists()


def test_forged_ticket_only_previews(client, edition):
    response = send(client, edition, send="1", ticket="eyJzIjoxfQ:forged")
    assert response.status_code == 200
    assert not Comment.objects.exists()


def test_ticket_of_another_story_only_previews(client, clock, edition):
    other = tickets.issue(released(title="Другое").story_id, "ru")
    clock.shift(10)
    send(client, edition, send="1", ticket=other)
    assert not Comment.objects.exists()


def test_hasty_confirmation_is_asked_again_and_then_taken(client, clock, edition):
    ticket = ticket_in(send(client, edition))
    hasty = send(client, edition, send="1", ticket=ticket)
    assert not Comment.objects.exists()
    clock.shift(tickets.SHORTEST_SECONDS)
    send(client, edition, send="1", ticket=ticket_in(hasty))
    assert Comment.objects.count() == 1


def test_expired_preview_keeps_the_text_and_gives_a_new_one(client, clock, edition):
    response = confirm(client, clock, edition, after=tickets.LONGEST_SECONDS + 1)
    assert "Внучка поёт" in response.text
    assert not Comment.objects.exists()
    clock.shift(10)
    send(client, edition, send="1", ticket=ticket_in(response))
    assert Comment.objects.count() == 1


def test_text_is_checked_again_when_confirmed(client, clock, edition):
    ticket = ticket_in(send(client, edition))
    clock.shift(10)
    response = send(client, edition, ticket=ticket, send="1", text="x" * 4001)
    assert response.status_code == 422
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example.org"},
        {"Origin": "null"},
        {"Origin": "https://evil.example.org"},
        {"Referer": "https://evil.example.org/ru/comments/"},
        {"Referer": "http://testserver.example.org/"},
    ],
)
def test_form_of_another_site_is_refused(client, clock, edition, headers):
    ticket = ticket_in(send(client, edition))
    clock.shift(10)
    response = send(client, edition, headers, ticket=ticket, send="1")
    assert response.status_code == 403
    assert "Внучка поёт" in response.text
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Origin": "http://testserver"},
        {"Origin": "http://localhost:8000"},
        {"Referer": "http://testserver/ru/news/"},
    ],
)
def test_our_own_form_is_taken_however_the_browser_says_so(client, clock, edition, headers):
    confirm(client, clock, edition, headers=headers)
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Тамара", " \n\t "),
        ("Тамара", "\u200b\u3164\u2800"),
        ("\u200b ", "Спасибо"),
        ("—", "Спасибо"),
        ("я" * 81, "Спасибо"),
        ("Тамара", "я" * 4001),
        ("Тамара", "https://a.example.org http://b.example.org www.example.org"),
        ("Тамара", "a.example.org/1, b.example.org/2, c.example.org/3"),
    ],
)
def test_bad_comment_is_refused_with_its_words_kept(client, edition, name, text):
    response = send(client, edition, name=name, text=text)
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.text
    assert text.strip() in response.text
    assert 'name="ticket"' not in response.text


def test_text_of_a_megabyte_is_refused_and_kept(client, edition):
    response = send(client, edition, text="я" * 500_000)
    assert response.status_code == 422
    assert "я" * 500_000 in response.text


def test_what_is_too_large_to_read_is_refused_politely(client, edition):
    response = send(client, edition, text="я" * 2_500_000)
    assert response.status_code == 413
    assert "<h1>" in response.text


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"--x\r\nbroken", "multipart/form-data; boundary=x", 400),
        (b"--x\r\nbroken", "multipart/form-data", 400),
        (b"text=%ff%fe&name=a", "application/x-www-form-urlencoded", 400),
        (b"story=%00&text=%00", "application/x-www-form-urlencoded", 404),
        (b"a=1&" * 2000, "application/x-www-form-urlencoded", 400),
        (b"story=1&" + b"a=1&" * 20_000, "application/x-www-form-urlencoded", 400),
        (b'{"text": 1}', "application/json", 400),
        ("text=a".encode("utf-16"), "application/x-www-form-urlencoded; charset=utf-16", 400),
        (b"", "application/x-www-form-urlencoded", 400),
    ],
)
def test_nonsense_is_refused_politely(client, edition, body, kind, status):
    response = client.generic("POST", "/ru/comments/", body, kind, headers=OURS)
    assert response.status_code == status
    assert "<h1>" in response.text


def test_form_is_read_whatever_a_header_calls_its_letters(client, edition):
    fields = {"story": str(edition.story_id), "name": "Тамара", "text": "Спасибо за хор."}
    kind = "application/x-www-form-urlencoded; charset=utf-16"
    response = client.generic("POST", "/ru/comments/", urlencode(fields), kind, headers=OURS)
    assert response.status_code == 200
    assert "<p>Спасибо за хор.</p>" in response.text


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=other"])
def test_broken_form_gives_the_comment_back(client, edition, kind):
    body = encode_multipart("x", {"text": "Внучка поёт\r\nво втором ряду.", "name": "Тамара"})
    response = client.post("/ru/comments/", body, content_type=kind, headers=OURS)
    assert response.status_code == 400
    assert "Внучка поёт\nво втором ряду.</textarea>" in response.text
    assert not Comment.objects.exists()


def test_length_that_is_no_number_is_refused_politely(client, edition):
    response = client.generic("POST", "/ru/comments/", b"a", headers=OURS, CONTENT_LENGTH="much")
    assert response.status_code == 400


def test_controls_that_break_or_turn_text_are_taken_out(client, clock, edition):
    confirm(client, clock, edition, name="Та\x00мара\u202e", text="Спа\x00сибо\u202e!\u2066\x07")
    comment = Comment.objects.get()
    assert (comment.name, comment.text) == ("Тамара", "Спасибо!")


def test_markup_is_only_text(client, edition):
    response = send(client, edition, name="<b>A", text="</textarea><script>alert(1)</script>")
    assert response.status_code == 200
    assert "<script>alert" not in response.text
    assert "<b>A" not in response.text


def test_field_that_only_programs_fill_stops_the_comment(client, edition):
    response = send(client, edition, subject="Buy")
    assert response.status_code == 422
    assert "Внучка поёт" in response.text


def test_same_comment_twice_is_kept_once(client, clock, edition):
    confirm(client, clock, edition)
    assert confirm(client, clock, edition).status_code == 200
    assert Comment.objects.count() == 1


def test_address_that_wrote_much_waits_an_hour(client, clock, edition):
    for number in range(limits.MOST):
        confirm(client, clock, edition, text=f"Комментарий {number}")
    refused = send(client, edition, text="Ещё один")
    assert refused.status_code == 429
    assert refused["Retry-After"] == "3600"
    assert "Ещё один" in refused.text
    clock.shift(limits.WITHIN)
    confirm(client, clock, edition, text="Ещё один")
    assert Comment.objects.count() == limits.MOST + 1


def test_forwarded_address_counts_only_behind_a_proxy_of_ours(client, clock, edition, settings):
    def mark(text, forwarded):
        confirm(client, clock, edition, headers=OURS | {"X-Forwarded-For": forwarded}, text=text)
        return Comment.objects.get(text=text).fingerprint

    assert mark("Один", "203.0.113.1") == mark("Два", "203.0.113.2")
    settings.BEHIND_PROXY = True
    assert mark("Три", "203.0.113.1") != mark("Четыре", "203.0.113.2")
    assert mark("Пять", "198.51.100.7, 203.0.113.1") == mark("Шесть", "203.0.113.1")
    assert mark("Семь", "2001:db8::1") == mark("Восемь", "2001:db8::2")


def test_address_is_never_kept_and_its_hash_is_soon_erased(client, clock, edition):
    confirm(client, clock, edition)
    comment = Comment.objects.get()
    assert "127.0.0.1" not in comment.fingerprint
    limits.forget_fingerprints()
    comment.refresh_from_db()
    assert comment.fingerprint
    clock.shift(limits.WITHIN + timedelta(seconds=1))
    limits.forget_fingerprints()
    comment.refresh_from_db()
    assert comment.fingerprint == ""


def test_closed_story_takes_no_comment_and_gives_the_text_back(client, edition):
    edition.story.comments_open = False
    edition.story.save()
    response = send(client, edition)
    assert response.status_code == 403
    assert "Внучка поёт" in response.text


def test_closed_newsroom_takes_no_comment(client, edition):
    newsroom = NewsroomSettings.load()
    newsroom.comments_open = False
    newsroom.save()
    assert send(client, edition).status_code == 403


def test_story_withdrawn_after_the_preview_takes_no_comment(client, clock, edition):
    ticket = ticket_in(send(client, edition))
    clock.shift(10)
    withdrawals.withdraw([edition], reason="Ошибка")
    response = send(client, edition, ticket=ticket, send="1")
    assert response.status_code == 404
    assert "Внучка поёт" in response.text
    assert not Comment.objects.exists()


@pytest.mark.parametrize("story", ["", "17", "00000000-0000-0000-0000-000000000000", "\x00"])
def test_unknown_story_is_not_found(client, edition, story):
    assert send(client, edition, story=story).status_code == 404


def test_language_in_which_the_story_is_not_released_takes_no_comment(client, edition):
    fields = {"story": str(edition.story_id), "name": "A", "text": "Bravo"}
    assert client.post("/fr/comments/", fields, headers=OURS).status_code == 404


def test_address_of_the_form_leads_home(client, edition):
    response = client.get("/ru/comments/")
    assert (response.status_code, response["Location"]) == (302, "/ru/")


def test_comment_under_a_translation_is_of_the_same_story(client, clock, edition):
    french = released_translation(edition)
    confirm(client, clock, french, name="Hélène", text="Merci pour la photo, elle est très belle.")
    comment = Comment.objects.get()
    assert (comment.story_id, comment.language) == (edition.story_id, "fr")
