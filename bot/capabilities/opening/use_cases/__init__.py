"""What a careers leader looks at before a review is opened, and how it comes about."""
