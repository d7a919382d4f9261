"""The board shows every story's state in every language, to whoever may know of it."""

import json
from datetime import timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from wagtail.search import index
from wagtail.users.models import UserProfile

from news.articles import releases, withdrawals
from news.articles.models import ArticlePage
from news.desk import assignments, cells
from news.desk.board.finding import ON_A_PAGE, Board
from news.desk.cells import Cell, CellState
from news.newsroom.languages import codes
from tests.factories import (
    SectionFactory,
    UserFactory,
    draft,
    released,
    released_translation,
    translated,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _committed(django_capture_on_commit_callbacks, monkeypatch):
    """Tests never commit: what waits for a commit is done at once."""
    monkeypatch.setattr(cells, "note", lambda story_id: cells.refresh([story_id]))


def board(user, query: str = "") -> Board:
    return Board(user, QueryDict(query))


def titles(user, query: str = "") -> list[str]:
    return [row.title for row in board(user, query).rows()]


def indexed(*editions: ArticlePage) -> None:
    for edition in editions:
        index.insert_or_update_object(ArticlePage.objects.get(pk=edition.pk))


def states(user, title: str) -> dict[str, str]:
    row = next(row for row in board(user).rows() if row.title == title)
    return {cell.language: cell.code for cell in row.cells}


def test_row_has_a_cell_for_each_language(editor):
    source = released(title="Хор")
    released_translation(source, "fr")
    assert states(editor, "Хор") == {
        code: "released" if code in {"ru", "fr"} else "none" for code in codes()
    }


def scheduled(source):
    edition = translated(source, "fr")
    edition.go_live_at = timezone.now() + timedelta(days=1)
    edition.save_revision(approved_go_live_at=edition.go_live_at)


def scheduled_behind(source):
    scheduled(source)
    releases.release(ArticlePage.objects.get(pk=source.pk), kind="update")


def in_review(source):
    user = UserFactory(groups=["Translators fr"])
    edition = translated(source, "fr")
    edition.get_workflow().start(edition, user)


def changed(source):
    released_translation(source, "fr")
    fresh = ArticlePage.objects.get(pk=source.pk)
    fresh.title = "Хор"
    fresh.lead = "Споёт в Сусе."
    releases.release(fresh, kind="update")


@pytest.mark.parametrize(
    ("make", "state"),
    [
        (lambda source: None, "none"),
        (
            lambda source: assignments.ask(source.story, "fr", by=UserFactory(is_superuser=True)),
            "asked",
        ),
        (
            lambda source: assignments.claim(source.story, "fr", by=UserFactory(is_superuser=True)),
            "claimed",
        ),
        (lambda source: translated(source, "fr"), "draft"),
        (in_review, "review"),
        (scheduled, "scheduled"),
        (lambda source: released_translation(source, "fr"), "released"),
        (changed, "changed"),
        (scheduled_behind, "changed"),
        (
            lambda source: withdrawals.withdraw([released_translation(source, "fr")], "Ошибка."),
            "withdrawn",
        ),
    ],
)
def test_every_state_is_shown_counted_and_found(editor, make, state):
    make(released(title="Хор"))
    released(title="Другой")
    assert states(editor, "Хор")["fr"] == state
    assert (
        Cell.objects.get(
            language="fr", story__editions__title="Хор", story__editions__language="ru"
        ).state
        == state
    )
    if state != CellState.NONE:
        assert titles(editor, f"state={state}&language=fr") == ["Хор"]
    else:
        assert set(titles(editor, "state=none&language=fr")) == {"Хор", "Другой"}


def test_counts_lead_to_what_they_count(editor):
    for number in range(2):
        assignments.ask(released(title=f"Хор {number}").story, "fr", by=editor)
    (count,) = board(editor).counts()
    assert (count.code, count.number) == ("asked", "2")
    assert len(titles(editor, count.url.partition("?")[2])) == 2


def test_filters_are_kept_in_the_address(editor):
    url = board(editor, "state=asked&language=fr&q=хор").address(before="x")
    assert "state=asked" in url
    assert "language=fr" in url
    assert "before=x" in url


def test_filter_by_section_person_and_age(editor, time_machine):
    culture = SectionFactory(slug="culture")
    released(title="Хор", section=culture)
    other = draft(title="Другой", owner=editor)
    assert titles(editor, "section=culture") == ["Хор"]
    assert titles(editor, "whose=mine") == ["Другой"]
    assert titles(editor, f"whose={editor.pk}") == ["Другой"]
    assert titles(editor, "age=7") == []
    time_machine.move_to(timezone.now() + timedelta(days=8))
    assert set(titles(editor, "age=7")) == {"Хор", "Другой"}
    assert Cell.objects.filter(story=other.story, person=editor).count() == 1


def test_search_finds_by_the_beginning_of_a_word(editor):
    indexed(released(title="Хор споёт в Бизерте"), released(title="Библиотека открыта"))
    assert titles(editor, "q=бизер") == ["Хор споёт в Бизерте"]


def test_pages_follow_each_other_without_a_gap(editor):
    for number in range(ON_A_PAGE + 2):
        draft(title=f"Хор {number}")
    first = board(editor)
    second = board(editor, first.next_url.partition("?")[2])
    both = [row.title for row in first.rows()] + [row.title for row in second.rows()]
    assert len(first.rows()) == ON_A_PAGE
    assert second.next_url == ""
    assert sorted(both) == sorted(f"Хор {number}" for number in range(ON_A_PAGE + 2))
    assert both[0] == f"Хор {ON_A_PAGE + 1}"


@pytest.mark.parametrize(
    "query", ["before=x", "before=2026|x", "state=odd", "whose=x", "section=x"]
)
def test_odd_addresses_show_the_board(client, editor, query):
    released(title="Хор")
    client.force_login(editor)
    assert client.get(f"{reverse('desk-board')}?{query}").status_code == 200


def test_translator_knows_nothing_of_what_is_not_released(translator_fr):
    indexed(draft(title="Тайный хор"))
    arabic = translated(draft(title="Секрет"), "ar")
    assert titles(translator_fr) == []
    assert titles(translator_fr, "q=тайный") == []
    assert not board(translator_fr).cells.filter(story=arabic.story).exists()


def test_translator_knows_what_is_asked_of_her(translator_fr, editor):
    assignments.ask(draft(title="Под эмбарго").story, "fr", by=editor)
    assert titles(translator_fr) == ["Под эмбарго"]


def test_translator_reads_the_released_headline_not_the_draft(translator_fr):
    source = released(title="Хор")
    source.title = "Тайное имя"
    source.save_revision()
    indexed(source)
    assert titles(translator_fr) == ["Хор"]
    assert titles(translator_fr, "q=тайное") == []
    assert titles(translator_fr, "q=хор") == ["Хор"]


def test_translator_is_led_to_her_own_language_alone(translator_fr):
    source = released(title="Хор")
    translated(source, "ar")
    (row,) = board(translator_fr).rows()
    led = {cell.language for cell in row.cells if cell.url}
    assert led == {"fr"}
    assert row.url == ""


def test_board_asks_the_same_number_of_questions(editor, django_assert_num_queries):
    def questions() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as asked:
            shown = board(editor)
            shown.rows()
            shown.counts()
        return len(asked)

    released_translation(released(title="Хор"), "fr")
    questions()
    few = questions()
    for number in range(4):
        source = released(title=f"Хор {number}", section=SectionFactory())
        released_translation(source, "fr")
        assignments.ask(source.story, "es", by=editor)
    assert questions() == few


def test_board_is_the_first_screen(client, editor):
    released(title="Хор споёт")
    client.force_login(editor)
    shown = client.get(reverse("wagtailadmin_home"))
    assert "Хор споёт" in shown.text
    assert reverse("desk-board") in shown.text
    assert client.get(reverse("desk-board")).status_code == 200


def test_menu_speaks_the_language_of_whoever_looks(client, editor):
    client.force_login(editor)
    for language, word in (("ru", "Доска"), ("fr", "Tableau")):
        profile = UserProfile.get_for_user(editor)
        profile.preferred_language = language
        profile.save()
        assert json.dumps(word)[1:-1] in client.get(reverse("wagtailadmin_home")).text


def test_moderator_of_comments_has_no_board(client):
    released(title="Хор споёт")
    moderator = UserFactory(groups=["Comment moderators"])
    client.force_login(moderator)
    shown = client.get(reverse("wagtailadmin_home"))
    assert "Хор споёт" not in shown.text
    assert reverse("desk-board") not in shown.text
    assert "Хор споёт" not in client.get(reverse("desk-board")).text
    assert "Хор споёт" not in client.get(f"{reverse('desk-board')}?whose=nobody").text


def test_cells_are_written_after_the_commit(django_capture_on_commit_callbacks, monkeypatch):
    monkeypatch.undo()
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        source = released(title="Хор")
    mine = [each for each in callbacks if each == cells.Refresh(source.story_id)]
    assert len(mine) == 1
    assert Cell.objects.filter(story=source.story_id).count() == len(codes())


def test_missing_cells_are_filled(editor):
    source = released(title="Хор")
    Cell.objects.all().delete()
    cells.fill()
    assert Cell.objects.filter(story=source.story_id).count() == len(codes())


@pytest.mark.django_db(transaction=True)
def test_board_that_fails_stops_no_release(monkeypatch, caplog):
    monkeypatch.undo()

    def fail(_stories):
        raise RuntimeError("no board today")

    monkeypatch.setattr(cells, "refresh", fail)
    assert released(title="Хор").live
    assert "no board today" in caplog.text


def test_task_is_named_in_the_readers_own_words_while_the_original_is_a_draft(
    client, translator_fr
):
    edition = translated(draft(title="Тайный хор"), "fr", title="Le chœur discret")
    client.force_login(translator_fr)
    page = client.get(reverse("desk-assignment", args=[edition.story_id, "ar"])).content.decode()
    assert "Le chœur discret" in page
    assert "Тайный хор" not in page
