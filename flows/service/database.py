"""How Prefect's server writes its history of runs where that is SQLite.

Prefect begins its transactions as deferred ones (3.8.8). One that reads first, and writes when
another has written meanwhile, fails at once with "database is locked", whatever time it may wait:
what it read is no longer true. Begun as immediate ones they wait for each other, a minute long.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from prefect.server.database.configurations import AioSqliteConfiguration
from prefect.server.database.dependencies import MODELS_DEPENDENCIES
from prefect.settings import PREFECT_API_DATABASE_CONNECTION_URL
from sqlalchemy.ext.asyncio import AsyncSession, AsyncSessionTransaction


class ImmediateSqlite(AioSqliteConfiguration):
    """SQLite whose transactions take their turn to write when they begin."""

    @asynccontextmanager
    async def begin_transaction(
        self, session: AsyncSession, with_for_update: bool = False
    ) -> AsyncGenerator[AsyncSessionTransaction, None]:
        """Begin one; nearly all that Prefect begins write."""
        async with super().begin_transaction(session, with_for_update=True) as transaction:
            yield transaction


def let_sqlite_wait() -> None:
    """Have this process's server begin so, if its history of runs is in SQLite."""
    url = PREFECT_API_DATABASE_CONNECTION_URL.value()
    if url.startswith("sqlite"):
        MODELS_DEPENDENCIES["database_config"] = ImmediateSqlite(connection_url=url)
