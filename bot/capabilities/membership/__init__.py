"""Who takes part in a review under way: inviting, removing, facilitators and roles."""
