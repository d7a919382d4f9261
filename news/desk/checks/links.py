"""Addresses that stand in one text and not in the other."""

import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from news.desk.checks.reading import base


def differing(
    source: Sequence[str], target: Sequence[str], source_language: str, target_language: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the addresses of the one alone, and of the other alone, as written.

    A page in the original's language answers to one of the same site in the translation's,
    whatever its name there: /ru/news/хор/ and /fr/news/choeur/.
    """
    ours, theirs = _by_key(source, source_language), _by_key(target, target_language)
    lost = [key for key in ours if key not in theirs]
    added = [key for key in theirs if key not in ours]
    for key in list(lost):
        site = _site(ours[key], source_language)
        twin = next(
            (
                each
                for each in added
                if site is not None and _site(theirs[each], target_language) == site
            ),
            None,
        )
        if twin is not None:
            lost.remove(key)
            added.remove(twin)
    return tuple(ours[key] for key in lost), tuple(theirs[key] for key in added)


def _by_key(addresses: Sequence[str], language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for address in addresses:
        if address.strip():
            found.setdefault(_key(address.strip(), language), address.strip())
    return found


def _key(address: str, language: str) -> str:
    """Return what two ways of writing one address have in common."""
    if address.lower().startswith("tel:"):
        return "tel:" + re.sub(r"\D", "", address).removeprefix("00")
    parts = urlsplit(address)
    if parts.scheme not in {"", "http", "https"}:
        return unquote(address).casefold()
    path = unquote(parts.path).rstrip("/")
    query = f"?{unquote(parts.query)}" if parts.query else ""
    fragment = f"#{unquote(parts.fragment)}" if parts.fragment else ""
    if _site(address, language) == "":
        path = path.removeprefix(f"/{base(language)}")
    return f"{parts.netloc.lower().removeprefix('www.')}{path}{query}{fragment}"


def _site(address: str, language: str) -> str | None:
    """Return the site, of an address that names the language; ours is "", None is no such."""
    parts = urlsplit(address)
    code = base(language)
    host = parts.netloc.lower().removeprefix("www.")
    if parts.path == f"/{code}" or parts.path.startswith((f"/{code}/", f"/{language}/")):
        return host
    if host.startswith(f"{code}."):
        return host.removeprefix(code)
    return None
