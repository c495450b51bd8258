"""The first thing everybody sees on Home: what this is, who leads it, and first use."""
