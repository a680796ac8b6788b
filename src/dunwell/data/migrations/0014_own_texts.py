"""A company keeps texts of its own beside the shipped ones."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("data", "0013_run_rows"),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_on", models.DateField()),
                ("recorded_seq", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_seq", models.BigIntegerField(null=True)),
                ("template", models.CharField(max_length=60)),
                ("language", models.CharField(max_length=20)),
                ("text", models.TextField()),
                ("problem", models.TextField(blank=True, default="")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data.company"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "id"), name="own_text_owned"),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("company", "template", "language"),
                        name="own_text_standing_once",
                    ),
                ],
            },
        ),
    ]
