"""A visit to a partner's page: by which link, in which language, with what set up so far."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from news.comments.origin import is_same_origin
from news.newsroom.models import NewsroomSettings
from news.partners.invitations import page_path
from news.partners.models import Invitation, Partner, Subscription, Way
from news.partners.setting_up import own_subscription


@dataclass(frozen=True, slots=True)
class Visit:
    """Who has come, and how; `key` stands in the address and nowhere in the database.

    `subscription` is the one that the page shows, of the partner's `subscriptions`.
    """

    request: HttpRequest
    key: str
    partner: Partner
    subscription: Subscription | None
    subscriptions: list[Subscription]
    language: str

    @classmethod
    def by(cls, request: HttpRequest, key: str, invitation: Invitation) -> "Visit":
        """Return the visit that an invitation makes of a request."""
        partner = invitation.partner
        offered = NewsroomSettings.load().languages()
        wanted = (request.GET.get("lang", ""), partner.language, *offered)
        language = next((code for code in wanted if code in offered), partner.language)
        shown = own_subscription(partner, whole_number(request.GET.get("of", "")))
        own = list(partner.subscriptions.order_by("pk"))
        return cls(request, key, partner, shown, own, language)

    def now_of(self, subscription: Subscription) -> "Visit":
        """Return the visit as it stands after a subscription was saved."""
        kept = [each for each in self.subscriptions if each.pk != subscription.pk]
        own = sorted([*kept, subscription], key=lambda each: each.pk)
        partner = subscription.partner
        return replace(self, partner=partner, subscription=subscription, subscriptions=own)

    @property
    def has_chosen(self) -> bool:
        """Whether there is anything that would come."""
        return self.subscription is not None and bool(self.subscription.includes)

    @property
    def is_sent(self) -> bool:
        """Whether we send what is new."""
        return self.subscription is not None and self.subscription.way == Way.WEBHOOK

    def path(self, language: str = "", **asked: Any) -> str:
        """Return the page's path in this language or another."""
        which = {"of": self.subscription.pk} if len(self.subscriptions) > 1 else {}
        asked = {"lang": language or self.language, **which, **asked}
        return f"{page_path(self.key)}?{urlencode(asked)}"

    def terms_path(self) -> str:
        """Return the path of the terms as a text."""
        return f"{page_path(self.key)}terms.txt?{urlencode({'lang': self.language})}"

    def is_from_elsewhere(self) -> bool:
        """Whether the browser says that another site sent the form.

        It may say nothing: the page's own policy keeps its address from `Origin` and
        `Referer`, and `Sec-Fetch-Site` comes over https and localhost only. Whoever says
        nothing has still given the key, which no other site knows.
        """
        headers = self.request.headers
        says = (
            "Sec-Fetch-Site" in headers
            or headers.get("Origin", "null") != "null"
            or "Referer" in headers
        )
        return says and not is_same_origin(self.request)


def whole_number(written: str) -> int | None:
    """Return the number that a form or address holds, None where that is none of a row."""
    is_number = written.isascii() and written.isdigit() and len(written) < 19
    return int(written) if is_number else None
