"""What a colleague may do alone: look at a row, answer it, note something, say what they do, carry on elsewhere.

Every one of these refuses with NothingThere (of another workspace), NotAMember, NotAllowed (does not answer here) or
UnknownRow, or with WrongStage while the review is a draft, and nothing has changed then. Looking at one's own answers,
and deleting what the meeting has not used, is possible at every stage after that. Which row a card shows is not kept
anywhere: one that is drawn again later shows `Sheet.next`, the next row to answer. Only the click itself knows that
somebody went back or skipped.
"""
