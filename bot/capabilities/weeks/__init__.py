"""Weeks for peer-to-peer reviews: hub staff announce them, and settings hear of them."""
