"""The server of the workbench: the pages behind WhiteNoise and waitress, in one process. Knows no page."""

import hashlib
from functools import lru_cache
from pathlib import Path

import django_htmx
from django.core.handlers.wsgi import WSGIHandler
from whitenoise import WhiteNoise

STATIC = Path(__file__).parent / "static"
HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx"
STYLES = STATIC / "workbench.css"
YEAR = 31_536_000


def application() -> WhiteNoise:
    """Make the WSGI application; files are served under /static/ with the hash of their content in the path."""
    from django.core.wsgi import get_wsgi_application

    pages: WSGIHandler = get_wsgi_application()
    files = WhiteNoise(pages, max_age=YEAR, immutable_file_test=lambda path, url: True)
    for folder in (STATIC, HTMX):
        files.add_files(str(folder), prefix=f"static/{stamp()}/")
    return files


@lru_cache(maxsize=1)
def stamp() -> str:
    """Give a short hash over the files, so that a browser keeps them for as long as they are the same."""
    digest = hashlib.sha256()
    for folder in (STATIC, HTMX):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]
