"""The only opener of zip packages (.xlsx .xlsm .xlsb .ods): bytes in, parts in order out, within bounds.

Everything is checked against the directory before a byte is inflated, and again while inflating.
"""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lcity.errors import LcityError

MEBIBYTE = 1 << 20
MAX_FILE = 200 * MEBIBYTE
MAX_PARTS = 10_000
MAX_PART = 256 * MEBIBYTE
MAX_TOTAL = 512 * MEBIBYTE
# Sheets shrink to a tenth or a fiftieth; only blanks made for the purpose shrink further than this.
MAX_RATIO = 150
RATIO_COUNTS_FROM = 16 * MEBIBYTE

_CHUNK = MEBIBYTE
_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_HEADER = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_ELSEWHERE = 0xFFFFFFFF  # the number stands in the extra field
_FLAG_ENCRYPTED, _FLAG_UTF8 = 0x1, 0x800


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Adds the file's name to what is raised inside, so that no reader has to carry it along."""
    try:
        yield
    except LcityError as error:
        error.values.setdefault("file", str(path))
        raise
    except MemoryError:
        raise LcityError("workbook-too-large-inside", file=str(path), limit=MAX_TOTAL // MEBIBYTE) from None


def broken(why: str) -> LcityError:
    """`why` is for whoever gives support and the same in every language: a part, and what in it."""
    return LcityError("workbook-broken", why=why)


class Part:
    """One file inside the package, where it lies and how large it is, as the directory tells."""

    __slots__ = ("crc", "header", "method", "name", "packed", "size", "start")

    def __init__(self, name: str, method: int, crc: int, packed: int, size: int, header: int) -> None:
        self.name = name
        self.method = method
        self.crc = crc
        self.packed = packed  # bytes as stored
        self.size = size  # bytes when inflated
        self.header = header  # where its local header begins
        self.start = header  # where its data begins, once the local header is read


class Package:
    """A zip archive whose directory was read and found sound. Part names ignore case, as Excel does."""

    def __init__(self, data: bytes) -> None:
        """Raises LcityError `workbook-broken`, `workbook-encrypted` or `workbook-too-large-inside`."""
        self.data = data
        directory = _find_directory(data)
        self.parts = _read_directory(data, *directory)
        _check_places(data, self.parts, directory[1])
        _check_sizes(self.parts)
        self._by_name = {part.name.lower(): part for part in self.parts}
        if len(self._by_name) < len(self.parts):
            raise broken("zip: duplicate names")
        self._inflated = 0

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(part.name for part in self.parts)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._by_name

    def part(self, name: str) -> Part:
        try:
            return self._by_name[name.lower()]
        except KeyError:
            raise broken(f"{name}: missing") from None

    def raw(self, name: str) -> bytes:
        """A part as it is stored: still compressed, ready to be copied into another package."""
        part = self.part(name)
        return self.data[part.start : part.start + part.packed]

    def read(self, name: str) -> bytes:
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part inflated piece by piece. Its length and checksum are known only after the last piece:
        what was made of the pieces counts only when the iterator ended without an error.
        """
        part = self.part(name)
        size = crc = 0
        for chunk in self._inflate(part):
            size += len(chunk)
            self._inflated += len(chunk)
            if size > part.size:
                raise broken(f"{part.name}: longer than declared")
            # Parts may be asked for again and again by a hostile list of sheets.
            if self._inflated > MAX_TOTAL:
                raise _too_large()
            crc = zlib.crc32(chunk, crc)
            yield chunk
        if size != part.size or crc != part.crc:
            raise broken(f"{part.name}: CRC")

    def check(self) -> None:
        """Inflates every part once, for readers that open the file themselves."""
        for part in self.parts:
            for _ in self.chunks(part.name):
                pass

    def _inflate(self, part: Part) -> Iterator[bytes]:
        stored = memoryview(self.data)[part.start : part.start + part.packed]
        if part.method == _STORED:
            for start in range(0, len(stored), _CHUNK):
                yield bytes(stored[start : start + _CHUNK])
            return
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for start in range(0, len(stored), _CHUNK // 16):
                waiting: bytes | memoryview = stored[start : start + _CHUNK // 16]
                while waiting:
                    yield inflater.decompress(waiting, _CHUNK)
                    waiting = inflater.unconsumed_tail
            yield inflater.flush()
        except zlib.error:
            raise broken(f"{part.name}: deflate") from None
        if not inflater.eof or inflater.unused_data:
            raise broken(f"{part.name}: deflate")


def _too_large() -> LcityError:
    return LcityError("workbook-too-large-inside", limit=MAX_TOTAL // MEBIBYTE)


def _find_directory(data: bytes) -> tuple[int, int]:
    """How many entries the directory has, and where it begins."""
    end = data.rfind(b"PK\5\6", max(0, len(data) - 0xFFFF - _END.size))
    if end < 0 or end + _END.size > len(data):
        raise broken("zip: no end")
    _, disk, first_disk, here, count, size, start, _ = _END.unpack_from(data, end)
    locator = end - _LOCATOR.size
    # Some programs write the form for large archives (zip64) whatever the size.
    if locator > 0 and data[locator : locator + 4] == b"PK\6\7":
        end = _LOCATOR.unpack_from(data, locator)[2]
        if end + _END64.size > locator or data[end : end + 4] != b"PK\6\6":
            raise broken("zip: no end")
        disk, first_disk, here, count, size, start = _END64.unpack_from(data, end)[4:]
    if disk or first_disk or here != count:
        raise broken("zip: several disks")
    if count > MAX_PARTS:
        raise LcityError("workbook-too-large-parts", limit=MAX_PARTS)
    if start + size != end:  # and nothing lies before the first part
        raise broken("zip: directory")
    return count, start


def _read_directory(data: bytes, count: int, at: int) -> tuple[Part, ...]:
    parts = []
    for _ in range(count):
        if at + _ENTRY.size > len(data) or data[at : at + 4] != b"PK\1\2":
            raise broken("zip: directory")
        entry = _ENTRY.unpack_from(data, at)
        flags, method, crc, packed, size, name_length, extra, comment = entry[3:5] + entry[7:13]
        header = entry[-1]
        at += _ENTRY.size
        name = _name(data[at : at + name_length], flags)
        if _ELSEWHERE in (packed, size, header):
            more = data[at + name_length : at + name_length + extra]
            size, packed, header = _large_numbers(more, [size, packed, header])
        if flags & _FLAG_ENCRYPTED:
            raise LcityError("workbook-encrypted")
        if method not in (_STORED, _DEFLATED):
            raise broken(f"{name}: compression {method}")
        parts.append(Part(name, method, crc, packed, size, header))
        at += name_length + extra + comment
    return tuple(parts)


def _large_numbers(extra: bytes, numbers: list[int]) -> list[int]:
    """Fills in, in their order, the numbers that the extra field with the mark 1 holds."""
    at = 0
    while at + 4 <= len(extra):
        mark, length = struct.unpack_from("<2H", extra, at)
        if mark == 1:
            held = [
                number for (number,) in struct.iter_unpack("<Q", extra[at + 4 : at + 4 + length // 8 * 8])
            ]
            if len(held) >= numbers.count(_ELSEWHERE):
                return [held.pop(0) if number == _ELSEWHERE else number for number in numbers]
        at += 4 + length
    raise broken("zip: zip64")


def _name(raw: bytes, flags: int) -> str:
    try:
        name = raw.decode("utf-8" if flags & _FLAG_UTF8 else "cp437")
    except UnicodeDecodeError:
        raise broken("zip: names") from None
    if not name or name.startswith("/") or ".." in name.split("/") or "\\" in name or not name.isprintable():
        raise broken("zip: names")
    return name


def _check_places(data: bytes, parts: tuple[Part, ...], directory: int) -> None:
    """Finds where each part's data begins; every part must lie between its own header and the next one's."""
    border = directory
    for part in sorted(parts, key=lambda part: part.header, reverse=True):
        if part.header + _HEADER.size > border or data[part.header : part.header + 4] != b"PK\3\4":
            raise broken(f"{part.name}: header")
        header = _HEADER.unpack_from(data, part.header)
        name_at = part.header + _HEADER.size
        part.start = name_at + header[9] + header[10]
        if _name(data[name_at : name_at + header[9]], header[2]) != part.name:
            raise broken(f"{part.name}: header")
        if part.start + part.packed > border:
            raise broken(f"{part.name}: overlap")
        border = part.header


def _check_sizes(parts: tuple[Part, ...]) -> None:
    if sum(part.size for part in parts) > MAX_TOTAL:
        raise _too_large()
    for part in parts:
        if part.size > MAX_PART or (part.size > RATIO_COUNTS_FROM and part.size > part.packed * MAX_RATIO):
            raise _too_large()
        if part.method == _STORED and part.size != part.packed:
            raise broken(f"{part.name}: size")
