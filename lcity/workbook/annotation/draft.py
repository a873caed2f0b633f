"""A package with some parts exchanged, added or left out: the old bytes in, the new ones out.

What does not change is copied as it lies in the file, still compressed.
"""

import struct
import zlib
from collections.abc import Iterator

from lcity.workbook.package import Package, Part, broken

_HEADER = struct.Struct("<4s5H3L2H")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_STORED, _DEFLATED = 0, 8
_VERSION = 20
_UTF8 = 0x800
_MIDNIGHT_1980 = (0, 33)  # time and date that spreadsheet programs write too: no clock may change the bytes


class Draft(Package):
    """Reads like the package that will come out of it."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._changed: dict[str, bytes | None] = {}  # by lower-case name; None: left out
        self._spelling: dict[str, str] = {}

    def __contains__(self, name: str) -> bool:
        if name.lower() in self._changed:
            return self._changed[name.lower()] is not None
        return super().__contains__(name)

    def chunks(self, name: str) -> Iterator[bytes]:
        if name.lower() not in self._changed:
            self._inflated = 0  # each part is read a few times, however a file is made
            yield from super().chunks(name)
            return
        changed = self._changed[name.lower()]
        if changed is None:
            raise broken(f"{name}: missing")
        yield changed

    def write(self, name: str, content: bytes) -> None:
        self._changed[name.lower()] = content
        self._spelling.setdefault(name.lower(), name)

    def remove(self, name: str) -> None:
        self._changed[name.lower()] = None

    def pack(self) -> bytes:
        """Parts keep their order; new ones follow in the order in which they were written."""
        out: list[bytes] = []
        directory: list[bytes] = []
        at = 0
        for name, utf8, method, crc, size, packed in self._members():
            flags = _UTF8 if utf8 else 0
            common = (_VERSION, flags, method, *_MIDNIGHT_1980, crc, len(packed), size, len(name), 0)
            out += [_HEADER.pack(b"PK\3\4", *common), name, packed]
            directory += [_ENTRY.pack(b"PK\1\2", _VERSION, *common, 0, 0, 0, 0, at), name]
            at += _HEADER.size + len(name) + len(packed)
        listed = b"".join(directory)
        count = len(directory) // 2
        return b"".join((*out, listed, _END.pack(b"PK\5\6", 0, 0, count, count, len(listed), at, 0)))

    def _members(self) -> Iterator[tuple[bytes, int, int, int, int, bytes]]:
        new = dict(self._changed)
        for part in self.parts:
            content = new.pop(part.name.lower(), None)
            name, utf8 = self._written_name(part)
            if part.name.lower() not in self._changed or self._is_same(part, content):
                yield name, utf8, part.method, part.crc, part.size, self.raw(part.name)
            elif content is not None:
                yield (name, utf8, *_squeeze(content))
        for key, content in new.items():
            if content is not None:
                yield (self._spelling[key].encode(), 0, *_squeeze(content))

    def _is_same(self, part: Part, content: bytes | None) -> bool:
        if content is None or len(content) != part.size or zlib.crc32(content) != part.crc:
            return False
        return b"".join(super().chunks(part.name)) == content

    def _written_name(self, part: Part) -> tuple[bytes, int]:
        """A name keeps its bytes, whatever their encoding."""
        header = _HEADER.unpack_from(self.data, part.header)
        start = part.header + _HEADER.size
        return self.data[start : start + header[9]], header[2] & _UTF8


def _squeeze(content: bytes) -> tuple[int, int, int, bytes]:
    """Method, checksum, size and the packed bytes."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return _DEFLATED, zlib.crc32(content), len(content), packer.compress(content) + packer.flush()
