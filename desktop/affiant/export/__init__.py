"""What leaves the laptop: packs, their tables, documents and seals."""
