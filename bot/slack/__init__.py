"""The edge to Slack: everything that Slack sends comes in here, everything it is sent goes out here.

Generic over what the bot does: this package knows no capability.
"""
