"""Which addresses may be asked: the public internet's, and those the newsroom calls its own."""

from ipaddress import IPv4Address, IPv6Address, ip_network

from django.conf import settings
from django.core.exceptions import ValidationError

from news.push import destinations
from news.push.faults import SENTENCES, NotSentError

PORTS = frozenset({80, 443, 8080, 8443})

# What `is_global` lets pass in one Python or another and where no receiver lives.
_NOT_PUBLIC = [
    ip_network(network)
    for network in (
        "168.63.129.16/32",  # Azure tells its machines their secrets there
        "192.0.0.0/24",  # IETF protocols; Oracle's metadata are at 192.0.0.192
        "192.88.99.0/24",  # relays of 6to4
        "224.0.0.0/4",  # multicast
        "2001::/23",  # IETF protocols, with Teredo, which wraps an IPv4 address
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which wraps one too
        "3fff::/20",  # documentation
    )
]
# All that is assigned to anybody; what wraps IPv4 (mapped, compatible, NAT64) is outside.
_IPV6_UNICAST = ip_network("2000::/3")
_LOOPBACK = IPv4Address("127.0.0.1")


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether the whole internet reaches the same machine under this address."""
    if address.version == 6 and address not in _IPV6_UNICAST:
        return False
    return address.is_global and not any(address in network for network in _NOT_PUBLIC)


def is_own(address: IPv4Address | IPv6Address) -> bool:
    """Whether the setting VESTNIK_OWN_NETWORKS names the address."""
    return any(address in network for network in settings.OWN_NETWORKS)


def is_allowed(address: IPv4Address | IPv6Address, port: int) -> bool:
    """Whether a request may go there; in the newsroom's own networks at any port."""
    return is_own(address) or (port in PORTS and is_public(address))


def refuse_address(url: str) -> None:
    """Raise ValidationError, with a sentence for whoever typed it, for what can't be asked.

    For forms: no name is looked up, so one that leads to a forbidden address passes here and is
    refused when it is asked.
    """
    try:
        destination = destinations.read(url)
    except NotSentError as error:
        raise _invalid(error.code) from error
    address = destination.literal
    if destination.host == "localhost" or destination.host.endswith(".localhost"):
        address = _LOOPBACK
    if address and not is_allowed(address, destination.port):
        raise _invalid("port" if is_public(address) else "address")
    # With networks of its own, only the look-up tells whether the name is in one.
    if not address and destination.port not in PORTS and not settings.OWN_NETWORKS:
        raise _invalid("port")


def _invalid(code: str) -> ValidationError:
    return ValidationError(SENTENCES[code], code=code)
