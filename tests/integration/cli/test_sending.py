"""Sending by commands: the outbox goes out, messages are handled one by one, channels are set and no password shown."""

import io
import json
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from integration.cli.conftest import Dunwell
from integration.outbox.mail_server import MailServer, mail_server

ON = ("--today", "2026-04-08")
SECRET = "only-for-the-server"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the installation a folder of the test."""
    monkeypatch.setenv("DUNWELL_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def decided(acme: Dunwell, home: Path) -> Dunwell:
    """Give the command over books in which one reminder of ACME waits to be sent."""
    run = acme("run", "--as-of", "2026-04-08", "--json", *ON).facts["run"]
    assert acme("approve", str(run), *ON).code == 0
    return acme


def waiting(dunwell: Dunwell, *words: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = dunwell("outbox", *words, "--json").facts["messages"]
    return rows


def test_what_waits_is_made_and_written_where_it_says(decided: Dunwell, home: Path) -> None:
    tried = decided("dispatch", "--dry-run", *ON)
    assert (tried.code, "1 would send" in tried.out) == (0, True)
    assert len(waiting(decided)) == 1
    done = decided("dispatch", *ON)
    folder = home / "outbox" / "email" / "ours"
    assert done.code == 0
    assert "email: 1 handed over" in done.out
    assert str(folder) in done.out
    (path,) = folder.glob("*.eml")
    mail = message_from_bytes(path.read_bytes(), policy=default)
    assert (mail["To"].addresses[0].addr_spec, "EUR" in mail["Subject"]) == ("ap@acme.example", False)
    assert waiting(decided) == []
    (sent,) = waiting(decided, "--state", "sent")
    assert decided("outbox", "mark-sent", str(sent["id"]), *ON).code == 0
    assert [row["id"] for row in waiting(decided, "list", "--state", "delivered")] == [sent["id"]]


def test_who_has_paid_before_the_dispatch_gets_nothing(decided: Dunwell, home: Path) -> None:
    decided("payment", "ACME", "1,200.00", "EUR", "--ref", "INV-7", *ON)
    told = decided("dispatch", *ON)
    assert told.code == 0
    assert "cancelled: " in told.out
    assert "just-overdue to ACME Acme d.o.o." in told.out
    assert list((home / "outbox").rglob("*.eml")) == []


def test_a_message_is_shown_and_comes_back_byte_for_byte(decided: Dunwell, home: Path, tmp_path: Path) -> None:
    number = str(waiting(decided)[0]["id"])
    early = decided("message", "export", number, "--json")
    assert (early.code, early.error["code"]) == (2, "not_rendered")
    decided("dispatch", *ON)
    facts = decided("message", "show", number, "--json").facts
    assert "1,200.00" in facts["text"]
    assert "INV-7" in decided("message", "show", number).out
    exported = decided("message", "export", number, "--out", str(tmp_path / "evidence"), "--json").facts["files"]
    (written,) = (home / "outbox" / "email" / "ours").glob("*.eml")
    assert Path(exported[0]).read_bytes() == written.read_bytes()
    assert decided("message", "show", "999", "--json").error["code"] == "unknown_message"


def test_a_message_can_be_cancelled_and_tried_again(decided: Dunwell, home: Path) -> None:
    number = str(waiting(decided)[0]["id"])
    assert decided("outbox", "retry", number, "--json").error["code"] == "unknown_message"
    assert decided("outbox", "cancel", number).code == 2
    assert decided("outbox", "cancel", number, "--reason", "the director calls", *ON).code == 0
    assert decided("outbox").out == "The outbox is empty.\n"
    assert decided("outbox", "--state", "failed").out == "No message is failed.\n"


def test_a_password_is_read_from_a_file_and_never_shown(
    acme: Dunwell, home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "password").write_text(f"{SECRET}\n", encoding="utf-8")
    words = ("channel", "set", "email", "--host", "127.0.0.1", "--port", "2525", "--user", "ar")
    more = ("--from-address", "ar@ours.example", "--password-file", str(tmp_path / "password"))
    assert acme(*words, *more, "--dry-run").code == 0
    assert not (home / "secrets").exists()
    shown = [acme(*words, *more), acme("channel", "list"), acme("channel", "list", "--json"), acme("journal", "show")]
    assert [done.code for done in shown] == [0, 0, 0, 0]
    assert not any(SECRET in done.out + done.err for done in shown)
    (kept,) = (home / "secrets").iterdir()
    assert (kept.read_text("utf-8"), kept.stat().st_mode & 0o077) == (SECRET, 0)
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    assert acme(*words, "--from-address", "ar@ours.example", "--password-file", "-", "--json").code == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("email", "--host", "mail.ours.example"), "bad_channel"),
        (
            ("email", "--host", "mail.ours.example", "--security", "none", "--from-address", "a@b.example"),
            "bad_channel",
        ),
        (("letter", "--picked-up"), "bad_channel"),
        (("email", "--kind", "pigeon"), "bad_channel"),
        (("email", "--from-address", "nobody"), "bad_address"),
        (("letter", "--per-day", "0"), "bad_channel"),
    ],
)
def test_a_channel_that_cannot_be_is_refused(acme: Dunwell, home: Path, words: tuple[str, ...], code: str) -> None:
    done = acme("channel", "set", *words, "--json")
    assert (done.code, done.error["code"]) == (2, code)


def test_mail_goes_through_a_server_and_a_channel_is_tried_before(decided: Dunwell, home: Path) -> None:
    with mail_server() as server:
        set_up(decided, server)
        assert "works" in decided("channel", "test", "email").out
    closed = decided("channel", "test", "email", "--json")
    assert (closed.code, closed.facts["works"]) == (1, False)
    assert decided("channel", "test", "letter").code == 0


def test_a_channel_that_stands_still_says_so_and_is_resumed(decided: Dunwell, home: Path) -> None:
    from dunwell.domain.roles import Role
    from dunwell.usecases.sending.outcomes import stop_channel
    from dunwell.usecases.work import Caller
    from dunwell.wiring import now

    caller = Caller("ours", "ann", Role.OWNER, now(), now().date())
    stop_channel(caller, channel="email", code="sign_in", said="535 wrong", customer="ACME")
    stopped = decided("dispatch", *ON)
    assert (stopped.code, "stands still: sign_in" in stopped.out) == (1, True)
    assert "dunwell channel resume email" in decided("channel", "list").out
    assert decided("channel", "resume", "email", *ON).code == 0
    assert decided("dispatch", *ON).code == 0


def test_the_digest_goes_once_to_those_who_are_on_record(acme: Dunwell, home: Path) -> None:
    assert "dunwell person add" in acme("person", "list").out
    assert "goes to nobody" in acme("digest", *ON).out
    assert acme("person", "add", "Ann Smith", "--email", "ann@ours.example", "--role", "finance").code == 0
    assert acme("person", "add", "Ben", "--role", "king").code == 2
    assert "ann@ours.example" in acme("person", "list").out
    assert "Sent to ann@ours.example." in acme("digest", *ON).out
    assert "not sent twice" in acme("digest", *ON).out
    assert len(list((home / "outbox" / "email" / "ours").glob("*digest*.eml"))) == 1


def test_the_letterhead_changes_by_what_is_said_and_keeps_the_rest(acme: Dunwell, tmp_path: Path) -> None:
    assert "the name alone" in acme("letterhead").out
    logo = tmp_path / "logo.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', encoding="utf-8")
    first = ("--address", "Keizersgracht 1", "--address", "1015 Amsterdam", "--signs", "Ann", "--logo", str(logo))
    assert acme("letterhead", "set", *first, "--pay", "iban=NL91ABNA0417164300 bank='ABN AMRO'").code == 0
    assert acme("letterhead", "set", "--email", "ar@ours.example", "--signs-phone", "+31 20 1").code == 0
    facts = acme("letterhead", "--json").facts
    assert facts["company"] == {"address": ["Keizersgracht 1", "1015 Amsterdam"], "email": "ar@ours.example"}
    assert facts["payment"] == [{"payee": "Ours B.V.", "iban": "NL91ABNA0417164300", "bank": "ABN AMRO"}]
    assert (facts["sender"], facts["logo"]) == ({"name": "Ann", "phone": "+31 20 1"}, True)
    assert acme("letterhead", "set", "--email", "").code == 0
    assert "email" not in acme("letterhead", "show", "--json").facts["company"]
    assert acme("letterhead", "set", "--pay", "by cheque", "--json").error["code"] == "bad_way_to_pay"
    assert acme("letterhead", "set", "--pay", "cheque=yes", "--json").error["code"] == "unknown_field"


def test_a_statement_is_written_as_pdf(acme: Dunwell, tmp_path: Path) -> None:
    done = acme("statement", "ACME", "--out", str(tmp_path / "acme.pdf"), "--json", *ON)
    assert json.loads(done.out)["file"] == str(tmp_path / "acme.pdf")
    assert (tmp_path / "acme.pdf").read_bytes().startswith(b"%PDF")
    assert acme("statement", "NOBODY", "--json").error["code"] == "unknown_customer"
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert acme("statement", "ACME", "--out", str(tmp_path / "file" / "x.pdf"), "--json").code == 2


def set_up(dunwell: Dunwell, server: MailServer) -> None:
    """Send mail through a server of the test from now on."""
    where = ("--host", "127.0.0.1", "--port", str(server.port), "--security", "none")
    assert dunwell("channel", "set", "email", *where, "--from-address", "ar@ours.example").code == 0
