"""What imports share: which rows are new, what a complete list settles, and how an import is taken back.

Rows are read and written by the batch: the number of statements does not grow with each row.
"""
