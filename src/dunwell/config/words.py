"""Makes the words of the screens ready to be read: `python -m dunwell.config.words`, as `make install` does.

Serbian in Cyrillic is made out of Serbian in Latin, by the rules of the letters. Knows no page.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from dunwell.adapters.papers.cyrillic import Cyrillic
from dunwell.config.web import FACE

LOCALES = FACE / "locale"
LATIN, CYRILLIC = "sr_Latn", "sr"
KEPT = ("Dunwell", "CSV", "XLSX", "XML", "PDF", "IBAN", "DSO", "CEI", "SMS", "Enter", "FILE")
# What a program reads, and the names of keys, stay as they are.
_STAYS = re.compile(
    r"%\(\w+\)s|dunwell import FILE|dunwell [\w-]+|\S+@\S+|\bservice\.\w+|"
    r"#\w{6}|Standard Webhooks|--\w+|(?<=tasterom )\w|\bp(?=:)|\bj(?= za)|\bn(?= za)"
)


def catalogs() -> Iterator[tuple[str, Catalog]]:
    """Give the words of each language, by the name of its folder."""
    for path in sorted(LOCALES.glob("*/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            catalog = read_po(file)
        yield path.parts[-3], catalog
        if path.parts[-3] == LATIN:
            yield CYRILLIC, in_cyrillic(catalog)


def in_cyrillic(latin: Catalog) -> Catalog:
    """Write a Serbian catalog in the other script."""
    script, catalog = Cyrillic(keep=KEPT), Catalog(locale=CYRILLIC, charset="utf-8")
    for message in latin:
        if message.id:
            said: Any = message.string
            texts = [said] if isinstance(said, str) else list(said)
            written = [_written(text, script) for text in texts]
            catalog.add(message.id, written[0] if isinstance(said, str) else tuple(written), flags=message.flags)
    return catalog


def make_ready() -> list[Path]:
    """Write what Django reads beside each catalog, and name the files."""
    made = []
    for folder, catalog in catalogs():
        path = LOCALES / folder / "LC_MESSAGES" / "django.mo"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_mo(file, catalog)
        made.append(path)
    return made


def _written(text: str, script: Cyrillic) -> str:
    out, at = [], 0
    for stays in _STAYS.finditer(text):
        out += [script.words(text[at : stays.start()]), stays[0]]
        at = stays.end()
    return "".join([*out, script.words(text[at:])])


if __name__ == "__main__":
    make_ready()
