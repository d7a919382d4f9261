"""The kill trial at length: real leases, and so many kills as are asked for."""

import dataclasses
import tempfile
from pathlib import Path
from typing import Any

from news.partners.models import Partner
from news.push.claiming import LEASE
from news.push.sending import SECONDS
from tests.push.trial import kills

KILLS = 500


def verdict(number: int = KILLS) -> dict[str, Any]:
    """Kill web server and workers of the newsroom at hand, and return what was lost and when all
    was settled."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            found = kills.run(
                number, {}, Path(folder), lease=LEASE.total_seconds(), seconds=SECONDS
            )
    finally:
        Partner.objects.filter(name__startswith=kills.PARTNER).delete()
    return dataclasses.asdict(found)
