"""Parts of Django that we use without their tables: passwords and sessions of its sign-in, not its permissions.

Who may do what is told by roles (`dunwell.domain.roles`), so that neither content types nor permissions are kept.
"""

from django.apps import AppConfig


class SignIn(AppConfig):
    """Django's sign-in, without the signals that would fill its tables."""

    name = "django.contrib.auth"
    default_auto_field = "django.db.models.AutoField"


class ContentTypes(AppConfig):
    """What the models of the sign-in refer to."""

    name = "django.contrib.contenttypes"
    default_auto_field = "django.db.models.AutoField"
