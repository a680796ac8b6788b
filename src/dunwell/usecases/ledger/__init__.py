"""What several use cases do to the ledger in the same way: settle, take back, count for promises, open again.

Each module is a helper of use cases: it works within their transaction, after they have noted what was asked.
"""
