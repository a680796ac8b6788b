"""Pages cost the same with a million invoices behind them: indexes by which they are read, and figures that are kept."""

import django.db.models.deletion
from django.db import migrations, models

import dunwell.data.models.base

BEGINNINGS = {"item_number_begins": ("data_item", "number"), "customer_ref_begins": ("data_customer", "ref")}


def by_beginning(apps, schema_editor):
    """Let PostgreSQL find texts by how they begin, whatever its collation; SQLite's own order does that already."""
    if schema_editor.connection.vendor == "postgresql":
        for name, (table, column) in BEGINNINGS.items():
            schema_editor.execute(f"CREATE INDEX {name} ON {table} (company_id, {column} varchar_pattern_ops)")


def as_before(apps, schema_editor):
    """Take those indexes away."""
    if schema_editor.connection.vendor == "postgresql":
        for name in BEGINNINGS:
            schema_editor.execute(f"DROP INDEX {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("data", "0018_in_charge"),
    ]

    operations = [
        migrations.CreateModel(
            name="Figures",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40)),
                ("as_of", models.DateField()),
                ("facts", models.JSONField()),
                ("made_at", models.DateTimeField()),
                ("seen_seq", models.BigIntegerField()),
            ],
        ),
        migrations.RemoveIndex(
            model_name="workrow",
            name="work_row_overdue",
        ),
        migrations.AddIndex(
            model_name="acceptance",
            index=models.Index(fields=["company", "customer"], name="acceptance_customer"),
        ),
        migrations.AddIndex(
            model_name="allocation",
            index=models.Index(fields=["company", "customer"], name="allocation_customer"),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(condition=models.Q(("state", "open")), fields=["company", "id"], name="call_open"),
        ),
        migrations.AddIndex(
            model_name="charge",
            index=models.Index(fields=["company", "customer"], name="charge_customer"),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["company", "kind", "state", "on_date", "id"], name="commitment_day"),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["company", "customer"], name="contact_customer"),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                condition=models.Q(("limit_minor__isnull", False)),
                fields=["company", "-limit_minor", "id"],
                name="customer_limited",
            ),
        ),
        migrations.RemoveIndex(model_name="decision", name="decision_run"),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["company", "run", "id"], name="decision_of_run"),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["company", "customer", "as_of"], name="decision_customer"),
        ),
        migrations.AddIndex(
            model_name="dispute",
            index=models.Index(
                models.F("company"),
                models.F("state"),
                dunwell.data.models.base.Dated("due_on"),
                models.F("opened_on"),
                models.F("id"),
                name="dispute_due",
            ),
        ),
        migrations.AddIndex(
            model_name="duedatechange",
            index=models.Index(fields=["company", "customer"], name="due_date_change_customer"),
        ),
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(fields=["company", "customer"], name="hand_over_customer"),
        ),
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(fields=["company", "handed_on", "id"], name="hand_over_handed"),
        ),
        migrations.AddIndex(
            model_name="hold",
            index=models.Index(fields=["company", "customer"], name="hold_customer"),
        ),
        migrations.AddIndex(
            model_name="hold",
            index=models.Index(fields=["company", "placed_on", "id"], name="hold_placed"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("residual_minor__gt", 0)),
                fields=["residual_minor", "company"],
                name="item_open_residual",
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("residual_minor__gt", 0)),
                fields=["amount_minor", "company"],
                name="item_open_amount",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["company", "state", "id"], name="message_state"),
        ),
        migrations.AddIndex(
            model_name="reopening",
            index=models.Index(fields=["company", "customer"], name="reopening_customer"),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                models.F("company"),
                dunwell.data.models.base.Dated("due_on"),
                models.F("raised_on"),
                models.F("id"),
                condition=models.Q(("state", "open")),
                name="task_open",
            ),
        ),
        migrations.AddIndex(
            model_name="underway",
            index=models.Index(fields=["company", "customer"], name="under_way_customer"),
        ),
        migrations.AddIndex(
            model_name="workrow",
            index=models.Index(fields=["company", "-overdue_minor", "id"], name="work_row_past_due"),
        ),
        migrations.AddIndex(
            model_name="workrow",
            index=models.Index(fields=["company", "name", "id"], name="work_row_name"),
        ),
        migrations.AddField(
            model_name="figures",
            name="company",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
            ),
        ),
        migrations.AddConstraint(
            model_name="figures",
            constraint=models.UniqueConstraint(fields=("company", "id"), name="figures_owned"),
        ),
        migrations.AddConstraint(
            model_name="figures",
            constraint=models.UniqueConstraint(fields=("company", "name", "as_of"), name="figures_once"),
        ),
        migrations.RunPython(by_beginning, as_before, elidable=False),
    ]
