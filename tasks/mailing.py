"""Reminders by mail: what left the house on paper goes to the department's address as well, at most once.

At most once, not at least once: the files lie in outbox/ and somebody can send them by hand, but a second mail about the same
suggestions makes a department doubt both. So a mail is noted as begun before it is handed to the server. What the server
refused stays wanted. Where nobody knows (killed, connection lost), it is listed and never sent again by itself.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from enum import StrEnum
from pathlib import Path

from schemas.office import Mail, OfficeError, OfficeFolder
from schemas.words import Mailing
from tasks.reminders import list_beside, reminders_folder
from warehouse import reminders
from warehouse.engine import begin, reading
from warehouse.offices import find_scope
from warehouse.reminders import Digest

_SECONDS = 60
_DOCX = "vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# answers that say for certain that the server did not take a mail
_REFUSALS = (
    smtplib.SMTPSenderRefused,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPNotSupportedError,
)


class MailFailed(Exception):
    """The mail server could not be reached, or did not let us in; nothing was sent."""


class Fate(StrEnum):
    """What became of a mail."""

    SENT = "mailed"
    REFUSED = "refused by the server; tried again next time"
    UNKNOWN = "begun and never confirmed, not sent again: ask, or send the files by hand"
    NO_ADDRESS = "no 电子邮箱 in the directory"
    NO_FILE = "its files are not in outbox/ any more"
    WAITING = "not tried: the connection was lost before"


@dataclass(frozen=True)
class Mailed:
    """A digest and what became of its mail."""

    department: str
    made_on: date
    fate: Fate


def settings_of(folder: OfficeFolder, password: str | None) -> Mail:
    """Return the mail settings; raise OfficeError when they are missing or lack their password."""
    mail = folder.mail
    if mail is None:
        raise OfficeError("duban.toml has no [mail]: host, port, sender, starttls")
    if mail.username and not password:
        raise OfficeError("DUBAN_SMTP_PASSWORD is not set, and [mail] in duban.toml names a username")
    return mail


def mail_reminders(folder: OfficeFolder, password: str | None, today: date, now: datetime) -> list[Mailed]:
    """Mail every digest in the ledger whose mail is wanted; return what became of each.

    A digest of the day that was made without --email is wanted too; an older one was handed over in another way.
    """
    settings = settings_of(folder, password)
    with reading(folder.database) as connection:
        waiting = reminders.unmailed(connection, find_scope(connection, folder), today)
    found = [
        Mailed(one.department, one.made_on, fate) for one in waiting if (fate := _hindrance(folder, one))
    ]
    ready = [one for one in waiting if not _hindrance(folder, one)]
    if ready:
        with _server(settings, password) as server:
            for one in ready:
                fate = _once(folder, one, server, _message(folder, settings, one, now), today)
                found.append(Mailed(one.department, one.made_on, fate))
    return found


def _hindrance(folder: OfficeFolder, digest: Digest) -> Fate | None:
    if digest.mailing is Mailing.BEGUN:
        return Fate.UNKNOWN
    if not digest.email:
        return Fate.NO_ADDRESS
    return None if all(path.is_file() for path in _files(folder, digest)) else Fate.NO_FILE


def _files(folder: OfficeFolder, digest: Digest) -> tuple[Path, Path]:
    letter = reminders_folder(folder, digest.made_on) / digest.file_name
    return letter, list_beside(letter)


@contextmanager
def _server(settings: Mail, password: str | None) -> Iterator[smtplib.SMTP]:
    """A connection that is let in, for as long as the block lasts."""
    try:
        server = smtplib.SMTP(settings.host, settings.port, timeout=_SECONDS)
        if settings.starttls:
            server.starttls(context=ssl.create_default_context())
        if settings.username:
            server.login(settings.username, password or "")
    except OSError as error:
        # smtplib's own errors are OSErrors; their texts hold no password
        raise MailFailed(
            f"{settings.host}:{settings.port}: {error}; the files are in outbox/, nothing was mailed"
        ) from error
    try:
        yield server
    finally:
        with suppress(OSError):
            server.quit()
        server.close()


def _once(
    folder: OfficeFolder, digest: Digest, server: smtplib.SMTP, message: EmailMessage, today: date
) -> Fate:
    """Note that a mail is begun, hand it over, note what came of that."""
    if server.sock is None:
        return Fate.WAITING
    with begin(folder.database) as connection:
        if not reminders.begin_mail(connection, digest.digest_id):
            return Fate.UNKNOWN
    fate = _hand_over(server, message)
    if fate is not Fate.UNKNOWN:
        with begin(folder.database) as connection:
            reminders.end_mail(connection, digest.digest_id, today if fate is Fate.SENT else None)
    return fate


def _hand_over(server: smtplib.SMTP, message: EmailMessage) -> Fate:
    try:
        server.send_message(message)
    except _REFUSALS:
        return Fate.REFUSED
    except OSError:
        server.close()
        return Fate.UNKNOWN
    return Fate.SENT


def _message(folder: OfficeFolder, settings: Mail, digest: Digest, now: datetime) -> EmailMessage:
    office, day = folder.office, digest.made_on.isoformat()
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(office.name, addr_spec=settings.sender)
    message["To"] = digest.email
    message["Subject"] = f"催办函：{digest.count}件代表建议（{day}）"
    message["Date"] = format_datetime(now)
    # the same digest under the same id: a server that gets it twice after all can tell
    domain = settings.sender.rpartition("@")[2]
    message["Message-ID"] = f"<reminder-{office.region_code}-{day}-{digest.digest_id}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(
        f"{digest.department}：\n\n"
        f"你单位有{digest.count}件代表建议需要抓紧办理或兑现承诺，详见附件催办函和催办清单。\n"
        "已经答复代表的，请尽快报送答复函和答复登记表。\n\n"
        f"{office.name}\n{day}\n"
    )
    for path, subtype in zip(_files(folder, digest), (_DOCX, _XLSX), strict=True):
        message.add_attachment(path.read_bytes(), maintype="application", subtype=subtype, filename=path.name)
    return message
