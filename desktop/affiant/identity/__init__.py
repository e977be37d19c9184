"""The investigator's identity: two keys, a small unit CA, where their secret is kept, and the anchors of cases."""
