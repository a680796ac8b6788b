"""Settings of the installation. The environment is read in this package and nowhere else.

`setup()` is called once per process, by the face that was entered, before anything of `dunwell.data` is
imported. Knows strings that name layers, and imports none of them but `domain`.
"""

from dunwell.config.start import setup, setup_throw_away
from dunwell.config.threads import one_thread

__all__ = ["one_thread", "setup", "setup_throw_away"]
