"""A company whose files arrive by the day."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def importer(db: None, tmp_path: Path) -> Any:
    """Give the importer of a company without customers."""
    from integration.importing.desk import Importer  # tables can be named once Django has been started

    return Importer(tmp_path)
