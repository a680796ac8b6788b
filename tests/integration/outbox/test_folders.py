"""Nothing to set up: mails and letters are files in a folder, and a person brings them on their way."""

import csv
import io
from email import message_from_bytes
from email.policy import default

import pikepdf

from dunwell.usecases.change_address import change_address
from dunwell.usecases.mark_sent import mark_sent
from integration.outbox.office import Office
from integration.usecases.desk import day


def by_letter(office: Office, *refs: str) -> None:
    """Let customers have a postal address and no mail address that works."""
    for ref in refs:
        street = f"{ref} Ltd\n=Main Street 1\n1000 Brussels"
        office.do(change_address, day(0), customer=ref, channel="letter", text=street)
    office.books.addresses.filter(channel="email").update(bounced_on=day(0))


def test_a_mail_lies_in_the_folder_until_a_person_has_sent_it(office: Office) -> None:
    office.decide(day(1))
    assert office.dispatch()["email"]["results"] == {"handed_over": 1}
    [path] = office.files("email")
    message = office.message()
    assert path.name == f"{day(1)}-ACME-just-overdue-{message.pk}.eml"
    assert path.stat().st_mode & 0o777 == 0o600
    assert message_from_bytes(path.read_bytes(), policy=default)["Message-ID"] == message.message_id
    assert (message.state, message.delivered_on) == ("sent", None)
    office.do(mark_sent, day(2), messages=[message.pk])
    assert office.message().state == "delivered"


def test_what_a_mail_system_picks_up_is_delivered(office: Office) -> None:
    office.send_by("email_files", options={"picked_up": True})
    office.decide(day(1))
    assert office.dispatch()["email"]["results"] == {"delivered": 1}
    assert office.message().state == "delivered"


def test_a_file_has_the_name_of_its_message_and_no_path_of_a_customer(office: Office) -> None:
    office.books.customers.update(ref="../../etc/pass wd")
    office.decide(day(1))
    office.dispatch()
    [path] = office.files("email")
    assert path.parent == office.folder / "email"
    assert " " not in path.name


def test_a_folder_that_cannot_be_written_stops_the_channel(office: Office) -> None:
    (office.folder / "email").write_text("a file where the folder should be")
    office.decide(day(1))
    told = office.dispatch()["email"]
    assert told["stopped"]["reason"] == "folder"
    assert (told["waiting"], office.message().state) == (1, "rendered")


def test_letters_are_one_print_with_a_list(office: Office) -> None:
    office.customers("BIRCH")
    by_letter(office, "ACME", "BIRCH")
    office.decide(day(1))
    assert office.dispatch()["letter"]["results"] == {"handed_over": 2}
    table, print_out = office.files("letters")
    first, second = office.message("ACME").pk, office.message("BIRCH").pk
    assert print_out.name == f"letters-{day(1)}-{first}-{second}.pdf"
    rows = list(csv.DictReader(io.StringIO(table.read_bytes().decode("utf-8-sig"))))
    assert [(row["message"], row["customer"], row["first_page"]) for row in rows] == [
        (str(first), "ACME", "2"),
        (str(second), "BIRCH", "3"),
    ]
    with pikepdf.open(print_out) as pdf:
        assert len(pdf.pages) == 3
    office.do(mark_sent, day(2), messages=[first, second])
    assert set(office.states().values()) == {"delivered"}


def test_printed_on_both_sides_each_letter_has_its_own_sheets(office: Office) -> None:
    office.send_by("letters", channel="letter", options={"duplex": True})
    office.customers("BIRCH")
    by_letter(office, "ACME", "BIRCH")
    office.decide(day(1))
    office.dispatch()
    table, _ = office.files("letters")
    rows = list(csv.DictReader(io.StringIO(table.read_bytes().decode("utf-8-sig"))))
    assert [row["first_page"] for row in rows] == ["3", "5"]


def test_a_list_holds_no_formula(office: Office) -> None:
    by_letter(office, "ACME")
    office.books.customers.update(name="=cmd|' /C calc'!A0")
    office.decide(day(1))
    office.dispatch()
    table, _ = office.files("letters")
    [row] = csv.DictReader(io.StringIO(table.read_bytes().decode("utf-8-sig")))
    assert row["name"].startswith("'=")
