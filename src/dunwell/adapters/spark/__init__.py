"""Apache Spark as one who decides: the same pure decision, over shards of customers, on as many machines as there are.

Needs the extra `spark` and a Java runtime. Knows no ledger: it reads facts from files and writes a plan as files.
"""

from dunwell.adapters.spark.job import decide_on_spark

__all__ = ["decide_on_spark"]
