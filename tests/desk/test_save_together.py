"""Two people write one text at once: the second is told by whom and when, and nothing is lost."""

import time
from threading import Barrier, Event, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from news.articles.models import ArticlePage
from news.desk.editions import EditionEditView
from tests.desk.conftest import edit_url, latest, sentences, typed
from tests.factories import UserFactory, draft, released

pytestmark = pytest.mark.django_db
AUTOSAVES = {"Accept": "application/json"}


def written(**fields: Any) -> ArticlePage:
    """Return a draft with a version to open."""
    edition = draft(**fields)
    edition.save_revision()
    return edition


def opened(client: Client, url: str) -> dict[str, str]:
    """Return what the form of a text says about the version it shows."""
    context = client.get(url).context
    return {
        "loaded_revision_id": str(context["page"].latest_revision_id),
        "loaded_revision_created_at": context["loaded_revision_created_at"],
        "csrfmiddlewaretoken": str(context["csrf_token"]),
    }


@pytest.fixture
def amira(editor) -> Client:
    editor.first_name = "Амира"
    editor.save()
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def karim(db) -> Client:
    client = Client()
    client.force_login(UserFactory(groups=["Editors"], first_name="Карим"))
    return client


def test_second_is_told_who_saved_and_finds_what_was_typed(amira, karim):
    url = edit_url(edition := written())
    hers, his = opened(amira, url), opened(karim, url)

    assert amira.post(url, {**typed(lead="Её лид."), **hers}).status_code == 302
    answer = karim.post(url, {**typed(lead="Его лид."), **his})

    assert answer.status_code == 200
    assert "Амира" in sentences(answer)
    assert "Его лид." in answer.text
    assert latest(edition).lead == "Её лид."


def test_second_may_save_after_being_told_and_the_first_text_stays_in_the_history(amira, karim):
    url = edit_url(edition := written())
    hers, his = opened(amira, url), opened(karim, url)
    amira.post(url, {**typed(lead="Её лид."), **hers})
    told = karim.post(url, {**typed(lead="Его лид."), **his})
    page = told.context["page"]
    now = {
        "loaded_revision_id": str(page.latest_revision_id),
        "loaded_revision_created_at": told.context["loaded_revision_created_at"],
    }

    assert karim.post(url, {**typed(lead="Его лид."), **now}).status_code == 302

    assert latest(edition).lead == "Его лид."
    assert "Её лид." in [each.content["lead"] for each in edition.revisions.all()]


def test_told_form_saves_nothing_by_itself(amira, karim):
    url = edit_url(written())
    hers, his = opened(amira, url), opened(karim, url)
    amira.post(url, {**typed(lead="Её лид."), **hers})

    told = karim.post(url, {**typed(lead="Его лид."), **his})

    assert not told.context["autosave_enabled"]


@pytest.mark.parametrize("button", ["publish", "submit"])
def test_second_releases_and_submits_nothing_that_the_first_does_not_know(amira, karim, button):
    url = edit_url(edition := written())
    hers, his = opened(amira, url), opened(karim, url)
    amira.post(url, {**typed(lead="Её лид."), **hers})

    answer = karim.post(url, {**typed(), **his, f"action-{button}": "1"})

    assert "Амира" in sentences(answer)
    edition.refresh_from_db()
    assert not edition.live
    assert edition.current_workflow_state is None


def test_autosave_overwrites_nobody(amira, karim):
    url = edit_url(edition := written())
    hers, his = opened(amira, url), opened(karim, url)
    amira.post(url, {**typed(lead="Её лид."), **hers}, headers=AUTOSAVES)

    answer = karim.post(url, {**typed(lead="Его лид."), **his}, headers=AUTOSAVES)

    assert answer.json()["error_code"] == "invalid_revision"
    assert latest(edition).lead == "Её лид."


def test_one_person_in_two_windows_is_told_as_two_are(amira):
    url = edit_url(edition := written())
    one, other = opened(amira, url), opened(amira, url)
    amira.post(url, {**typed(lead="В первом окне."), **one}, headers=AUTOSAVES)

    answer = amira.post(url, {**typed(lead="Во втором окне."), **other})

    assert "Амира" in sentences(answer)
    assert "Во втором окне." in answer.text
    assert latest(edition).lead == "В первом окне."


def test_button_pressed_while_the_same_form_saves_itself_is_no_conflict(amira):
    url = edit_url(edition := written())
    form = opened(amira, url)
    amira.post(url, {**typed(lead="Наполовину"), **form}, headers=AUTOSAVES)

    assert amira.post(url, {**typed(lead="Целиком."), **form}).status_code == 302

    assert latest(edition).lead == "Целиком."


@pytest.mark.django_db(transaction=True)
def test_button_that_waited_for_the_same_form_saving_itself_is_no_conflict(monkeypatch):
    url = edit_url(edition := written())
    client, other_connection = Client(), Client()
    client.force_login(editor := UserFactory(groups=["Editors"]))
    other_connection.force_login(editor)
    form = opened(client, url)
    saved, answers = Event(), {}
    signs = EditionEditView.sign_autosave

    def sign_autosave(view: EditionEditView) -> None:
        saved.set()
        time.sleep(0.5)
        signs(view)

    monkeypatch.setattr(EditionEditView, "sign_autosave", sign_autosave)

    def save(name: str, by: Client, lead: str, headers: dict[str, str]) -> None:
        try:
            answers[name] = by.post(url, {**typed(lead=lead), **form}, headers=headers)
        finally:
            connection.close()

    autosave = Thread(target=save, args=["autosave", client, "Наполовину", AUTOSAVES])
    button = Thread(target=save, args=["button", other_connection, "Целиком.", {}])
    autosave.start()
    assert saved.wait(timeout=30)
    button.start()
    autosave.join()
    button.join()

    assert answers["autosave"].json()["success"]
    assert answers["button"].status_code == 302
    assert latest(edition).lead == "Целиком."


def test_old_version_is_not_put_back_over_what_was_saved_meanwhile(amira, karim):
    edition = released()
    first = edition.revisions.order_by("pk").first()
    old = reverse("wagtailadmin_pages:revisions_revert", args=[edition.pk, first.pk])
    url = edit_url(edition)
    hers, his = opened(amira, url), opened(karim, old)
    amira.post(url, {**typed(lead="Её лид."), **hers})

    answer = karim.post(old, {**typed(), **his})

    assert "Амира" in sentences(answer)
    assert latest(edition).lead == "Её лид."


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("headers", [{}, AUTOSAVES], ids=["button", "autosave"])
def test_of_two_who_save_at_once_one_is_told(headers, monkeypatch):
    edition = written(title="Хор споёт")
    url = edit_url(edition)
    people = [Client() for _each in range(2)]
    forms = []
    for number, client in enumerate(people):
        client.force_login(UserFactory(groups=["Editors"], first_name=f"Имя{number}"))
        forms.append({**typed(lead=f"Лид {number}."), **opened(client, url)})
    start, answers = Barrier(len(people)), {}
    says = EditionEditView.form_valid

    def form_valid(view: EditionEditView, form: Any) -> Any:
        # Both have read the text and found nobody before them.
        start.wait(timeout=30)
        return says(view, form)

    monkeypatch.setattr(EditionEditView, "form_valid", form_valid)

    def save(number: int) -> None:
        try:
            answers[number] = people[number].post(url, forms[number], headers=headers)
        finally:
            connection.close()

    threads = [Thread(target=save, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    kept = latest(edition).lead
    winner = int(kept[-2])
    loser = answers[1 - winner]
    assert kept == f"Лид {winner}."
    assert edition.revisions.count() == 2
    if headers:
        assert answers[winner].json()["success"]
        assert loser.json()["error_code"] == "invalid_revision"
    else:
        assert answers[winner].status_code == 302
        assert f"Имя{winner}" in loser.text
        assert f"Лид {1 - winner}." in loser.text
