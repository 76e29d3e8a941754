"""Where a webhook may go: to addresses of the open internet, and elsewhere only where a setting allows it."""

import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

Address = IPv4Address | IPv6Address

TRANSLATED = IPv6Network("64:ff9b::/96")
"""IPv6 addresses that stand for an IPv4 address behind a translator (RFC 6052)."""

WRITTEN = re.compile(r"https?://[\x21-\x7e]+", re.IGNORECASE)
LOCALHOST = "localhost"


class NotAllowedThere(Exception):
    """A webhook may not go to this address."""


@dataclass(frozen=True)
class Limits:
    """What the settings allow besides HTTPS to the open internet."""

    to_localhost: bool = False
    to_private: bool = False

    def check(self, url: str) -> SplitResult:
        """The parts of an address that a webhook may have; raises `NotAllowedThere`, without asking the network."""
        parts = _parts(url)
        host = parts.hostname or ""
        if parts.scheme != "https" and not (self.to_localhost and _is_local(host)):
            raise NotAllowedThere("Expected an address that begins with https://")
        if _is_local(host) and not self.to_localhost:
            raise NotAllowedThere(f"Expected a host on another machine, but got {host}")
        for address in _as_number(host):
            self.check_number(address)
        return parts

    def check_number(self, address: Address) -> None:
        for one in _stands_for(address):
            if not self._allows(one):
                raise NotAllowedThere(f"Expected a host on the open internet, but it is at {address}")

    def _allows(self, address: Address) -> bool:
        if address.is_loopback:
            return self.to_localhost
        if address.is_multicast or address.is_link_local or address.is_unspecified or address.is_reserved:
            return False  # link-local: the particulars of a cloud's machine are there, its keys among them
        return address.is_global or self.to_private

    def resolve(self, host: str, port: int) -> list[str]:
        """The numbers of a host, if a webhook may go to every one of them. Raises `OSError` if it has none."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        numbers = list(dict.fromkeys(str(where[0]) for *_, where in found))
        for number in numbers:
            self.check_number(ip_address(number.partition("%")[0]))
        return numbers


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
        (parts.hostname or "").encode("idna")
    except (ValueError, UnicodeError) as unreadable:
        raise NotAllowedThere("Expected an address such as https://receiver.example.gov.uk/events") from unreadable
    if not WRITTEN.fullmatch(url) or not parts.hostname or port == 0 or "\\" in url:
        raise NotAllowedThere("Expected an address such as https://receiver.example.gov.uk/events")
    if "@" in parts.netloc or parts.fragment:
        raise NotAllowedThere("Expected an address without a user, a password or a #")
    return parts


def _is_local(host: str) -> bool:
    plain = host.rstrip(".")
    return plain == LOCALHOST or plain.endswith(f".{LOCALHOST}") or any(one.is_loopback for one in _as_number(host))


def _as_number(host: str) -> Iterator[Address]:
    """The host, if it is written as a number."""
    try:
        yield ip_address(host)
    except ValueError:
        return


def _stands_for(address: Address) -> Iterator[Address]:
    """The address, or the IPv4 addresses that it is another way of writing."""
    if isinstance(address, IPv4Address):
        yield address
        return
    inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in TRANSLATED:
        inner.append(IPv4Address(int(address) & 0xFFFFFFFF))
    known = [one for one in inner if one is not None]
    yield from known or [address]
