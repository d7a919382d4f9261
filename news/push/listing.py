"""Deliveries as people read them: which text, what became of it, and what can be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from news.push.models import Delivery, DeliveryState
from news.push.telling import answer


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt; `answer` is empty where nobody knows what was answered."""

    at: datetime
    answer: str


@dataclass(frozen=True, slots=True)
class Row:
    """One delivery; `attempts` are newest first. A text without a title is known by its urn."""

    delivery: Delivery
    title: str
    answer: str
    attempts: list[Attempt]
    is_due: bool
    can_go_again: bool
    has_failed: bool


def listing(deliveries: Iterable[Delivery], named: QuerySet) -> list[Row]:
    """Return rows of deliveries, with the titles of those editions alone that are `named`."""
    shown = list(deliveries)
    texts = named.filter(urn__in={each.urn for each in shown})
    titles = dict(texts.values_list("urn", "title"))
    return [
        Row(
            delivery=each,
            title=titles.get(each.urn, each.urn),
            answer=answer(each.status, each.fault),
            attempts=[
                Attempt(
                    datetime.fromisoformat(attempt["at"]),
                    answer(attempt.get("status"), attempt.get("fault", "")),
                )
                for attempt in reversed(each.attempts)
            ],
            is_due=each.state == DeliveryState.DUE,
            can_go_again=each.state in {DeliveryState.FAILED, DeliveryState.DELIVERED},
            has_failed=each.state == DeliveryState.FAILED,
        )
        for each in shown
    ]
