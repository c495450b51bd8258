"""Who takes part in a review: how far they are, inviting, removing, facilitators and roles."""
