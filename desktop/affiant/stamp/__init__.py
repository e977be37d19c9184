"""Time proofs (RFC 3161): the query, the authority that answers it, and the check on receipt."""
