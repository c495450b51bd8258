"""The careers maturity model and the rules of a review: pure values and functions, no input or output."""
