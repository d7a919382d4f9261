"""Reads networks as operators write them."""

from ipaddress import IPv4Network, IPv6Network, ip_network

from django.core.exceptions import ImproperlyConfigured


def own_networks_from(written: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Read `10.1.0.0/16,fd00:1::/64`; a single address is a network of one."""
    return tuple(_network(part.strip()) for part in written.split(",") if part.strip())


def _network(written: str) -> IPv4Network | IPv6Network:
    try:
        network = ip_network(written)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"VESTNIK_OWN_NETWORKS holds “{written}”, which is not a network. Write networks "
            "like 10.1.0.0/16 or fd00:1::/64, separated by commas."
        ) from error
    if network.prefixlen == 0:
        raise ImproperlyConfigured(
            f"VESTNIK_OWN_NETWORKS holds “{written}”, which is every address there is. Name only "
            "the networks of your receivers."
        )
    return network
