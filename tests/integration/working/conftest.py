"""What tests of the worker ask for: a yard."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def yard(db: None, tmp_path: Path) -> Any:
    from integration.working.crew import Yard  # the tables can be named once Django has been started

    return Yard(tmp_path)
