"""The one-time link for the first administrator."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from news.newsroom.welcome import CHIEFS, admin_link

pytestmark = pytest.mark.django_db

ANSWERS = {"name": "Lina Haddad", "email": "Lina@example.org", "password": "three quiet grey owls"}


def test_link_makes_an_administrator_and_leads_into_the_admin(client: Client):
    Group.objects.get_or_create(name=CHIEFS)
    response = client.post(admin_link("", first_only=True), ANSWERS)
    assert response.status_code == 302
    assert response["Location"] == reverse("wagtailadmin_home")
    lina = User.objects.get()
    assert lina.is_superuser
    assert lina.get_full_name() == "Lina Haddad"
    assert lina.username == lina.email == "lina@example.org"
    assert lina.check_password(ANSWERS["password"])
    assert [group.name for group in lina.groups.all()] == [CHIEFS]
    assert client.get(response["Location"]).status_code == 200


def test_link_works_once(client: Client):
    link = admin_link("", first_only=False)
    client.post(link, ANSWERS)
    second = Client().post(link, ANSWERS | {"email": "intruder@example.org"})
    assert second.status_code == 410
    assert User.objects.count() == 1


def test_link_stays_spent_when_its_administrator_is_deleted(client: Client):
    link = admin_link("", first_only=True)
    client.post(link, ANSWERS)
    User.objects.all().delete()
    assert Client().get(link).status_code == 410


def test_first_link_dies_with_the_first_administrator(client: Client):
    link = admin_link("", first_only=True)
    User.objects.create_superuser("chief@example.org")
    assert client.get(link).status_code == 410
    assert client.post(link, ANSWERS).status_code == 410


def test_link_dies_after_a_day(client: Client):
    link = admin_link("", first_only=True)
    assert client.get(link).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(hours=24, seconds=2)):
        assert client.get(link).status_code == 410


def test_forged_link_makes_nobody(client: Client):
    forged = reverse("newsroom-welcome", args=["eyJvbmNlIjoiYSIsImZpcnN0Ijp0cnVlfQ:1abc:signature"])
    assert client.post(forged, ANSWERS).status_code == 410
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("answer", "field"),
    [({"password": "short"}, "password"), ({"email": "nobody"}, "email"), ({"name": ""}, "name")],
)
def test_poor_answer_is_asked_again_and_keeps_the_link_good(client: Client, answer, field):
    link = admin_link("", first_only=True)
    response = client.post(link, ANSWERS | answer)
    assert response.status_code == 200
    assert response.context["form"].errors[field]
    assert client.post(link, ANSWERS).status_code == 302


def test_page_speaks_the_browser_language_and_is_kept_private(client: Client):
    page = client.get(admin_link("", first_only=True), headers={"accept-language": "ar"})
    assert '<html lang="ar" dir="rtl">' in page.content.decode()
    assert page["Referrer-Policy"] == "same-origin"
    assert "no-store" in page["Cache-Control"]


def test_admin_link_command_works_though_an_administrator_exists(client: Client, capsys):
    User.objects.create_superuser("chief@example.org")
    call_command("admin_link")
    address = capsys.readouterr().out.strip()
    assert client.get(address).status_code == 200
