"""One file per check of a pack; the order is in `verify.registry`."""
