"""Reminders by mail, against a real mail server on this machine: at most once, whatever the server or a kill does."""

import email
import socket
import ssl
from datetime import UTC, date, datetime, timedelta
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from schemas.office import Mail, OfficeError
from tasks.mailing import Fate, MailFailed, mail_reminders
from tasks.reminders import send_reminders
from tests.digest import digest
from tests.offices import office_at, run_night, write

DAY = date(2020, 5, 7)
NOW = datetime(2020, 5, 7, 9, 30, tzinfo=UTC)
PASSWORD = "not in any file"
NAMES = ("临泉区教育局", "临泉区公安局", "临泉区人民法院")
DEPARTMENTS = "单位全称,简称,电子邮箱\n临泉区教育局,,jyj@lq.example.cn\n临泉区公安局,,gaj@lq.example.cn\n临泉区人民法院,,\n"
REGISTER = "建议编号,建议标题,领衔代表,主办单位,交办日期\n" + "".join(
    f"{number},关于第{number}件事的建议,王一山,{name},2020-02-03\n" for number, name in enumerate(NAMES, 1)
)


class Box:
    """What a server took; `says` is what it answers to a recipient, `ends` what it answers to a mail."""

    def __init__(self):
        self.mails, self.says, self.ends = [], {}, "250 taken"

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self.says.get(address, "250 ok")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        if self.ends == "dies":
            server.transport.abort()
            return "451 gone"
        if self.ends.startswith("250"):
            self.mails.append((envelope.rcpt_tos, email.message_from_bytes(envelope.content, policy=default)))
        return self.ends


@pytest.fixture
def box():
    return Box()


@pytest.fixture
def server(box):
    made = Controller(box, hostname="127.0.0.1", port=free_port())
    made.start()
    yield made
    made.stop(no_assert=True)


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """An office with three digests to make, on SQLite: what is asked of it is the same on both databases."""
    made = office_at(tmp_path_factory.mktemp("mail") / "office")
    write(made, "名录.csv", DEPARTMENTS)
    write(made, "名册.csv", "姓名,代表团,联系电话\n王一山,东团,13800001111\n")
    write(made, "台账.csv", REGISTER)
    run_night(made, date(2020, 2, 10))
    return made


@pytest.fixture
def folder(told, tmp_path, server):
    import shutil

    from schemas.office import read_office
    from warehouse.engine import open_engine

    open_engine(told.database).dispose()
    path = shutil.copytree(told.path, tmp_path / "office")
    mail = Mail(host="127.0.0.1", port=server.port, sender="dbgw@lq.example.cn", starttls=False)
    return read_office(path).model_copy(update={"mail": mail})


def fates(folder, today=DAY, password=None):
    return {one.department: one.fate for one in mail_reminders(folder, password, today, NOW)}


def states(folder):
    found = [dict(row) for row in digest(folder.database)["reminder_digest"]]
    return sorted((row["mailing"], row["mailed_on"]) for row in found)


BOTH_SENT = {NAMES[0]: Fate.SENT, NAMES[1]: Fate.SENT, NAMES[2]: Fate.NO_ADDRESS}


def test_each_department_gets_its_own_digest_and_the_one_without_address_is_named(folder, box):
    send_reminders(folder, "张三", DAY, mail=True)
    assert fates(folder) == BOTH_SENT
    assert [to for to, _ in box.mails] == [["jyj@lq.example.cn"], ["gaj@lq.example.cn"]]
    message = box.mails[0][1]
    assert message["Subject"] == "催办函：1件代表建议（2020-05-07）"
    assert message["From"].addresses[0].display_name == folder.office.name
    assert [part.get_filename() for part in message.iter_attachments()] == [
        f"{NAMES[0]}_催办函.docx",
        f"{NAMES[0]}_催办清单.xlsx",
    ]
    lying = folder.outbox / "reminders" / "2020-05-07"
    for part in message.iter_attachments():
        assert part.get_content() == (lying / part.get_filename()).read_bytes()
    assert "临泉区教育局" in message.get_body().get_content()
    assert states(folder) == [("sent", "2020-05-07")] * 2 + [("wanted", "None")]


def test_nobodys_telephone_is_in_a_mail(folder, box):
    send_reminders(folder, "张三", DAY, mail=True)
    fates(folder)
    for _, message in box.mails:
        parts = [part.get_content() for part in message.walk() if not part.is_multipart()]
        assert not any("13800001111" in str(part) for part in parts)


def test_a_mail_goes_out_once(folder, box):
    send_reminders(folder, "张三", DAY, mail=True)
    fates(folder)
    assert fates(folder) == {NAMES[2]: Fate.NO_ADDRESS}
    assert len(box.mails) == 2
    assert len({message["Message-ID"] for _, message in box.mails}) == 2


def test_an_address_that_comes_later_is_mailed_then(folder, box):
    send_reminders(folder, "张三", DAY, mail=True)
    fates(folder)
    write(folder, "新名录.csv", "单位全称,简称,电子邮箱\n临泉区人民法院,,fy@lq.example.cn\n")
    run_night(folder, DAY)
    assert fates(folder, DAY + timedelta(days=1)) == {NAMES[2]: Fate.SENT}


def test_what_was_made_without_mail_is_mailed_that_day_only(folder, box):
    send_reminders(folder, "张三", DAY)
    assert fates(folder, DAY + timedelta(days=1)) == {}
    assert fates(folder) == BOTH_SENT


def test_what_was_answered_meanwhile_is_not_mailed(folder, box):
    send_reminders(folder, "张三", DAY, mail=True)
    write(
        folder,
        "答复.csv",
        "建议编号,承办单位,答复文号,答复日期,办理结果,签发人,联系人,联系电话,是否面商,公开属性\n"
        "1,临泉区教育局,临教字〔2020〕1号,2020-05-06,A,周南,刘东,0500-5550123,是,主动公开\n",
    )
    run_night(folder, DAY)
    assert fates(folder) == {NAMES[1]: Fate.SENT, NAMES[2]: Fate.NO_ADDRESS}


@pytest.mark.parametrize("answer", ["450 later", "550 no such user", "421 too busy"])
def test_who_is_refused_stays_wanted_and_holds_up_nobody(folder, box, answer):
    send_reminders(folder, "张三", DAY, mail=True)
    box.says["jyj@lq.example.cn"] = answer
    first = fates(folder)
    assert first[NAMES[0]] is Fate.REFUSED
    # after 421 the connection is closed by both
    assert first[NAMES[1]] is (Fate.WAITING if answer.startswith("421") else Fate.SENT)
    box.says.clear()
    fates(folder)
    assert sorted(to for to, _ in box.mails) == [["gaj@lq.example.cn"], ["jyj@lq.example.cn"]]


def test_a_mail_refused_at_its_end_stays_wanted(folder, box):
    send_reminders(folder, "张三", DAY, mail=True)
    box.ends = "554 spam"
    assert fates(folder)[NAMES[0]] is Fate.REFUSED
    box.ends = "250 taken"
    assert fates(folder) == BOTH_SENT


def test_a_connection_lost_in_the_middle_is_never_mailed_twice(folder, box):
    send_reminders(folder, "张三", DAY, mail=True)
    box.ends = "dies"
    assert fates(folder) == {NAMES[0]: Fate.UNKNOWN, NAMES[1]: Fate.WAITING, NAMES[2]: Fate.NO_ADDRESS}
    box.ends = "250 taken"
    assert fates(folder) == {NAMES[0]: Fate.UNKNOWN, NAMES[1]: Fate.SENT, NAMES[2]: Fate.NO_ADDRESS}
    assert [to for to, _ in box.mails] == [["gaj@lq.example.cn"]]


def test_no_server_means_nothing_was_begun(folder):
    send_reminders(folder, "张三", DAY, mail=True)
    nobody = folder.mail.model_copy(update={"port": free_port()})
    with pytest.raises(MailFailed, match="nothing was mailed"):
        fates(folder.model_copy(update={"mail": nobody}))
    assert states(folder) == [("wanted", "None")] * 3


def test_files_that_were_taken_away_are_named(folder, box):
    for path in send_reminders(folder, "张三", DAY, mail=True):
        if NAMES[0] in path.name:
            path.unlink()
    assert fates(folder) == {**BOTH_SENT, NAMES[0]: Fate.NO_FILE}


@pytest.fixture
def certificate(tmp_path, monkeypatch):
    """A certificate for this machine that this process trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "localhost.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    return path


@pytest.fixture
def locked(box, certificate):
    def let_in(server, session, envelope, mechanism, given):
        good = isinstance(given, LoginPassword) and given.password == PASSWORD.encode()
        return AuthResult(success=good)

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    made = Controller(
        box,
        hostname="localhost",
        port=free_port(),
        tls_context=context,
        require_starttls=True,
        authenticator=let_in,
        auth_required=True,
    )
    made.start()
    yield made
    made.stop(no_assert=True)


def behind_a_password(folder, locked):
    mail = Mail(
        host="localhost", port=locked.port, sender="dbgw@lq.example.cn", starttls=True, username="dbgw"
    )
    return folder.model_copy(update={"mail": mail})


def test_a_server_that_asks_for_tls_and_a_password(folder, box, locked):
    send_reminders(folder, "张三", DAY, mail=True)
    assert fates(behind_a_password(folder, locked), password=PASSWORD) == BOTH_SENT
    assert len(box.mails) == 2


def test_a_wrong_password_is_told_without_it(folder, box, locked):
    send_reminders(folder, "张三", DAY, mail=True)
    with pytest.raises(MailFailed) as failed:
        fates(behind_a_password(folder, locked), password="wrong one")
    assert "wrong one" not in str(failed.value)
    assert box.mails == []


def test_a_certificate_of_somebody_else_is_not_trusted(folder, locked, monkeypatch, tmp_path):
    send_reminders(folder, "张三", DAY, mail=True)
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(MailFailed, match="certificate"):
        fates(behind_a_password(folder, locked), password=PASSWORD)


def test_without_settings_or_password_nothing_is_tried(folder, locked):
    with pytest.raises(OfficeError, match=r"no \[mail\]"):
        fates(folder.model_copy(update={"mail": None}))
    with pytest.raises(OfficeError, match="DUBAN_SMTP_PASSWORD"):
        fates(behind_a_password(folder, locked))
