"""The invitation, the row card that turns in place, the whole at a glance, and the two modals.

Each is drawn from a sheet alone, so a click, a notice and the healing sweep draw the same card for the same state.
"""
