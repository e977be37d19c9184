"""The identifier desk: what an address, a number or a file name says by itself, without a network."""
