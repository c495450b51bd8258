"""Reminding colleagues before the meeting: only those with rows left, seldom, and never at night."""
