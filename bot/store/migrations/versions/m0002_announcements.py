"""Announcements, and every post of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make their tables."""
    _announcements()
    _deliveries()


def _announcements() -> None:
    op.create_table(
        "announcements",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("platform", sa.String(32), nullable=False),
        sa.Column("community", sa.String(128), nullable=False),
        sa.Column("chat", sa.String(128), nullable=False),
        sa.Column("thread", sa.String(128)),
        sa.Column("private", sa.Boolean, nullable=False),
        sa.Column("user", sa.String(128), nullable=False),
        sa.Column("label", sa.String(400), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("minute", sa.Integer, nullable=False),
        sa.Column("zone", sa.String(64)),
        sa.Column("days", sa.String(32), nullable=False),
        sa.Column("style", sa.String(32), nullable=False),
        sa.Column("languages", sa.String(16_000), nullable=False),
        sa.Column("packs", sa.String(16_000), nullable=False),
        sa.Column("tags", sa.String(16_000), nullable=False),
        sa.Column("reveal", sa.Integer, nullable=False),
        sa.Column("created_by", sa.String(128)),
        sa.Column("origin_chat", sa.String(128)),
        sa.Column("origin_thread", sa.String(128)),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True)),
        sa.Column("day", sa.Date),
        sa.Column("strikes", sa.Integer, nullable=False),
        sa.Column("struck", sa.Date),
        sa.Column("problem", sa.String(32), nullable=False),
        sa.Column("unnoticed", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_announcements"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_announcements_state_due", "announcements", ["state", "due"])
    op.create_index("ix_announcements_platform_community", "announcements", ["platform", "community"])
    op.create_index("ix_announcements_platform_user", "announcements", ["platform", "user"])
    op.create_index("ix_announcements_platform_created_by", "announcements", ["platform", "created_by"])


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("announcement", sa.BigInteger, nullable=False),
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("platform", sa.String(32), nullable=False),
        sa.Column("community", sa.String(128), nullable=False),
        sa.Column("chat", sa.String(128), nullable=False),
        sa.Column("thread", sa.String(128)),
        sa.Column("private", sa.Boolean, nullable=False),
        sa.Column("user", sa.String(128), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("owner", sa.String(32)),
        sa.Column("lease", sa.DateTime(timezone=True)),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("begun", sa.DateTime(timezone=True)),
        sa.Column("facts", sa.String(16_000), nullable=False),
        sa.Column("question", sa.String(256), nullable=False),
        sa.Column("language", sa.String(32), nullable=False),
        sa.Column("reply", sa.String(65_536), nullable=False),
        sa.Column("ref", sa.String(512), nullable=False),
        sa.Column("buttons", sa.DateTime(timezone=True)),
        sa.Column("problem", sa.String(400), nullable=False),
        sa.PrimaryKeyConstraint("announcement", "date", "kind", name="pk_deliveries"),
    )
    op.create_index("ix_deliveries_platform_state_due", "deliveries", ["platform", "state", "due"])
    op.create_index("ix_deliveries_state_lease", "deliveries", ["state", "lease"])
    op.create_index("ix_deliveries_state_until", "deliveries", ["state", "until"])
    op.create_index("ix_deliveries_platform_buttons", "deliveries", ["platform", "buttons"])
    op.create_index("ix_deliveries_platform_community", "deliveries", ["platform", "community"])
    op.create_index("ix_deliveries_platform_user", "deliveries", ["platform", "user"])
