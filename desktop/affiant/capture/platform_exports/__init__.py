"""Reading what platforms hand out: exports, downloads and stored pages. Runs in a limited child only."""
