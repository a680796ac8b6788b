"""Lets `python -m dunwell` do what the command `dunwell` does."""

from dunwell.faces.cli.main import main

main()
