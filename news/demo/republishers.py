"""Partners of the demo newsroom: media that republish it, on paper; no key opens anything."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from news.articles.vocabulary import Section
from news.newsroom.models import Licence
from news.partners.models import Contact, Partner, PartnerState


def enter(
    entry: dict[str, Any], licences: Mapping[str, Licence], sections: Mapping[str, Section]
) -> Partner:
    """Make a partner with its contact and, where it takes anything, its subscription."""
    days_ago = entry.get("days_ago")
    partner = Partner.objects.create(
        name=entry["name"],
        website=entry["website"],
        language=entry["language"],
        state=PartnerState(entry["state"]),
        licence=licences.get(entry.get("licence", "")),
        attribution=entry.get("attribution", ""),
        may_translate=entry.get("may_translate", False),
        agreed_on=timezone.localdate() - timedelta(days=days_ago) if days_ago else None,
    )
    Contact.objects.create(partner=partner, **entry["contact"])
    if entry["takes"]:
        partner.subscriptions.create(
            includes=[_channel(each, sections) for each in entry["takes"]],
            excludes=[_channel(each, sections) for each in entry["leaves"]],
        )
    return partner


def _channel(written: str, sections: Mapping[str, Section]) -> str:
    """Return a channel as subscriptions keep it, of one that names its section."""
    language, _colon, key = written.partition(":section:")
    return f"{language}:section:{sections[key].pk}" if key else written
