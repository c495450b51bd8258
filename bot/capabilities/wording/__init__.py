"""Looking closer at a row's words: how its columns differ, what it is for, and what its publisher changed."""
