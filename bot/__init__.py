"""The Slack bot that runs a setting's careers review."""
