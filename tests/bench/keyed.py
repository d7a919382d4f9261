"""What a poll with a partner's key costs beside a public one, in rounds that take turns."""

import tempfile
from statistics import median

from news.partners import tokens
from news.partners.models import Partner, PartnerState, Subscription
from tests.bench.serving import ROUNDS, Server, load, served, tag_at


def ratios(language: str = "ru") -> dict[str, float]:
    """Return how many times a public poll's CPU one with a key costs, changed and unchanged."""
    partner = Partner.objects.create(name="Bench", state=PartnerState.ACTIVE)
    subscription = Subscription.objects.create(partner=partner, includes=[f"{language}:all"])
    paths = (f"/{language}/feeds/all.rss", f"/partners/{tokens.issue(subscription)}/{language}.rss")
    try:
        with tempfile.TemporaryDirectory() as folder, served("ours", folder) as server:
            return {
                "feed with a key, changed": _ratio(server, paths, is_known=False),
                "feed with a key, unchanged (304)": _ratio(server, paths, is_known=True),
            }
    finally:
        partner.delete()


def _ratio(server: Server, paths: tuple[str, str], *, is_known: bool) -> float:
    heads = []
    for path in paths:
        tag = tag_at(f"http://127.0.0.1:{server.port}{path}")
        heads.append({"Accept-Encoding": "gzip"} | ({"If-None-Match": tag} if is_known else {}))
    found = []
    for number in range(ROUNDS + 1):
        public, keyed = (
            load(server, path, head)[1] for path, head in zip(paths, heads, strict=True)
        )
        if number:
            found.append(keyed / public)
    return median(found)
