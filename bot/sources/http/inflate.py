"""Decompresses an answer while it arrives, up to a limit: ten megabytes can decompress to ten gigabytes."""

from __future__ import annotations

import zlib

import brotli

__all__ = ["Inflater", "NotInflatableError", "TooMuchError"]

_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_PLAIN = frozenset({"", "identity"})
_RAW_DEFLATE = -zlib.MAX_WBITS


class TooMuchError(Exception):
    """The answer is larger than `limit` bytes, as `setting` in bot.toml says."""

    def __init__(self, limit: int, setting: str) -> None:
        super().__init__(f"more than {limit:,} bytes, which is {setting} in bot.toml")


class NotInflatableError(Exception):
    """The answer is not compressed as its header says."""


class Inflater:
    """Decompresses one answer with the Content-Encoding `coding` (RFC 9110, 8.4.1), to at most `limit` bytes."""

    def __init__(self, coding: str, limit: int) -> None:
        """Raises NotInflatableError for a coding that the request did not accept."""
        self._coding = coding.strip().lower()
        if self._coding not in _PLAIN | {"gzip", "x-gzip", "deflate", "br"}:
            raise NotInflatableError(f"compressed as {self._coding!a}, which was not asked for")
        self._bytes_left = limit
        self._limit = limit
        self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._brotli = brotli.Decompressor() if self._coding == "br" else None
        self._has_output = False

    @property
    def is_complete(self) -> bool:
        """Whether the end of the compressed stream has been reached."""
        if self._brotli is not None:
            return bool(self._brotli.is_finished())
        return self._coding in _PLAIN or self._stream.eof

    def inflated(self, chunk: bytes) -> bytes:
        """The decompressed content of `chunk`. Raises TooMuchError beyond the limit, and NotInflatableError."""
        if self._brotli is not None:
            content = self._from_brotli(chunk)
        else:
            content = chunk if self._coding in _PLAIN else self._decompress(chunk)
        self._bytes_left -= len(content)
        if self._bytes_left < 0:
            raise TooMuchError(self._limit, "bounds.unpacked")
        return content

    def _from_brotli(self, chunk: bytes) -> bytes:
        """RFC 7932. Brotli has no checksum: only its missing end shows that an answer is cut off."""
        assert self._brotli is not None
        content = b""
        try:
            while True:
                content += self._brotli.process(chunk, output_buffer_limit=self._bytes_left - len(content) + 1)
                if len(content) > self._bytes_left or self._brotli.can_accept_more_data():
                    return bytes(content)
                chunk = b""
        except brotli.error as exc:
            raise NotInflatableError(f"not compressed as its header says ({exc})") from exc

    def _decompress(self, chunk: bytes) -> bytes:
        content = b""
        while chunk:
            content += self._decompress_stream(chunk, self._bytes_left - len(content) + 1)
            if self._stream.unconsumed_tail:
                raise TooMuchError(self._limit, "bounds.unpacked")
            chunk = self._stream.unused_data
            if chunk:  # several gzip members may follow one another (RFC 1952, section 2.2)
                self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)
        return content

    def _decompress_stream(self, chunk: bytes, max_bytes: int) -> bytes:
        try:
            content = self._stream.decompress(chunk, max_bytes)
        except zlib.error as exc:
            return self._raw(chunk, max_bytes, exc)
        self._has_output = True
        return content

    def _raw(self, chunk: bytes, max_bytes: int, cause: zlib.error) -> bytes:
        """Some servers send raw deflate data without the zlib header that Content-Encoding: deflate requires."""
        if self._has_output or self._coding != "deflate":
            raise NotInflatableError(f"not compressed as its header says ({cause})") from cause
        self._stream, self._has_output = zlib.decompressobj(_RAW_DEFLATE), True
        return self._decompress_stream(chunk, max_bytes)
