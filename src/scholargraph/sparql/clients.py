"""Who a client is: from an address, however a socket or a proxy writes it, to what budgets and shares are counted for.

It counts nothing. An IPv4 address is a client; of IPv6 it is the /64, which one household or one machine has, and shares
count its /56 and its /48 as well, since whoever has those has very many of the former.
"""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from typing import Final

NAMELESS: Final = "unknown"
"""The one client that all are whom a proxy does not name by an address (the word is RFC 7239's, section 6.2)."""
WIDER: Final = (1, 2, 4)
"""How many times the share of a client its networks have together: the /64 itself, the /56, the /48."""

_PREFIXES: Final = (64, 56, 48)
_LONGEST: Final = 64
"""Letters of the longest address there is, with brackets, zone and port."""
_IPV4_PORT: Final = re.compile(r"([0-9.]+):[0-9]*")
_BRACKETS: Final = re.compile(r"\[([^\[\]]*)\](?::[0-9]*)?")


def client_of(address: str) -> str:
    """Give what an address is counted as; what is no address is counted as what it is."""
    return networks_of(address)[0]


def networks_of(address: str) -> tuple[str, ...]:
    """Give all that an address is counted in, the client first: of IPv6 the /64, the /56 and the /48."""
    # What is longer is no address; it is kept out of the cache, whose room is counted in entries.
    return _networks(address) if len(address) <= _LONGEST else (address,)


def named_by_proxy(address: str) -> str:
    """Give the address that a proxy means, whether with a port, in brackets or in quotes; NAMELESS where it means none."""
    found = _parsed(address) if len(address) <= _LONGEST else None
    return NAMELESS if found is None else str(found)


@lru_cache(maxsize=4096)
def _networks(address: str) -> tuple[str, ...]:
    found = _parsed(address)
    if found is None:
        return (address,)
    if isinstance(found, ipaddress.IPv4Address):
        return (str(found),)
    return tuple(str(ipaddress.ip_network((found, prefix), strict=False)) for prefix in _PREFIXES)


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    words = address.strip().strip('"').strip()
    bare = _BRACKETS.fullmatch(words) or _IPV4_PORT.fullmatch(words)
    try:
        found = ipaddress.ip_address((bare[1] if bare else words).partition("%")[0])
    except ValueError:
        return None
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        return found.ipv4_mapped
    return found
