"""The outbox at the level of rows: what was sent in parts, leases, decisions taken back. Knows no transport."""
