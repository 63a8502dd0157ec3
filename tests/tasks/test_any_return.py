"""Whatever a centre returns: every row is credited, set aside by name, or outstanding, and nobody else's answer is touched."""

import csv
import io
import shutil
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from flows.demo.centre import open_list
from schemas.office import read_office
from schemas.outcome_words import OUTCOME_WORDS
from tasks.batches import settle_batch, waiting_batches
from tasks.inbox import receive
from tasks.problems import open_problems
from tasks.surveys import open_cycle
from tests.offices import office_at, run_night, write
from warehouse.engine import open_engine, reading
from warehouse.tables import answer, batch, call, call_item, deputy, suggestion

OPENED, CLOSED = date(2020, 9, 1), date(2020, 9, 30)
PEOPLE = ("甲一", "乙二", "丙三")
COLUMNS = ("回访编码", "称呼", "题号", "建议", "回访结果", "不满意原因", "拨打日期")


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    folder = office_at(tmp_path_factory.mktemp("sent") / "office")
    write(folder, "名录.csv", "单位全称,简称,单位类别,联络员,联系电话\n区教育局,,政府部门,,\n")
    numbers = "".join(f"{name},东团,,1380000{place}111\n" for place, name in enumerate(PEOPLE, start=1))
    write(folder, "名册.csv", f"姓名,代表团,单位及职务,联系电话\n{numbers}")
    rows = "".join(f"{n},关于{n}的建议,{PEOPLE[n % 3]},区教育局,,2020-02-03\n" for n in range(1, 7))
    write(folder, "台账.csv", f"建议编号,建议标题,领衔代表,主办单位,会办单位,交办日期\n{rows}")
    replies = "".join(f"{n},区教育局,教字〔2020〕{n}号,2020-04-01,A,王,刘,,是,公开\n" for n in range(1, 7))
    write(
        folder,
        "答复.csv",
        f"建议编号,承办单位,答复文号,答复日期,办理结果,签发人,联系人,联系电话,是否面商,公开属性\n{replies}",
    )
    run_night(folder, date(2020, 8, 31))
    sheet = open_list(folder, open_cycle(folder, OPENED, (OPENED, CLOSED), "主任").path)["名单"]
    column = {str(cell.value): cell.column for cell in sheet[2]}
    listed = [
        {name: str(sheet.cell(row, column[name]).value or "") for name in COLUMNS}
        for row in range(3, sheet.max_row + 1)
    ]
    open_engine(folder.database).dispose()
    return folder, listed


words = st.sampled_from(["满意", "基本满意", "不满意", "说不清", "未接通", "拒访", "", "还行", "=1+1"])
changes = st.lists(
    st.tuples(
        st.sampled_from(["drop", "double", "key", "item", "outcome", "name", "garble"]),
        st.integers(0, 5),
        st.integers(0, 5),
        words,
    ),
    max_size=5,
)


def _returned(listed, filled, order, moves):
    rows = [row | {"回访结果": word} for row, word in zip(listed, filled, strict=True)]
    rows = [rows[place] for place in order]
    for move, one, other, word in moves:
        if not rows:
            break
        mine, theirs = rows[one % len(rows)], rows[other % len(rows)]
        if move == "drop":
            rows.remove(mine)
        elif move == "double":
            rows.append(mine | {"回访结果": word})
        else:
            name = {"key": "回访编码", "item": "题号", "outcome": "回访结果", "name": "称呼"}.get(move)
            if move == "outcome":
                mine["回访结果"] = word
            elif name:
                mine[name] = theirs[name]
            else:
                mine["回访编码"] = mine["回访编码"][::-1]
    return rows


@settings(
    deadline=None,
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    filled=st.lists(words, min_size=6, max_size=6),
    order=st.permutations(range(6)),
    moves=changes,
)
def test_the_balance_holds(sent, tmp_path_factory, filled, order, moves):
    made, listed = sent
    rows = _returned(listed, filled, order, moves)
    folder = read_office(shutil.copytree(made.path, tmp_path_factory.mktemp("again") / "office"))
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    write(folder, "结果.csv", text.getvalue())
    receive(folder, date(2020, 9, 11))
    counts = [settle_batch(folder, key, date(2020, 9, 11)) for key in waiting_batches(folder)]
    assert len(counts) == 1
    with reading(folder.database) as connection:
        status = connection.scalar(select(batch.c.status).order_by(batch.c.batch_id.desc()).limit(1))
        credited = connection.execute(
            select(call.c.case_key, call_item.c.position, deputy.c.name, suggestion.c.title, answer.c.outcome)
            .join(call_item, call_item.c.call_item_id == answer.c.call_item_id)
            .join(call, call.c.call_id == call_item.c.call_id)
            .join(deputy, deputy.c.deputy_id == call.c.deputy_id)
            .join(suggestion, suggestion.c.suggestion_id == call_item.c.suggestion_id)
            .where(answer.c.is_current)
        ).all()
    said = {
        (
            row["回访编码"],
            row["题号"],
            row["称呼"].removesuffix("代表"),
            row["建议"],
            OUTCOME_WORDS.get(row["回访结果"]),
        )
        for row in rows
    }
    for key, position, name, title, outcome in credited:
        # what is on record was said, by this deputy, about this suggestion
        assert (key, str(position), name, title, outcome) in said
    problems = open_problems(folder)
    aside = set(problems.loc[problems["level"] == "reject_row", "row_no"].dropna())
    filled_rows = sum(bool(row["回访结果"]) for row in rows)
    repeated = counts[0]["rows"] - len(aside) - len(credited)
    if status == "loaded":
        # a row that says the same as another about the same item is one answer
        assert (
            0
            <= repeated
            <= filled_rows - len({(row["回访编码"], row["题号"]) for row in rows if row["回访结果"]})
        )
        assert counts[0]["set_aside"] == len(aside)
        assert counts[0]["rows"] == filled_rows
    else:
        assert not credited
    open_engine(folder.database).dispose()
