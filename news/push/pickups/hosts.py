"""The sites of partners, as each process knows them: no query of its own for a request."""

import logging
from threading import Lock
from urllib.parse import urlsplit

from django.db import DatabaseError

from news.partners.models import Partner

logger = logging.getLogger(__name__)

_WWW = "www."


def host_of(address: str) -> str:
    """Return the host of an address as sites are compared by it; empty where it has none."""
    try:
        host = urlsplit(address).hostname or ""
        host = host if host.isascii() else host.encode("idna").decode()
    except ValueError:
        return ""
    return host.rstrip(".").removeprefix(_WWW)


class Hosts:
    """Which partner a site belongs to, read anew once the generation of partners says so."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: tuple[int | None, dict[str, int]] = (None, {})

    def partner_at(self, host: str, number: int) -> int | None:
        """Return the partner of a host under the present generation, None where it is nobody's."""
        if self._known[0] != number:
            with self._lock:
                if self._known[0] != number:
                    self._known = (number, self._read())
        return self._known[1].get(host)

    def _read(self) -> dict[str, int]:
        try:
            rows = Partner.objects.exclude(website="").order_by("-pk").values_list("website", "pk")
            # Of two with one site, the elder has it.
            found = {host_of(website): pk for website, pk in rows}
        except DatabaseError:
            logger.warning("The sites of partners could not be read", exc_info=True)
            return self._known[1]
        found.pop("", None)
        return found


HOSTS = Hosts()
