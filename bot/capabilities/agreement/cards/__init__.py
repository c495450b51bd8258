"""What the meeting looks like: its `agenda`, a `row`, the part of `home`; `values` travel in their buttons."""
