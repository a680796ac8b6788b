"""How often somebody was invited to sign in: the link of an earlier invitation ends with the next one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("data", "0023_bytes_as_they_are"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="invitations",
            field=models.IntegerField(default=0),
        ),
    ]
