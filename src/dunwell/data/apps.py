"""The ledger as a Django application."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class DataConfig(AppConfig):
    """Tell Django the ledger's label and the width of its keys."""

    name = "dunwell.data"
    label = "data"
    verbose_name = "Dunwell ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the journal's triggers and the views put up after each migration."""
        from dunwell.data import views
        from dunwell.data.journal.guards import install_after_migrate

        post_migrate.connect(install_after_migrate, sender=self)
        pre_migrate.connect(views.remove_before_migrate, sender=self)
        post_migrate.connect(views.install_after_migrate, sender=self)
