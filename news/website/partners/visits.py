"""A visit to a partner's page: by which link, in which language, with what set up so far."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from news.comments.origin import is_same_origin
from news.newsroom.models import NewsroomSettings
from news.partners.invitations import page_path
from news.partners.models import Invitation, Partner, Subscription
from news.partners.setting_up import own_subscription


@dataclass(frozen=True, slots=True)
class Visit:
    """Who has come, and how; `key` stands in the address and nowhere in the database."""

    request: HttpRequest
    key: str
    partner: Partner
    subscription: Subscription | None
    language: str

    @classmethod
    def by(cls, request: HttpRequest, key: str, invitation: Invitation) -> "Visit":
        """Return the visit that an invitation makes of a request."""
        partner = invitation.partner
        offered = NewsroomSettings.load().languages()
        wanted = (request.GET.get("lang", ""), partner.language, *offered)
        language = next((code for code in wanted if code in offered), partner.language)
        return cls(request, key, partner, own_subscription(partner), language)

    @property
    def has_chosen(self) -> bool:
        """Whether there is anything that would come."""
        return self.subscription is not None and bool(self.subscription.includes)

    def path(self, language: str = "", **asked: Any) -> str:
        """Return the page's path in this language or another."""
        return f"{page_path(self.key)}?{urlencode({'lang': language or self.language, **asked})}"

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
