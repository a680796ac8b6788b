"""Dunwell: dunning, done well. Only the version lives here; each layer is a package of its own."""

__version__ = "0.1.0"
