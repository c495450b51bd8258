"""Careers Hubs: who runs them, and which settings belong to them."""
