"""What a setting will do about the rows it agreed: adding an action, reminding its owner, settling it."""
