"""From the text of cells to values, a column at a time.

Every parser takes a string array and returns the typed array with null where there is no value, and the masks of what
was wrong, by problem code. Low-cardinality columns are parsed on their distinct values only.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from schemas.outcome_words import OUTCOME_WORDS
from schemas.words import Decision, Outcome, Publicity, TermKind
from tasks.rules.dates import parse_date
from tasks.rules.letters.numerals import whole_number
from tasks.rules.outcome_words import read_statement
from tasks.rules.phone import contact_phone_problem

# control characters, zero-width characters and soft hyphens that come with text from old systems and web pages
_INVISIBLE = r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F\x{200B}-\x{200F}\x{2060}\x{FEFF}\x{00AD}]"
# what people write into a cell that has nothing to say
_NOTHING = pa.array(["", "无", "/", "-", "—", "--", "——", "暂无", "空", "nan", "None"])

LONGEST_NAME = 200
_WRITTEN = re.compile(r"(?:建议)?(第)?([一二三四五六七八九十百零廿]+)(号)?(?:建议|议案)?")
_DOC_NO_AS_PRINTED = r"^[^\[【(〔\]】)〕]*〔\d{4}〕第?\d+号$"
# one block after another names the same few contacts
_phone_problem = lru_cache(maxsize=1 << 16)(contact_phone_problem)
_YES = frozenset(["是", "√", "✓", "✔", "有", "已面商", "已面复", "Y", "YES", "1", "TRUE"])
_NO = frozenset(["否", "×", "✗", "没有", "未面商", "未面复", "电话沟通", "N", "NO", "0", "FALSE"])
_PUBLICITY = {
    "主动公开": Publicity.PUBLIC,
    "公开": Publicity.PUBLIC,
    "同意公开": Publicity.PUBLIC,
    "依申请公开": Publicity.ON_REQUEST,
    "不予公开": Publicity.WITHHELD,
    "不公开": Publicity.WITHHELD,
}
_TERMS = {
    "三个月": TermKind.REPLY,
    "3个月": TermKind.REPLY,
    "六个月": TermKind.LONG,
    "6个月": TermKind.LONG,
}


@dataclass(frozen=True)
class Parsed:
    """A typed column, and for each problem code the mask of the rows that have it."""

    values: pa.Array
    wrong: Mapping[str, pa.Array] = field(default_factory=dict)


def fold(column: pa.Array) -> pa.Array:
    """Return the column NFKC-folded, trimmed, inner white space single, and null where it says nothing."""
    return _per_distinct(column, _fold)


def _fold(column: pa.Array) -> pa.Array:
    folded = pc.utf8_normalize(column, form="NFKC")
    if pc.any(pc.match_substring_regex(folded, _INVISIBLE)).as_py():
        folded = pc.replace_substring_regex(folded, _INVISIBLE, "")
    trimmed = pc.utf8_trim_whitespace(folded)
    if pc.any(pc.match_substring_regex(trimmed, r"\s")).as_py():
        trimmed = pc.replace_substring_regex(trimmed, r"\s+", " ")
    return pc.if_else(pc.is_in(trimmed, value_set=_NOTHING), None, trimmed)


def prose(column: pa.Array) -> pa.Array:
    """Return folded text with the full-width punctuation that folding took from Chinese sentences: people read it."""
    return _mend_odd(column, r"^[^(,;:?!]*$", _prose)


def _prose(text: pa.Array) -> pa.Array:
    marks = _marks_in(text)
    if "(" in marks:
        text = pc.replace_substring_regex(text, r"\(([^()]*\p{Han}[^()]*)\)", r"（\1）")
    for half, full in zip(",;:?!", "，；：？！", strict=True):
        if half in marks:
            text = pc.replace_substring_regex(text, rf"([\p{{Han}}”’》）」』〕])\s?\{half}\s?", rf"\1{full}")
    return text


def _marks_in(column: pa.Array) -> set[str]:
    """Return which half-width marks the column may hold: a pattern that finds nothing costs as much as one that does."""
    content = column.buffers()[2]
    text = content.to_pybytes() if content else b""
    return {mark for mark in "(,;:?!" if mark.encode() in text}


def squeeze(column: pa.Array) -> pa.Array:
    """Return a folded column without any space: names are compared so."""
    return _per_distinct(column, lambda text: pc.replace_substring(text, " ", ""))


def _per_distinct(column: pa.Array, work: Callable[[pa.Array], pa.Array]) -> pa.Array:
    """Return `work(column)`, done once per distinct value where values repeat."""
    coded = column.dictionary_encode()
    if 2 * len(coded.dictionary) > len(column):
        return work(column)
    return work(coded.dictionary).take(coded.indices)


def on_distinct(
    column: pa.Array, kind: pa.DataType, parse: Callable[[str], tuple[object, str | None]]
) -> Parsed:
    """Parse each distinct value once and spread values and problems over the rows."""
    coded = column.dictionary_encode()
    parsed = [parse(text) for text in coded.dictionary.to_pylist()]
    values = pa.array([value for value, _ in parsed], type=kind).take(coded.indices)
    codes = {code for _, code in parsed if code}
    wrong = {}
    for code in sorted(codes):
        has = pa.array([found == code for _, found in parsed], type=pa.bool_())
        wrong[code] = pc.fill_null(has.take(coded.indices), False)
    return Parsed(values, wrong)


def _mend_odd(column: pa.Array, plain: str, mend: Callable[[pa.Array], pa.Array]) -> pa.Array:
    """Return the column with `mend` done on the values that are not of the `plain` pattern: mostly few."""
    is_odd = pc.fill_null(pc.invert(pc.match_substring_regex(column, plain)), False)
    if not pc.any(is_odd).as_py():
        return column
    return pc.replace_with_mask(column, is_odd, mend(column.filter(is_odd)))


def parse_numbers(column: pa.Array) -> Parsed:
    """Return suggestion numbers without 第, 号, leading zeros and a spreadsheet's `.0`; a prefix stays: 平017 is 平17.

    Two numbers in a cell are unreadable: joined they would be a third that nobody wrote.
    """
    bare = _mend_odd(column, r"^[1-9]\d{0,7}$", _bare_numbers)
    good = pc.match_substring_regex(bare, r"^(?:[A-Za-z\p{Han}]{1,4}-?)?\d{1,8}$")
    return Parsed(pc.if_else(good, bare, None), {"number_unreadable": pc.fill_null(pc.invert(good), False)})


def _bare_numbers(column: pa.Array) -> pa.Array:
    one = pc.replace_substring_regex(column, r"\d\s+\d", "两个数")
    one = _mend_odd(one, r"^[^一二三四五六七八九十百零廿]*$", _arabic)
    bare = pc.replace_substring_regex(
        squeeze(one), r"^(?:建议|编号|[Nn][Oo]\.?:?|#)?第?|[号件]?(?:建议|议案)?$", ""
    )
    bare = pc.replace_substring_regex(bare, r"\.0+$", "")
    bare = pc.replace_substring_regex(bare, r"^[(\[【〔]([^()\[\]【】〔〕]+)[)\]】〕]$", r"\1")
    return pc.replace_substring_regex(bare, r"^(\p{Han}{0,4}-?)0+(\d)", r"\1\2")


def _arabic(column: pa.Array) -> pa.Array:
    """Return 17 for 第十七号 and 十七; what is no whole number stays as it is, as does a lone 一 that may count a section."""

    def arabic(text: str) -> str:
        match = _WRITTEN.fullmatch(text.replace(" ", ""))
        number = whole_number(match[2]) if match and (match[1] or match[3] or len(match[2]) > 1) else None
        return str(number) if number else text

    return pa.array([arabic(text) for text in column.to_pylist()], pa.string())


def parse_names(column: pa.Array) -> Parsed:
    """Return names without white space; what is longer than any name is none."""
    bare = squeeze(column)
    too_long = pc.fill_null(pc.greater(pc.utf8_length(bare), LONGEST_NAME), False)
    has_number = pc.fill_null(pc.match_substring_regex(bare, r"\d{7}"), False)
    good = pc.if_else(pc.or_(too_long, has_number), None, bare)
    return Parsed(good, {"too_long": too_long, "number_in_name": has_number})


def parse_dates(column: pa.Array) -> Parsed:
    """Return dates: ISO, 2020年9月3日, 二〇二〇年九月三日, 2020.9.3, 20200903 and spreadsheet serials."""
    return on_distinct(column, pa.date32(), parse_date)


def parse_classes(column: pa.Array, classes: Collection[str]) -> Parsed:
    """Return result classes in the profile's letters: A, A类, （A）, ａ."""

    def parse(text: str) -> tuple[str | None, str | None]:
        bare = re.sub(r"[()\s类]", "", text).upper()
        return (bare, None) if bare in classes else (None, "unknown_class")

    return on_distinct(column, pa.string(), parse)


def parse_yes_no(column: pa.Array) -> Parsed:
    """Return true for 是, √, 已面商 and false for 否, ×, 未面商, 电话沟通."""

    def parse(text: str) -> tuple[bool | None, str | None]:
        word = text.replace(" ", "").upper()
        if word in _YES:
            return True, None
        return (False, None) if word in _NO else (None, "unreadable_yes_no")

    return on_distinct(column, pa.bool_(), parse)


def parse_publicity(column: pa.Array) -> Parsed:
    """Return 主动公开, 依申请公开 or 不予公开."""

    def parse(text: str) -> tuple[str | None, str | None]:
        word = _PUBLICITY.get(re.sub(r"[()\s]|此件", "", text))
        return word, None if word else "unknown_publicity"

    return on_distinct(column, pa.string(), parse)


def parse_terms(column: pa.Array) -> Parsed:
    """Return the kind of term; an empty cell means the ordinary one."""

    def parse(text: str) -> tuple[str | None, str | None]:
        word = _TERMS.get(text.replace(" ", ""))
        return word, None if word else "unknown_term"

    parsed = on_distinct(column, pa.string(), parse)
    unknown = parsed.wrong.get("unknown_term")
    values = pc.fill_null(parsed.values, TermKind.REPLY.value)
    return Parsed(values if unknown is None else pc.if_else(unknown, None, values), parsed.wrong)


def parse_outcomes(column: pa.Array, words: Mapping[str, Outcome] = OUTCOME_WORDS) -> Parsed:
    """Return what the survey centre's word or code means; an unknown word is a problem, never a default."""
    return on_distinct(column, pa.string(), lambda text: read_statement(text, words))


def parse_decisions(column: pa.Array) -> Parsed:
    """Return the committee's decision."""
    words = {decision.chinese: decision.value for decision in Decision}

    def parse(text: str) -> tuple[str | None, str | None]:
        # the sheet says in brackets what follows: 提请处理（组织专家评估）
        word = words.get(re.sub(r"\s|[（(].*[）)]$", "", text))
        return word, None if word else "unknown_decision"

    return on_distinct(column, pa.string(), parse)


def parse_document_numbers(column: pa.Array) -> Parsed:
    """Return document numbers with 〔 〕 for every kind of bracket; one without year and serial is a problem."""
    bare = _mend_odd(pc.replace_substring(column, " ", ""), _DOC_NO_AS_PRINTED, _round_brackets)
    good = pc.match_substring_regex(bare, r"〔\d{4}〕第?\d+号")
    return Parsed(pc.if_else(good, bare, None), {"bad_doc_no": pc.fill_null(pc.invert(good), False)})


def _round_brackets(column: pa.Array) -> pa.Array:
    return pc.replace_substring_regex(column, r"[\[【(〔](\d{4})[\]】)〕]", r"〔\1〕")


def parse_contact_phones(column: pa.Array) -> Parsed:
    """Return office telephones as printed; wrong when no number of a possible length stands in the cell."""
    plain = pc.match_substring_regex(column, r"^(?:1\d{10}|0\d{2,3}-?\d{7,8}|[2-8]\d{6,7})$")
    plain = pc.fill_null(plain, True)
    if pc.all(plain).as_py():
        return Parsed(column)
    rest = on_distinct(
        pc.if_else(plain, None, column), pa.string(), lambda text: (text, _phone_problem(text))
    )
    bad = None
    for mask in rest.wrong.values():
        bad = mask if bad is None else pc.or_(bad, mask)
    return Parsed(column if bad is None else pc.if_else(bad, None, column), rest.wrong)
