"""The ledger as a Django application."""

from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


def _compile_nothing(connection: Any, **_: Any) -> None:
    """Keep PostgreSQL from compiling statements: for those of a run that takes longer than to carry them out."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET jit = off")


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

        connection_created.connect(_compile_nothing)
        post_migrate.connect(install_after_migrate, sender=self)
        pre_migrate.connect(views.remove_before_migrate, sender=self)
        post_migrate.connect(views.install_after_migrate, sender=self)
        post_migrate.connect(statistics.learn, sender=self)
