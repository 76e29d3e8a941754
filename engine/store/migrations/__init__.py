"""The steps by which the tables of one release become those of the next."""
