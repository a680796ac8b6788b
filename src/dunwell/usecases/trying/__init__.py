"""A policy tried on the portfolio as it stands, before it is put in force: nothing of it is written.

The days ahead are run as they would be, with the policy in force and with the new one, in a transaction that is undone.
"""

from dunwell.usecases.trying.simulate import simulate

__all__ = ["simulate"]
