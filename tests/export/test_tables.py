import csv
import io

import pytest
from tests.fakes.pack_case import HOSTILE, pack_case

from affiant.export.exhibit_files import number_exhibits
from affiant.export.tables import neutral, tables, write_table

VALUES = ("=1+1", "+49", "-100777", "@alpha", "'quoted", "\tx", "\rx", "\nx", 'a "b", c', "plain", "ٹیسٹ", "a\r\nb")


def _read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))


@pytest.mark.parametrize("value", VALUES)
def test_a_value_comes_back_when_one_leading_apostrophe_is_taken_away(value) -> None:
    cell = _read(write_table(("a",), [(value,)]))[1][0]
    assert cell.removeprefix("'") == value if cell.startswith("'") else cell == value
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_a_plain_value_is_left_alone() -> None:
    assert neutral("https://x.com/?a=b") == "https://x.com/?a=b"


def test_rfc_4180_form() -> None:
    assert write_table(("a", "b"), [('x"y', None), (1, "p,q")]) == b'a,b\r\n"x""y",\r\n1,"p,q"\r\n'


def test_the_tables_hold_what_the_exhibits_hold(tmp_path) -> None:
    case = pack_case(tmp_path)
    exhibits = number_exhibits(case.captures_by_id(("C00003", "C00002")), case, None)
    found = {path.rsplit("/", 1)[1]: _read(data) for path, data in tables(exhibits).items()}
    assert [row[:2] for row in found["captures.csv"][1:]] == [["E001", "C00002"], ["E002", "C00003"]]
    alpha, beta = found["accounts.csv"][1:]
    assert alpha[:5] == ["A001", "X", "'@alpha", "", "1234567890123456789"]
    assert alpha[6] == HOSTILE
    assert beta[4] == "'-100777"
    assert [row[0] for row in found["urls.csv"][1:]] == [
        "https://x.com/alpha/status/2",
        "https://x.com/alpha/status/3",
        "https://x.com/alpha",
    ]
    artefact = case.capture("C00002").artefacts[0]
    assert found["hashes.csv"][1][5:] == [str(artefact.size), artefact.sha256, artefact.sha512]


def test_text_that_begins_like_a_formula_is_neutral_in_every_table(tmp_path) -> None:
    case = pack_case(tmp_path)
    account = case.add_account("other", "=handle", url="=url", name="+name", bio="@bio", durable_id="-1")
    capture = case.add_capture(b"x", account=account.id, name="=name", note="=note", url="=other")
    for data in tables(number_exhibits((capture,), case, None)).values():
        assert not [cell for row in _read(data) for cell in row if cell.startswith(("=", "+", "-", "@"))]
