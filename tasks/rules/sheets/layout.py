"""Where the header of a sheet is, in one row or two, and which field each column holds."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from schemas.inputs import CLAIMED
from schemas.outcome_words import OUTCOME_WORDS
from schemas.sheets import (
    GENERIC_HEADERS,
    SHEET_WORDS,
    SUMMARY_DEPARTMENT,
    SUMMARY_FIGURES,
    SURVEY_WORDS,
    SheetWords,
)
from schemas.words import Kind, Outcome
from tasks.rules.header import ROWS_SEARCHED
from tasks.rules.sheets.words import tight

# wider sheets do not exist; the columns beyond are formatting gone wrong
MOST_COLUMNS = 256

Row = Sequence[str | None]
# the field that a header word names, and how good a word for it it is
_Named = tuple[str, int] | None
_ORNAMENT = re.compile(r"[*:★☆]|\((?:必填|选填|可不填)\)")
_BRACKET = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]")
_RESULT_BESIDE_ATTITUDE = r"对?(?:建议|答复)?的?(?:办理|答复)?结果"
# 1=满意，2：基本满意, 3-不满意
_LEGEND = re.compile(r"(?<![\d.])(\d{1,2})[=:\-—.、]([\u4e00-\u9fff]{2,8})")
_REMARKS = "备注"
_NAME_OF_GROUP = frozenset({"姓名", "名称", "名单"})


@dataclass(frozen=True)
class Block:
    """The columns of one record: the positions of each field, and the columns that are ticked, with what a tick means."""

    fields: Mapping[str, tuple[int, ...]]
    ticks: tuple[tuple[int, Outcome], ...] = ()
    attitude_ticks: tuple[tuple[int, Outcome], ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The fields that have a column."""
        marks = (("ticks", self.ticks), ("attitude", self.attitude_ticks))
        return frozenset(self.fields) | {name for name, columns in marks if columns}


@dataclass(frozen=True)
class SheetLayout:
    """A sheet that can be read: its kind, its header rows (from 0), and its blocks of columns from left to right."""

    kind: Kind
    first_row: int
    last_row: int
    blocks: tuple[Block, ...]
    header_words: tuple[frozenset[str], ...]
    # header words that name no field
    others: tuple[str, ...] = ()
    # the section that the line right above the header names: 城东代表团
    section: str | None = None
    # codes of answers that a line of the sheet explains: 1=满意 2=基本满意
    legend: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Column:
    """A header cell as read: the word, and the word of the merged cell over it."""

    group: str
    word: str


def find_layout(rows: Sequence[Row]) -> SheetLayout | None:
    """Return the layout among the first rows of a sheet, or None. One row of header goes before two that say no more."""
    best: tuple[int, SheetLayout] | None = None
    for first, last, columns in _candidates(rows[:ROWS_SEARCHED]):
        for words in SHEET_WORDS:
            blocks = _blocks(words, columns)
            names = blocks[0].names if blocks else frozenset()
            if names & words.never or not _makes(words, names, columns):
                continue
            if words.kind is Kind.DEPUTIES and _is_of_handlers(rows[:last]):
                continue
            score = 2 * _columns_read(blocks) + _explains(words, columns)
            if best is None or score > best[0]:
                texts = tuple(frozenset(tight(cell) for cell in row) for row in rows[first : last + 1])
                others = _not_read(blocks, columns)
                section = _section_above(rows, first)
                best = score, SheetLayout(words.kind, first, last, tuple(blocks), texts, others, section)
    return _explained(best[1], rows) if best else None


def _explained(layout: SheetLayout, rows: Sequence[Row]) -> SheetLayout:
    """Return the layout of a survey with its legend; where no column is one of reasons, the remarks hold them."""
    if layout.kind is not Kind.SURVEY_RESULTS:
        return layout
    blocks = layout.blocks
    header = [_word(cell) for cell in rows[layout.last_row]]
    if len(blocks) == 1 and "reason" not in blocks[0].fields and _REMARKS in header:
        fields = {**blocks[0].fields, "reason": (header.index(_REMARKS),)}
        blocks = (replace(blocks[0], fields=fields),)
    return replace(layout, blocks=blocks, legend=legend_in(cell for row in rows for cell in row))


def legend_in(cells: Iterable[str | None]) -> dict[str, str]:
    """Return the word of each code that some line explains: a legend has two of them at least."""
    for cell in cells:
        found = dict(_LEGEND.findall(tight(cell))) if cell and len(cell) < 300 else {}
        if len(found) > 1 and any(word in OUTCOME_WORDS for word in found.values()):
            return found
    return {}


def _is_of_handlers(above: Sequence[Row]) -> bool:
    """Whether the title says that a list of people is that of the departments' own."""
    title = "".join(tight(cell) for row in above for cell in row if cell)
    return bool(re.search(r"联络员|承办单位|经办人|承办人", title)) and "代表" not in title


def _section_above(rows: Sequence[Row], first: int) -> str | None:
    words = {word for cell in rows[first - 1] if (word := tight(cell))} if first else set()
    word = words.pop() if len(words) == 1 else ""
    return word if re.fullmatch(r"(?!.*(?:届|年|人大)).{1,10}(?:代表团|代表组)", word) else None


def _makes(words: SheetWords, names: frozenset[str], columns: Sequence[_Column]) -> bool:
    """Whether the fields make a sheet of this kind: one set of them is there, and not all by words that mean anything."""
    sure = {named[0] for column in columns if (named := _field(words, column)) and named[1] == 0} | {"ticks"}
    # beside the question about the attitude stands the one about the result
    sure |= {"outcome"} if "attitude" in names else set()
    return any(signature <= names and signature & sure for signature in words.signatures)


def _not_read(blocks: Sequence[Block], columns: Sequence[_Column]) -> tuple[str, ...]:
    read = {place for block in blocks for places in block.fields.values() for place in places}
    read |= {place for block in blocks for place, _ in (*block.ticks, *block.attitude_ticks)}
    words = (column.word for place, column in enumerate(columns) if place not in read)
    return tuple(dict.fromkeys(word for word in words if word))


def _columns_read(blocks: Sequence[Block]) -> int:
    # what handlers write of satisfaction makes no register of a survey that asks about it
    block = blocks[0]
    return (
        len(block.fields.keys() - {CLAIMED.name})
        + len(block.ticks)
        + len(block.attitude_ticks)
        + len(blocks)
        - 1
    )


def _explains(words: SheetWords, columns: Sequence[_Column]) -> bool:
    """Whether a second row does nothing but explain the first: of two readings with as many columns, this is the right one."""
    below = [column for column in columns if column.group]
    named = {column.group or column.word for column in columns if _named(words, column.group or column.word)}
    return (
        len(below) > 1
        and len(named) > 1
        and all(
            column.word in GENERIC_HEADERS or _tick(column.word) or _field(words, column) for column in below
        )
    )


def is_summary(rows: Sequence[Row]) -> bool:
    """Whether a sheet counts answers by department instead of naming them one by one."""
    for _, _, columns in _candidates(rows[:ROWS_SEARCHED]):
        words = [column.word for column in columns]
        ratings = {_tick(word) for word in words} - {None}
        figures = any(re.fullmatch(SUMMARY_FIGURES, word) for word in words if len(word) < 20)
        department = any(re.fullmatch(SUMMARY_DEPARTMENT, word) for word in words if len(word) < 12)
        numbered = any((_field(SURVEY_WORDS, column) or ("",))[0] == "number" for column in columns)
        if department and not numbered and (len(ratings) >= 2 or (ratings and figures)):
            return True
        if department and not numbered and any("满意率" in word for word in words if len(word) < 20):
            return True
    return False


def _candidates(rows: Sequence[Row]) -> Iterator[tuple[int, int, list[_Column]]]:
    words = [[_word(cell) for cell in row[:MOST_COLUMNS]] for row in rows]
    for at, row in enumerate(words):
        if sum(map(bool, row)) >= 2:
            yield at, at, [_Column("", word) for word in row]
    for at in range(len(words) - 1):
        if any(words[at]) and sum(map(bool, words[at + 1])) >= 2:
            yield at, at + 1, _two_levels(words[at], words[at + 1])


def _two_levels(top: Sequence[str], below: Sequence[str]) -> list[_Column]:
    width = max(len(top), len(below))
    group, columns = "", []
    for at in range(width):
        over = top[at] if at < len(top) else ""
        under = below[at] if at < len(below) else ""
        # an empty cell beside a merged one belongs to it, as long as something stands under it
        group = over or (group if under else "")
        columns.append(_Column("", group) if not under or under == group else _Column(group, under))
    return columns


def _word(cell: str | None) -> str:
    return _ORNAMENT.sub("", tight(cell)) if cell and len(cell) < 200 else ""


def _blocks(words: SheetWords, columns: Sequence[_Column]) -> list[Block]:
    fields = _best_named([_field(words, column) for column in columns])
    # where a call has two questions, the one about the result is called like the class of a register
    if words.kind is Kind.SURVEY_RESULTS and "attitude" in fields and "outcome" not in fields:
        fields = [
            "outcome" if re.fullmatch(_RESULT_BESIDE_ATTITUDE, column.word) else field
            for field, column in zip(fields, columns, strict=True)
        ]
    ranges = _side_by_side(fields, columns)
    return [_block(words, fields, columns, places) for places in ranges]


def _best_named(found: Sequence[_Named]) -> list[str | None]:
    """Return the field of each column; a word that is good enough alone gives way to the proper one beside it."""
    best: dict[str, int] = {}
    for name, rank in filter(None, found):
        best[name] = min(rank, best.get(name, rank))
    return [named[0] if named and named[1] == best[named[0]] else None for named in found]


def _side_by_side(fields: Sequence[str | None], columns: Sequence[_Column]) -> list[list[int]]:
    """Return the positions of each block; columns before the first block belong to all."""
    for key in ("number", "name"):
        at = [place for place, field in enumerate(fields) if field == key]
        if len(at) < 2 or len({columns[place] for place in at}) > 1:
            continue
        start, period = at[0], at[1] - at[0]
        while start and columns[start - 1].word and columns[start - 1] == columns[start - 1 + period]:
            start -= 1
        ends = [place - (at[0] - start) for place in at[1:]] + [len(columns)]
        begins = [start, *ends[:-1]]
        return [[*range(start), *range(begin, end)] for begin, end in zip(begins, ends, strict=True)]
    return [list(range(len(columns)))]


def _block(
    words: SheetWords, fields: Sequence[str | None], columns: Sequence[_Column], places: Sequence[int]
) -> Block:
    found: dict[str, tuple[int, ...]] = {}
    ticks: dict[bool, list[tuple[int, Outcome]]] = {False: [], True: []}
    for place in places:
        field = fields[place]
        if field and (field not in found or field in ("phone", "unit", "co_signers")):
            found[field] = (*found.get(field, ()), place)
        meaning = _tick(columns[place].word) if words.kind is Kind.SURVEY_RESULTS and not field else None
        if meaning:
            ticks["态度" in columns[place].group].append((place, meaning))
    single = len(ticks[False]) < 2
    return Block(found, () if single else tuple(ticks[False]), tuple(ticks[True]))


def _tick(word: str) -> Outcome | None:
    bare = _BRACKET.sub("", word)
    # 满意80-100分: how many points a word stands for
    bare = re.sub(r"\d.*$", "", bare)
    return OUTCOME_WORDS.get(bare)


def _field(words: SheetWords, column: _Column) -> _Named:
    if not column.word or (words.kind is Kind.SURVEY_RESULTS and _tick(column.word)):
        return None
    group = _named(words, column.group) if column.group else None
    if column.group and (field := _named(words, column.group + column.word)):
        return field
    if group and column.word in _NAME_OF_GROUP:
        return group
    if group and column.word in GENERIC_HEADERS:
        return None
    own = _named(words, column.word)
    # 手机号码 over 移动 and 电信: what is no telephone will not be read as one
    return own or (group if group and group[0] == "phone" else None)


def _named(words: SheetWords, word: str) -> _Named:
    # 会(协)办单位 is read with what stands in brackets, 案由(标题) without
    ways = (word, _BRACKET.sub("", word), re.sub(r"[()\[\]【】〔〕]", "", word))
    return next((named for way in ways if (named := _named_by(words.kind, way))), None)


@lru_cache(maxsize=4096)
def _named_by(kind: Kind, word: str) -> _Named:
    """Return the field that a word names, and how good a word it is: 0 is the best."""
    if not word or len(word) > 40:
        return None
    words = next(words for words in SHEET_WORDS if words.kind is kind)
    for name, patterns in words.columns.items():
        for rank, pattern in enumerate(patterns):
            if re.fullmatch(pattern, word):
                return name, rank
    return None
