"""A credit and collection policy and the decision it leads to. Knows Polars; knows no database and no clock."""
