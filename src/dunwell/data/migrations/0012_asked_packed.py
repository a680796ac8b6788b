"""What a message asks for is packed on the decision; the tables of items and totals become views."""

import django.db.models.deletion
from django.db import migrations, models

import dunwell.data.models.base

_LISTS = {
    "asked": ("data_decisionitem", ("item_id", "currency", "asked_minor"), "item_id"),
    "totals": ("data_decisiontotal", ("currency", "asked_minor", "credit_minor", "total_minor"), "currency"),
}


def pack(apps, editor):
    """Pack the rows of each run, customer and group on the group's first decision."""
    postgresql = editor.connection.vendor == "postgresql"
    for column, (table, names, order) in _LISTS.items():
        values = ", ".join(f"i.{name}" for name in names)
        rows = (
            f"CAST(json_agg(json_build_array({values}) ORDER BY i.{order}) AS text)"
            if postgresql
            else f"NULLIF(json_group_array(json_array({values})), '[]')"
        )
        same = " AND ".join(f"i.{name} = data_decision.{name}" for name in ("run_id", "customer_id", "group_no"))
        editor.execute(
            f"UPDATE data_decision SET {column} = COALESCE((SELECT {rows} FROM {table} i WHERE {same}), '') "  # noqa: S608 - names of our own tables
            "WHERE id IN (SELECT MIN(id) FROM data_decision GROUP BY run_id, customer_id, group_no)",
            None,
        )


def _read_alone(to):
    return dunwell.data.models.base.Own(
        db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=to
    )


_COMPANY = models.ForeignKey(
    db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
)
_ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [("data", "0011_worklist")]

    operations = [
        migrations.AddField("decision", "asked", models.TextField(blank=True, default="")),
        migrations.AddField("decision", "totals", models.TextField(blank=True, default="")),
        migrations.RunPython(pack),
        migrations.DeleteModel("DecisionItem"),
        migrations.DeleteModel("DecisionTotal"),
        migrations.CreateModel(
            name="DecisionItem",
            fields=[
                ("id", _ID.clone()),
                ("group", models.IntegerField(db_column="group_no")),
                ("currency", models.CharField(max_length=3)),
                ("asked_minor", models.BigIntegerField()),
                ("company", _COMPANY.clone()),
                ("run", _read_alone("data.run")),
                ("customer", _read_alone("data.customer")),
                ("item", _read_alone("data.item")),
            ],
            options={"db_table": "data_decisionitem", "managed": False},
        ),
        migrations.CreateModel(
            name="DecisionTotal",
            fields=[
                ("id", _ID.clone()),
                ("group", models.IntegerField(db_column="group_no")),
                ("currency", models.CharField(max_length=3)),
                ("asked_minor", models.BigIntegerField()),
                ("credit_minor", models.BigIntegerField()),
                ("total_minor", models.BigIntegerField()),
                ("company", _COMPANY.clone()),
                ("run", _read_alone("data.run")),
                ("customer", _read_alone("data.customer")),
            ],
            options={"db_table": "data_decisiontotal", "managed": False},
        ),
    ]
