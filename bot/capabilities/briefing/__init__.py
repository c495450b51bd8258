"""The day before the meeting and its hour: a brief for the facilitator, a word to the channel, the opening button."""
