"""What the use cases of the outbox share: making, looking again, cancelling, outcomes. Knows no verb."""
