"""Events sent to other systems over HTTPS. Only addresses that the user has set are spoken to."""

from dunwell.adapters.webhooks.teller import HttpTeller

__all__ = ["HttpTeller"]
