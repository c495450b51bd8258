"""What the group gets once a review is agreed: the picture, its figures and where to find support."""
