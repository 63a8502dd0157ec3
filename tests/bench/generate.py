"""An office's year of any size: directories, a register of suggestions, a register of replies, and its answer key.

Every column is built from small vocabularies and integer arrays by Arrow, so a million rows take seconds. One row in
fifty of the reply register carries exactly one known fault; `faults.csv` says which row and which problem.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

AS_OF = date(2020, 12, 31)
NEW_ROWS = 100
DEPARTMENTS = 300
DEPUTIES = 3_000
FAULTY_SHARE = 0.02
SEPARATE_SHARE = 0.1
REPLY_HEADERS = (
    "建议编号",
    "建议标题",
    "承办单位",
    "会办单位",
    "答复文号",
    "答复日期",
    "办理结果",
    "签发人",
    "联系人",
    "联系电话",
    "是否面商",
    "公开属性",
)
_FIRST_ASSIGNED = date(2020, 1, 20)
_PLACES = ("云溪区", "临河区", "东岭县", "西泉县", "南湖市", "北山区", "青峰县", "白沙区", "金滩市", "石桥县")
_DUTIES = (
    "教育局",
    "公安局",
    "民政局",
    "司法局",
    "财政局",
    "水利局",
    "卫生健康局",
    "审计局",
    "统计局",
    "医疗保障局",
    "交通运输局",
    "农业农村局",
    "商务局",
    "文化和旅游局",
    "应急管理局",
    "市场监督管理局",
    "生态环境局",
    "自然资源局",
    "住房和城乡建设局",
    "退役军人事务局",
    "人力资源和社会保障局",
    "发展和改革局",
    "科学技术局",
    "工业和信息化局",
    "信访局",
    "城市管理局",
    "体育局",
    "林业局",
    "乡村振兴局",
    "大数据局",
)
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
_GIVEN = "伟芳娜敏静强磊洋勇艳杰娟涛明超霞平刚桂英华玉兰"
_THINGS = ("加快老旧小区改造", "优化公交线路", "改善农村饮水", "增加学位供给", "规范停车秩序", "建设社区食堂")
_ENDS = ("", "，方便群众出行", "，回应居民关切，推动问题尽快解决", "，健全长效机制并纳入年度重点工作安排")
_CATEGORIES = ("城乡建设", "教育文化", "社会民生", "农业农村", "财政经济", "政法综治")
_CONTACTS_EACH = 20

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Register:
    """The suggestions: titles, days of assignment (since the first), and whom each is referred to (-1: no second)."""

    titles: pa.Array
    assigned: Ints
    lead: Ints
    second: Ints
    co: Ints


@dataclass(frozen=True)
class Owed:
    """The replies that are owed, shuffled: which suggestion, which department."""

    suggestion: Ints
    department: Ints


def make_year(folder: Path, rows: int, seed: int = 20_200_101) -> None:
    """Write departments.csv, deputies.csv, suggestions.csv, replies.csv, new_replies.csv and faults.csv."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    _write_departments(folder)
    _write_deputies(folder)
    register = _register(rng, round(rows / (1 + SEPARATE_SHARE)) + 2 * NEW_ROWS)
    _write_suggestions(folder, rng, register)
    owed = _owed(rng, register)
    columns = _replies(rng, register, Owed(owed.suggestion[:rows], owed.department[:rows]))
    faults = _Faults(rng, columns, register, owed.suggestion[:rows], owed.department[:rows])
    _write(folder / "replies.csv", faults.planted())
    _write(folder / "faults.csv", faults.key())
    new = slice(rows, rows + NEW_ROWS)
    _write(
        folder / "new_replies.csv", _replies(rng, register, Owed(owed.suggestion[new], owed.department[new]))
    )


def _write(path: Path, columns: dict[str, Any]) -> None:
    arrow_csv.write_csv(pa.table(columns), path)


def _pick(words: Sequence[str], at: Ints) -> pa.Array:
    """Spread a vocabulary over rows."""
    return pa.array(words, pa.string()).take(pa.array(at))


def _text(numbers: Ints) -> pa.Array:
    return pc.cast(pa.array(numbers), pa.string())


def _join(*parts: Any) -> pa.Array:
    return pc.binary_join_element_wise(*parts, "")


def department_names() -> list[str]:
    """Return the full names of all departments."""
    return [f"{place}{duty}" for place in _PLACES for duty in _DUTIES]


def _write_departments(folder: Path) -> None:
    names = department_names()
    columns = {
        "单位全称": names,
        "简称": [name.replace("局", "办") for name in names],
        "单位类别": ["政府部门"] * len(names),
        "联络员": [_person(number) for number in range(len(names))],
        "联系电话": [f"0500-{3_180_000 + number}" for number in range(len(names))],
    }
    _write(folder / "departments.csv", columns)


def _person(number: int) -> str:
    first, rest = divmod(number, len(_GIVEN) ** 2)
    second, third = divmod(rest, len(_GIVEN))
    return _SURNAMES[first % len(_SURNAMES)] + _GIVEN[second] + _GIVEN[third]


def _write_deputies(folder: Path) -> None:
    columns = {
        "姓名": [_person(number) for number in range(DEPUTIES)],
        "代表团": [f"{_PLACES[number % len(_PLACES)]}代表团" for number in range(DEPUTIES)],
        "单位及职务": ["某单位职工"] * DEPUTIES,
        "联系电话": [str(13_800_000_000 + number) for number in range(DEPUTIES)],
    }
    _write(folder / "deputies.csv", columns)


def _register(rng: np.random.Generator, count: int) -> Register:
    lead = rng.integers(0, DEPARTMENTS, count)
    is_separate = np.zeros(count, dtype=bool)
    # exactly this many, so that every size has one owed referral per reply
    is_separate[rng.permutation(count)[: round(count * SEPARATE_SHARE)]] = True
    second = np.where(is_separate, (lead + rng.integers(1, 100, count)) % DEPARTMENTS, -1)
    has_co = rng.random(count) < 0.3
    co = np.where(has_co, (lead + rng.integers(100, 200, count)) % DEPARTMENTS, -1)
    titles = _join(
        "关于在",
        _pick(_PLACES, rng.integers(0, len(_PLACES), count)),
        "第",
        _text(np.arange(1, count + 1)),
        "网格",
        _pick(_THINGS, rng.integers(0, len(_THINGS), count)),
        _pick(_ENDS, rng.integers(0, len(_ENDS), count)),
        "的建议",
    )
    return Register(titles, rng.integers(0, 40, count), lead, second, co)


def _names(register: Register) -> tuple[pa.Array, pa.Array]:
    """Return the cells of the main and the co-handling departments."""
    names = department_names()
    lead, second = _pick(names, register.lead), _pick(names, np.maximum(register.second, 0))
    main = pc.if_else(pa.array(register.second >= 0), _join(lead, "、", second), lead)
    co = pc.if_else(pa.array(register.co >= 0), _pick(names, np.maximum(register.co, 0)), None)
    return main, co


def _write_suggestions(folder: Path, rng: np.random.Generator, register: Register) -> None:
    count = len(register.lead)
    main, co = _names(register)
    people = [_person(number) for number in range(DEPUTIES)]
    lead = rng.integers(0, DEPUTIES, count)
    first, second = (lead + 1) % DEPUTIES, (lead + 2) % DEPUTIES
    signed = rng.integers(0, 3, count)
    co_signers = pc.choose(
        pa.array(signed),
        pa.nulls(count, pa.string()),
        _pick(people, first),
        _join(_pick(people, first), "、", _pick(people, second)),
    )
    columns = {
        "建议编号": _text(np.arange(1, count + 1)),
        "建议标题": register.titles,
        "领衔代表": _pick(people, lead),
        "附议代表": co_signers,
        "类别": _pick(_CATEGORIES, rng.integers(0, len(_CATEGORIES), count)),
        "主办单位": main,
        "会办单位": co,
        "交办日期": _pick(_days(_FIRST_ASSIGNED, 40), register.assigned),
        "办理期限": _pick(("三个月", "六个月"), (rng.random(count) < 0.1).astype(np.int64)),
        "重点督办": _pick(("否", "是"), (rng.random(count) < 0.02).astype(np.int64)),
    }
    _write(folder / "suggestions.csv", columns)


def _days(first: date, count: int) -> list[str]:
    return [(first + timedelta(days=day)).isoformat() for day in range(count)]


def _owed(rng: np.random.Generator, register: Register) -> Owed:
    everyone = np.arange(len(register.lead))
    twice = everyone[register.second >= 0]
    suggestion = np.concatenate([everyone, twice])
    department = np.concatenate([register.lead, register.second[twice]])
    order = rng.permutation(len(suggestion))
    return Owed(suggestion[order], department[order])


def _replies(rng: np.random.Generator, register: Register, owed: Owed) -> dict[str, pa.Array]:
    """Return sound replies, written as differently as offices write them."""
    count, names = len(owed.suggestion), department_names()
    contact = owed.department * _CONTACTS_EACH + rng.integers(0, _CONTACTS_EACH, count)
    numbers = _text(owed.suggestion + 1)
    _, co = _names(register)
    printed = pc.if_else(pa.array(rng.random(count) < 0.2), _join("第", numbers, "号"), numbers)
    values = (
        printed,
        register.titles.take(pa.array(owed.suggestion)),
        _pick(names, owed.department),
        co.take(pa.array(owed.suggestion)),
        _document_numbers(rng, owed.department),
        _reply_dates(rng, count),
        _pick(("A", "B", "C", "Ａ类", "B类", "D"), rng.integers(0, 6, count)),
        _pick([_person(number) for number in range(DEPARTMENTS)], owed.department),
        _pick([_person(number) for number in range(DEPARTMENTS * _CONTACTS_EACH)], contact),
        _pick(_phones(), contact),
        _pick(("是", "否", "已面商", "电话沟通"), rng.integers(0, 4, count)),
        _pick(("主动公开", "依申请公开", "不予公开", "公开"), rng.integers(0, 4, count)),
    )
    return dict(zip(REPLY_HEADERS, values, strict=True))


def _document_numbers(rng: np.random.Generator, department: Ints) -> pa.Array:
    count = len(department)
    marks = [f"{name[:2]}{name[3:5]}函" for name in department_names()]
    style = rng.integers(0, 3, count)
    return _join(
        _pick(marks, department),
        _pick(("〔2020〕", "[2020]", "（2020）"), style),
        _text(rng.integers(1, 100_000, count)),
        "号",
    )


def _reply_dates(rng: np.random.Generator, count: int) -> pa.Array:
    days = [date(2020, 3, 10) + timedelta(days=day) for day in range(200)]
    printed = [
        *(day.isoformat() for day in days),
        *(f"{day.year}年{day.month}月{day.day}日" for day in days),
        *(f"{day.year}.{day.month}.{day.day}" for day in days),
    ]
    return _pick(printed, rng.integers(0, len(printed), count))


def _phones() -> list[str]:
    """Return the telephone of every contact: half mobiles, landlines, and some with an extension or full width."""
    printed = []
    for number in range(DEPARTMENTS * _CONTACTS_EACH):
        forms = (
            f"1390000{number:04d}"[:11],
            f"0500-{3_180_000 + number}",
            f"1360000{number:04d}"[:11],
            f"0500-{3_280_000 + number}转{number % 100 + 1}",
            f"０５００－{3_380_000 + number}",
        )
        printed.append(forms[number % len(forms)])
    return printed


class _Faults:
    """Plants one fault into each of some rows and remembers what must be found there."""

    def __init__(
        self,
        rng: np.random.Generator,
        columns: dict[str, pa.Array],
        register: Register,
        suggestion: Ints,
        department: Ints,
    ) -> None:
        self._columns, self._register = dict(columns), register
        self._suggestion, self._department = suggestion, department
        count = len(suggestion)
        chosen = rng.permutation(count)[: 2 * round(count * FAULTY_SHARE)]
        # the second half stays sound: duplicates are copied from there
        self._faulty, self._sound = np.split(chosen, 2)
        self._found: list[tuple[Ints, str]] = []

    def planted(self) -> dict[str, pa.Array]:
        """Return the columns with every kind of fault in an equal share of the faulty rows."""
        kinds = [*_CELLS, *self._department_faults(), "duplicate_reply"]
        shares = np.array_split(self._faulty, len(kinds))
        replaced: dict[str, list[tuple[Ints, pa.Array]]] = {}
        for kind, rows in zip(kinds, shares, strict=True):
            if kind == "duplicate_reply":
                self._duplicate(rows)
                continue
            header, code, value = kind
            values = value(self, rows) if callable(value) else pa.array([value] * len(rows), pa.string())
            replaced.setdefault(header, []).append((rows, values))
            self._found.append((rows, code))
        for header, parts in replaced.items():
            mask = np.zeros(len(self._suggestion), dtype=bool)
            at = np.concatenate([rows for rows, _ in parts])
            mask[at] = True
            values = pa.concat_arrays([values for _, values in parts]).take(pa.array(np.argsort(at)))
            self._columns[header] = pc.replace_with_mask(self._columns[header], pa.array(mask), values)
        return self._columns

    def _department_faults(self) -> list[tuple[str, str, Any]]:
        return [("承办单位", "not_referred", _Faults._strangers)]

    def _strangers(self, rows: Ints) -> pa.Array:
        # the second and the co-handler are 1 to 199 places behind the lead
        return _pick(department_names(), (self._register.lead[self._suggestion[rows]] + 250) % DEPARTMENTS)

    def _duplicate(self, rows: Ints) -> None:
        """Make rows copies of sound ones; of two equal rows the later counts."""
        originals = self._sound[: len(rows)]
        source = np.arange(len(self._suggestion))
        source[rows] = originals
        self._columns = {name: values.take(pa.array(source)) for name, values in self._columns.items()}
        self._found.append((np.minimum(rows, originals), "duplicate_reply"))

    def key(self) -> dict[str, pa.Array]:
        """Return the answer key: row as the file counts (the header is row 1) and problem code."""
        return {
            "row": pa.array(np.concatenate([rows + 2 for rows, _ in self._found])),
            "code": pa.concat_arrays(
                [pa.array([code] * len(rows), pa.string()) for rows, code in self._found]
            ),
        }


# header, expected problem, what the cell says instead
_CELLS: tuple[tuple[str, str, str | None], ...] = (
    ("建议编号", "unknown_suggestion", "99999999"),
    ("建议编号", "missing_number", None),
    ("建议编号", "number_unreadable", "见附件"),
    ("建议标题", "title_differs", "关于另一件事的建议"),
    ("承办单位", "unknown_department", "外星事务局"),
    ("承办单位", "missing_key", None),
    ("答复文号", "missing_doc_no", None),
    ("答复文号", "bad_doc_no", "云教函12号"),
    ("答复日期", "impossible_date", "2020-02-30"),
    ("答复日期", "unreadable_date", "近期"),
    ("答复日期", "missing_reply_date", None),
    ("答复日期", "replied_before_assigned", "2019-12-01"),
    ("答复日期", "replied_in_future", "2021-03-01"),
    ("办理结果", "unknown_class", "E"),
    ("办理结果", "missing_result_class", None),
    ("签发人", "missing_signatory", None),
    ("联系人", "missing_contact", None),
    ("联系电话", "missing_phone", None),
    ("联系电话", "bad_phone", "12345"),
    ("联系电话", "phone_precision_lost", "1.38E+10"),
    ("是否面商", "missing_face_to_face", None),
    ("是否面商", "unreadable_yes_no", "也许"),
    ("公开属性", "missing_publicity", None),
    ("公开属性", "unknown_publicity", "内部掌握"),
)
