"""What can be done in a meeting: the `meeting` itself, its `rows`, `agreeing`; `home` and `agenda` look at it."""
