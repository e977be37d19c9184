"""The case on disk; the only place that opens SQLite."""
