"""What the outcome's buttons and modals are called."""

CHOOSE, SHOW_PICTURE, REOPEN = "outcome.choose", "outcome.show_picture", "outcome.reopen"
POST_AGAIN, COMPARE = "outcome.post_again", "outcome.compare"
CHOOSE_HIGHLIGHTS, REOPEN_REVIEW = "outcome.choose_highlights", "outcome.reopen_review"
STRENGTHS, PRIORITIES, REASON = "strengths", "priorities", "reason"
