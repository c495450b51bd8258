"""A careers leader opens a review: who, when, where, and the invitations are on their way."""
