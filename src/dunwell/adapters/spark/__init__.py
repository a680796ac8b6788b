"""Apache Spark as one who decides: the same pure decision, over shards of customers, on as many machines as there are.

Needs the extra `spark` and a Java runtime. Knows no ledger: facts come from files or tables, and a
plan goes there.
"""

from dunwell.adapters.spark.job import Jdbc, decide_on_spark

__all__ = ["Jdbc", "decide_on_spark"]
