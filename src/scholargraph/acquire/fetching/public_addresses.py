"""Which addresses of the network may be asked: public ones, and those that a site names; checked where it is connected.

A host is looked up once, and the connection goes to an address that was checked, so no second look-up can lead elsewhere.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from scholargraph.deadlines import Connect, Deadline, connect_to
from scholargraph.fetch_settings import FetchSettings

PORTS: Final = (80, 443)
_UNICAST: Final = ipaddress.IPv6Network("2000::/3")
"""What is given out for addresses of single hosts (RFC 4291, section 2.4). All else is for other uses, or for none: mapped and
compatible IPv4, NAT64 (64:ff9b::/96), unique local (fc00::/7) and link-local (fe80::/10) addresses among it."""
_ODD_HOST: Final = re.compile(r"(?:0[xX][0-9a-fA-F]*|[0-9]+)(?:\.(?:0[xX][0-9a-fA-F]*|[0-9]+))*\.?")
"""A host of numbers alone: the system reads many a form (2130706433, 0x7f.1, 017700000001) as an address."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
LookUp = Callable[..., Sequence[tuple[Any, ...]]]


class RefusedError(OSError):
    """An address is not asked; the reason is a sentence without its end."""


def connector(settings: FetchSettings, *, look_up: LookUp = socket.getaddrinfo) -> Connect:
    """Give what connects to public addresses, and to the networks and ports that the settings name. It raises RefusedError."""
    return partial(_connect, settings=settings, look_up=look_up)


def _connect(host: str, port: int, deadline: Deadline, *, settings: FetchSettings, look_up: LookUp) -> socket.socket:
    if port not in PORTS and port not in settings.ports:
        raise RefusedError(f"port {port} of {host} is not asked: name it in `ports` of [fetch]")
    refuse_odd(host)
    if _is_literal(host) and not is_allowed(host, settings):
        raise RefusedError(f"{host} is no public address: name its network in `private` of [fetch]")
    found = look_up(host, port, 0, socket.SOCK_STREAM)
    allowed = [one for one in found if is_allowed(str(one[4][0]), settings)]
    if not allowed:
        where = ", ".join(sorted({str(one[4][0]) for one in found})) or "nowhere"
        raise RefusedError(f"{host} ({where}) is no public address: name its network in `private` of [fetch]")
    first = Deadline(min(settings.connect, deadline.left()))
    return connect_to(allowed, first)


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def refuse_odd(host: str) -> None:
    """Raise RefusedError for a host of numbers that is not an IPv4 address in its usual form, and for one with a zone."""
    if "%" in host:
        raise RefusedError(f"{host} names a network interface: leave out the zone")
    if _ODD_HOST.fullmatch(host):
        try:
            ipaddress.IPv4Address(host)
        except ValueError:
            raise RefusedError(f"{host} is an address in an odd form: write it as four numbers") from None


def is_allowed(text: str, settings: FetchSettings) -> bool:
    """Whether an address may be asked: it is public, or in a network that the settings name."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    networks = [ipaddress.ip_network(one) for one in settings.private]
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id is not None:
            return False
        if address.ipv4_mapped is not None:
            address = address.ipv4_mapped
    if any(address.version == network.version and address in network for network in networks):
        return True
    return is_public(address)


def is_public(address: Address) -> bool:
    """Whether an address is one of the public network, and holds no other one that is not (6to4, Teredo, NAT64, mapped)."""
    if not address.is_global or address.is_multicast or address.is_reserved or address.is_unspecified:
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return True
    return address in _UNICAST and address.sixtofour is None and address.teredo is None


def is_private_host(host: str, settings: FetchSettings) -> bool:
    """Whether a host is an address, not a name, of a network that the settings name though it is not public."""
    return _is_literal(host) and not is_public(ipaddress.ip_address(host)) and is_allowed(host, settings)
