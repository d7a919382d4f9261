"""The glossary in the admin: who may write in it, how it is searched, and what is no term."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from news.desk.glossary.hints import hints, hints_for
from news.desk.glossary.models import Term
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def url(name: str, *arguments: object) -> str:
    return reverse(Term.snippet_viewset.get_url_name(name), args=arguments)


def term(**columns: str) -> Term:
    return Term.objects.create(**columns)


def test_term_is_written_in_each_language_whatever_the_editor_reads(desk):
    page = desk.get(url("add")).content.decode()
    assert 'name="wording_ar"' in page
    assert 'name="wording"' not in page
    assert 'lang="ar"' in page

    desk.post(url("add"), {"wording_ru": "посольство", "wording_fr": "ambassade", "note": ""})

    kept = Term.objects.get()
    assert (kept.wording_ru, kept.wording_fr, kept.wording_ar) == ("посольство", "ambassade", None)


def test_term_in_no_language_is_refused_with_one_sentence(desk):
    page = desk.post(url("add"), {"note": "не «полпредство»"})
    (sentence,) = page.context["form"].non_field_errors()
    assert sentence
    assert not Term.objects.exists()


def test_term_in_other_letters_is_refused_beside_its_field(desk):
    page = desk.post(url("add"), {"wording_fr": "посольство"})
    assert list(page.context["form"].errors) == ["wording_fr"]


def test_term_that_the_glossary_has_is_refused_whatever_its_capitals(desk):
    term(wording_ru="Посольство")
    page = desk.post(url("add"), {"wording_ru": "посольство"})
    assert "посольство" in str(page.context["form"].non_field_errors())
    with pytest.raises(ValidationError):
        term(wording_ru="посольство")


def test_editor_changes_and_deletes_a_term(desk):
    kept = term(wording_ru="посольство")
    desk.post(url("edit", kept.pk), {"wording_ru": "консульство"})
    kept.refresh_from_db()
    assert kept.wording_ru == "консульство"
    desk.post(url("delete", kept.pk))
    assert not Term.objects.exists()


def test_translator_supplies_a_wording_and_deletes_none(client, translator_fr):
    client.force_login(translator_fr)
    kept = term(wording_ru="посольство")
    client.post(url("edit", kept.pk), {"wording_ru": "посольство", "wording_fr": "ambassade"})
    client.post(url("add"), {"wording_ru": "консульство", "wording_fr": "consulat"})
    assert client.post(url("delete", kept.pk)).status_code == 302
    assert [each.wording_fr for each in Term.objects.order_by("pk")] == ["ambassade", "consulat"]


def test_moderator_sees_no_glossary(client):
    client.force_login(UserFactory(groups=["Comment moderators"]))
    kept = term(wording_ru="посольство")
    for name, arguments in (("list", []), ("add", []), ("edit", [kept.pk])):
        assert client.get(url(name, *arguments)).status_code == 302
    client.post(url("edit", kept.pk), {"wording_ru": "консульство"})
    kept.refresh_from_db()
    assert kept.wording_ru == "посольство"


@pytest.mark.parametrize("query", ["АМБАССАДА", "ambassade élysée", "السفاره", "королев"])
def test_terms_are_found_by_folded_words_of_any_language(desk, query):
    term(wording_ru="Амбассада Королёв", wording_fr="Ambassade Elysee", wording_ar="السفارة")
    term(wording_ru="консульство")
    shown = desk.get(url("list"), {"q": query}).context["object_list"]
    assert [each.wording_ru for each in shown] == ["Амбассада Королёв"]


def test_terms_that_a_language_lacks_are_listed(desk):
    term(wording_ru="посольство", wording_fr="ambassade")
    term(wording_ru="консульство", wording_fr="")
    term(wording_ru="сад")
    shown = desk.get(url("list"), {"unwritten_in": "fr"}).context["object_list"]
    assert {each.wording_ru for each in shown} == {"консульство", "сад"}


def test_list_marks_each_wording_with_its_language(desk):
    term(wording_ru="посольство", wording_ar="السفارة")
    assert '<bdi lang="ar" dir="rtl">السفارة</bdi>' in desk.get(url("list")).content.decode()


def test_list_takes_as_many_queries_for_many_terms(desk):
    term(wording_ru="посольство")
    counted = []
    for number in (0, 40):
        Term.objects.bulk_create(
            Term(wording_ru=f"термин {n}", key=f"ru:{n}", folded="") for n in range(number)
        )
        desk.get(url("list"))
        with CaptureQueriesContext(connection) as asked:
            desk.get(url("list"))
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_hints_take_one_query_for_all_texts():
    term(wording_ru="посольство", wording_fr="ambassade", note="pas « consulat »")
    texts = ["В посольстве.", "О погоде.", "Посольство закрыто."]
    hints_for(texts, "ru", "fr")
    with CaptureQueriesContext(connection) as asked:
        found = hints_for(texts, "ru", "fr")
    assert len(asked) == 1
    assert [[hint.target for hint in of_text] for of_text in found] == [
        ["ambassade"],
        [],
        ["ambassade"],
    ]
    assert found[0][0].note == "pas « consulat »"


def test_hints_follow_each_change_of_the_glossary():
    def told() -> list[str]:
        return [hint.target for hint in hints("Посольство и сад", "ru", "fr")]

    assert told() == []
    kept = term(wording_ru="посольство", wording_fr="ambassade")
    assert told() == ["ambassade"]
    kept.wording_fr = "ambassade de Russie"
    kept.save()
    assert told() == ["ambassade de Russie"]
    other = term(wording_ru="сад", wording_fr="jardin")
    assert told() == ["ambassade de Russie", "jardin"]
    Term.objects.filter(pk=other.pk).delete()
    assert told() == ["ambassade de Russie"]
    kept.delete()
    assert told() == []


def test_hints_go_from_any_language_to_any_other():
    term(wording_fr="ambassade", wording_ar="سفارة")
    ((to_arabic,),) = hints_for(["À l’ambassade"], "fr", "ar")
    ((to_french,),) = hints_for(["في السفارة"], "ar", "fr")
    assert (to_arabic.target, to_french.target) == ("سفارة", "ambassade")
    assert hints("À l’ambassade", "fr", "ru") == []
    assert hints_for(["À l’ambassade"], "fr", "ru", with_missing=True)[0][0].is_missing
