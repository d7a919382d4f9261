"""Lists of pages open for whoever may see them, with the front pages in them."""

import pytest
from django.urls import reverse

from tests.factories import UserFactory


@pytest.fixture
def administrator(client, db):
    """The first account of a newsroom: it holds every right."""
    client.force_login(UserFactory(is_superuser=True))
    return client


@pytest.mark.parametrize("list_name", ["wagtailadmin_explore_root", "wagtailadmin_pages:search"])
def test_administrator_sees_the_front_pages(administrator, list_name):
    page = administrator.get(reverse(list_name))
    assert "ru" in {each.slug for each in page.context["object_list"]}
