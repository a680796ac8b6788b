"""Few customers are found among many by what they are: a kind of debtor, a law of their own, consumers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("data", "0020_discounts_end"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                condition=models.Q(("debtor_kind", ""), _negated=True),
                fields=["company", "debtor_kind"],
                name="customer_of_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                condition=models.Q(("law", ""), _negated=True), fields=["company", "law"], name="customer_under_law"
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                condition=models.Q(("kind", "consumer")), fields=["company", "country"], name="customer_consumer"
            ),
        ),
    ]
