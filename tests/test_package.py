"""Zip packages: what is opened, and what is refused before it is inflated."""

import hashlib
import io
import struct
import time
import zipfile
import zlib

import pytest

from lcity.errors import LcityError
from lcity.workbook import package
from lcity.workbook.package import Package

PARTS = {"a.xml": b"<a/>" * 500, "xl/b.xml": "Huế".encode(), "empty": b""}


def pack(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def refused(data: bytes) -> LcityError:
    with pytest.raises(LcityError) as caught:
        opened = Package(data)
        opened.check()
    return caught.value


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_parts_come_as_they_were_written(method: int) -> None:
    opened = Package(pack(PARTS, method))
    assert opened.names == tuple(PARTS)
    assert {name: opened.read(name) for name in opened.names} == PARTS
    assert opened.read("XL/B.XML") == PARTS["xl/b.xml"], "names ignore case"
    assert "xl/c.xml" not in opened


def test_raw_is_what_lies_in_the_file() -> None:
    opened = Package(pack(PARTS))
    assert zlib.decompress(opened.raw("a.xml"), -15) == PARTS["a.xml"]


def test_a_large_part_comes_in_pieces() -> None:
    content = hashlib.shake_128(b"noise").digest(3_000_000) + b"x" * 3_000_000
    pieces = list(Package(pack({"a": content})).chunks("a"))
    assert max(map(len, pieces)) <= 1 << 20
    assert b"".join(pieces) == content


def test_sizes_in_a_descriptor_behind_the_data_do_not_matter() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    out = Pipe()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"abc" * 100)
    assert Package(out.getvalue()).read("a") == b"abc" * 100


def test_the_form_for_large_archives_may_hold_small_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 10)
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)
    data = pack(PARTS)
    assert b"PK\6\6" in data
    assert struct.pack("<L", 0xFFFFFFFF) in data[entry(data, 0) :]
    opened = Package(data)
    assert {name: opened.read(name) for name in opened.names} == PARTS
    changes_nothing(data)


def test_a_missing_part_is_named() -> None:
    with pytest.raises(LcityError) as caught:
        Package(pack(PARTS)).read("xl/styles.xml")
    assert caught.value.values["why"] == "xl/styles.xml: missing"


def test_every_truncation_is_refused() -> None:
    data = pack(PARTS)
    for length in range(4, len(data) - 1):
        assert refused(data[:length]).code == "workbook-broken"


def test_what_lies_before_the_first_part_is_refused() -> None:
    assert refused(b"junk" + pack(PARTS)).code == "workbook-broken"


def test_a_changed_byte_is_found_by_its_checksum() -> None:
    data = bytearray(pack(PARTS, zipfile.ZIP_STORED))
    data[data.index(b"<a/>")] ^= 1
    assert refused(bytes(data)).values["why"] == "a.xml: CRC"


def test_no_changed_byte_is_read_differently() -> None:
    changes_nothing(pack(PARTS))


def changes_nothing(data: bytes) -> None:
    """Every change of one bit is refused or without effect."""
    for at in range(len(data)):
        for bit in (0, 5):
            changed = bytearray(data)
            changed[at] ^= 1 << bit
            try:
                opened = Package(bytes(changed))
                parts = {name: opened.read(name) for name in opened.names}
            except LcityError:
                continue
            assert parts == PARTS, f"byte {at}"


def rename(data: bytes, old: bytes, new: bytes) -> bytes:
    assert len(old) == len(new)
    return data.replace(old, new)


@pytest.mark.parametrize(
    ("parts", "old", "new"),
    [
        ({"a.xml": b"1", "b.xml": b"2"}, b"b.xml", b"a.xml"),
        ({"a.xml": b"1", "b.xml": b"2"}, b"b.xml", b"A.xml"),
        ({"aaaa": b"1"}, b"aaaa", b"../a"),
        ({"aaaa": b"1"}, b"aaaa", b"/etc"),
        (
            {"aaaa": b"1"},
            b"aaaa",
            b"a\\..",
        ),
        ({"aaaa": b"1"}, b"aaaa", b"a\0aa"),
    ],
)
def test_names_twice_or_with_tricks_are_refused(parts: dict[str, bytes], old: bytes, new: bytes) -> None:
    assert refused(rename(pack(parts), old, new)).code == "workbook-broken"


def entry(data: bytes, number: int) -> int:
    """Where the directory's entry begins."""
    at = -1
    for _ in range(number + 1):
        at = data.index(b"PK\1\2", at + 1)
    return at


def test_parts_that_share_their_bytes_are_refused() -> None:
    data = bytearray(pack({"a": b"x" * 50, "b": b"y" * 50}, zipfile.ZIP_STORED))
    second = entry(bytes(data), 1)
    data[second + 42 : second + 46] = struct.pack("<L", 10)  # the second begins inside of the first
    assert refused(bytes(data)).code == "workbook-broken"


def test_a_part_longer_than_declared_is_refused_while_inflating() -> None:
    data = declare(pack({"a": b"x" * 5_000_000}), 0, 100)
    assert refused(data).values["why"] == "a: longer than declared"


def declare(data: bytes, number: int, size: int) -> bytes:
    """The same package, in whose directory a part claims another size."""
    changed = bytearray(data)
    struct.pack_into("<L", changed, entry(data, number) + 24, size)
    return bytes(changed)


NOISE = hashlib.shake_128(b"noise").digest(300_000)
BLANKS = pack({"a": b" " * (40 << 20)})  # a thousand times smaller when packed
LARGE_PART = declare(pack({"a": NOISE * 7}), 0, 300 << 20)
LARGE_TOTAL = pack({str(number): NOISE for number in range(40)})
for number in range(40):
    LARGE_TOTAL = declare(LARGE_TOTAL, number, 15 << 20)


@pytest.mark.parametrize("data", [BLANKS, LARGE_PART, LARGE_TOTAL])
def test_bombs_are_refused_from_the_directory_alone(data: bytes) -> None:
    start = time.perf_counter()
    assert refused(data).code == "workbook-too-large-inside"
    assert time.perf_counter() - start < 0.1


def test_reading_the_same_part_again_and_again_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_TOTAL", 10_000)
    opened = Package(pack(PARTS))
    with pytest.raises(LcityError) as caught:
        for _ in range(10):
            opened.read("a.xml")
    assert caught.value.code == "workbook-too-large-inside"


def test_too_many_parts_are_refused() -> None:
    data = bytearray(pack({"a": b""}))
    end = data.index(b"PK\5\6")
    data[end + 8 : end + 12] = struct.pack("<HH", 20_000, 20_000)
    assert refused(bytes(data)).code == "workbook-too-large-parts"


def test_a_part_with_a_password_is_called_so() -> None:
    data = bytearray(pack({"a": b"1"}))
    data[entry(bytes(data), 0) + 8] |= 1
    assert refused(bytes(data)).code == "workbook-encrypted"


def test_an_unknown_compression_is_refused() -> None:
    assert refused(pack({"a": b"1" * 100}, zipfile.ZIP_BZIP2)).values["why"] == "a: compression 12"
