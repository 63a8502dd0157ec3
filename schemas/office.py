"""An office's own settings: `duban.toml` in the office folder. Unknown keys are refused."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from schemas.addresses import ADDRESS, LONGEST_ADDRESS
from schemas.holidays import HOLIDAYS_NAME
from schemas.ledger_columns import COLUMNS, LedgerColumns
from schemas.profile_file import RULES_NAME, OwnRules, Rules
from schemas.survey_words import SURVEY_WORDS_NAME
from schemas.words import Measure


class OfficeError(Exception):
    """An office folder that cannot be used; the message says which file and key."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Session(_Strict):
    """届次会议. The year is written down, never worked out from the name."""

    term: int = Field(gt=0)
    meeting: int = Field(gt=0)
    name: str
    year: int = Field(ge=1954)


class Office(_Strict):
    """One congress body (人大常委会代表工委) and the profile it works under."""

    name: str
    region_code: str = Field(pattern=r"^\d{6}$")
    region_name: str
    area_code: str = Field(pattern=r"^0\d{2,3}$")
    profile: str
    government: str
    letter_mark: str
    # what follows a last round that left the deputy unsatisfied, where the rules of the profile do not say
    still_unsatisfied: Measure = Measure.NOT_STATED
    # printed below the date of a letter; without them a place to write is left
    contact: str = ""
    contact_phone: str = ""

    def measure(self, of_rules: Measure) -> Measure:
        """Return what follows when nothing else helped: what the rules say goes before what the office says."""
        return self.still_unsatisfied if of_rules is Measure.NOT_STATED else of_rules


class Reminders(_Strict):
    """`send_nightly_as`: who signed off that reminders go out every night; without it the night only counts them."""

    send_nightly_as: str | None = Field(default=None, pattern=r"\S")


class Mail(_Strict):
    """The mail server that reminders go through. The password is never here: it comes from the environment."""

    host: str = Field(min_length=1)
    port: int = Field(ge=1, le=65535)
    sender: str = Field(pattern=ADDRESS, max_length=LONGEST_ADDRESS)
    starttls: bool
    username: str | None = None

    @model_validator(mode="after")
    def _keeps_its_password(self) -> Self:
        if self.username and not self.starttls:
            raise ValueError(
                "username needs starttls = true: a password never goes over the net in the clear"
            )
        return self


class OfficeFolder(_Strict):
    """The folder of one office: settings, inbox, outbox, archive, templates and, by default, the warehouse."""

    path: Path
    office: Office
    session: Session
    reminders: Reminders = Reminders()
    mail: Mail | None = None
    ledger: LedgerColumns = LedgerColumns()
    database: str

    @property
    def inbox(self) -> Path:
        """Where files are dropped in."""
        return self.path / "inbox"

    @property
    def outbox(self) -> Path:
        """Where what leaves Duban is written."""
        return self.path / "outbox"

    @property
    def archive(self) -> Path:
        """Every file that came in, by its sha256."""
        return self.path / "archive"

    @property
    def rules(self) -> Rules:
        """What the office works under: the profile that it picked, or its own rules over that where it has any."""
        own, office = self.path / RULES_NAME, self.office
        return OwnRules(own, office.profile, office.region_name) if own.is_file() else office.profile

    @property
    def holidays(self) -> Path:
        """Notices of holidays that the installed calendar does not have yet; it need not be there."""
        return self.path / HOLIDAYS_NAME

    @property
    def survey_words(self) -> Path:
        """Words of its survey centre that an office adds to ours; it need not be there."""
        return self.path / SURVEY_WORDS_NAME

    @property
    def templates(self) -> Path:
        """Word templates that replace the built-in ones."""
        return self.path / "templates"


SETTINGS_NAME = "duban.toml"


def read_office(path: Path, database: str | None = None) -> OfficeFolder:
    """Return the office folder at `path`.

    `database` is a SQLAlchemy URL and goes before the one in the file; without either the warehouse is `warehouse.db`
    in the folder. Raises OfficeError when the folder or its settings cannot be used.
    """
    folder = path.resolve()
    settings = folder / SETTINGS_NAME
    if not settings.is_file():
        raise OfficeError(
            f"{path} is no office folder: {SETTINGS_NAME} is missing (duban init {path} makes one)"
        )
    try:
        # Windows editors put a byte order mark in front
        raw = tomllib.loads(settings.read_text("utf-8-sig"))
        url = database or raw.pop("database", None) or f"sqlite:///{folder / 'warehouse.db'}"
        raw.pop("database", None)
        return OfficeFolder.model_validate({**raw, "path": folder, "database": url})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError) as error:
        raise OfficeError(f"{settings}: {error}") from error


def settings_text(settings: Mapping[str, Any]) -> str:
    """Return the text of a new `duban.toml`; `settings` need not say still_unsatisfied."""
    measures = "，".join(f"{measure} {measure.chinese or '不写明'}" for measure in Measure)
    columns = ", ".join(f'"{title}"' for title in COLUMNS.values())
    silent = {"still_unsatisfied": Measure.NOT_STATED.value, "measures": measures, "columns": columns}
    return _TEMPLATE.format(**{**silent, **settings})


_TEMPLATE = """# 代表工委的设置
[office]
name = "{name}"
region_code = "{region_code}"      # GB/T 2260 行政区划代码
region_name = "{region_name}"
area_code = "{area_code}"          # 本地电话区号
profile = "{profile}"              # 适用的规则；本级人大另有规定的，写在同一文件夹的 rules.toml 中
government = "{government}"        # 交办函的主送机关
letter_mark = "{letter_mark}"      # 发文机关代字
still_unsatisfied = "{still_unsatisfied}"   # 各轮后仍不满意、规则又没有写明的：{measures}
# contact = "张三"                  # 印在函件落款下的联系人和办公电话；不填则留空手写
# contact_phone = "0500-1234567"

[session]
term = {term}
meeting = {meeting}
name = "{session_name}"
year = {year}

# [reminders]
# send_nightly_as = "张三"                # 谁同意每晚自动出具催办函；不填则每晚只统计，不出具

# [ledger]                                # 台账的栏目：按本地次序写，不写的不显示；“编号”和“标题”必须有
# columns = [{columns}]
# titles = {{ "编号" = "建议号", "督办委员会" = "督办专委" }}   # 本地对栏目的叫法

# [mail]                                  # 催办函发到承办单位电子邮箱时使用；密码只放在环境变量 DUBAN_SMTP_PASSWORD 中
# host = "smtp.example.gov.cn"
# port = 587
# sender = "daibiao@example.gov.cn"
# starttls = true
# username = "daibiao"
"""
