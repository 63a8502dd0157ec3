"""Single cells to values. A parser returns (value, code of what is wrong); an empty cell is never asked."""

import re
from datetime import date

from schemas.words import Publicity
from tasks.rules.dates import parse_date
from tasks.rules.letters.numerals import whole_number
from tasks.rules.sheets.words import fold, tight

_NUMBER = re.compile(r"(?:(?![共约无未计])[A-Za-z\u4e00-\u9fff]{1,4}-?)?\d{1,8}|(?:19|20)\d{2}-\d{1,5}")
_BEFORE_NUMBER = re.compile(
    r"^(?:(?:人大|代表|建议|议案|编号|案号)*:?(?:No\.?:?|#|第)|(?:人大)?(?:代表)?(?:建议|议案|编号|案号)+:?)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"^[(\[【〔]([^()\[\]【】〔〕]+)[)\]】〕]$")
_WRITTEN = re.compile(r"[一二三四五六七八九十百零廿]+")
_AFTER_NUMBER = re.compile(r"(?:[号件](?:建议|议案|案)?|建议)?(?:\([^()\d]*\))?$")
_OF_CONFERENCE = re.compile(r"政协|提案|政提")
_PROPOSAL_TITLE = re.compile(r".*(?:的提案|政协.{0,20}第?\d+号.{0,6}提案.*)")
# 前, 上午, 14时, the full stop, and the .0 of a number that was one
_AFTER_DAY = re.compile(r"(?<=日)(?:[上下]午|\d{1,2}[时点](?:\d{1,2}分?)?)$|(?:之?前|以前|止|[.。]0*)$")
_CLASS = re.compile(r"\(?([A-D])\)?(?:类|级|型)?(?:[(:,、-].*)?|.*\(([A-D])类?\)|.+[:,-]([A-D])类?")
_DOC_NO = re.compile(r".+〔\d{4}〕第?\d+号")
_YEAR = re.compile(r"[\[【(〔﹝]((?:19|20)\d{2})年?[\]】)〕﹞]")
_BY_TELEPHONE = re.compile(r".*(?:电话|微信|短信|书面|邮件|网络|函).*")
_NOT_MET = re.compile(r"(?:否|没|未|不|无|×|✗|✘|x|n|no|0|false).*", re.IGNORECASE)
_MET = re.compile(
    r"(?:是|√|✓|✔|☑|v|y|yes|1|true|有|已|当面|面商|面复|面谈|见面|上门|走访|座谈|登门|现场).*", re.IGNORECASE
)
_PUBLICITY = (
    (r"(?:不|否|不予|不宜|非|不同意).*", Publicity.WITHHELD),
    (r"依申请.*", Publicity.ON_REQUEST),
    (r"(?:此件)?(?:主动|同意|可以?|予以|全文)?公开(?:发布)?|主动|是|同意|√", Publicity.PUBLIC),
)


def number_in(text: str) -> tuple[str | None, str | None]:
    """Return a suggestion number as printed, half-width, without 第, 号, №; zeros stay."""
    bare = re.sub(r"\.0+$", "", fold(text))
    if re.search(r"\d\s+\d", bare):
        return None, "number_unreadable"
    bare = tight(bare)
    is_announced = bool(re.search("[第号]", bare))
    if _OF_CONFERENCE.search(bare):
        return None, "proposal_in_register"
    bare = _IN_BRACKETS.sub(r"\1", bare)
    bare = _IN_BRACKETS.sub(r"\1", _AFTER_NUMBER.sub("", _BEFORE_NUMBER.sub("", bare)))
    if _NUMBER.fullmatch(bare):
        return bare, None
    # a lone 一 may count a section
    is_written = _WRITTEN.fullmatch(bare) and (is_announced or len(bare) > 1)
    written = whole_number(bare) if is_written else None
    return (str(written), None) if written else (None, "number_unreadable")


def is_proposal(title: str | None) -> bool:
    """Whether a title is that of a proposal to the consultative conference."""
    return bool(title and _PROPOSAL_TITLE.fullmatch(tight(title)))


def title_in(text: str) -> str | None:
    """Return a title without its quotes and its line ends."""
    bare = re.sub(r"\s*[\r\n]+\s*", "", text).strip()
    whole = re.fullmatch(r"《([^《》]*(?:《[^《》]*》[^《》]*)*)》", bare)
    return (whole[1] if whole else bare).strip() or None


def date_in(text: str) -> tuple[date | None, str | None]:
    """Return the day a cell means."""
    return parse_date(_AFTER_DAY.sub("", fold(text)))


def due_in(text: str) -> tuple[date | None, str | None]:
    """Return the last day; a term in months is no day and nothing wrong."""
    if re.fullmatch(r"[一二三四五六\d]{1,2}个(?:月|工作日)(?:内|以内)?", tight(text)):
        return None, None
    return date_in(text)


def class_in(text: str) -> tuple[str | None, str | None]:
    """Return A, B, C or D."""
    match = _CLASS.fullmatch(tight(text).upper())
    return (match[1] or match[2] or match[3], None) if match else (None, "unknown_class")


def doc_no_in(text: str) -> tuple[str | None, str | None]:
    """Return a document number with 〔 〕 around its year."""
    bare = _YEAR.sub(r"〔\1〕", tight(text))
    return (bare, None) if _DOC_NO.fullmatch(bare) else (None, "bad_doc_no")


def met_in(text: str) -> bool | None:
    """Return whether the handler met the deputy face to face; None when the cell does not say."""
    word = tight(text)
    if _NOT_MET.fullmatch(word):
        return False
    if _MET.fullmatch(word):
        return True
    return False if _BY_TELEPHONE.fullmatch(word) else None


def publicity_in(text: str) -> str | None:
    """Return 主动公开, 依申请公开 or 不予公开; None when the cell does not say."""
    word = tight(text).strip("()")
    return next((meaning.value for pattern, meaning in _PUBLICITY if re.fullmatch(pattern, word)), None)


def attempt_in(text: str) -> int | None:
    """Return which attempt a row is: 2, 2.0, 第2次, 第二次."""
    bare = re.sub(r"^第|[次轮]$|\.0+$", "", tight(text))
    return whole_number(bare)
