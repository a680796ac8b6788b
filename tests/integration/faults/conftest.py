"""What tests of faults ask for: a mail server on this machine."""

from integration.outbox.conftest import server

__all__ = ["server"]
