"""Which visits are signs that partners use us: told from what each request says by itself.

Nothing of a reader is kept: no cookie, address or browser, nor which page they read before.
"""

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings

from news.newsroom.generation import PARTNERS
from news.push.pickups import tally
from news.push.pickups.hosts import HOSTS, host_of
from news.push.pickups.models import Sign
from news.website.paths import REPUBLISH

# Whoever works here has a session, and is no reader.
_SESSION = re.compile(rf"\b{re.escape(settings.SESSION_COOKIE_NAME)}=")
# How programs name themselves; telephones by Cubot are none.
_PROGRAM = re.compile(
    r"(?<!cu)bot\b|bot[/;_-]|crawl|spider|slurp|archiv|preview|monitor|scan|headless|fetch|feed"
    r"|curl|wget|python|java/|go-http|okhttp|libwww|https?://",
    re.IGNORECASE,
)
_FILE = re.compile(r"(?:^|&)as=(?:html|txt|md)(?:&|$)")


def see(environ: dict[str, Any], numbers: Callable[[], dict[str, int] | None]) -> None:
    """Count a visit where it is a sign: at copies, or at a text from a partner's site."""
    path = environ["PATH_INFO"]
    if path.endswith(REPUBLISH):
        is_file = _FILE.search(environ["QUERY_STRING"]) is not None
        # A browser that saves a link's file doesn't say that it opens a page.
        if _is_of_a_reader(environ, *(("empty",) if is_file else ())):
            sign = Sign.FILE if is_file else Sign.COPY
            tally.note(tally.Seen(sign, _in_words(path.removesuffix(REPUBLISH))))
    elif "HTTP_REFERER" in environ:
        _see_where_from(environ, path, numbers)


def _see_where_from(
    environ: dict[str, Any], path: str, numbers: Callable[[], dict[str, int] | None]
) -> None:
    before = environ["HTTP_REFERER"]
    # The newsroom's own pages lead here most often: nothing is asked for them.
    if before.partition("://")[2].partition("/")[0] == environ.get("HTTP_HOST"):
        return
    host, known = host_of(before), numbers()
    partner = known and HOSTS.partner_at(host, known.get(PARTNERS, 0))
    if partner and _is_of_a_reader(environ):
        tally.note(tally.Seen(Sign.VISIT, _in_words(path), host, partner))


def _is_of_a_reader(environ: dict[str, Any], *also: str) -> bool:
    """Say whether somebody opens the page: no program that says so, and nobody who works here.

    Browsers that say what for they ask (Fetch Metadata) open a page as a document, or `also` so.
    """
    agent = environ.get("HTTP_USER_AGENT", "")
    if not agent or _PROGRAM.search(agent):
        return False
    purpose = environ.get("HTTP_SEC_PURPOSE") or environ.get("HTTP_PURPOSE") or ""
    if "prefetch" in purpose or "prerender" in purpose:
        return False
    is_opened = environ.get("HTTP_SEC_FETCH_DEST", "document") in {"document", *also}
    return is_opened and _SESSION.search(environ.get("HTTP_COOKIE", "")) is None


def _in_words(path: str) -> str:
    """Return a path as addresses are kept: PEP 3333 hands its bytes as Latin-1."""
    return path.encode("latin-1", "replace").decode("utf-8", "replace")
