from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.http.addresses import is_public, may_be_public

PRIVATE = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.192",
    "192.168.1.1",
    "224.0.0.251",
    "240.0.0.1",
    "255.255.255.255",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_no_private_ipv4_address_is_public_in_any_form_that_ipv6_has_for_it(address: str) -> None:
    inner = int(IPv4Address(address))
    assert not is_public(address)
    assert not is_public(f"::ffff:{address}")
    assert not is_public(f"::{address}")
    assert not is_public(f"64:ff9b::{address}")
    assert not is_public(str(IPv6Address((0x2002 << 112) | (inner << 80))))


@pytest.mark.parametrize(
    "address",
    ["::", "::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "64:ff9b:1::1"],
)
def test_no_private_ipv6_address_is_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"])
def test_the_public_internet_is_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_what_an_ipv6_form_carries_is_judged_as_the_address_itself(address: IPv4Address) -> None:
    assert is_public(f"::ffff:{address}") == is_public(f"64:ff9b::{address}") == is_public(str(address))


@pytest.mark.parametrize("name", ["localhost", "", "127.1", "x.example"])
def test_a_name_is_no_address(name: str) -> None:
    with pytest.raises(ValueError, match=r"does not appear|Expected"):
        is_public(name)


@pytest.mark.parametrize(
    "host",
    [
        "127.1",
        "0x7f.1",
        "0177.0.0.1",
        "2130706433",
        "0x7f000001",
        "１２７.0.0.1",
        "127。0。0。1",
        "10.0.0.1.",
        "0",
        "999999999999",
        "ｌｏｃａｌｈｏｓｔ",
        "localhost",
        "LocalHost.",
        "a.localhost",
        "nas.local",
        "intranet",
        "x.home.arpa",
        "",
        ".",
        "::1",
        "[fe80::1]",
    ],
)
def test_a_private_host_is_known_in_every_spelling(host: str) -> None:
    assert not may_be_public(host)


@pytest.mark.parametrize(
    "host",
    [
        "news.example",
        "NEWS.example.",
        "8.8.8.8",
        "134744072",
        "ニュース.example",
        "10.news.example",
        "[2606:4700::1111]",
        "localhost.news.example",
    ],
)
def test_a_public_host_is_let_through(host: str) -> None:
    assert may_be_public(host)
