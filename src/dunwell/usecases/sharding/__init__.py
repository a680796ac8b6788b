"""A large run by many hands: cut into shards, planned, judged as a whole, applied shard by shard.

Each step is a transaction of its own, so that a worker may die anywhere: what a shard had done stays done.
"""
