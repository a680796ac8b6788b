"""The commands as a person has them: files and folders, what a file was taken for, mappings by name, going back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dunwell.faces.cli.main import main
from integration.importing.desk import HEAD, row, rows

TODAY = ("--today", "2026-03-02")
Dunwell = Callable[..., tuple[int, str, str]]


@pytest.fixture
def dunwell(db: None, capsys: pytest.CaptureFixture[str]) -> Dunwell:
    def call(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main(words)
        printed = capsys.readouterr()
        return int(left.value.code or 0), printed.out, printed.err

    assert call("company", "add", "ours", "Ours BV", "--country", "NL", *TODAY)[0] == 0
    return call


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "a" / "invoices.csv", HEAD, *rows("A", "B"))
    write(tmp_path / "b.csv", "customer no,customer name,payment date,currency,amount received,reference",
          "C1,Customer C1,2026-03-01,EUR,100,A")  # fmt: skip
    write(tmp_path / "c.csv", "customer no,customer name,email,city,language", "C1,Customer C1,a@b.example,Delft,nl")
    write(tmp_path / ".hidden.csv", HEAD, row("H", 100))
    return tmp_path


def write(path: Path, *lines: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_folder_goes_in_each_file_as_what_it_is_and_again_changes_nothing(dunwell: Dunwell, folder: Path) -> None:
    code, out, _ = dunwell("import", str(folder), *TODAY)
    assert code == 0
    assert "c.csv: 1 new customers" in out
    assert "invoices.csv: 2 invoices" in out
    assert "b.csv: 1 payments" in out
    code, out, _ = dunwell("import", str(folder), *TODAY)
    assert (code, out.count("This file was taken in before")) == (0, 3)
    code, out, _ = dunwell("imports")
    assert (code, out.count("2026-03-02")) == (0, 3)


def test_what_says_what_files_are_and_writes_nothing(dunwell: Dunwell, folder: Path) -> None:
    code, out, _ = dunwell("import", str(folder), "--what")
    assert code == 0
    assert "a list of payments" in out
    assert "amount received" in out
    assert "No file was taken in yet" in dunwell("imports")[1]


def test_a_bad_file_among_others_is_named_and_they_go_in(dunwell: Dunwell, folder: Path) -> None:
    (folder / "broken.csv").write_bytes(b"\x00\x01\x02 no text")
    code, out, _ = dunwell("import", str(folder), *TODAY)
    assert (code, "broken.csv was not taken in" in out, "2 invoices" in out) == (2, True, True)


def test_a_mapping_is_saved_by_name_and_used_by_it(dunwell: Dunwell, tmp_path: Path) -> None:
    head = "Ref,Who,Called,On,Till,Coin,Sum"
    ledger = write(tmp_path / "odd.csv", head, "A,C1,Acme,2026-02-01,2026-03-01,EUR,100")
    fields = {"number": "Ref", "customer_ref": "Who", "customer_name": "Called", "item_date": "On", "due_date": "Till",
              "currency": "Coin", "amount": "Sum"}  # fmt: skip
    mapping = write(tmp_path / "odd.yaml", *(f"{field}: {header}" for field, header in fields.items()))
    assert dunwell("import", str(ledger), *TODAY)[0] == 2
    code, out, _ = dunwell("import", str(ledger), "--map", str(mapping), "--save-map", "odd", *TODAY)
    assert (code, "1 invoices" in out) == (0, True)
    other = write(tmp_path / "odd2.csv", head, "B,C1,Acme,2026-02-01,2026-03-01,EUR,100")
    assert "1 invoices" in dunwell("import", str(other), "--map", "odd", *TODAY)[1]
    code, _, err = dunwell("import", str(other), "--map", "even", *TODAY)
    assert (code, "odd" in err) == (2, True)


def test_a_list_that_leaves_out_much_asks_and_is_taken_back(dunwell: Dunwell, tmp_path: Path) -> None:
    first = write(tmp_path / "1.csv", HEAD, *rows("A", "B"))
    second = write(tmp_path / "2.csv", HEAD, *rows("A"))
    assert dunwell("import", str(first), "--open-items-of", "2026-03-02", *TODAY)[0] == 0
    code, _, err = dunwell("import", str(second), "--open-items-of", "2026-03-03", "--today", "2026-03-03")
    assert (code, "--confirm" in err) == (4, True)
    tried = dunwell("import", str(second), "--open-items-of", "2026-03-03", "--today", "2026-03-03", "--dry-run")
    assert (tried[0], "settled by list" in tried[1], "--confirm" in tried[1]) == (0, True, True)
    code, out, _ = dunwell("import", str(second), "--complete", "--today", "2026-03-03", "--confirm", "--json")
    number = __import__("json").loads(out)["import_id"]
    assert dunwell("import", "--undo", str(number), "--today", "2026-03-03")[0] == 0
    assert "2026-03-03" in dunwell("imports")[1]


WRONG_WORDS: list[tuple[tuple[str, ...], str]] = [
    ((), "file_not_named"),
    (("--save-map", "x", "FILE"), "mapping_missing"),
    (("FILE", "FILE", "--complete"), "one_list"),
    (("--undo", "99"), "unknown_import"),
]


@pytest.mark.parametrize(("words", "code"), WRONG_WORDS)
def test_wrong_words_are_answered_with_the_way_out(
    dunwell: Dunwell, tmp_path: Path, words: tuple[str, ...], code: str
) -> None:
    ledger = str(write(tmp_path / "1.csv", HEAD, *rows("A")))
    left: tuple[int, str, Any] = dunwell("import", *(ledger if word == "FILE" else word for word in words), "--json")
    assert f'"code": "{code}"' in left[2]
