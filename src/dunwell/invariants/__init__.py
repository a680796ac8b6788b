"""Truths of the books that must hold after every write. Repairs nothing, only tells."""
