"""What a server's robots.txt lets us look at (RFC 9309)."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin
from urllib.robotparser import RobotFileParser, RuleLine

from django.core.cache import caches

from news.push.destinations import Destination
from news.push.faults import NotSentError
from news.push.sending import Send

# Our name in rules, as in `User-Agent`.
NAME = "vestnik"
# As much as RFC 9309 wants to be read (section 2.5), as long as it lets it be kept (2.4).
LIMIT = 512 * 1024
KEPT_FOR = 24 * 3600
# As many redirects as it wants to be followed (2.3.1.2), each through the same door.
MOST_HOPS = 5
SECONDS = 10.0

_ANY, _END = quote("*", safe=""), quote("$", safe="")


class UnknownRulesError(Exception):
    """The server could not say what it allows, which then is nothing (RFC 9309, 2.3.1.4).

    `status` is what it answered, or `fault` why it answered nothing.
    """

    def __init__(self, status: int | None = None, fault: str = "") -> None:
        super().__init__(status, fault)
        self.status = status
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for us: paths as `urllib.robotparser` quotes them, and whether each is open.

    `delay` is how many seconds the server wants between requests, 0 where it doesn't say.
    """

    lines: tuple[tuple[bool, str], ...] = ()
    delay: float = 0.0

    def allow(self, target: str) -> bool:
        """Whether path and query of an address may be asked: the longest rule decides."""
        path = quote(unquote(target))
        fitting = [(len(rule), is_open) for is_open, rule in self.lines if _fits(rule, path)]
        return max(fitting)[1] if fitting else True


def _fits(rule: str, path: str) -> bool:
    """Whether a rule is about a path; step by step, since a pattern might take for ever."""
    is_whole = rule.endswith(_END)
    first, *others = rule.removesuffix(_END).split(_ANY)
    if not path.startswith(first):
        return False
    at = len(first)
    if not others:
        return not is_whole or at == len(path)
    *between, last = others
    for piece in between:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return path[at:].endswith(last) if is_whole else path.find(last, at) >= 0


def read(body: bytes, is_cut: bool = False) -> Rules:
    """Return what a robots.txt says to us; of one that was cut, the last line is left out."""
    lines = body.decode("utf-8-sig", errors="replace").splitlines()
    parser = RobotFileParser()
    try:
        parser.parse(lines[:-1] if is_cut else lines)
    except ValueError:
        # Written to trip programs up, it is taken for a refusal.
        return Rules(((False, "/"),))
    ours = [entry for entry in parser.entries if entry.applies_to(NAME)]  # type: ignore[attr-defined]
    if not ours and parser.default_entry:  # type: ignore[attr-defined]
        ours = [parser.default_entry]  # type: ignore[attr-defined]
    rules = (line for entry in ours for line in _lines(entry.rulelines))
    delay = max((entry.delay or 0 for entry in ours), default=0)
    # Of any number of digits, which no float holds.
    return Rules(tuple(rules), float(min(delay, sys.maxsize)))


def _lines(found: list[RuleLine]) -> Iterator[tuple[bool, str]]:
    for line in found:
        # What forbids nothing is parsed as an open empty path.
        if line.path:
            yield line.allowance, line.path


def kept(place: Destination) -> Rules | None:
    """Return the rules that were lately read, None where there are none."""
    found: Rules | None = caches["shared"].get(_key(place))
    return found


def fetch(place: Destination, send: Send) -> Rules:
    """Ask a server for its rules and keep them for a day; raise UnknownRulesError."""
    url = _address(place)
    rules = Rules()
    for _hop in range(MOST_HOPS + 1):
        try:
            answer = send(url, method="GET", seconds=SECONDS, limit=LIMIT)
        except NotSentError as error:
            raise UnknownRulesError(fault=error.code) from error
        if answer.status >= 500 or answer.status == 429:
            raise UnknownRulesError(answer.status)
        if 200 <= answer.status < 300:
            rules = read(answer.body, answer.is_cut)
        if not 300 <= answer.status < 400 or not answer.headers.get("location"):
            break
        url = urljoin(url, answer.headers["location"])
    caches["shared"].set(_key(place), rules, KEPT_FOR)
    return rules


def _address(place: Destination) -> str:
    return f"{place.scheme}://{place.authority}/robots.txt"


def _key(place: Destination) -> str:
    return f"robots:{_address(place)}"
