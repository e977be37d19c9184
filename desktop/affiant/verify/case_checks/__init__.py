"""One file per check of a case; the order is in `verify.registry`."""
