"""A partner says by a call what it has seen; whoever has no key learns nothing."""

import json

import pytest

from news.articles import releases, withdrawals
from news.articles.models import Notice
from news.partners.models import PartnerState, Token
from news.push.models import Acknowledgement
from tests.factories import SectionFactory, draft, released
from tests.partners.conftest import Taker, take

pytestmark = pytest.mark.django_db


def call(client, token: str, said: object, **more: str):
    body = said if isinstance(said, str) else json.dumps(said)
    return client.post(f"/partners/{token}/seen", body, content_type="application/json", **more)


def acknowledged(taker: Taker) -> list[tuple[str, str]]:
    rows = Acknowledgement.objects.filter(subscription=taker.subscription).order_by("notice_id")
    return list(rows.values_list("notice__kind", "copy"))


def test_version_is_acknowledged_by_its_sequence(client):
    edition = released()
    withdrawals.withdraw([edition], "Ошибка.")
    taker = take("ru:all")
    first, last = Notice.objects.order_by("sequence").values_list("sequence", flat=True)
    for sequence in (last, first, first):
        answer = call(client, taker.token, {"urn": edition.urn, "sequence": sequence})
        assert (answer.status_code, answer.content) == (204, b"")
        assert answer["Cache-Control"] == "private, no-store"
    assert acknowledged(taker) == [("released", ""), ("withdrawn", "")]
    assert Token.objects.get().digest not in str(answer.headers)


def test_without_a_sequence_the_last_version_is_meant(client):
    edition = released()
    releases.release(edition, kind="update")
    releases.release(edition, kind="fix")
    taker = take("ru:all")
    assert call(client, taker.token, {"urn": edition.urn}).status_code == 204
    assert acknowledged(taker) == [("updated", "")]


def test_form_says_the_same_as_json_and_the_copy_is_kept(client):
    edition = released()
    taker = take("ru:all")
    sequence = Notice.objects.get().sequence
    for copy in ("", "https://soomedia.example/хор", ""):
        said = {"urn": edition.urn, "sequence": sequence, "copy": copy}
        assert client.post(f"/partners/{taker.token}/seen", said).status_code == 204
    assert acknowledged(taker) == [("released", "https://soomedia.example/хор")]


@pytest.mark.parametrize(
    "said",
    [
        "",
        "{",
        "[]",
        "[" * 9000,
        {},
        {"urn": 7},
        {"urn": "u\0"},
        {"urn": "u" * 121},
        {"urn": "urn:x", "sequence": "first"},
        {"urn": "urn:x", "sequence": True},
        {"urn": "urn:x", "sequence": -1},
        {"urn": "urn:x", "sequence": 1.5},
        {"urn": "urn:x", "copy": 7},
        {"urn": "urn:x", "copy": "x" * 17000},
        b"\xff\xfe".decode("latin-1"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_line(client, said):
    released()
    answer = call(client, take("ru:all").token, said)
    assert answer.status_code == 400
    assert answer.content.decode().strip()
    assert not Acknowledgement.objects.exists()


@pytest.mark.parametrize("sequence", [None, 10**6, 10**30])
def test_nobody_acknowledges_what_it_was_not_told(client, sequence):
    there = released(section=SectionFactory())
    hidden = draft()
    taker = take(f"ru:section:{SectionFactory().pk}")
    answers = set()
    for urn in (there.urn, hidden.urn, "urn:uuid:none"):
        answer = call(client, taker.token, {"urn": urn, "sequence": sequence})
        answers.add((answer.status_code, answer.content))
    assert len(answers) == 1
    assert answers.pop()[0] == 422


@pytest.mark.parametrize("copy", ["nonsense", "http://127.0.0.1/", "ftp://soomedia.example/"])
def test_address_where_no_copy_can_be_is_refused(client, copy):
    edition = released()
    taker = take("ru:all")
    answer = call(client, taker.token, {"urn": edition.urn, "copy": copy})
    assert answer.status_code == 422
    assert not Acknowledgement.objects.exists()


def test_keys_that_open_nothing_are_answered_as_everywhere(client):
    edition = released()
    taker = take("ru:all")
    ended = take("ru:all", state=PartnerState.ENDED)
    said = {"urn": edition.urn}
    wrong = [call(client, token, said) for token in ("x" * 32, ended.token)]
    wrong += [client.get(f"/partners/{'x' * 32}/{rest}") for rest in ("seen", "ru.json")]
    alike = {(each.status_code, each.content, str(sorted(each.headers.items()))) for each in wrong}
    assert len(alike) == 1
    assert alike.pop()[0] == 404
    assert client.get(f"/partners/{taker.token}/seen").status_code == 405
