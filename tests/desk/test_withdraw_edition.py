"""Unpublishing is withdrawing: in public, with a reason, and it can be undone."""

from django.urls import reverse

from news.articles import withdrawals
from news.articles.models import Address, ArticlePage, Notice
from news.articles.refusals import ReleaseRefused
from tests.desk.conftest import edit_url, sentences
from tests.factories import draft, released, released_translation


def unpublish_url(edition: ArticlePage) -> str:
    return reverse("wagtailadmin_pages:unpublish", args=[edition.pk])


def test_withdrawn_source_offers_all_its_languages(desk):
    source = released()
    edition = released_translation(source)
    form = desk.get(unpublish_url(source)).context["form"]
    assert set(form.initial["editions"]) == {source.pk, edition.pk}
    form = desk.get(unpublish_url(edition)).context["form"]
    assert form.initial["editions"] == [edition.pk]


def test_withdrawal_needs_a_reason_and_keeps_it_public(desk):
    source = released()
    edition = released_translation(source)
    chosen = [source.pk, edition.pk]
    answer = desk.post(unpublish_url(source), {"editions": chosen, "reason": " "})
    assert answer.context["form"].errors["reason"]
    assert ArticlePage.objects.filter(live=True).count() == 2

    desk.post(unpublish_url(source), {"editions": chosen, "reason": "Сведения не подтвердились."})

    assert not ArticlePage.objects.filter(live=True).exists()
    reasons = Notice.objects.filter(kind="withdrawn").values_list("note", flat=True)
    assert set(reasons) == {"Сведения не подтвердились."}


def test_story_of_others_is_not_withdrawn_in_passing(desk):
    source, other = released(), released(title="Письма матроса")
    answer = desk.post(unpublish_url(source), {"editions": [other.pk], "reason": "Ошибка."})
    assert answer.context["form"].errors["editions"]
    assert ArticlePage.objects.get(pk=other.pk).live


def test_translator_withdraws_nothing(client, translator_fr):
    edition = released_translation(released())
    client.force_login(translator_fr)
    client.post(unpublish_url(edition), {"editions": [edition.pk], "reason": "Erreur."})
    assert ArticlePage.objects.get(pk=edition.pk).live


def test_bulk_withdrawal_asks_for_one_reason(desk):
    first, second = released(), released(title="Письма матроса")
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    query = f"?id={first.pk}&id={second.pk}"
    desk.post(f"{url}{query}", {"reason": ""})
    assert ArticlePage.objects.filter(live=True).count() == 2
    desk.post(f"{url}{query}", {"reason": "Сведения не подтвердились."})
    assert not ArticlePage.objects.filter(live=True).exists()
    assert Notice.objects.filter(note="Сведения не подтвердились.").count() == 2


def test_withdrawn_edition_is_restored(desk):
    edition = released()
    withdrawals.withdraw([edition], "Ошибка.")
    edition = ArticlePage.objects.get(pk=edition.pk)
    assert (
        reverse("desk-restore", args=[edition.pk]) in desk.get(edit_url(edition)).content.decode()
    )
    desk.post(reverse("desk-restore", args=[edition.pk]))
    assert ArticlePage.objects.get(pk=edition.pk).live


def test_translator_restores_nothing(client, translator_fr):
    edition = released_translation(released())
    withdrawals.withdraw([edition], "Ошибка.")
    client.force_login(translator_fr)
    client.post(reverse("desk-restore", args=[edition.pk]))
    assert not ArticlePage.objects.get(pk=edition.pk).live


def test_address_is_changed_by_a_verb_and_the_old_one_leads_there(desk):
    edition = released()
    old = edition.url_path
    desk.post(reverse("desk-address", args=[edition.pk]), {"slug": "Хор в Бизерте"})
    edition = ArticlePage.objects.get(pk=edition.pk)
    assert edition.slug == "хор-в-бизерте"
    assert not Address.objects.get(path=old).is_current


def test_taken_address_is_refused_with_a_sentence(desk):
    edition, other = released(), released(title="Письма матроса")
    answer = desk.post(reverse("desk-address", args=[edition.pk]), {"slug": other.slug})
    assert answer.context["form"].errors["slug"]


def test_draft_has_nothing_to_restore(desk):
    edition = draft()
    desk.post(reverse("desk-restore", args=[edition.pk]))
    assert not ArticlePage.objects.get(pk=edition.pk).live


def test_refusal_that_no_form_foresaw_is_a_message(desk, monkeypatch):
    edition = released()
    withdrawals.withdraw([edition], "Ошибка.")

    def refuse(*_args, **_kwargs):
        raise ReleaseRefused(["Сначала исправьте."])

    url = reverse("wagtailadmin_pages:lock", args=[edition.pk])
    monkeypatch.setattr(ArticlePage, "save", refuse)
    answer = desk.post(url, {"next": edit_url(edition)}, follow=True)
    assert "Сначала исправьте." in sentences(answer)
