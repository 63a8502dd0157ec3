"""Numbers as people print them in a table: shares such as `98.3%`, `15.6 %`, `约11%`, `983‰`, `41.57`; counts such as `1,142件`."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from tasks.rules.figures.rounding import decimals_of

_SHARE = re.compile(r"(约|大约|近|超|超过)?(?:百分之)?(\d+(?:\.\d+)?)([%‰]?)(?:左右|以上)?")
_COUNT = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.0+)?\D{0,3}")
# a spreadsheet keeps the whole ratio behind the share that it shows
_DECIMALS_OF_RATIO = 4


@dataclass(frozen=True)
class PrintedShare:
    """A share in per cent as printed. `is_about`: the text itself says that it is not exact."""

    value: Decimal
    is_about: bool = False

    @property
    def decimals(self) -> int:
        """How many decimals were printed."""
        return decimals_of(self.value)


def parse_share(text: str) -> PrintedShare | None:
    """Return a printed share; None when the text is none."""
    found = _SHARE.fullmatch(_folded(text))
    if not found:
        return None
    about, digits, sign = found.groups()
    value = Decimal(digits).scaleb(-1) if sign == "‰" else Decimal(digits)
    return PrintedShare(value, about is not None or "左右" in text)


def parse_count(text: str) -> int | None:
    """Return a printed whole number, perhaps with its unit (件、人、份); None when the text is none."""
    found = _COUNT.fullmatch(_folded(text))
    return int(found[1].replace(",", "")) if found else None


def shares_of_sheet(texts: Sequence[str | None]) -> list[str | None]:
    """Return the shares of a sheet in per cent; a column of plain ratios (0.983) becomes one of percentages (98.3).

    A cell that Excel shows as 98.3% holds 0.98333...: how many decimals people see is not in the file, so four are taken.
    """
    found = [parse_share(text) if text else None for text in texts]
    values = [share.value for share in found if share]
    if {"%", "‰"} & set(_folded("".join(text or "" for text in texts))) or not _are_ratios(values):
        return list(texts)
    return [_percent(share.value) if share else text for share, text in zip(found, texts, strict=True)]


def _are_ratios(values: Sequence[Decimal]) -> bool:
    # a table with the one share 0.5 is read as half a per cent: that is what it says
    return (
        bool(values)
        and max(values) <= 1
        and (sum(values) >= Decimal("0.9") or max(map(decimals_of, values)) > _DECIMALS_OF_RATIO)
    )


def _percent(ratio: Decimal) -> str:
    percent = ratio.scaleb(2)
    if decimals_of(percent) > _DECIMALS_OF_RATIO:
        percent = percent.quantize(Decimal(1).scaleb(-_DECIMALS_OF_RATIO), ROUND_HALF_UP)
    return format(percent, "f")


def _folded(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
