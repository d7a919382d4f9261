"""What every test may ask for."""

import pytest
from django.core.cache import caches

from tests.factories import UserFactory


@pytest.fixture(autouse=True)
def _fresh_caches():
    """Generations begin anew with each test's rolled back database; caches must, too."""
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture
def editor(db):
    """An editor: may write and release in every language."""
    return UserFactory(groups=["Editors"])


@pytest.fixture
def chief(db):
    """An editor in chief."""
    return UserFactory(groups=["Editors in chief"])


@pytest.fixture
def translator_fr(db):
    """A translator who may write in French alone."""
    return UserFactory(groups=["Translators fr"])
