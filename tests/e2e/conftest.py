"""A real browser before a real server: the workbench on a port of this machine, and Chromium without a window.

Chromium is the system's own (Debian: chromium). Whatever a page says on its console, asks of another host, or answers
with a fault, fails the test.
"""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's driver runs a loop beside the tests

NAMES = ("chromium", "chromium-browser", "google-chrome")
WORDS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
A_WEDNESDAY = date(2026, 3, 4)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Start the browser once."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("There is no Chromium on this machine: apt install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=WORDS)
        yield browser
        browser.close()


@pytest.fixture
def house(transactional_db: None) -> Iterator[str]:
    """Serve the workbench, on a Wednesday, and give its address."""
    from django.db import connections
    from django.test import override_settings

    from dunwell import wiring

    wiring.live_on(A_WEDNESDAY)
    server: Any = wiring.workbench("127.0.0.1", 0, 4)
    thread = threading.Thread(target=_serve, args=(server,), daemon=True)
    thread.start()
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield f"http://127.0.0.1:{server.effective_port}"
    server.task_dispatcher.shutdown(cancel_pending=True, timeout=5)
    server.close()
    server.trigger.close()
    thread.join(timeout=5)
    connections.close_all()
    wiring.live_on(datetime.now(UTC).date())


def _serve(server: Any) -> None:
    """Serve until the test is over: then what the server listens on is closed, perhaps while it waits there."""
    with suppress(OSError, ValueError):
        server.run()


class Window:
    """A page in the browser, and what went wrong on it."""

    def __init__(self, chromium: Any, house: str, **looks: Any) -> None:
        looks = {"viewport": {"width": 1280, "height": 860}, "reduced_motion": "reduce"} | looks
        self.context = chromium.new_context(base_url=house, **looks)
        self.context.set_default_timeout(120_000)  # two cores that others use too
        self.page = self.context.new_page()
        self.amiss: list[str] = []
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda fault: self.amiss.append(f"script: {fault}"))
        self.page.on("request", lambda asked: self._asked(asked.url, house))
        self.page.on("response", self._answered)

    def _said(self, said: Any) -> None:
        if said.type in ("error", "warning") and "status of 4" not in said.text:
            self.amiss.append(f"console: {said.text}")

    def _asked(self, url: str, house: str) -> None:
        if not url.startswith((house, "data:")):
            self.amiss.append(f"another host: {url}")

    def _answered(self, answer: Any) -> None:
        if answer.status >= 500:
            self.amiss.append(f"{answer.status}: {answer.url}")


@pytest.fixture
def window(chromium: Any, house: str) -> Iterator[Window]:
    """Give a window; at the end nothing may have gone amiss in it."""
    window = Window(chromium, house)
    yield window
    window.context.close()
    assert window.amiss == []
