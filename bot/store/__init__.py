"""What outlives the process: settings, members' choices, reports, notes; in SQLite or PostgreSQL."""

from bot.store.errors import ReportsFullError, StoreError, StoreUnavailableError
from bot.store.opening import open_store
from bot.store.reports import Report
from bot.store.store import Store

__all__ = ["Report", "ReportsFullError", "Store", "StoreError", "StoreUnavailableError", "open_store"]
