"""The outside, each file replaceable. Adapters do not know each other."""
