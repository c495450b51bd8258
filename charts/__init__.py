"""Charts: values in, pictures out. Only `theme` says how they look; `pool` and `words` do without matplotlib."""
