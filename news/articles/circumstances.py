"""What a verb knows about a change and Wagtail's save cannot carry: who, when and why."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.log_actions import get_active_log_context


@dataclass(frozen=True)
class Circumstances:
    """Reason of a withdrawal (public), acting user, and the moment an import says (UTC)."""

    reason: str = ""
    actor: Any = None
    at: datetime | None = None
    changes_address: bool = False
    erases: bool = False

    @property
    def moment(self) -> datetime:
        """When the change happens: now, unless an import says otherwise."""
        return self.at or timezone.now()

    @property
    def user(self) -> Any:
        """Who acts: named by the verb, else whoever the admin's request belongs to."""
        return self.actor or get_active_log_context().user


_present: ContextVar[Circumstances | None] = ContextVar("circumstances", default=None)


def circumstances() -> Circumstances:
    """Return the circumstances of the change that is being made."""
    return _present.get() or Circumstances()


@contextmanager
def under(**what: Any) -> Iterator[None]:
    """Make the changes inside under these circumstances, added to those outside."""
    token = _present.set(replace(circumstances(), **what))
    try:
        yield
    finally:
        _present.reset(token)
