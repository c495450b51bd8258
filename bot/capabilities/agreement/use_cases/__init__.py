"""What can be done in a meeting: the `meeting` itself, its `rows`, `agreeing` on them; `home` and `agenda` look at it."""
