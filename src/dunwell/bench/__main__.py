"""One part of the bench in a process of its own: the URL of its database, the part and its words in JSON."""

import json
import sys

from dunwell.config import one_thread, setup


def main() -> None:
    """Do the part and print what it cost, in JSON."""
    url, part, given = sys.argv[1:]
    if part in ("help", "decide"):  # one of several workers, each of which has a core; what one core can do
        one_thread()
    setup(url)
    from dunwell.bench.parts import PARTS  # tables can be named once Django has been started

    sys.stdout.write(json.dumps(PARTS[part](**json.loads(given))))


if __name__ == "__main__":
    main()
