"""The seals: what stock tools check a pack with. One file per form of signature."""
