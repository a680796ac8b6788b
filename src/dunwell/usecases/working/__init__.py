"""What a worker does: jobs by the clock, shards of runs, messages of the outbox. Each step is small and can be lost."""
