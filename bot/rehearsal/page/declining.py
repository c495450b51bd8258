"""What the page does not do."""


class Declined(Exception):
    """Something cannot be done just now; the text says so to whoever asked."""


CHANGED = "That has just changed. Look again, please."
