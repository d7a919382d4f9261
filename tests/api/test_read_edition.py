"""One edition over the API, by name and by address."""

from datetime import UTC, datetime
from urllib.parse import quote

import pytest

from news.articles import releases, withdrawals
from news.articles.models import ArticlePage
from tests.factories import UserFactory, draft, released, released_translation, translated

pytestmark = pytest.mark.django_db

MOMENT = datetime(2026, 5, 1, 12, tzinfo=UTC)


def test_edition_is_read_by_its_name(ask):
    source = released(title="Хор споёт")
    told = ask(f"editions/{source.urn}")
    assert told["headline"] == "Хор споёт"
    assert told["story"] == str(source.story_id)


def test_name_of_any_shape_is_found(ask):
    edition = draft()
    urn = "tag:example.org,2011:/хор?a=b"
    ArticlePage.objects.filter(pk=edition.pk).update(urn=urn)
    releases.release(ArticlePage.objects.get(pk=edition.pk))
    assert ask(f"editions/{quote(urn)}")["urn"] == urn


def test_withdrawn_edition_answers_410_with_reason_and_moment(ask, time_machine):
    source = released(title="Тайна")
    time_machine.move_to(MOMENT, tick=False)
    withdrawals.withdraw([source], "Проверяем сведения.")

    told = ask(f"editions/{source.urn}", 410)

    assert told["status"] == 410
    assert told["reason"] == "Проверяем сведения."
    assert told["withdrawn_at"] == "2026-05-01T13:00:00+01:00"
    assert told["urn"] == source.urn
    assert told["language"] == "ru"
    assert "Тайна" not in str(told)


def test_restored_edition_is_read_again(ask):
    source = released()
    withdrawals.withdraw([source], "Ошибка.")
    withdrawals.restore(ArticlePage.objects.get(pk=source.pk))
    assert ask(f"editions/{source.urn}")["urn"] == source.urn


def test_deleted_edition_answers_410_though_a_draft_has_its_name_again(ask):
    source = released()
    edition = released_translation(source, "fr")
    edition.delete()
    assert ask(f"editions/{edition.urn}", 410)["language"] == "fr"

    again = translated(source, "fr", by=UserFactory(is_superuser=True))

    assert again.urn == edition.urn
    assert ask(f"editions/{edition.urn}", 410)["urn"] == edition.urn
    releases.release(again)
    assert ask(f"editions/{edition.urn}")["urn"] == edition.urn


def test_unreleased_and_unknown_editions_are_not_told_apart(ask):
    secret, unknown = ask(f"editions/{draft().urn}", 404), ask("editions/urn:x", 404)
    assert secret == unknown


def test_edition_is_found_at_its_address_in_any_spelling(ask):
    source = released(title="Хор споёт")
    path = source.url_path
    for address in (
        path,
        path.rstrip("/"),
        quote(path),
        f"http://localhost:8000{quote(path)}",
        f"{quote(path)}?utm_source=x#comments",
    ):
        told = ask("editions", address=address)
        assert told["edition"]["urn"] == source.urn
        assert told["address"] == path
        assert told["is_moved"] is False


def test_moved_address_answers_the_edition_that_lives_elsewhere(ask):
    source = released(slug="before")
    moved = releases.change_address(source, "after")

    told = ask("editions", address="/ru/news/before/")

    assert told["is_moved"] is True
    assert told["edition"]["urn"] == source.urn
    assert told["edition"]["url"].endswith(moved.url_path)
    assert ask("editions", address="/ru/news/after/")["is_moved"] is False


def test_every_address_of_a_withdrawn_edition_answers_410(ask):
    source = releases.change_address(released(slug="before"), "after")
    withdrawals.withdraw([source], "Ошибка.")
    for name in ("before", "after"):
        assert ask("editions", 410, address=f"/ru/news/{name}/")["urn"] == source.urn


def test_address_of_a_draft_and_of_other_sites_is_unknown(ask):
    secret, source = draft(slug="secret"), released(slug="open")
    ask("editions", 404, address=secret.url_path)
    ask("editions", 404, address=f"https://example.org{source.url_path}")
    ask("editions", 404, address="/ru/news/%00%2500/")
    ask("editions", 422)
