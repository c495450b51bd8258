"""What a decision may read and write: one repository per aggregate, all on one connection."""

from sqlalchemy import Connection

from storage.actions import Actions
from storage.agreements import Agreements
from storage.booking_weeks import BookingWeeks
from storage.bookings import Bookings
from storage.bridges import Bridges
from storage.cards import Cards
from storage.deliveries import Deliveries
from storage.editions import Editions
from storage.guides import Guides
from storage.histories import Histories
from storage.hub_notices import HubNotices
from storage.hubs import Hubs
from storage.meetings import Meetings
from storage.member_settings import MemberSettings
from storage.notices import Notices
from storage.prompts import Prompts
from storage.reflections import Reflections
from storage.reviews import Reviews
from storage.settings import Settings


class Transaction:
    """The repositories, seen and changed together or not at all."""

    def __init__(self, connection: Connection) -> None:
        self.settings = Settings(connection)
        self.editions = Editions(connection)
        self.bridges = Bridges(connection)
        self.reviews = Reviews(connection)
        self.reflections = Reflections(connection)
        self.meetings = Meetings(connection)
        self.agreements = Agreements(connection)
        self.actions = Actions(connection)
        self.prompts = Prompts(connection)
        self.notices = Notices(connection)
        self.guides = Guides(connection)
        self.hubs = Hubs(connection)
        self.member_settings = MemberSettings(connection)
        self.histories = Histories(connection)
        self.booking_weeks = BookingWeeks(connection)
        self.bookings = Bookings(connection)
        self.hub_notices = HubNotices(connection)
        self.cards = Cards(connection)
        self.deliveries = Deliveries(connection)
