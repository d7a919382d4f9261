"""To be among all pages is no condition for an administrator, and one for everybody else."""

import pytest
from django.db.models import CharField
from django.db.models.functions import Cast
from wagtail.models import Page
from wagtail.permissions import policy_registry

from tests.factories import UserFactory, draft

pytestmark = pytest.mark.django_db


def pages_of(user):
    return policy_registry.get_by_type(Page).explorable_instances(user)


@pytest.fixture
def every_page():
    draft(title="Набросок")
    return pages_of(UserFactory(is_superuser=True))


def test_administrator_reaches_every_page(every_page):
    assert {page.pk for page in every_page} == set(Page.objects.values_list("pk", flat=True))
    assert every_page.count() == Page.objects.count()
    assert every_page.filter(draft_title="Набросок").exists()


@pytest.mark.parametrize("key", ["pk", Cast("id", CharField())])
def test_keys_of_every_page_are_not_asked_for(every_page, key):
    keys = every_page.values_list(key, flat=True)
    found = Page.objects.filter(depth__gt=1).filter(pk__in=keys)
    assert str(found.query).count("SELECT") == 1
    assert found.count() == Page.objects.filter(depth__gt=1).count()


def test_other_questions_are_asked_as_they_are(every_page):
    named = every_page.filter(draft_title="Набросок")
    first = every_page.order_by("pk")[:1]
    owners = every_page.values_list("owner", flat=True)
    for narrower in (named.values_list("pk"), first.values_list("pk"), owners):
        assert str(Page.objects.filter(pk__in=narrower).query).count("SELECT") == 2
    assert Page.objects.filter(pk__in=named.values_list("pk")).count() == 1


def test_translator_of_one_language_is_still_held_to_it(translator_fr):
    draft(title="Набросок")
    reached = pages_of(translator_fr)
    assert 0 < Page.objects.filter(pk__in=reached.values_list("pk")).count() < Page.objects.count()
