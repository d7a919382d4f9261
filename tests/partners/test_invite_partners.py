"""Editors invite partners by a link that is shown once; nobody else makes or sees one."""

import re

import pytest
from django.urls import reverse

from news.partners import invitations
from news.partners.models import Invitation, Partner, PartnerState
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(newsroom) -> Partner:
    return Partner.objects.create(name="La Goulette & Info", language="fr")


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(groups=["Editors"]))
    return client


def links(partner: Partner) -> str:
    return reverse("partners-invitations", args=[partner.pk])


def test_form_of_a_partner_leads_to_its_invitations(editor, partner):
    edit = reverse(Partner.snippet_viewset.get_url_name("edit"), args=[partner.pk])
    assert links(partner) in editor.get(edit).content.decode()


def test_link_is_shown_once_with_a_text_to_mail_and_opens_the_page(editor, partner):
    assert "/partners/page/" not in editor.get(links(partner)).content.decode()
    shown = editor.post(links(partner))
    assert "no-store" in shown["Cache-Control"]
    key = re.search(r"/partners/page/([\w-]+)/", shown.content.decode())[1]
    assert shown.context["text"].count(key) == 1
    assert "La Goulette & Info" in shown.context["text"]
    assert "Le Pont" in shown.context["text"]
    assert 'lang="fr"' in shown.content.decode()
    assert editor.get(invitations.page_path(key)).status_code == 200
    assert key not in editor.get(links(partner)).content.decode()


def test_link_is_ended_by_a_button(editor, partner):
    key = invitations.invite(partner)
    kept = Invitation.objects.get()
    answer = editor.post(reverse("partners-end-invitation", args=[partner.pk, kept.pk]))
    assert answer.status_code == 302
    assert editor.get(invitations.page_path(key)).status_code == 404


def test_link_of_another_partner_is_not_ended(editor, partner):
    other = Partner.objects.create(name="SooMedia")
    invitations.invite(other)
    kept = Invitation.objects.get()
    answer = editor.post(reverse("partners-end-invitation", args=[partner.pk, kept.pk]))
    assert answer.status_code == 404
    assert Invitation.objects.good().exists()


def test_nobody_is_invited_once_the_work_has_ended(editor, partner):
    Partner.objects.update(state=PartnerState.ENDED)
    assert editor.post(links(partner)).status_code == 200
    assert not Invitation.objects.exists()


def test_translator_neither_sees_nor_makes_nor_ends_links(client, partner):
    invitations.invite(partner)
    kept = Invitation.objects.get()
    client.force_login(UserFactory(groups=["Translators fr"]))
    for ask in (client.get, client.post):
        answer = ask(links(partner))
        assert answer.status_code in {302, 403}
        assert kept.hint not in answer.content.decode()
    client.post(reverse("partners-end-invitation", args=[partner.pk, kept.pk]))
    assert Invitation.objects.good().count() == 1
