"""The ledger as a Django application."""

from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate

# What PostgreSQL comes with is made for machines of long ago; what somebody has set for the server, the database or
# the user stays.
_PLANNED = """
SELECT set_config(name, CASE name WHEN 'jit' THEN 'off' WHEN 'random_page_cost' THEN '1.1' ELSE '32MB' END, false)
FROM pg_settings WHERE name = 'jit' OR (source = 'default' AND name IN ('random_page_cost', 'work_mem'))
"""


def _plan_for_runs(connection: Any, **_: Any) -> None:
    """Keep PostgreSQL from compiling statements, which takes longer than they do, and from avoiding indexes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_PLANNED)


class DataConfig(AppConfig):
    """Tell Django the ledger's label and the width of its keys."""

    name = "dunwell.data"
    label = "data"
    verbose_name = "Dunwell ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the journal's triggers and the views put up after each migration, and the tables looked at."""
        from dunwell.data import statistics, views
        from dunwell.data.journal.guards import install_after_migrate

        connection_created.connect(_plan_for_runs)
        post_migrate.connect(install_after_migrate, sender=self)
        pre_migrate.connect(views.remove_before_migrate, sender=self)
        post_migrate.connect(views.install_after_migrate, sender=self)
        post_migrate.connect(statistics.learn, sender=self)
