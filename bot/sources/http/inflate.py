"""Decompresses an answer while it arrives, up to a limit: ten megabytes can decompress to ten gigabytes.

What the bytes are counts for more than what Content-Encoding says of them (RFC 9110, 8.4.1): servers and stores write
character sets, `none` or `aws-chunked` there, compress without saying so, or say so without doing it.
"""

from __future__ import annotations

import zlib
from typing import Protocol

import brotli

__all__ = ["Inflater", "NotInflatableError", "TooMuchError"]

_GZIP = b"\x1f\x8b"
"""The first two bytes of each member of a gzip stream (RFC 1952, 2.3.1). No feed, page or picture begins so."""
_ZSTD = b"\x28\xb5\x2f\xfd"
"""The first four of zstd (RFC 8878, 3.1.1), which is not asked for."""
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_RAW_DEFLATE = -zlib.MAX_WBITS
_CODINGS = frozenset({"gzip", "x-gzip", "deflate", "br"})
_MOST_LAYERS = 2
"""A server and the proxy before it may both compress; more is an attack."""
_LONGEST_START = 65_536
"""Bytes kept until the first has been decompressed, to be read as they are if none can be."""


class TooMuchError(Exception):
    """The answer is larger than `limit` bytes, as `setting` in bot.toml says."""

    def __init__(self, limit: int, setting: str) -> None:
        super().__init__(f"more than {limit:,} bytes, which is {setting} in bot.toml")


class NotInflatableError(Exception):
    """The answer is compressed, and cannot be decompressed."""


class Inflater:
    """Decompresses one answer with the Content-Encoding `coding`, to at most `limit` bytes."""

    def __init__(self, coding: str, limit: int) -> None:
        named = [name for name in coding.lower().replace(" ", "").split(",") if name in _CODINGS]
        # The coding that was applied last is named last, and is the first to be undone.
        innermost_last = [*reversed(named), *[""] * _MOST_LAYERS][:_MOST_LAYERS]
        self._layers = [_Layer(name, limit) for name in innermost_last]

    @property
    def is_complete(self) -> bool:
        """Whether the end of every compressed stream has been reached."""
        return all(layer.is_complete for layer in self._layers)

    def inflated(self, chunk: bytes) -> bytes:
        """The decompressed content of `chunk`. Raises TooMuchError beyond the limit, and NotInflatableError."""
        for layer in self._layers:
            chunk = layer.inflated(chunk)
        return chunk


class _Stream(Protocol):
    """One compressed stream."""

    @property
    def is_complete(self) -> bool:
        """Whether its end has been reached."""
        ...

    def inflated(self, chunk: bytes, most: int) -> bytes:
        """The content of `chunk`; where there is more than `most` bytes of it, a little more than those.

        Raises NotInflatableError.
        """
        ...


class _Layer:
    """One layer of compression, or none: which one is known once the first two bytes are there."""

    def __init__(self, coding: str, limit: int) -> None:
        self._coding = coding
        self._limit = self._bytes_left = limit
        self._stream: _Stream | None = None
        self._start = b""
        """What has come so far, until there is output."""

    @property
    def is_complete(self) -> bool:
        return not self._start if self._stream is None else self._stream.is_complete

    def inflated(self, chunk: bytes) -> bytes:
        if self._stream is None:
            chunk = self._start + chunk
            if len(chunk) < len(_GZIP) and _GZIP.startswith(chunk):
                self._start = chunk
                return b""
            self._start = b""
            self._stream = _stream_of(self._coding, chunk)
        content = self._inflated(self._stream, chunk)
        self._bytes_left -= len(content)
        if self._bytes_left < 0:
            raise TooMuchError(self._limit, "bounds.unpacked")
        return content

    def _inflated(self, stream: _Stream, chunk: bytes) -> bytes:
        """The content of `chunk`; what begins as a feed or a page does and cannot be decompressed is taken as it is."""
        has_output = self._bytes_left < self._limit
        if not has_output and len(self._start) <= _LONGEST_START:
            self._start += chunk
        try:
            return stream.inflated(chunk, self._bytes_left)
        except NotInflatableError:
            if has_output or len(self._start) > _LONGEST_START or not _is_text(self._start):
                raise
        self._stream = _Plain()
        return self._start


def _is_text(start: bytes) -> bool:
    return start[:64].lstrip(b"\xef\xbb\xbf\t\n\r ").startswith((b"<", b"{", b"["))


def _stream_of(coding: str, start: bytes) -> _Stream:
    """What opens a stream that begins so, where the header names that coding; "" where it names none."""
    if start.startswith(_GZIP):
        return _Zlib()
    if start.startswith(_ZSTD):
        raise NotInflatableError("compressed as 'zstd', which was not asked for")
    if coding == "br":
        return _Brotli()
    return _Zlib() if coding == "deflate" else _Plain()


class _Plain:
    """No compression."""

    is_complete = True

    def inflated(self, chunk: bytes, most: int) -> bytes:
        return chunk


class _Brotli:
    """RFC 7932. Brotli has no checksum: only its missing end shows that an answer is cut off."""

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    @property
    def is_complete(self) -> bool:
        return bool(self._stream.is_finished())

    def inflated(self, chunk: bytes, most: int) -> bytes:
        if self._stream.is_finished():
            return b""
        content = b""
        try:
            while True:
                content += self._stream.process(chunk, output_buffer_limit=most - len(content) + 1)
                if len(content) > most or self._stream.can_accept_more_data() or self._stream.is_finished():
                    return bytes(content)
                chunk = b""
        except brotli.error as exc:
            raise NotInflatableError(f"not compressed as its header says ({exc})") from exc


class _Zlib:
    """Gzip, in one member or several (RFC 1952, 2.2), zlib's format (RFC 1950), or raw deflate data (RFC 1951).

    Some servers send the last where Content-Encoding: deflate requires zlib's. What follows the end of a stream and is
    no further member, mostly zeros, is left out.
    """

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._behind = b""
        """What has come behind the end, while it may be the start of a member."""
        self._has_begun = False

    @property
    def is_complete(self) -> bool:
        return self._stream.eof

    def inflated(self, chunk: bytes, most: int) -> bytes:
        content = b""
        while chunk and len(content) <= most:
            if self._stream.eof:
                chunk = self._behind + chunk
                if not chunk.startswith(_GZIP):
                    # Of anything but a first byte, enough is kept to see that no member follows.
                    self._behind = chunk[: len(_GZIP)]
                    break
                self._stream, self._behind = zlib.decompressobj(_GZIP_OR_ZLIB), b""
            content += self._decompressed(chunk, most - len(content) + 1)
            chunk = self._stream.unconsumed_tail or self._stream.unused_data
        return content

    def _decompressed(self, chunk: bytes, most: int) -> bytes:
        try:
            content = self._stream.decompress(chunk, most)
        except zlib.error as exc:
            if self._has_begun or chunk.startswith(_GZIP):
                raise NotInflatableError(f"not compressed as its header says ({exc})") from exc
            self._stream, self._has_begun = zlib.decompressobj(_RAW_DEFLATE), True
            return self._decompressed(chunk, most)
        self._has_begun = True
        return content
