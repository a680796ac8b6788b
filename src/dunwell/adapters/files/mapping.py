"""The mapping file: which header gives which field, where the names alone do not tell.

A mapping is YAML, a line `field: Header` each. It does not know the file that it is for.
"""

from collections.abc import Mapping
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from dunwell.adapters.files.headers import SUBJECTS
from dunwell.domain.errors import UserError

MAX_BYTES = 64 * 1024


def read_mapping(path: Path) -> dict[str, str]:
    """Read a mapping file into header names by field.

    Raises UserError `mapping_unreadable` or `mapping_field_unknown`.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _unreadable(path, "it is too large")
        content = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error)) from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise _unreadable(path, str(error).splitlines()[0] if str(error) else "it is not YAML") from None
    if not isinstance(content, dict) or not content:
        raise _unreadable(path, "it holds no lines `field: Header`")
    return check_mapping({str(name): str(header) for name, header in content.items()}, file=str(path))


def check_mapping(mapping: Mapping[str, str], file: str | None = None) -> dict[str, str]:
    """Check that a mapping names fields that an item, a payment or a customer has.

    Raises UserError `mapping_field_unknown`.
    """
    known = dict.fromkeys(name for fields in SUBJECTS.values() for name in fields)
    for name in mapping:
        if name not in known:
            raise UserError("mapping_field_unknown", f"There is no field {name!r}", f"Use one of: {', '.join(known)}",
                            file=file, field=name, value=mapping[name])  # fmt: skip
    return dict(mapping)


def _unreadable(path: Path, why: str) -> UserError:
    return UserError("mapping_unreadable", f"The mapping file cannot be read: {why}",
                     "Write lines such as `number: Invoice No`", file=str(path))  # fmt: skip
