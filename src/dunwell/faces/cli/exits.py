"""The exit codes of the command line, as `dunwell --help` and docs/command-line.md give them."""

OK = 0
AMISS = 1
UNREADABLE = 2
WAITS = 3
REFUSED = 4

MEANINGS = {
    OK: "done",
    AMISS: "looked, and something is amiss: rows refused, a book differs, a truth broken, a journal changed, "
    "a channel that cannot send",
    UNREADABLE: "could not be read: a wrong option, an unknown word, a file that is not what it should be",
    WAITS: "waits for a person: a run or a request needs approval first",
    REFUSED: "refused by a rule, and nothing was written",
}
"""What each code means."""
