"""A discount that was taken back ends, so that the same invoice may earn one again."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("data", "0019_pages_at_a_million")]

    operations = [
        migrations.AddField("discounttaken", "ended_on", models.DateField(null=True)),
        migrations.AddField("discounttaken", "ended_seq", models.BigIntegerField(null=True)),
        migrations.RemoveConstraint("discounttaken", "discount_taken_once"),
        migrations.AddConstraint(
            "discounttaken",
            models.UniqueConstraint(
                fields=["company", "item"], condition=Q(ended_on__isnull=True), name="discount_taken_standing_once"
            ),
        ),
    ]
