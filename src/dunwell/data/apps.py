"""The ledger as a Django application."""

from django.apps import AppConfig


class DataConfig(AppConfig):
    """Tell Django the ledger's label and the width of its keys."""

    name = "dunwell.data"
    label = "data"
    verbose_name = "Dunwell ledger"
    default_auto_field = "django.db.models.BigAutoField"
