"""Finding customers by how they are called and reached: in either script, without accents, with a slip of the pen.

What can be found is read into memory once and kept as fresh as the journal says (docs/decisions/0025).
"""

from dunwell.queries.finding.known import Found, find_known, know

__all__ = ["Found", "find_known", "know"]
