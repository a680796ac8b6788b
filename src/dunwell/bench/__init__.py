"""The bench: how long a night takes on books of any size, beside the floor of moving the same bytes.

It writes into books of its own alone, made for it and thrown away.
"""
