"""Telling colleagues: one message for each who wants it, in the transaction of what happened."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.utils import timezone

from news.desk.telling.messages import Message, MessageChoice, MessageEvent


def tell(
    event: MessageEvent,
    people: Iterable[AbstractUser | None],
    *,
    story_id: Any,
    language: str,
    by: Any = None,
    day: date | datetime | None = None,
    note: str = "",
) -> None:
    """Tell these people of an event, each by the ways they chose, but never who did it."""
    told = {person.pk: person for person in people if person is not None and person != by}
    choices = MessageChoice.objects.filter(event=event, person__in=told)
    chosen = {choice.person_id: choice for choice in choices}
    now = timezone.now()
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    written = []
    for person in told.values():
        choice = chosen.get(person.pk) or MessageChoice(person=person, event=event)
        is_mailed = choice.by_mail and bool(person.email)
        if not (choice.in_admin or is_mailed):
            continue
        written.append(
            Message(
                person=person,
                event=event,
                story_id=story_id,
                language=language,
                actor=by,
                at=now,
                day=day,
                note=note,
                in_admin=choice.in_admin,
                mail_due_at=now if is_mailed else None,
            )
        )
    Message.objects.bulk_create(written)
