"""The trade in plain Python: money, dates, items, promises and their arithmetic. Knows no framework and no clock."""
