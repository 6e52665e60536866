"""What a server tells of its requests: a log, metrics, and traces."""
