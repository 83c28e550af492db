"""The first tables: settings, members' choices, reports, notes and communities."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make them."""
    _settings()
    _members()
    _reports()
    _notebook()
    _communities()


def _settings() -> None:
    op.create_table(
        "settings",
        sa.Column("platform", sa.String(32), nullable=False),
        sa.Column("community", sa.String(128), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("value", sa.String(4_000), nullable=False),
        sa.Column("changed_by", sa.String(128)),
        sa.PrimaryKeyConstraint("platform", "community", "key", name="pk_settings"),
    )
    op.create_index("ix_settings_platform_changed_by", "settings", ["platform", "changed_by"])


def _members() -> None:
    op.create_table(
        "members",
        sa.Column("platform", sa.String(32), nullable=False),
        sa.Column("user", sa.String(128), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("value", sa.String(4_000), nullable=False),
        sa.PrimaryKeyConstraint("platform", "user", "key", name="pk_members"),
    )


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("platform", sa.String(32), nullable=False),
        sa.Column("community", sa.String(128), nullable=False),
        sa.Column("chat", sa.String(128), nullable=False),
        sa.Column("user", sa.String(128), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("fact", sa.String(256), nullable=False),
        sa.Column("text", sa.String(4_000), nullable=False),
        sa.Column("link", sa.String(2_048), nullable=False),
        sa.Column("language", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed", sa.DateTime(timezone=True)),
        sa.Column("closed_by", sa.String(128)),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_reports_platform_community_closed_id", "reports", ["platform", "community", "closed", "id"]
    )
    op.create_index("ix_reports_platform_user", "reports", ["platform", "user"])
    op.create_index("ix_reports_platform_closed_by", "reports", ["platform", "closed_by"])


def _notebook() -> None:
    op.create_table(
        "notebook",
        sa.Column("key", sa.String(256), nullable=False),
        sa.Column("value", sa.String(65_536), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True)),
        sa.Column("platform", sa.String(32), nullable=False),
        sa.Column("user", sa.String(128), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_notebook"),
    )
    op.create_index("ix_notebook_expires", "notebook", ["expires"])
    op.create_index("ix_notebook_platform_user", "notebook", ["platform", "user"])


def _communities() -> None:
    op.create_table(
        "communities",
        sa.Column("platform", sa.String(32), nullable=False),
        sa.Column("community", sa.String(128), nullable=False),
        sa.Column("joined", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("platform", "community", name="pk_communities"),
    )
    op.create_index("ix_communities_gone", "communities", ["gone"])
