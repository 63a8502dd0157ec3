"""A small office with two deputies, whose two suggestions were answered."""

from pathlib import Path

from schemas.office import OfficeFolder
from tests.offices import office_at, write

PEOPLE = {"欧阳云山": "13800001111", "司徒清和": "13800002222"}


def answered_office(path: Path) -> OfficeFolder:
    made = office_at(path)
    write(made, "名录.csv", "单位全称,简称,单位类别,联络员,联系电话\n区教育局,,政府部门,,\n")
    rows = "".join(f"{name},东团,{number}\n" for name, number in PEOPLE.items())
    write(made, "名册.csv", f"姓名,代表团,联系电话\n{rows}")
    leads = zip("一二", PEOPLE, strict=True)
    register = "".join(
        f"{number},关于{word}的建议,{name},区教育局,2020-02-03\n"
        for number, (word, name) in enumerate(leads, 1)
    )
    write(made, "台账.csv", f"建议编号,建议标题,领衔代表,主办单位,交办日期\n{register}")
    head = "建议编号,承办单位,答复文号,答复日期,办理结果,签发人,联系人,联系电话,是否面商,公开属性"
    replies = "".join(
        f"{n},区教育局,教字〔2020〕{n}号,2020-04-01,A,王,刘,0533-2180000,是,公开\n" for n in (1, 2)
    )
    write(made, "答复.csv", f"{head}\n{replies}")
    return made
