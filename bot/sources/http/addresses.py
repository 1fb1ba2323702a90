"""Decides to which IP addresses the bot may connect. Pure.

Any site can redirect the bot to an address of its choice. So by default the bot connects to the public internet only:
to no loopback, private, link-local, multicast or cloud-metadata address, in whatever form it is written.
"""

from __future__ import annotations

import re
import socket
import unicodedata
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

__all__ = ["is_public", "may_be_public"]

# Metadata services that `is_global` takes for public: Azure's, and Oracle's (in Python before 3.11.10). Those of other
# clouds are at link-local, shared or private addresses.
# https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
# https://docs.oracle.com/en-us/iaas/Content/Security/Reference/compute_security.htm
_METADATA = (IPv4Network("168.63.129.16/32"), IPv4Network("192.0.0.0/24"))
# IPv6 forms with an IPv4 address in their last 32 bits: compatible (RFC 4291, 2.5.5.1) and NAT64 (RFC 6052, 2.1).
_IPV4_AT_THE_END = (IPv6Network("::/96"), IPv6Network("64:ff9b::/96"))
# NAT64 with a locally chosen translation (RFC 8215): where it leads cannot be known here.
_LOCAL_NAT64 = IPv6Network("64:ff9b:1::/48")

# Names that no public site has: https://www.iana.org/assignments/special-use-domain-names, ICANN's `internal`, and
# those that home and office routers give.
_PRIVATE_SUFFIXES = (".localhost", ".local", ".localdomain", ".internal", ".home.arpa", ".intranet", ".lan", ".home")


def is_public(address: str) -> bool:
    """Whether `address`, a literal IPv4 or IPv6 address, belongs to the public internet.

    An IPv6 address that contains an IPv4 address (mapped, compatible, NAT64, 6to4) is judged by that one; Teredo is
    refused. Raises ValueError where `address` is not a literal address.
    """
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        if ip.teredo or ip.is_site_local or ip in _LOCAL_NAT64:
            return False
        if (carried := _carried_ipv4(ip)) is not None:
            ip = carried
    if any(ip in network for network in _METADATA):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def may_be_public(host: str) -> bool:
    """Whether `host`, a name or an address in any spelling, may belong to the public internet, as far as it tells.

    Not asked of DNS: this is for requests by way of a proxy, which asks it itself, and may know private names.
    """
    # As browsers and proxies read it: https://url.spec.whatwg.org/#host-parsing maps full-width letters and dots.
    name = unicodedata.normalize("NFKC", host).replace("\u3002", ".").lower().rstrip(".").strip("[]")
    if _IPV4_IN_ANY_SPELLING.fullmatch(name):
        try:
            return is_public(socket.inet_ntoa(socket.inet_aton(name)))
        except OSError:
            return False
    try:
        return is_public(name)
    except ValueError:
        return "." in name and not name.endswith(_PRIVATE_SUFFIXES)


# Whole numbers, decimal, octal or hexadecimal, one to four of them: https://url.spec.whatwg.org/#concept-ipv4-parser
_IPV4_IN_ANY_SPELLING = re.compile(r"(?:0x[0-9a-f]*+|[0-9]++)(?:\.(?:0x[0-9a-f]*+|[0-9]++)){0,3}")


def _carried_ipv4(ip: IPv6Address) -> IPv4Address | None:
    if any(ip in network for network in _IPV4_AT_THE_END):
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour
