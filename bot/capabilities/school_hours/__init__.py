"""When the bot may write to people: school hours and the days on which a setting is closed."""
