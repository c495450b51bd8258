"""A careers leader opens a review, moves its meeting, or calls it off."""
