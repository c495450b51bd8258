"""The decisions about actions: `adding` one, `settling` it, and `looking` at those there are."""
