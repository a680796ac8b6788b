"""What is packed already is kept as it is: PostgreSQL would try, for long and in vain, to make it smaller."""

from django.db import migrations

PACKED = {"RunPlan": "packed", "Part": "content"}


def as_they_are(apps, schema_editor):
    """Keep papers and plans without trying to compress them."""
    _set(apps, schema_editor, "EXTERNAL")


def as_before(apps, schema_editor):
    """Try to compress them again."""
    _set(apps, schema_editor, "EXTENDED")


def _set(apps, schema_editor, storage):
    if schema_editor.connection.vendor == "postgresql":
        for model, column in PACKED.items():
            table = apps.get_model("data", model)._meta.db_table
            schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STORAGE {storage}")


class Migration(migrations.Migration):
    dependencies = [("data", "0022_narrowed_worklist")]

    operations = [migrations.RunPython(as_they_are, as_before, elidable=False)]
