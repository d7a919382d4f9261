"""Servers of partners in memory, a clock that is set, and a watcher between them."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from news.articles import withdrawals
from news.articles.models import ArticlePage
from news.partners.models import Partner
from news.push.copies.models import CopyCheck, GivenBy, PartnerCopy
from news.push.copies.noting import note
from news.push.copies.watching import Watcher
from news.push.faults import NotSentError
from news.push.outgoing import Answer

BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)
URL = "https://soomedia.example/choir"
HEADLINE = "Хор споёт в Бизерте"
SENTENCE = "Двадцать шесть детей готовят программу к большому весеннему концерту."
ARTICLE = f"<!doctype html><h1>{HEADLINE}</h1><p>{SENTENCE}</p>"


def page(body: str | bytes, status: int = 200, cut: bool = False, **headers: str) -> Answer:
    """Return an answer; an underscore in a header's name stands for a hyphen."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    content = body.encode() if isinstance(body, str) else body
    return Answer(status, {"content-type": "text/html", **named}, content, 0.01, cut)


class Web:
    """Answers with each page of an address in turn, then with the last; with 404 for others.

    A page is a status, a fault's code, a text, an `Answer`, or something to call for one.
    `asked` are the addresses in their order; `at` the moments, by host.
    """

    def __init__(self, pages: Mapping[str, Any] | None = None) -> None:
        self.pages = {url: _list(given) for url, given in (pages or {}).items()}
        self.asked: list[str] = []
        self.at: dict[str, list[datetime]] = defaultdict(list)
        self.now = BEGIN

    def clock(self) -> datetime:
        return self.now

    def rest(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def send(self, url: str, *, method: str, **_bounds: Any) -> Answer:
        assert method == "GET"
        self.asked.append(url)
        self.at[urlsplit(url).hostname or ""].append(self.now)
        answers = self.pages.get(url, [404])
        given = answers.pop(0) if len(answers) > 1 else answers[0]
        given = given() if callable(given) else given
        if isinstance(given, Answer):
            return given
        if isinstance(given, int):
            return page("", given)
        if given in {"timeout", "refused", "certificate", "address"}:
            raise NotSentError(given)
        return page(given)

    @property
    def pages_asked(self) -> list[str]:
        return [url for url in self.asked if not url.endswith("/robots.txt")]

    def watch(self, watcher: Watcher | None = None, **later: float) -> None:
        """Let time pass, and do what the worker does then, until all that is due was looked at."""
        from news.push.copies import pacing

        self.now += timedelta(**later)
        pacing.tend(self.now)
        watcher = watcher or self.watcher()
        for _turn in range(200):
            watcher.look_around()
            waiting = PartnerCopy.objects.known().filter(due_at__lte=self.now)
            if not waiting.exists():
                return
            self.now += timedelta(seconds=1)

    def watcher(self) -> Watcher:
        return Watcher(self.send, clock=self.clock, rest=self.rest)


def _list(given: Any) -> list[Any]:
    return list(given) if isinstance(given, list) else [given]


def copy_of(edition: ArticlePage, url: str = URL, partner: Partner | None = None) -> PartnerCopy:
    """Return a copy at SooMedia, or at another partner."""
    partner = partner or Partner.objects.get_or_create(name="SooMedia")[0]
    return note(partner, edition.urn, url, GivenBy.CALL)


def withdraw(edition: ArticlePage, at: datetime = BEGIN) -> None:
    """Take an edition back at a moment."""
    from news.articles.circumstances import under

    with under(at=at):
        withdrawals.withdraw([ArticlePage.objects.get(pk=edition.pk)], "Ошибка.")


def states(copy: PartnerCopy) -> list[str]:
    """Return what each look has found, oldest first."""
    return list(CopyCheck.objects.filter(copy=copy).values_list("state", flat=True))
