"""Read a web address once and strictly: what is checked is then what is asked."""

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import quote

import idna

from news.push.faults import NotSentError

LONGEST = 2048
DEFAULT_PORTS = {"http": 80, "https": 443}

_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^#]*)(?:#.*)?")
_AUTHORITY = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\[\]:%]+)(?::([0-9]{1,5}))?")
# Names with an underscore are no host names, but are in use.
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
# What the URL Standard and the C library take for a number ("ends in a number checker").
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
# Reserved and unreserved characters of RFC 3986, and escapes that are there already.
_KEPT_IN_TARGET = "/?:@!$&'()*+,;=-._~[]%"


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a request goes: `host` in ASCII, small, without brackets or a final dot.

    `literal` is the address where the host is one; `target` is path and query.
    """

    scheme: str
    host: str
    port: int
    target: str
    literal: IPv4Address | IPv6Address | None

    @property
    def authority(self) -> str:
        """Host and port as the `Host` header names them (RFC 9110, section 7.2)."""
        host = f"[{self.host}]" if isinstance(self.literal, IPv6Address) else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"


def read(url: str) -> Destination:
    """Return where a web address leads; raise NotSentError where readers might disagree.

    Programs that parse an address twice, by different rules, are what attackers look for. So
    white space, backslashes, user names, and numbers in any but the plain form are refused, not
    understood.
    """
    # `urlsplit` would drop tabs and line ends, and browsers take a backslash for a slash.
    if len(url) > LONGEST or not url.isprintable() or " " in url or "\\" in url:
        raise NotSentError("url")
    parts = _URL.fullmatch(url)
    if not parts:
        raise NotSentError("url")
    scheme, authority, target = parts[1].lower(), parts[2], parts[3]
    if scheme not in DEFAULT_PORTS:
        raise NotSentError("scheme")
    if "@" in authority:
        raise NotSentError("user")
    split = _AUTHORITY.fullmatch(authority)
    if not split:
        raise NotSentError("url")
    port = int(split[2] or DEFAULT_PORTS[scheme])
    if not 0 < port < 2**16:
        raise NotSentError("port")
    host, literal = _read_host(split[1])
    target = quote(target, safe=_KEPT_IN_TARGET)
    return Destination(scheme, host, port, "/" * (target[:1] != "/") + target, literal)


def _read_host(written: str) -> tuple[str, IPv4Address | IPv6Address | None]:
    if written.startswith("["):
        try:
            literal = IPv6Address(written[1:-1])
        except AddressValueError as error:
            raise NotSentError("url") from error
        return str(literal), literal
    host = _in_ascii(written).removesuffix(".")
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise NotSentError("url")
    if not _NUMBER.fullmatch(labels[-1]):
        return host, None
    try:
        return host, IPv4Address(host)
    except AddressValueError as error:
        # 2130706433, 0177.0.0.1, 0x7f.1, 127.1: nobody writes a receiver's address like that.
        raise NotSentError("address") from error


def _in_ascii(host: str) -> str:
    if host.isascii():
        return host.lower()
    try:
        # Maps circled and wide digits and dots to plain ones (UTS 46), which are then looked at.
        return idna.encode(host, uts46=True).decode("ascii").lower()
    except UnicodeError as error:
        raise NotSentError("url") from error
