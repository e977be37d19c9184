"""Browser programs, one file each."""
