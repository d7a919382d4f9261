"""Writing a translation beside its original."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import PageLogEntry
from wagtail.test.utils.form_data import rich_text

from news.articles import releases, translations
from news.articles.models import ArticlePage
from news.desk.checks.remarks import Doubt
from news.desk.models import Term
from news.desk.workbench import carrying, names, stored, taking
from news.desk.workbench.alignment import What
from news.desk.workbench.bench import Bench, Row, bench_of
from tests.desk.conftest import edit_url, latest, typed
from tests.factories import (
    PersonFactory,
    PhotoFactory,
    UserFactory,
    released,
    released_translation,
    translated,
)

CHOIR = ("paragraph", "<p>Двадцать шесть детей готовят программу в Бизерте.</p>", "p1")
TIME = ("heading", "Начало в 18:00", "h1")
BOTH = [CHOIR, TIME]
FRENCH = [
    ("paragraph", "<p>Vingt-six enfants préparent leur programme à Bizerte.</p>", "p1"),
    ("heading", "Début à 18:00", "h1"),
]


def body(*blocks: tuple[str, Any, str]) -> list[dict[str, Any]]:
    return [{"type": kind, "value": value, "id": pk} for kind, value, pk in blocks]


def story(*blocks: tuple[str, Any, str], **fields: Any) -> ArticlePage:
    return released(body=body(*(blocks or BOTH)), lead="Вход свободный.", **fields)


def in_french(source: ArticlePage, *blocks: tuple[str, Any, str]) -> ArticlePage:
    """A released French translation that has each passage of its original."""
    return released_translation(source, "fr", body=body(*(blocks or FRENCH)))


def begun(source: ArticlePage) -> ArticlePage:
    """A French translation as it begins: with the words of its original."""
    return translations.start(source, "fr", by=UserFactory(is_superuser=True))


def correct(source: ArticlePage, *blocks: tuple[str, Any, str], **fields: Any) -> None:
    """Release the original anew, in other words."""
    source = ArticlePage.objects.get(pk=source.pk)
    source.body = body(*(blocks or BOTH))
    for name, value in fields.items():
        setattr(source, name, value)
    releases.release(source)


def bench(edition: ArticlePage) -> Bench:
    return bench_of(latest(edition))


def row(edition: ArticlePage, key: str) -> Row:
    return next(each for each in bench(edition).rows if each.key == key)


def posted(edition: ArticlePage, **fields: Any) -> dict[str, Any]:
    """The form of an edition as it would be sent, its passages by their ids."""
    kept = latest(edition)
    own = list(kept.body.get_prep_value())
    carried = fields.pop("carried", [])
    form = typed(title=kept.title, lead=kept.lead, **fields)
    form = {key: value for key, value in form.items() if not key.startswith("body-")}
    form["body-count"] = len(own)
    for place, block in enumerate(own):
        is_text = block["type"] == "paragraph"
        form |= {
            f"body-{place}-deleted": "",
            f"body-{place}-order": place,
            f"body-{place}-type": block["type"],
            f"body-{place}-id": block["id"],
            f"body-{place}-value": rich_text(block["value"]) if is_text else block["value"],
        }
    return {**form, **fields, "carried": carried, "original_version": kept.story.source_version}


def save(desk, edition: ArticlePage, *, by_itself: bool = False, **fields: Any) -> Any:
    accept = {"HTTP_ACCEPT": "application/json"} if by_itself else {}
    answer = desk.post(edit_url(edition), posted(edition, **fields), **accept)
    assert answer.status_code == (200 if by_itself else 302)
    return answer


def test_each_passage_stands_beside_the_one_that_translates_it(desk):
    edition = in_french(story())
    rows = bench(edition).rows
    assert [each.beside for each in rows] == ["title", "lead", "p1", "h1"]
    page = desk.get(edit_url(edition)).content.decode()
    assert 'data-beside="p1"' in page
    assert "Двадцать шесть детей готовят программу в Бизерте." in page


def test_words_of_both_are_counted(db):
    found = row(in_french(story()), "p1")
    assert (found.words, found.own_words) == (7, 7)


def test_passage_left_in_the_language_of_the_original_is_not_translated_yet(db):
    edition = begun(story())
    assert bench(edition).translated == 0
    assert not row(edition, "p1").is_translated


def test_figure_that_differs_is_said_in_words(desk):
    source = story()
    edition = in_french(source)
    assert not row(edition, "h1").remarks
    correct(source, CHOIR, ("heading", "Начало в 17:00", "h1"))
    (remark,) = row(edition, "h1").remarks
    assert (remark.only_source, remark.only_target) == (("17:00",), ("18:00",))
    assert "<bdi>17:00</bdi>" in desk.get(edit_url(edition)).content.decode()


def test_changed_passage_is_shown_word_by_word_with_a_box_to_tick(desk):
    source = story()
    edition = in_french(source)
    correct(source, CHOIR, ("heading", "Начало в 17:00", "h1"))
    page = desk.get(edit_url(edition)).content.decode()
    assert "<del>18</del><ins>17</ins>" in page
    assert "&lt;ins&gt;" not in page
    assert f'name="carried" value="{row(edition, "h1").mark}"' in page
    assert not row(edition, "p1").mark


def test_ticked_passage_can_be_unticked_until_a_person_saves(desk):
    source = story()
    edition = in_french(source)
    correct(source, CHOIR, ("heading", "Начало в 17:00", "h1"))
    save(desk, edition, by_itself=True, carried=[row(edition, "h1").mark])
    assert row(edition, "h1").is_carried
    assert latest(edition).is_stale
    save(desk, edition, by_itself=True)
    assert row(edition, "h1").is_open


def test_with_the_last_passage_the_translation_is_up_to_date_and_says_by_whom(desk, editor):
    source = story()
    edition = in_french(source)
    correct(source, CHOIR, ("heading", "Начало в 17:00", "h1"), lead="Вход по билетам.")
    lead, time = row(edition, "lead").mark, row(edition, "h1").mark
    save(desk, edition, carried=[time])
    assert bench(edition).open == 1
    assert latest(edition).is_stale

    save(desk, edition, carried=[lead, time])
    found = bench(edition)
    assert not found.is_behind
    assert found.brought.user == editor
    entry = PageLogEntry.objects.get(action=carrying.UP_TO_DATE)
    assert (entry.page_id, entry.user) == (edition.pk, editor)
    history = desk.get(reverse("wagtailadmin_pages:history", args=[edition.pk]))
    assert str(entry.message) in history.content.decode()


def test_mark_does_not_outlive_the_words_that_it_was_set_for(desk):
    source = story()
    edition = in_french(source)
    correct(source, CHOIR, ("heading", "Начало в 17:00", "h1"))
    save(desk, edition, by_itself=True, carried=[row(edition, "h1").mark])
    correct(source, CHOIR, ("heading", "Начало в 16:00", "h1"))
    assert row(edition, "h1").is_open


def test_carrying_over_changes_nothing_that_the_translator_wrote(desk):
    source = story()
    edition = in_french(source)
    correct(source, CHOIR, ("heading", "Начало в 17:00", "h1"))
    before = list(latest(edition).body.get_prep_value())
    save(desk, edition, carried=[row(edition, "h1").mark])
    assert [each["value"] for each in latest(edition).body.get_prep_value()] == [
        each["value"] for each in before
    ]
    assert ArticlePage.objects.get(pk=edition.pk).made_from_version == 1


def test_passage_that_the_original_dropped_is_shown_beside_its_translation(desk):
    source = story()
    edition = in_french(source)
    correct(source, CHOIR)
    found = row(edition, "h1")
    assert (found.what, found.beside, found.take) == (What.DROPPED, "h1", "")
    assert str(found.original).startswith("<del>")


def test_passage_that_both_have_dropped_is_carried_over(desk):
    source = story()
    edition = in_french(source)
    correct(source, CHOIR)
    save(desk, edition, **{"body-1-deleted": "1"})
    assert [each.id for each in latest(edition).body] == ["p1"]
    assert not bench(edition).is_behind


def test_passage_new_in_the_original_is_copied_to_its_place(desk):
    source = story()
    edition = in_french(source)
    new = ("paragraph", "<p>Слова песен записали у соседок.</p>", "p2")
    correct(source, CHOIR, new, TIME)
    found = row(edition, "p2")
    assert (found.is_missing, found.what) == (True, What.ADDED)
    answer = save(desk, edition, take="p2")
    assert answer["Location"].endswith("#passage-p2")
    assert [each.id for each in latest(edition).body] == ["p1", "p2", "h1"]
    assert row(edition, "p2").beside == "p2"
    assert [each.id for each in ArticlePage.objects.get(pk=edition.pk).body] == ["p1", "h1"]


def test_copied_passage_takes_the_place_of_its_translation(desk):
    edition = in_french(story())
    save(desk, edition, take="h1")
    assert [each.value for each in latest(edition).body][1] == "Начало в 18:00"
    assert [each.id for each in latest(edition).body] == ["p1", "h1"]


def test_line_is_copied_too(desk):
    edition = in_french(story())
    save(desk, edition, take="lead")
    assert latest(edition).lead == "Вход свободный."


def test_structure_brings_what_is_missing_in_the_order_of_the_original(desk):
    third = ("heading", "Как доехать", "h2")
    own = ("heading", "Note du traducteur", "own")
    edition = in_french(
        story(CHOIR, TIME, third), ("heading", "Comment venir", "h2"), own, (*TIME[:2], "h1")
    )
    save(desk, edition, take=taking.STRUCTURE)
    kept = list(latest(edition).body)
    assert [each.id for each in kept] == ["p1", "h1", "h2", "own"]
    assert kept[2].value == "Comment venir"


def test_unknown_passage_copies_nothing(desk):
    edition = in_french(story())
    before = list(latest(edition).body.get_prep_value())
    save(desk, edition, take="nowhere")
    assert list(latest(edition).body.get_prep_value()) == before


def test_photo_offers_its_own_words_and_needs_no_others(db):
    photo = PhotoFactory(caption_ru="Хор на сцене.", caption_fr="Le chœur.", alt_fr="Un chœur")
    use = {"image": {"image": photo.pk, "alt_text": "", "decorative": False}, "caption": ""}
    edition = in_french(story(CHOIR, ("photo", use, "f1")), *FRENCH, ("photo", use, "f1"))
    found = row(edition, "f1")
    assert {(offer.kind, offer.text) for offer in found.offers} == {
        (stored.CAPTION, "Le chœur."),
        (stored.ALT, "Un chœur"),
    }
    assert not found.remarks


def test_caption_that_was_not_translated_is_said(db):
    photo = PhotoFactory(caption_ru="Хор на сцене.", caption_fr="", alt_fr="Un chœur")
    use = {"image": {"image": photo.pk, "alt_text": "", "decorative": False}, "caption": ""}
    edition = in_french(story(CHOIR, ("photo", use, "f1")), *FRENCH, ("photo", use, "f1"))
    assert [remark.doubt for remark in row(edition, "f1").remarks] == [Doubt.CAPTION]


@pytest.fixture
def vera(db):
    return PersonFactory(name_ru="Вера Лунина", name_fr="")


def test_term_of_the_glossary_is_hinted_where_the_original_uses_it(desk):
    Term.objects.create(wording_ru="программа", wording_fr="programme", note="не «émission»")
    edition = in_french(story())
    assert [(hint.found, hint.target) for hint in row(edition, "p1").hints] == [
        ("программу", "programme")
    ]
    assert not row(edition, "h1").hints
    page = desk.get(edit_url(edition)).content.decode()
    assert '<bdi lang="fr">programme</bdi>' in page


def test_name_the_newsroom_lacks_is_supplied_on_the_spot(desk, vera):
    edition = in_french(story(authors=[vera]))
    (known,) = bench(edition).names
    assert (known.source, known.target) == ("Вера Лунина", "")
    assert f'name="{known.field}"' in desk.get(edit_url(edition)).content.decode()

    save(desk, edition, by_itself=True, **{known.field: "Vé"})
    vera.refresh_from_db()
    assert not vera.name_fr
    save(desk, edition, **{known.field: "Véra Lounina"})
    vera.refresh_from_db()
    assert vera.name_fr == "Véra Lounina"
    assert bench(edition).names[0].target == "Véra Lounina"


def test_name_that_is_there_is_not_written_over(desk, vera):
    edition = in_french(story(authors=[vera]))
    (known,) = bench(edition).names
    vera.name_fr = "Véra Lounina"
    vera.save()
    save(desk, edition, **{known.field: "Autre"})
    vera.refresh_from_db()
    assert vera.name_fr == "Véra Lounina"


def test_only_who_writes_in_a_language_supplies_names_in_it(translator_fr, vera):
    edition = translated(story(authors=[vera]), "ar")
    source = translations.source_of(edition.story)
    known = names.names_of(edition, source, [])
    with pytest.raises(PermissionDenied):
        names.supply(edition, known, {known[0].field: "Vera"}, by=translator_fr)


def test_somebody_elses_name_is_not_taken_from_a_forged_field(desk, vera):
    other = PersonFactory(name_ru="Другой", name_fr="")
    edition = in_french(story(authors=[vera]))
    save(desk, edition, **{f"name-person-{other.pk}": "Autre"})
    other.refresh_from_db()
    assert not other.name_fr


def test_remarks_are_asked_anew_while_one_writes(client, translator_fr):
    edition = begun(story())
    client.force_login(translator_fr)
    said = client.get(reverse("desk-remarks", args=[edition.pk])).json()
    assert "remark--doubt" in said["remarks-p1"]
    assert "<progress" in said["bench-bar"]


def test_remarks_are_for_those_who_may_write(client, translator_fr):
    source = story()
    client.force_login(translator_fr)
    for edition in (translated(source, "ar"), source):
        answer = client.get(reverse("desk-remarks", args=[edition.pk]))
        assert answer.status_code == 302
        assert "Location" in answer


def test_translator_sees_the_released_original_and_no_draft_of_it(client, translator_fr):
    source = story()
    edition = translated(source)
    source = ArticlePage.objects.get(pk=source.pk)
    source.body = body(CHOIR, ("heading", "Тайна", "h1"))
    source.save_revision()
    client.force_login(translator_fr)
    assert "Тайна" not in client.get(edit_url(edition)).content.decode()


def test_quoted_people_are_named_too(db):
    speaker = PersonFactory(name_ru="Николай Арсеньев", name_fr="Nikolaï Arséniev")
    quote = {"text": "Поём.", "speaker": speaker.pk, "position": None, "speaker_text": ""}
    edition = in_french(story(("quote", quote, "q1")))
    assert [(each.source, each.target) for each in bench(edition).names] == [
        ("Николай Арсеньев", "Nikolaï Arséniev")
    ]


def test_number_of_queries_does_not_grow_with_the_text(desk, django_assert_max_num_queries):
    def asked(edition: ArticlePage) -> int:
        edition = latest(edition)
        with django_assert_max_num_queries(30) as counted:
            bench_of(edition)
        return len(counted)

    long = [("heading", f"Заголовок {number}", f"h{number}") for number in range(20)]
    assert asked(begun(story())) == asked(begun(story(*long)))
