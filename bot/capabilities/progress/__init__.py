"""How far everybody is, and whom the invitation did not reach."""
