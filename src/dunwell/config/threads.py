"""How many threads the engine of frames takes. Read by it once, when it is first loaded."""

import os


def one_thread() -> None:
    """Let frames be worked on in one thread: several workers share a machine's cores better than their threads do.

    Whoever has set POLARS_MAX_THREADS keeps it.
    """
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
