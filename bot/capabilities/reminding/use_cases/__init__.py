"""What reminders decide: who gets one, what its reader may do about it, and whom a careers leader may nudge."""
