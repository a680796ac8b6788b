from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("data", "0008_shards_and_schedule"),
    ]

    operations = [
        migrations.AddField(
            model_name="commitment",
            name="warns",
            field=models.BooleanField(default=False),
        ),
    ]
