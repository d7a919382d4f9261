"""A partner with a key."""

from dataclasses import dataclass
from typing import Any

import pytest

from news.newsroom.models import NewsroomSettings
from news.partners import tokens
from news.partners.models import Partner, PartnerState, Subscription


@pytest.fixture
def newsroom(db) -> NewsroomSettings:
    """Return the newsroom's settings, with a name."""
    newsroom = NewsroomSettings.load()
    newsroom.name_ru, newsroom.name_fr = "Мост", "Le Pont"
    newsroom.save()
    return newsroom


@dataclass
class Taker:
    """A partner's subscription and a key to it."""

    subscription: Subscription
    token: str

    def address(self, language: str = "ru", extension: str = "json") -> str:
        return f"/partners/{self.token}/{language}.{extension}"


def take(*includes: str, excludes: tuple[str, ...] = (), **terms: Any) -> Taker:
    """Return a new partner's subscription with a key."""
    partner = Partner.objects.create(**{"name": "SooMedia", "state": PartnerState.ACTIVE, **terms})
    subscription = Subscription.objects.create(
        partner=partner, includes=list(includes), excludes=list(excludes)
    )
    return Taker(subscription, tokens.issue(subscription))
