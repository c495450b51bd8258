"""A review under way: where it stands, moving its meeting, calling it off."""
