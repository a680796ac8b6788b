"""The calls of a customer are found without reading all of them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("data", "0016_run_episodes"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="call",
            index=models.Index(fields=["company", "customer"], name="call_customer"),
        ),
    ]
