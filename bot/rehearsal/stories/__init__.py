"""What people do in a rehearsal, chapter by chapter: the demo plays all of it, the page as much as is asked for."""
