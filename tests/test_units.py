"""Lists of units: columns in any order and language, codes as text, every mistake with its line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcity import units
from lcity.errors import LcityError
from lcity.units import Unit
from lcity.words import words

GOOD = {
    "comma": ("code,name\n00001,Xã A\n29905,Phường B\n", [Unit("00001", "Xã A"), Unit("29905", "Phường B")]),
    "semicolon": ("Mã;Tên;Khu vực\n00001;Xã A;hard\n", [Unit("00001", "Xã A", area="hard")]),
    "tab": ("Mã xã\tTên xã\n00001\tXã A, thôn B\n", [Unit("00001", "Xã A, thôn B")]),
    "other order": (
        "Trực thuộc,Tên đơn vị,Loại,Mã đơn vị\nĐồng Tháp,Sa Đéc,phường,29905\n",
        [Unit("29905", "Sa Đéc", "phường", "Đồng Tháp")],
    ),
    "columns of no use": ("STT,code,Ghi chú,name\n1,00001,x,A\n", [Unit("00001", "A")]),
    "without accents": ("ma,ten\n00001,A\n", [Unit("00001", "A")]),
    "empty lines": ("\n\ncode,name\n\n00001,A\n , \n00002,B\n\n", [Unit("00001", "A"), Unit("00002", "B")]),
    "quotes": ('"code","name"\n"00001","Xã ""A"", B"\n', [Unit("00001", 'Xã "A", B')]),
    "spaces": ("code , name\n 00001 ,  Xã\u00a0 A \n", [Unit("00001", "Xã A")]),
    "apart letters": ("code,name\n00001,Xa\u0303 A\n", [Unit("00001", "Xã A")]),
    "own codes": ("code,name\nP.01-a,A\nTX_2,B\n", [Unit("P.01-a", "A"), Unit("TX_2", "B")]),
    "short line": ("code,name,area\n00001,A\n", [Unit("00001", "A")]),
    "signs of a formula": ("code,name\n00001,=1+1\n00002,@x\n", [Unit("00001", "=1+1"), Unit("00002", "@x")]),
    "lines of Windows": ("code,name\r\n00001,A\r\n", [Unit("00001", "A")]),
}


def listed(folder: Path, data: str | bytes) -> Path:
    path = folder / "danh sách.csv"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize(("text", "found"), GOOD.values(), ids=GOOD)
def test_a_list_is_read(text: str, found: list[Unit], tmp_path: Path) -> None:
    assert units.read(listed(tmp_path, text)) == found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_lists_come_as_excel_saves_them(encoding: str, tmp_path: Path) -> None:
    path = listed(tmp_path, "Mã\tTên\n00001\tPhường Trần Phú\n".encode(encoding))
    assert units.read(path) == [Unit("00001", "Phường Trần Phú")]


WRONG = {
    "excel took the zeros": ("code,name\n1,Xã A\n29905,B\n", ["2 units-zeros"]),
    "short": ("code,name\n0001,Xã A\n", ["2 units-zeros"]),
    "a number with decimals": ("code,name\n29905.0,Xã A\n", ["2 units-number"]),
    "powers of ten": ("code;name\n2,9905E+04;Xã A\n", ["2 units-number"]),
    "no code": ("code,name\n,Xã A\n", ["2 units-no-code"]),
    "no name": ("code,name\n00001,\n", ["2 units-name"]),
    "twice": ("code,name\n00001,A\n00002,B\n00001,C\n", ["4 units-twice"]),
    "twice but for case": ("code,name\nP1a,A\np1A,B\n", ["3 units-twice"]),
    "signs": ("code,name\n../x,A\n0 1,B\n00001:,C\n.a,D\nđ1,E\n", [f"{n} units-code" for n in range(2, 7)]),
    "long": (f"code,name\n{'1' * 31},A\n", ["2 units-code"]),
    "a name without end": (f"code,name\n00001,{'a' * 121}\n", ["2 units-name"]),
    "a sign that does not print": ("code,name\n00001,A\x07\n", ["2 units-name"]),
    "a sign of our own": ("code,name\n00001,A\ue000\n", ["2 units-name"]),
    "several": ("code,name,area\n1,A\n,,x\n00001,B\n", ["2 units-zeros", "3 units-no-code", "3 units-name"]),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG)
def test_every_mistake_is_said_with_its_line(text: str, said: list[str], tmp_path: Path) -> None:
    with pytest.raises(LcityError) as caught:
        units.read(listed(tmp_path, text))
    assert caught.value.code == "units-wrong"
    found = [f"{mistake.place.rpartition(':')[2]} {mistake.code}" for mistake in caught.value.mistakes]
    assert found == said
    for language in ("vi", "en"):
        lines = words(language).error(caught.value).splitlines()
        assert len(lines) == 1 + len(said)
        assert all("danh sách.csv" in line for line in lines)


def test_a_code_that_lost_its_zeros_is_told_what_it_may_have_been(tmp_path: Path) -> None:
    with pytest.raises(LcityError) as caught:
        units.read(listed(tmp_path, "code,name\n1,Xã A\n"))
    assert "00001" in words("vi").error(caught.value)


UNUSABLE = {
    "units-columns": ["Mã,Ghi chú\n00001,A\n", "tên\nA\n", "a b c", "00001,Xã A\n"],
    "units-empty": ["", "\n\n", "code,name\n", "code,name\n,\n"],
    "units-not-utf8": ["Mã,Tên\n00001,Phường\n".encode("cp1258", "replace")],
    "units-not-csv": [
        b"PK\3\4...",
        b"\xd0\xcf\x11\xe0...",
        "code,name\n00001,a\0b\n",
        f'code,name\n1,"{"a" * 200_000}\n',
    ],
    "units-too-many": ["code,name\n" + "".join(f"{n:05},A\n" for n in range(20_001))],
    "units-too-large": [b"a" * (5 * 1024 * 1024 + 1)],
}


@pytest.mark.parametrize(
    ("code", "data"), [(code, data) for code, all_data in UNUSABLE.items() for data in all_data]
)
def test_what_is_no_list_is_named(code: str, data: str | bytes, tmp_path: Path) -> None:
    with pytest.raises(LcityError) as caught:
        units.read(listed(tmp_path, data))
    assert caught.value.code == code
    for language in ("vi", "en"):
        assert len(words(language).error(caught.value).splitlines()) == 1


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LcityError, match="units-missing"):
        units.read(tmp_path / "không có.csv")
    with pytest.raises(LcityError, match="units-unreadable"):
        units.read(tmp_path)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_list_ends_in_anything_but_units_or_an_error(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        try:
            assert units.read(listed(Path(folder), b"code,name\n" + data))
        except LcityError as error:
            assert words("vi").error(error)
