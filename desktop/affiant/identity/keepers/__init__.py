"""Places that keep the secret which opens the private keys; one file each, named in `identity.registry`."""
