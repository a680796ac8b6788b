"""The application of the workbench: its pages behind WhiteNoise, which serves what is built once. Knows no page."""

import hashlib
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

import django_htmx
from django.core.wsgi import get_wsgi_application
from django.template.loader import get_template
from waitress.server import create_server
from whitenoise import WhiteNoise

from dunwell.config.web import FACE, WEB
from dunwell.domain.errors import UserError

STATIC, TEMPLATES = FACE / "static", FACE / "templates"
HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx"
SCRIPT = "htmx-2.min.js"  # of what comes with django-htmx this alone
YEAR = 31_536_000
LARGEST_REQUEST = 64 * 1024 * 1024
"""Bytes of one request: twenty files of some megabytes."""


def listening(host: str, port: int, threads: int) -> Any:
    """Give a server that listens already. Raises UserError `styles_missing` and `address_taken`."""
    pages = application()
    try:
        server = create_server(
            pages,
            host=host,
            port=port,
            threads=threads,
            ident=None,  # a server that names its version helps nobody who may know it
            max_request_body_size=LARGEST_REQUEST,
            channel_timeout=60,
        )
    except OSError as fault:
        raise UserError(
            "address_taken",
            f"{host}:{port} cannot be listened on: {fault.strerror}",
            "Choose another port with --port",
            field="port",
            value=port,
        ) from None
    import_module("dunwell.faces.workbench.opening").open_up()
    return server


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
    pages = get_wsgi_application()
    for module in ("dunwell.adapters.papers", "dunwell.adapters.sheets", str(WEB["ROOT_URLCONF"])):
        import_module(module)  # here, since threads that load one at the same time find it half made
    for path in TEMPLATES.rglob("*.html"):
        get_template(path.relative_to(TEMPLATES).as_posix())  # nobody is to wait until one is read for the first time
    files = WhiteNoise(pages, max_age=YEAR, immutable_file_test=lambda path, url: True)
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
