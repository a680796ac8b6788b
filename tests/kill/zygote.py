"""A process that has loaded everything and forks a child for each attempt, so that an attempt costs no start.

Reads a line of JSON for each attempt and answers with one. It never works itself: no thread and no connection is
there when it forks.
"""

import json
import os
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import Any


def main() -> None:
    """Serve attempts until nobody asks any more."""
    from dunwell.config import setup

    setup(sys.argv[1])
    from kill import ending, points, story

    ending.load_all()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            _attempt(asked, ending, points, story)
        if asked.get("kill_after") is not None:
            time.sleep(asked["kill_after"])
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        killed = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        sys.stdout.write(
            json.dumps({"killed": killed, "exit": 0 if killed else os.waitstatus_to_exitcode(status)}) + "\n"
        )
        sys.stdout.flush()


def _attempt(asked: dict[str, Any], ending: Any, points: Any, story: Any) -> None:
    """Prepare the books or play the story, in a child that never returns."""
    from django.db import connection

    folder = Path(asked["folder"])
    try:
        os.environ["DUNWELL_HOME"] = str(folder)
        connection.settings_dict["NAME"] = asked["database"]
        if asked.get("prepare"):
            ending.prepare(asked["port"])
        else:
            listening = points.Points(asked["kill_at"], str(folder))
            listening.listen()
            story.Story(folder, asked["attempt"]).play(asked["until"])
            passed = list(listening.passed)
            (folder / "end.json").write_text(json.dumps({"points": passed, **ending.books_at_the_end()}))
        connection.close()
    except BaseException:  # noqa: BLE001 - the child says what went wrong, and ends
        (folder / "fault").write_text(traceback.format_exc())
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
