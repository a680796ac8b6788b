"""How many threads the engine of frames takes, and that of arrays. Read by them once, when they are first loaded."""

import os


def one_thread() -> None:
    """Let frames be worked on in one thread: several workers share a machine's cores better than their threads do.

    Whoever has set POLARS_MAX_THREADS or OPENBLAS_NUM_THREADS keeps it. Nothing here multiplies matrices, and threads
    that wait for it cost time.
    """
    for name in ("POLARS_MAX_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
