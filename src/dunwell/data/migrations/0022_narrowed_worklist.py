"""The worklist is read in its order within a stage, a reason or a person in charge as well."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("data", "0021_customers_by_what_they_are"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="workrow",
            name="work_row_stage",
        ),
        migrations.RemoveIndex(
            model_name="workrow",
            name="work_row_reason",
        ),
        migrations.RemoveIndex(
            model_name="workrow",
            name="work_row_owner",
        ),
        migrations.AddIndex(
            model_name="workrow",
            index=models.Index(fields=["company", "stage", "-score", "oldest_due", "id"], name="work_row_at_stage"),
        ),
        migrations.AddIndex(
            model_name="workrow",
            index=models.Index(fields=["company", "reason", "-score", "oldest_due", "id"], name="work_row_because"),
        ),
        migrations.AddIndex(
            model_name="workrow",
            index=models.Index(fields=["company", "owner", "-score", "oldest_due", "id"], name="work_row_of_owner"),
        ),
    ]
