"""Where a request comes from: from our own page, and from which address."""

import ipaddress
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

# A household or a telephone has a whole /64 to itself.
IPV6_SHARE = 64


def is_same_origin(request: HttpRequest) -> bool:
    """Whether the browser says that a page of ours sent the form.

    `Sec-Fetch-Site` comes over https and localhost only; `Origin` is "null" where a reader's
    settings hide it; `Referer` is asked where neither says anything.
    """
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin", "null")
    if site not in (None, "same-origin"):
        return False
    if origin != "null":
        return _origin(origin) in _own_origins(request)
    if site is None:
        return _origin(request.headers.get("Referer", "")) in _own_origins(request)
    return True


def _origin(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}".lower()


def _own_origins(request: HttpRequest) -> set[str]:
    # The configured address, too: a proxy may hide from us that readers came by https.
    return {
        _origin(f"{request.scheme}://{request.get_host()}"),
        _origin(settings.WAGTAILADMIN_BASE_URL),
    }


def client_address(request: HttpRequest) -> str:
    """Return the reader's address, an IPv6 one as its network; empty where there is none.

    `X-Forwarded-For` is believed only behind a proxy of ours, and then only its last part,
    which that proxy wrote; a client can write the others.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        forwarded = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
        address = _network(forwarded) and forwarded or address
    return _network(address)


def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((int(parsed), IPV6_SHARE), strict=False))
    return str(parsed)
