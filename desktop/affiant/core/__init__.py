"""The words of the trade as frozen types, and the formats as pure functions. No files, clock, network, SQL or Qt."""
