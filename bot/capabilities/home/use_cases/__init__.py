"""Naming settings and their careers leaders, choosing which one to look at, and falling silent."""
