"""Django settings that are the same in every installation. What differs is added by `start`."""

INSTALLED_APPS = [
    "dunwell.config.borrowed.ContentTypes",
    "dunwell.config.borrowed.SignIn",
    "django.contrib.sessions",
    "dunwell.data",
]
# Their tables are not made: nothing of ours asks for them.
MIGRATION_MODULES = {"auth": None, "contenttypes": None}
AUTH_USER_MODEL = "data.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"

# A use case opens its own transaction; nothing is wrapped behind its back.
ATOMIC_REQUESTS = False
DEBUG = False
# Faces say on screen what went wrong; a library's warnings still reach standard error.
LOGGING_CONFIG = None
