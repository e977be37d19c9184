"""What is computed from evidence: always *derived*, always with its method, never in place of what was seen."""
