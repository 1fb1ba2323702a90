"""Which network addresses a feed may live at. Pure.

A feed's address comes from strangers as soon as one site redirects, so by default nothing but the public
internet is connected to: no loopback, private, link-local, multicast or cloud-metadata address, however it
is spelt.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

__all__ = ["is_public"]

# What is_global lets pass: Azure's platform service, and the block where Oracle keeps its metadata, which Python
# before 3.11.10 calls public. The other clouds' metadata addresses are link-local, shared or private ones.
# https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
# https://docs.oracle.com/en-us/iaas/Content/Security/Reference/compute_security.htm
_METADATA = (IPv4Network("168.63.129.16/32"), IPv4Network("192.0.0.0/24"))
# Forms that carry an IPv4 address in their last 32 bits: compatible (RFC 4291, 2.5.5.1) and NAT64 (RFC
# 6052, 2.1).
_IPV4_AT_THE_END = (IPv6Network("::/96"), IPv6Network("64:ff9b::/96"))
# NAT64 of the operator's own choosing (RFC 8215): where it leads is a local matter.
_LOCAL_NAT64 = IPv6Network("64:ff9b:1::/48")


def is_public(address: str) -> bool:
    """Whether `address`, a literal IPv4 or IPv6 address, belongs to the public internet.

    IPv6 forms that carry an IPv4 address (mapped, compatible, NAT64, 6to4) are judged by that one; Teredo
    is refused. Raises ValueError where `address` is no literal address.
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


def _carried_ipv4(ip: IPv6Address) -> IPv4Address | None:
    if any(ip in network for network in _IPV4_AT_THE_END):
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour
