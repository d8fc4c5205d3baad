"""Prefect's history in SQLite: who reads and then writes waits for its turn, and loses nothing."""

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa
from prefect.server.database.configurations import AioSqliteConfiguration
from sqlalchemy.exc import OperationalError

from flows.service.database import ImmediateSqlite


async def both_written(database: AioSqliteConfiguration) -> int:
    """Two transactions that read before they write, at once; return how many rows stand."""
    engine = await database.engine()
    async with engine.begin() as connection:
        await connection.execute(sa.text("create table told (by_whom integer)"))

    async def written(number: int) -> None:
        session = await database.session(engine)
        async with session, database.begin_transaction(session):
            await session.execute(sa.text("select * from told"))
            # Each gives the other the time to read too, and to write.
            await asyncio.sleep(0.1 * number)
            await session.execute(sa.text(f"insert into told values ({number})"))

    await asyncio.gather(written(1), written(2))
    async with engine.connect() as connection:
        return len((await connection.execute(sa.text("select * from told"))).fetchall())


def test_as_prefect_begins_them_one_is_lost(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'prefect.db'}"

    with pytest.raises(OperationalError, match="database is locked"):
        asyncio.run(both_written(AioSqliteConfiguration(connection_url=url)))


def test_as_we_begin_them_none_is(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'prefect.db'}"

    assert asyncio.run(both_written(ImmediateSqlite(connection_url=url))) == 2
