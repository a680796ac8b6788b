"""Episodes and steps held are rows that runs write by the thousand too; items have room for the mark of a reminder."""

import django.db.models.deletion
from django.db import migrations, models

import dunwell.data.models.base


def leave_room(apps, editor):
    """Let PostgreSQL leave room for changed rows."""
    if editor.connection.vendor == "postgresql":
        editor.execute("ALTER TABLE data_item SET (fillfactor = 90)")
        editor.execute("ALTER TABLE data_customer SET (fillfactor = 45)")  # a night may change all rows of a page


class Migration(migrations.Migration):
    dependencies = [
        ("data", "0015_agencies"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="decisionheld",
            name="decision_held_owned",
        ),
        migrations.RemoveConstraint(
            model_name="decisionheld",
            name="decision_held_run_same_company",
        ),
        migrations.RemoveConstraint(
            model_name="decisionheld",
            name="decision_held_customer_same_company",
        ),
        migrations.RemoveConstraint(
            model_name="episode",
            name="episode_customer_same_company",
        ),
        migrations.RemoveConstraint(
            model_name="episode",
            name="episode_policy_version_same_company",
        ),
        migrations.RemoveConstraint(
            model_name="episode",
            name="episode_oldest_item_same_company",
        ),
        migrations.AlterField(
            model_name="decisionheld",
            name="company",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="data.company",
            ),
        ),
        migrations.AlterField(
            model_name="episode",
            name="company",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="data.company",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionheld",
            constraint=dunwell.data.models.base.SameCompanies(
                fields=("run", "customer"), name="decision_held_same_company"
            ),
        ),
        migrations.AddConstraint(
            model_name="episode",
            constraint=dunwell.data.models.base.SameCompanies(
                fields=("customer", "policy_version", "oldest_item"), name="episode_same_company"
            ),
        ),
        migrations.RunPython(leave_room),
    ]
