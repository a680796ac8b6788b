"""What a part of the bench cost: seconds, CPU seconds of this process and of its server, memory. Knows no part."""

import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

from django.db import connection

CLOCK_TICKS = 100  # a second, as Linux counts a process's time in /proc


@dataclass(slots=True)
class Cost:
    """What was used: seconds by the wall, and CPU seconds of the process and of its server."""

    seconds: float = 0.0
    cpu_s: float = 0.0
    server_cpu_s: float = 0.0


@contextmanager
def measured() -> Iterator[Cost]:
    """Measure what is done inside."""
    cost = Cost()
    server, cpu, wall = server_cpu(), process_time(), perf_counter()
    yield cost
    cost.seconds = perf_counter() - wall
    cost.cpu_s = process_time() - cpu
    cost.server_cpu_s = server_cpu() - server


def peak_rss_mb() -> float:
    """Tell the most memory that this process has had, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def server_cpu() -> float:
    """Tell the CPU time of the server so far, all its processes together, where it runs on this machine."""
    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    mine = _stat(connection.connection.info.backend_pid)
    if mine is None:
        return 0.0
    head = int(mine[1])
    processes = [_stat(int(each.name)) for each in Path("/proc").iterdir() if each.name.isdecimal()]
    children = [each for each in processes if each is not None and int(each[1]) == head]
    ended = (_stat(head) or mine)[13:15]  # of children that are gone the first process knows the sum
    return (sum(int(each[11]) + int(each[12]) for each in children) + sum(map(int, ended))) / CLOCK_TICKS


def _stat(pid: int) -> list[str] | None:
    """Read what Linux tells of a process, from its state on; none of one that is gone, or elsewhere."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None
