"""Telephone cells as offices type them: the column reader beside `phonenumbers` number by number, and where they differ.

`python -m tests.bench.phones [--cells 1000000] [--seed 1]`. Nine of ten cells of a register are plain mobiles that come up
again; the adversarial ones here are not. Differences must be none.
"""

import argparse
import random
import time

import pyarrow as pa

from tasks.rules.phone import read_phones
from tasks.rules.phone_column import read_phone_column

_AREA = "0533"
_FULL_WIDTH = str.maketrans("0123456789-", "０１２３４５６７８９－")


def main() -> None:
    """Generate, read both ways, compare, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.phones", description=__doc__)
    parser.add_argument("--cells", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    cells = [_cell(chance) for _ in range(arguments.cells)]
    began = time.perf_counter()
    fast = read_phone_column(pa.array(cells), _AREA)
    halfway = time.perf_counter()
    slow = [read_phones(cell, _AREA) for cell in cells]
    ended = time.perf_counter()
    differing = sum(mine != theirs for mine, theirs in zip(fast, slow, strict=True))
    print(
        f"{len(cells):,} cells, {len(set(cells)):,} distinct, {sum(not read[0] for read in slow):,} without a number"
    )
    print(f"column {halfway - began:.2f} s, one by one {ended - halfway:.2f} s, differences {differing}")
    typed = [chance.choice(cells[:10_000]) for _ in range(len(cells) // 3)]
    began = time.perf_counter()
    read_phone_column(pa.array(typed), _AREA)
    print(f"{len(typed):,} cells as typed (10,000 distinct): {time.perf_counter() - began:.2f} s")


def _cell(chance: random.Random) -> str:
    mobile = f"1{chance.randrange(3, 10)}{chance.randrange(10**9):09d}"
    land = f"{chance.randrange(2, 9)}{chance.randrange(10**6):06d}"
    shape = chance.random()
    if shape < 0.5:
        return mobile
    return chance.choice(
        (
            mobile[:-1],
            f"{mobile}0",
            f"0086{mobile}",
            f"+86 {mobile[:3]} {mobile[3:7]} {mobile[7:]}",
            mobile.translate(_FULL_WIDTH),
            f"0533-{land}",
            f"0533{land}转{chance.randrange(9999)}",
            land,
            f"{mobile}、{chance.choice((land, mobile[::-1]))}",
            f"010-{land}{chance.randrange(10)}",
            f"{float(mobile):.2E}",
        )
    )


if __name__ == "__main__":
    main()
