"""The settings of a hub: those without Slack, who looks after each, and reviews that were held elsewhere."""
