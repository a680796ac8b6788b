"""Settings of the workbench that are the same everywhere, and those that depend on where it is reached.

Names the modules of the face as strings, and imports none of them.
"""

from pathlib import Path
from typing import Any

from dunwell.config.environment import Installation

FACE = Path(__file__).parents[1] / "faces" / "workbench"

WEB: dict[str, Any] = {
    "ROOT_URLCONF": "dunwell.faces.workbench.urls",
    "MIDDLEWARE": [
        "django.middleware.security.SecurityMiddleware",
        "dunwell.faces.workbench.headers.Headers",
        "django.middleware.common.CommonMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "dunwell.faces.workbench.tongue.Tongue",
        "django_htmx.middleware.HtmxMiddleware",
        "dunwell.faces.workbench.access.Guard",
    ],
    "TEMPLATES": [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [FACE / "templates"],
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "dunwell.faces.workbench.frame.around",
                ],
                "builtins": [
                    "django.templatetags.i18n",
                    "django.templatetags.l10n",
                    "dunwell.faces.workbench.tags",
                    "dunwell.faces.workbench.words",
                    "dunwell.faces.workbench.records",
                ],
            },
        }
    ],
    "LOCALE_PATHS": [FACE / "locale"],
    "LANGUAGES": [
        ("en", "English"),
        ("nl", "Nederlands"),
        ("ro", "Română"),
        ("ru", "Русский"),
        ("fa", "فارسی"),
        ("sr-latn", "Srpski"),
        ("sr", "Српски"),
    ],
    "AUTHENTICATION_BACKENDS": ["dunwell.faces.workbench.signing.ByMail"],
    "AUTH_PASSWORD_VALIDATORS": [
        {
            "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
            "OPTIONS": {"min_length": 12},
        },
        {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    ],
    "CSRF_FAILURE_VIEW": "dunwell.faces.workbench.faults.stale_form",
    "CSRF_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_AGE": 12 * 60 * 60,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "SECURE_REFERRER_POLICY": "same-origin",
    "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
    "SECURE_CONTENT_TYPE_NOSNIFF": True,
    # Uploads are lists and documents of a few megabytes; what is larger comes in by the command line.
    "DATA_UPLOAD_MAX_MEMORY_SIZE": 2 * 1024 * 1024,
    "FILE_UPLOAD_MAX_MEMORY_SIZE": 2 * 1024 * 1024,
    "DATA_UPLOAD_MAX_NUMBER_FILES": 20,
    "DATA_UPLOAD_MAX_NUMBER_FIELDS": 500,
}

LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]


def web_settings(place: Installation) -> dict[str, Any]:
    """Give the settings of the workbench: under which names it answers, and whether it stands behind TLS."""
    return {
        **WEB,
        "ALLOWED_HOSTS": [*LOCAL_HOSTS, *place.hosts],
        "CSRF_TRUSTED_ORIGINS": [f"https://{host}" for host in place.hosts] if place.behind_tls else [],
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if place.behind_tls else None,
        "SESSION_COOKIE_SECURE": place.behind_tls,
        "CSRF_COOKIE_SECURE": place.behind_tls,
        "SECURE_HSTS_SECONDS": 31_536_000 if place.behind_tls else 0,
    }
