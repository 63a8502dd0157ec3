"""Numbers of suggestions with their series: 3 is the third of the session, 闭会3 the third between sessions, 议转3 of motions.

A number is written in many ways (闭会第3号, 平字第3号, 平〔2020〕3号) and read into one; where only the bare number stands, the
column 提出期间 tells the series, else the kind of file, else what the register has.
"""

import re
from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from schemas.words import SERIES_WORDS, Series
from tasks.rules.cells import Parsed, on_distinct, parse_numbers
from tasks.rules.letters.numerals import whole_number

# number -> the series that have it, of all numbers that some series beside the ordinary one has
Elsewhere = Mapping[str, Sequence[Series]]

_PREFIXES = {
    Series.BETWEEN_SESSIONS: r"闭会期间|闭会|闭字|闭|平时|平字|平",
    Series.MOTION: r"议案转建议|议案转|议转",
}
_SERIAL = r"[\d一二三四五六七八九十百]{1,8}"
_WRITTEN = {
    series: re.compile(
        rf"第?(?:{words})(?:建议)?字?-?(?:[〔\[(【](\d{{4}})[〕\])】])?第?-?({_SERIAL})号?(?:建议)?"
    )
    for series, words in _PREFIXES.items()
}
_PLAIN = r"^[1-9]\d{0,7}$"
_LABELLED = "^(?:" + "|".join(series.prefix for series in Series if series.prefix) + r")\d+$"


def label_of(text: str) -> tuple[str | None, int | None]:
    """Return the number with its series that a text is, and the year it names; (None, None) when it names no series."""
    bare = re.sub(r"\s", "", text)
    for series, pattern in _WRITTEN.items():
        if (match := pattern.fullmatch(bare)) and (number := whole_number(match[2])):
            return f"{series.prefix}{number}", int(match[1]) if match[1] else None
    return None, None


def parse_suggestion_numbers(column: pa.Array, year: int | None) -> Parsed:
    """Return numbers, those of other series with their prefix; one of another year than `year` is a problem."""
    plain = pc.fill_null(pc.match_substring_regex(column, _PLAIN), True)
    if pc.all(plain).as_py():
        return Parsed(column)

    def parse(text: str) -> tuple[str | None, str | None]:
        label, named = label_of(text)
        if label and named and year and named != year:
            return None, "number_of_other_year"
        return label, None

    labelled = on_distinct(pc.if_else(plain, None, column), pa.string(), parse)
    settled = pc.is_valid(labelled.values)
    for mask in labelled.wrong.values():
        settled = pc.or_(settled, mask)
    rest = parse_numbers(pc.if_else(settled, None, column))
    return Parsed(pc.coalesce(labelled.values, rest.values), {**rest.wrong, **labelled.wrong})


def parse_series(column: pa.Array) -> Parsed:
    """Return the series that a word of the column 提出期间 means."""

    def parse(text: str) -> tuple[str | None, str | None]:
        word = SERIES_WORDS.get(text.replace(" ", ""))
        return (word.value, None) if word else (None, "unknown_series")

    return on_distinct(column, pa.string(), parse)


def settle(numbers: pa.Array, series: pa.Array | None, bare: Series | None, elsewhere: Elsewhere) -> Parsed:
    """Return the numbers with their series said: by `series` of the row, else `bare`, else by who has the number.

    Where nothing says so, a number that the session itself has is of the session; one that only one other series has is of
    that; one that several others have is ambiguous.
    """
    wrong: dict[str, pa.Array] = {}
    is_labelled = pc.fill_null(pc.match_substring_regex(numbers, _LABELLED), False)
    if series is not None and series.null_count < len(series):
        prefix = _prefixes(series)
        same = _starts_with(numbers, prefix)
        contradicts = pc.and_(is_labelled, pc.fill_null(pc.invert(same), False))
        wrong["series_contradicts"] = contradicts
        said = pc.binary_join_element_wise(prefix, numbers, "")
        numbers = pc.if_else(pc.and_(pc.is_valid(series), pc.invert(is_labelled)), said, numbers)
        numbers = pc.if_else(contradicts, None, numbers)
        is_labelled = pc.or_(is_labelled, pc.is_valid(series))
    if bare is not None:
        said = pc.binary_join_element_wise(pa.scalar(bare.prefix), numbers, "")
        return Parsed(pc.if_else(is_labelled, numbers, said), wrong)
    if not elsewhere:
        return Parsed(numbers, wrong)
    return _looked_up(numbers, is_labelled, elsewhere, wrong)


def _prefixes(series: pa.Array) -> pa.Array:
    words = list(Series)
    at = pc.index_in(series, value_set=pa.array([word.value for word in words]))
    return pa.array([word.prefix for word in words]).take(at)


def _starts_with(numbers: pa.Array, prefix: pa.Array) -> pa.Array:
    """Whether the prefix of a labelled number is this one; the ordinary series has none."""
    own = pc.replace_substring_regex(numbers, r"\d+$", "")
    return pc.equal(own, prefix)


def _looked_up(
    numbers: pa.Array, is_labelled: pa.Array, elsewhere: Elsewhere, wrong: dict[str, pa.Array]
) -> Parsed:
    others = {number: has for number, has in elsewhere.items() if Series.IN_SESSION not in has}
    doubtful = pa.array([number for number, has in others.items() if len(has) > 1], pa.string())
    certain = {number: has[0].prefix + number for number, has in others.items() if len(has) == 1}
    at = pc.index_in(numbers, value_set=pa.array(list(certain), pa.string()))
    found = pa.array(list(certain.values()), pa.string()).take(at)
    numbers = pc.if_else(is_labelled, numbers, pc.coalesce(found, numbers))
    ambiguous = pc.and_(pc.is_in(numbers, value_set=doubtful), pc.invert(is_labelled))
    return Parsed(pc.if_else(ambiguous, None, numbers), {**wrong, "ambiguous_number": ambiguous})
