"""The application of the workbench: its pages behind WhiteNoise, which serves what is built once. Knows no page."""

import hashlib
from functools import lru_cache
from pathlib import Path

import django_htmx
from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

from dunwell.config.web import FACE
from dunwell.domain.errors import UserError

STATIC = FACE / "static"
HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx"
SCRIPT = "htmx-2.min.js"  # of what comes with django-htmx this alone
YEAR = 31_536_000


def application() -> WhiteNoise:
    """Make the WSGI application; files stand under /static/ with a hash of their content in the path.

    Raises UserError `styles_missing` where the style sheet was not built.
    """
    if not (STATIC / "workbench.css").is_file():
        raise UserError(
            "styles_missing",
            "The style sheet of the workbench has not been built",
            "Run `make install`, which builds it, or install Dunwell from a wheel, which has it",
        )
    files = WhiteNoise(get_wsgi_application(), max_age=YEAR, immutable_file_test=lambda path, url: True)
    files.add_files(str(STATIC), prefix=f"static/{stamp()}/")
    files.add_file_to_dictionary(f"/static/{stamp()}/{SCRIPT}", str(HTMX / SCRIPT))
    return files


@lru_cache(maxsize=1)
def stamp() -> str:
    """Give a short hash over the files, so that a browser keeps them for as long as they are the same."""
    digest = hashlib.sha256()
    for path in [*sorted(each for each in STATIC.rglob("*") if each.is_file()), HTMX / SCRIPT]:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]
