"""The only modules of the verifier that import foreign libraries; `verify.available` says whether they are there."""
