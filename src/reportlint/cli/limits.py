"""How a command reads documents: how many at a time, and with what limits."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps

import click

from reportlint.reading import Reading


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command these options, and pass it what they say as `reading`."""

    @click.option(
        "--jobs",
        type=click.IntRange(1),
        default=lambda: os.cpu_count() or 1,
        help="同时读取几份文档。 Documents read at a time.",
    )
    @click.option(
        "--timeout",
        type=click.FloatRange(0, min_open=True),
        default=5,
        show_default=True,
        help="读取一份文档的秒数上限。 Seconds for reading a document.",
    )
    @click.option(
        "--memory",
        type=click.IntRange(64),
        default=1024,
        show_default=True,
        help="读取一份文档的内存上限（MiB）。 MiB for reading a document.",
    )
    @wraps(command)
    def passing(*, jobs: int, timeout: float, memory: int, **others: object) -> None:
        command(reading=Reading(jobs, timeout, memory << 20), **others)

    return passing
