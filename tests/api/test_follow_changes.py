"""Notices over the API: in order, each with the edition as it is now."""

from urllib.parse import quote

import pytest

from news.articles import releases, withdrawals
from news.articles.ledger import NoticeCounter, ReleaseKind
from news.articles.models import ArticlePage, Notice
from news.articles.state import count_comments
from tests.factories import PersonFactory, SectionFactory, TopicFactory, released
from tests.factories import released_translation as translation

pytestmark = pytest.mark.django_db


def kinds(told: dict) -> list[str]:
    return [notice["kind"] for notice in told["notices"]]


def test_everything_that_happened_is_told_in_order(ask):
    source = released(title="Хор", slug="before")
    releases.release(source, kind=ReleaseKind.FIX)
    releases.release(source)
    releases.release(source, kind=ReleaseKind.CORRECTION, note="Концертов четыре.")
    moved = releases.change_address(source, "after")
    withdrawals.withdraw([moved], "Ошибка.")
    withdrawals.restore(ArticlePage.objects.get(pk=source.pk))

    told = ask("changes")

    assert kinds(told) == [
        *("released", "fixed", "updated", "corrected", "moved", "withdrawn", "restored")
    ]
    assert [each["sequence"] for each in told["notices"]] == [1, 2, 3, 4, 5, 6, 7]
    assert {each["urn"] for each in told["notices"]} == {source.urn}
    assert {each["story"] for each in told["notices"]} == {str(source.story_id)}
    assert [each["note"] for each in told["notices"]] == [
        *("", "", "", "Концертов четыре.", "", "Ошибка.", "")
    ]
    move = told["notices"][4]
    assert move["address_before"].endswith("/ru/news/before/")
    assert move["address_after"].endswith("/ru/news/after/")
    assert (told["next"], told["last"], told["more"]) == (7, 7, False)


def test_notice_brings_the_edition_as_its_own_address_answers_it(ask):
    source = released()
    releases.release(source, kind=ReleaseKind.FIX)
    now = ask(f"editions/{source.urn}")
    assert [each["edition"] for each in ask("changes")["notices"]] == [now, now]


def test_edition_that_is_not_public_any_more_is_null_and_says_nothing(ask):
    source = released(title="Тайна")
    releases.release(source, kind=ReleaseKind.CORRECTION, note="Секретное число.")
    withdrawals.withdraw([source], "Ошибка.")

    told = ask("changes")

    assert [each["edition"] for each in told["notices"]] == [None, None, None]
    assert [each["note"] for each in told["notices"]] == ["", "", "Ошибка."]
    assert "Секретное" not in str(told)


def test_channels_before_and_after_are_told_by_names_that_last(ask):
    culture, law = SectionFactory(), SectionFactory()
    topic, person = TopicFactory(), PersonFactory()
    source = released(section=culture, topics=[topic], authors=[person])
    source.section = law
    releases.release(source)

    first, second = ask("changes")["notices"]

    assert first["channels_before"] == []
    assert second["channels_before"] == [
        *("all", f"section:{culture.pk}", f"topic:{topic.pk}", f"person:{person.pk}")
    ]
    assert f"section:{law.pk}" in second["channels_after"]


def test_sibling_comes_along_once_and_never_twice(ask):
    source = released()
    edition = translation(source, "fr")
    releases.release(source)
    told = ask("changes", since=2)
    assert [each["urn"] for each in told["siblings"]] == [edition.urn]
    assert ask("changes")["siblings"] == []


def test_pages_lead_to_the_end_and_no_further(ask):
    for _ in range(5):
        released()
    first = ask("changes", limit=2)
    second = ask("changes", limit=2, since=first["next"])
    third = ask("changes", limit=2, since=second["next"])
    numbers = [each["sequence"] for page in (first, second, third) for each in page["notices"]]
    assert numbers == [1, 2, 3, 4, 5]
    assert [page["more"] for page in (first, second, third)] == [True, True, False]
    last = ask("changes", since=third["next"])
    assert last["notices"] == []
    assert (last["next"], last["last"], last["more"]) == (5, 5, False)


def test_whoever_knows_more_than_there_is_is_led_back(ask):
    released()
    told = ask("changes", since=2**63 - 1)
    assert (told["next"], told["last"], told["notices"]) == (1, 1, [])


def test_empty_newsroom_has_nothing_to_tell(ask):
    assert not NoticeCounter.objects.exists()
    told = ask("changes")
    assert (told["notices"], told["next"], told["last"], told["more"]) == ([], 0, 0, False)


def test_renamed_person_raises_the_generations_without_a_notice(ask):
    person = PersonFactory(name_ru="Вера")
    source = released(authors=[person])
    before = ask("changes")
    person.name_ru = "Вера Лунина"
    person.save()

    after = ask("changes")

    assert after["last"] == before["last"]
    assert after["generations"]["ru"] > before["generations"]["ru"]
    assert ask(f"editions/{source.urn}")["credits"][0]["name"] == "Вера Лунина"


def test_comment_count_changes_without_a_notice(ask):
    source = released()
    count_comments(source.story_id, 3)
    assert Notice.objects.count() == 1
    assert ask("changes")["notices"][0]["edition"]["comment_count"] == 3


def test_address_of_any_script_is_told_whole(ask):
    source = released(title="Хор споёт")
    (notice,) = ask("changes")["notices"]
    assert notice["address_after"] == f"http://localhost:8000{quote(source.url_path)}"
