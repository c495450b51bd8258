"""What a decision may read and write: one repository per aggregate, all on one connection."""

from sqlalchemy import Connection

from storage.actions import Actions
from storage.agreements import Agreements
from storage.cards import Cards
from storage.deliveries import Deliveries
from storage.meetings import Meetings
from storage.notices import Notices
from storage.prompts import Prompts
from storage.reflections import Reflections
from storage.reviews import Reviews
from storage.settings import Settings


class Transaction:
    """The repositories, seen and changed together or not at all."""

    def __init__(self, connection: Connection) -> None:
        self.settings = Settings(connection)
        self.reviews = Reviews(connection)
        self.reflections = Reflections(connection)
        self.meetings = Meetings(connection)
        self.agreements = Agreements(connection)
        self.actions = Actions(connection)
        self.prompts = Prompts(connection)
        self.notices = Notices(connection)
        self.cards = Cards(connection)
        self.deliveries = Deliveries(connection)
