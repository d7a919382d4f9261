"""A post office in memory, partners with endpoints, and couriers between them."""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from news.partners.models import Partner, PartnerState, Subscription, Way
from news.push.courier import Courier
from news.push.faults import NotSentError
from news.push.models import Delivery
from news.push.outgoing import Answer

ENDPOINT = "https://soomedia.example/vestnik"


@dataclass(frozen=True)
class Letter:
    """A request as it was sent."""

    url: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def message_id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def said(self) -> dict[str, Any]:
        return json.loads(self.body)

    @property
    def type(self) -> str:
        return self.said["type"]

    @property
    def item(self) -> dict[str, Any]:
        return self.said["data"]["item"]


def answer(status: int, **headers: str) -> Answer:
    """Return a short answer; an underscore in a header's name stands for a hyphen."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, named, b"", 0.01)


class Post:
    """Keeps what it is given, and answers with each of `answers` in turn, then with the last.

    An answer is a status, a fault's code, an `Answer`, or something to call for one.
    """

    def __init__(self, *answers: Any, **by_name: Any) -> None:
        self.sent: list[Letter] = []
        self.answers = list(answers) or [204]
        self.by_name = by_name
        self._asked: dict[str, int] = defaultdict(int)

    def __call__(
        self, url: str, *, body: bytes, headers: Mapping[str, str], seconds: float
    ) -> Answer:
        self.sent.append(Letter(url, headers, body))
        answers = next((self.by_name[name] for name in self.by_name if name in url), self.answers)
        given = answers[min(self._asked[url], len(answers) - 1)]
        self._asked[url] += 1
        if isinstance(given, Callable):
            given = given()
        if isinstance(given, str):
            raise NotSentError(given)
        return answer(given) if isinstance(given, int) else given

    @property
    def types(self) -> list[str]:
        return [letter.type for letter in self.sent]

    @property
    def titles(self) -> list[str]:
        return [letter.item["title"] for letter in self.sent]


def subscribe(
    *includes: str,
    excludes: tuple[str, ...] = (),
    endpoint: str = ENDPOINT,
    **terms: Any,
) -> Subscription:
    """Return a new partner's subscription that is sent what is new."""
    partner = Partner.objects.create(**{"name": "SooMedia", "state": PartnerState.ACTIVE, **terms})
    return Subscription.objects.create(
        partner=partner,
        includes=list(includes or ["ru:all"]),
        excludes=list(excludes),
        way=Way.WEBHOOK,
        endpoint=endpoint,
    )


def carry(post: Post) -> None:
    """Carry all that is due, as a worker does that has just begun."""
    Courier(post, vary=lambda: 1.0).carry()


def states(subscription: Subscription | None = None) -> list[str]:
    """Return the states of deliveries, oldest news first."""
    rows = Delivery.objects.order_by("pk")
    if subscription:
        rows = rows.filter(subscription=subscription)
    return list(rows.values_list("state", flat=True))
