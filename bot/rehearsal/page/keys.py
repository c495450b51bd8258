"""What the parts of the page's server share, by the names under which aiohttp keeps it."""

from aiohttp import web

from bot.rehearsal.page.theatre import Theatre

THEATRE = web.AppKey("THEATRE", Theatre)
HOSTS = web.AppKey("HOSTS", frozenset)
"""The names under which the page may be asked for."""
