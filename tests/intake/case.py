# SPDX-License-Identifier: GPL-3.0-or-later
"""One file that somebody sends, and what must become of it."""

from dataclasses import dataclass
from typing import Callable, Optional


@dataclass(frozen=True)
class Case:
    entry: int  # the kind of bad input that it stands for; 0: a clean file
    name: str
    make: Callable  # folder -> path of the file
    exit: int
    codes: tuple = ()  # numbers that the messages must hold, "FYP-345"
    figures: Optional[dict] = None  # {(region, indicator, year): value}
    options: tuple = ()
    rejected: Optional[int] = None
