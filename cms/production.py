"""What a production newsroom must not run with."""

from collections.abc import Sequence

from django.core.exceptions import ImproperlyConfigured

SHORTEST_SECRET = 50


def refuse_unsafe(*, secret_key: str, debug: bool, hosts: Sequence[str], base_url: str) -> None:
    """Stop the start with one message that names every setting to mend."""
    found = unsafe_values(secret_key=secret_key, debug=debug, hosts=hosts, base_url=base_url)
    if found:
        raise ImproperlyConfigured(
            "VESTNIK_PRODUCTION is on, so the start was stopped:\n"
            + "\n".join(f"- {sentence}" for sentence in found)
        )


def unsafe_values(
    *, secret_key: str, debug: bool, hosts: Sequence[str], base_url: str
) -> list[str]:
    found = []
    if len(secret_key) < SHORTEST_SECRET or secret_key.startswith("django-insecure-"):
        found.append(
            "VESTNIK_SECRET_KEY is missing or weak. Set it to at least "
            f"{SHORTEST_SECRET} random characters and keep it secret."
        )
    if debug:
        found.append("VESTNIK_DEBUG shows settings and code to readers. Take it away.")
    if "*" in hosts:
        found.append("VESTNIK_HOSTS holds “*”. Name the hosts that this site answers for.")
    if not base_url.startswith("https://"):
        found.append(
            f"VESTNIK_BASE_URL is {base_url}. Set it to the public address, with https://."
        )
    return found
