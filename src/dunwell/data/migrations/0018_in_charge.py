"""A customer has a person who sees to it, and the worklist is read by person."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("data", "0017_folded"),
    ]

    operations = [
        migrations.AddField(
            model_name="customer",
            name="in_charge",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddIndex(
            model_name="workrow",
            index=models.Index(fields=["company", "owner", "-score"], name="work_row_owner"),
        ),
    ]
