"""The books before the story, and what they say when it is over, in words that two databases share."""

from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from django.core.management import call_command
from django.db import connection

from dunwell import wiring
from dunwell.data import journal
from dunwell.data.books import Books
from dunwell.domain.roles import Role
from dunwell.invariants import check_all
from dunwell.usecases.add_customer import add_customer
from dunwell.usecases.configure_channel import configure_channel
from dunwell.usecases.open_company import open_company
from dunwell.usecases.set_letterhead import set_letterhead
from dunwell.usecases.work import Caller, find_company
from kill.story import SLUG

BEGINNING = datetime(2025, 9, 1, 10, tzinfo=UTC)


def load_all() -> None:
    """Load what is otherwise loaded at its first use, so that each child has it."""
    wiring.files_reader()
    wiring.papers(SLUG)
    for name in ("adapters.email_smtp", "adapters.email_files", "adapters.letters", "policy.reference"):
        import_module(f"dunwell.{name}")


def prepare(port: int) -> None:
    """Make the tables, and books of a company that sends by the mail server at a port."""
    call_command("migrate", verbosity=0, interactive=False)
    caller = Caller(SLUG, "ann", Role.OWNER, BEGINNING, BEGINNING.date())
    open_company(caller, slug=SLUG, name="Ours BV", country="NL", calendar="none", currency="EUR")
    set_letterhead(caller, company={"email": "ar@ours.example"}, payment=[{"iban": "NL91ABNA0417164300"}])
    options = {"host": "127.0.0.1", "port": port, "security": "none", "timeout_seconds": 5}
    configure_channel(
        caller,
        wiring.open_channel,
        channel="email",
        kind="email_smtp",
        options=options,
        from_address="ar@ours.example",
    )
    for ref, name in (("ACME", "Acme Ltd"), ("GAMMA", "Gamma Ltd")):
        mail = f"ap@{ref.lower()}.example"
        add_customer(caller, ref=ref, name=name, email=mail, country="NL", stage="account-hold", reason="moved here")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def books_at_the_end() -> dict[str, Any]:
    """Tell all that the story wrote, whether it is true, and whether the journal proves it."""
    company = find_company(SLUG)
    books = Books(company)
    verified = journal.verify(company)
    return {
        "standing": {name: sorted(map(str, rows)) for name, rows in _tables(books).items()},
        "untrue": [str(each) for each in check_all()],
        "journal": verified.ok,
        "entries": verified.entries,
        "unsealed": journal.unsealed(company),
    }


def _tables(books: Books) -> dict[str, Any]:
    who, item = "customer__ref", "item__number"
    episode = (who, "began_on", "stage", "floor", "stage_since", "oldest_due", "ended_on")
    return {
        "customers": books.customers.values_list("ref", "name", "reason"),
        "items": books.items.values_list(
            "number", "kind", "amount_minor", "residual_minor", "friendly_day", "due_date"
        ),
        "money": books.entries.values_list(who, "kind", "amount_minor", "unallocated_minor", "entry_date"),
        "allocated": books.allocations.values_list(item, "amount_minor", "allocated_on"),
        "runs": books.runs.exclude(state="cancelled").values_list("as_of", "state", "counts"),
        "shards": books.run_shards.exclude(state="cancelled").values_list("run__as_of", "number", "state", "size"),
        "decisions": books.decisions.values_list(who, item, "step_id", "step_day", "channel", "as_of", "state", "days"),
        "totals": books.decision_totals.values_list(who, "currency", "total_minor", "credit_minor", "run__as_of"),
        "marks": books.step_marks.values_list(who, item, "due_date", "opened", "slot", "last_day", "ended_on"),
        "episodes": books.episodes.values_list(*episode),
        "changes": books.stage_changes.values_list(who, "changed_on", "stage", "floor"),
        "holds": books.holds.values_list(who, "placed_on", "ended_on"),
        "charges": books.charges.values_list(who, "currency", "base_minor", "charge_minor", "charged_on"),
        "messages": books.messages.values_list(who, "channel", "decision__step_id", "state", "delivered_on"),
        "tasks": books.tasks.values_list(who, "task", "subject", "raised_on", "state"),
        "plans_kept": books.run_plans.values_list("run__as_of", "part"),
        "leased": books.messages.exclude(lease_holder="").values_list(who, "state"),
        "files": books.import_files.values_list("name", "what"),
    }
