"""The publisher's own wording: a careers leader gives the guide, sees what was found in it, and confirms."""
