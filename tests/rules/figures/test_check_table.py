"""What is said of published breakdowns: each kind of finding, and the tables that were really published."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.rules.figures.breakdown import Breakdown, Fit, Kind, Row
from tasks.rules.figures.check_table import check_breakdown, compare_conventions
from tasks.rules.figures.rounding import CannotPrint, Convention, print_shares

PUBLISHED = Path(__file__).parents[4] / "shared" / "published-tables.json"
HALF_UP, TRUNCATE, REMAINDER, LARGEST, LAST, TRUNCATE_LAST, HALF_EVEN = Convention


def table(*rows, **more):
    """A breakdown from (count, share) pairs."""
    made = [Row(f"第{at}类", count, share, at) for at, (count, share) in enumerate(rows, start=1)]
    return Breakdown("结果", tuple(made), **more)


def said(*rows, **more):
    return [(finding.kind, finding.chinese) for finding in check_breakdown(table(*rows, **more)).findings]


@pytest.mark.parametrize(
    ("rows", "more", "base", "conventions"),
    [
        pytest.param([(118, "98.3%"), (2, None)], {"base": 120}, 120, {HALF_UP, TRUNCATE}, id="the founding case"),
        pytest.param([(118, "98.3%"), (2, "1.7%")], {}, 120, {HALF_UP, REMAINDER, LARGEST, LAST, TRUNCATE_LAST}, id="base from the sum"),
        pytest.param([(690, "91.4%"), (65, "8.6%")], {"total": 1034}, 755, {HALF_UP, REMAINDER, LARGEST, LAST}, id="forms returned"),
        pytest.param([(317, "30.7%"), (140, "13.5%")], {"total": 1034}, 1034, {HALF_UP}, id="only the largest listed"),
        pytest.param([(4, "5%"), (76, "95%")], {}, 80, {*Convention} - {HALF_EVEN}, id="exact"),
        pytest.param([(1, "1.2%"), (1, "1.2%"), (1, "1.2%"), (3, "3.8%"), (74, "92.5%")], {}, 80, {HALF_EVEN}, id="by GB/T 8170"),
    ],
)  # fmt: skip
def test_a_table_is_reproduced_on_a_base(rows, more, base, conventions):
    checked = check_breakdown(table(*rows, **more))
    assert (checked.base, set(checked.conventions), checked.adds_up) == (base, conventions, True)
    assert f"以{base}为基数" in checked.chinese


@pytest.mark.parametrize(
    ("rows", "more", "kind", "sentence"),
    [
        pytest.param([(118, "98.3%"), (3, "1.7%")], {"sum_row": 120}, Kind.COUNTS_DO_NOT_SUM, "各项件数之和121与合计120不符", id="row 合计"),
        pytest.param([(60, None), (50, None)], {"total": 120}, Kind.COUNTS_DO_NOT_SUM, "各项件数之和110与120不符", id="total"),
        pytest.param([(130, "108.3%")], {"base": 120}, Kind.COUNT_ABOVE_BASE, "第1行件数130大于120", id="more than all"),
        pytest.param([(100, None), (50, None)], {"total": 120}, Kind.OVERLAP, "各项件数之和150大于120，各项有重叠，或件数有误", id="overlap"),
        pytest.param([(2, "2.77%"), (72, "97.30%")], {}, Kind.SHARE_NOT_FROM_COUNT, "第1行占比与件数不符：2/74是2.703%，印的是2.77%，该占比以此基数得不出", id="no count gives it"),
        pytest.param([(2, "4.1%"), (72, "97.3%")], {}, Kind.SHARE_NOT_FROM_COUNT, "第1行占比与件数不符：2/74是2.703%，印的是4.1%，3件才是这个占比", id="another count"),
        pytest.param([(11, "11%"), (70, "86%")], {}, Kind.SHARE_NOT_FROM_COUNT, "第1行占比与件数不符：11/81是13.580%，印的是11%，像是把件数写成了占比", id="count for share"),
        pytest.param([(None, "99.5%")], {"base": 164}, Kind.SHARE_IMPOSSIBLE, "第1行占比99.5%不可能：以164为基数，没有任何件数能得出", id="impossible"),
        pytest.param([(11, "11%"), (70, "86%")], {}, Kind.SHARES_DO_NOT_SUM, "占比之和为97%，不是100%", id="sum of shares"),
        pytest.param([(None, "60%"), (None, "35.9%")], {}, Kind.SHARES_DO_NOT_SUM, "占比之和为95.9%，不是100%", id="sum without counts"),
        pytest.param([(2, "28.6%"), (2, "28.5%"), (3, "42.8%")], {}, Kind.MIXED_ROUNDING, "各行取舍方法不一致：第1行是四舍五入，第2、3行是直接截断", id="mixed"),
        pytest.param([(526, "99.8%")], {"total": 591}, Kind.OTHER_BASE, "以591为基数算不出印出的占比，以527为基数才相符，请核对基数", id="another base"),
        pytest.param([(3, "很多")], {"base": 3}, Kind.CELL_UNREADABLE, "第1行“很多”不是件数或占比", id="no share"),
    ],
)  # fmt: skip
def test_what_does_not_add_up_is_said(rows, more, kind, sentence):
    assert (kind, sentence) in said(*rows, **more)
    assert not check_breakdown(table(*rows, **more)).adds_up


@pytest.mark.parametrize(
    ("rows", "more", "kind", "sentence"),
    [
        pytest.param([(690, "91.4%"), (65, "8.6%")], {"total": 1034}, Kind.BASE_IS_NOT_TOTAL, "占比以755为基数，不是总数1034", id="base"),
        pytest.param([(2, "66.6%"), (1, "33.4%")], {}, Kind.ADJUSTED, "第1、2行的占比为凑足100%作了调整", id="adjusted"),
        pytest.param([(1, "33.3%"), (1, "33.3%"), (1, "33.3%")], {}, Kind.SUM_BY_ROUNDING, "占比之和为99.9%，是取舍造成的", id="rounding"),
        pytest.param([(None, "66.6%"), (None, "33.3%")], {}, Kind.SUM_BY_ROUNDING, "占比之和为99.9%，是取舍造成的", id="rounding, no counts"),
        pytest.param([(317, "30.7%"), (140, "13.5%")], {"total": 1034}, Kind.NOT_ALL_LISTED, "列出的件数共457，其余577没有列出", id="not all"),
        pytest.param([(41, "51%"), (40, "49.4%")], {}, Kind.FEWER_DECIMALS, "第1行的小数位数比其他行少", id="decimals"),
        pytest.param([(None, "99.2%")], {"total": 1267}, Kind.NOT_CHECKABLE, "第1行没有件数或基数，占比无从核对", id="no count"),
        pytest.param([(118, "98.3%")], {}, Kind.NOT_CHECKABLE, "第1行没有件数或基数，占比无从核对", id="no base"),
    ],
)  # fmt: skip
def test_how_a_table_was_made_is_said_without_blame(rows, more, kind, sentence):
    assert (kind, sentence) in said(*rows, **more)
    assert check_breakdown(table(*rows, **more)).adds_up


@pytest.mark.parametrize(
    ("rows", "more", "sentence"),
    [
        pytest.param([(2, "66.7%"), (1, "33.3%")], {}, "以3为基数、1位小数，能用“四舍五入”复现", id="plain"),
        pytest.param([(2, "66.6%"), (1, "33.4%")], {}, "以3为基数、1位小数，能用“直接截断，差额计入末项”复现", id="adjusted"),
        pytest.param([(2, "60%"), (1, "40%")], {}, "没有一种取舍方法能复现全部占比", id="not reproduced"),
        pytest.param([(2, None), (1, None)], {"total": 3}, "只有件数，没有占比，件数相符", id="only counts"),
        pytest.param([(2, None), (1, None)], {"total": 4}, "只有件数，没有占比，件数不符", id="only counts, wrong"),
        pytest.param([(None, "60%")], {}, "占比无从复现", id="only shares"),
    ],
)  # fmt: skip
def test_one_sentence_says_how_it_is_reproduced(rows, more, sentence):
    assert check_breakdown(table(*rows, **more)).chinese == sentence


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        pytest.param({"sums": (Row("合计", 120, "99%", 4),)}, "第4行合计的占比印的是99%，各项占比之和是100.0%", id="share of the sum"),
        pytest.param({"sums": (Row("合计", 120, "100%", 4), Row("总计", 121, None, 5))}, "第5行合计121与上面的合计120不一致", id="two sums"),
        pytest.param({"aside": (Row("其中", 60, "55%", 4),)}, "第4行占比与件数不符：60/120是50.000%，印的是55%，66、67件才是这个占比", id="a part of no row"),
    ],
)  # fmt: skip
def test_what_stands_beside_the_parts_is_held_against_them(more, sentence):
    checked = check_breakdown(table((118, "98.3%"), (2, "1.7%"), sum_row=120, **more))
    assert [finding.chinese for finding in checked.findings] == [sentence]
    assert not checked.adds_up


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"sums": (Row("合计", 120, "100%", 4),)}, id="a whole"),
        pytest.param({"sums": (Row("合计", None, "约100%", 4),)}, id="about a whole"),
        pytest.param({"aside": (Row("其中", 60, "50%", 4),)}, id="a part, of all"),
        pytest.param({"aside": (Row("其中", 60, "50.8%", 4),)}, id="a part, of the row above"),
        pytest.param({"aside": (Row("小计", 120, "100%", 4),)}, id="several together"),
    ],
)
def test_what_stands_beside_the_parts_and_agrees_is_left_alone(more):
    assert check_breakdown(table((118, "98.3%"), (2, "1.7%"), sum_row=120, **more)).findings == ()


def test_the_sum_of_truncated_shares_may_be_printed_as_it_is():
    sums = (Row("合计", 3, "99.9%", 3),)
    assert check_breakdown(table((1, "33.3%"), (2, "66.6%"), sum_row=3, sums=sums)).adds_up


def test_a_count_of_nought_says_nothing_of_another_base():
    checked = check_breakdown(table((0, "1%"), (None, None), total=100))
    assert (checked.base, checked.conventions, checked.adds_up) == (100, (), False)


def test_a_share_with_more_decimals_than_anybody_prints_is_no_rounding():
    assert check_breakdown(table((1, "33.3333333333333333%"), total=3)).fits == (Fit.NEITHER,)


cells = st.tuples(
    st.none() | st.integers(0, 10**7),
    st.none() | st.from_regex(r"(约)?[0-9]{1,20}(\.[0-9]{1,18})?%?", fullmatch=True) | st.text(max_size=5),
)
wholes = st.none() | st.integers(0, 10**6)


@settings(deadline=None, max_examples=200)
@given(st.lists(cells, max_size=5), wholes, wholes, wholes)
def test_whatever_was_printed_something_can_be_said(rows, base, sum_row, total):
    checked = check_breakdown(table(*rows, base=base, sum_row=sum_row, total=total))
    assert checked.chinese
    assert all(finding.chinese for finding in checked.findings)
    assert len(checked.fits) == len(rows)


def test_two_tables_of_one_report_by_no_common_convention():
    truncated = check_breakdown(table((25, "26.8%"), (68, "73.1%")))
    adjusted = check_breakdown(table((54, "58.07%"), (33, "35.48%"), (2, "2.15%"), (4, "4.30%")))
    assert compare_conventions([truncated, adjusted]).kind is Kind.TWO_CONVENTIONS
    assert compare_conventions([truncated]) is None
    assert compare_conventions([truncated, check_breakdown(table((1, None)))]) is None


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.integers(0, 300), min_size=2, max_size=6).filter(any),
    st.sampled_from(Convention),
    st.integers(0, 2),
)
def test_a_table_that_was_made_by_a_convention_adds_up(counts, convention, decimals):
    try:
        texts = print_shares(counts, convention, decimals).texts
    except CannotPrint:
        return
    checked = check_breakdown(table(*zip(counts, [f"{text}%" for text in texts], strict=True)))
    assert checked.adds_up
    assert convention in checked.conventions or (convention, HALF_UP in checked.conventions) == (
        HALF_EVEN,
        True,
    )
    assert checked.base == sum(counts)


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.integers(1, 300), min_size=2, max_size=6),
    st.integers(0, 5),
    st.integers(-400, 400).filter(lambda tenths: abs(tenths) > 1),
)
def test_a_share_that_is_not_from_its_count_is_never_passed_over(counts, at, tenths):
    texts = list(print_shares(counts, HALF_UP, 1).texts)
    at %= len(texts)
    wrong = round(10 * float(texts[at])) + tenths
    if wrong < 0:
        return
    texts[at] = f"{wrong // 10}.{wrong % 10}"
    checked = check_breakdown(table(*zip(counts, texts, strict=True)))
    # a convention may put a difference of rounding into one category, never more than half a unit each
    assert not checked.adds_up or abs(tenths) <= len(counts) // 2 + 1


# --- tables that were published -----------------------------------------------------------------------------------

# anomalies that are said in words of their own, by report: breakdown and kind
IN_WORDS = {
    "zibo-2016": {("satisfaction", Kind.SHARE_IMPOSSIBLE)},
    "sichuan-2016": {("satisfaction", Kind.BASE_IS_NOT_TOTAL)},
    "ningbo-cppcc-2011": {
        (name, Kind.BASE_IS_NOT_TOTAL) for name in ("result", "satisfaction: work", "satisfaction: result")
    },
}
NAMES = {
    "half_up_largest_absorbs": LARGEST,
    "half_up_last_absorbs": LAST,
    "truncate_last_absorbs": TRUNCATE_LAST,
}


def reports():
    return json.loads(PUBLISHED.read_text("utf-8"))["tables"] if PUBLISHED.is_file() else []


def checked_groups(report):
    from tasks.reading.breakdowns import read_reports

    (found,) = [one for one in read_reports(PUBLISHED) if one.name == report["id"]]
    return list(zip(map(check_breakdown, found.breakdowns), report["groups"], strict=True))


@pytest.mark.skipif(not PUBLISHED.is_file(), reason="the published tables lie beside the project")
@pytest.mark.parametrize("report", reports(), ids=lambda report: report["id"])
class TestPublished:
    def test_conventions_decimals_and_rows_are_those_that_were_worked_out(self, report):
        for checked, group in checked_groups(report):
            if "convention_fit" in group:
                named = {
                    NAMES.get(name) or Convention(name) for name in group["convention_fit"] if name != "none"
                }
                assert set(checked.conventions) == named, group["name"]
                assert (checked.base, checked.decimals) == (group["base"], group["decimals"])
            fits = [fit.value if fit else None for fit in checked.fits]
            assert fits == [item.get("matches") for item in group["items"]], group["name"]

    def test_counts_that_do_not_make_the_base_are_said(self, report):
        for checked, group in checked_groups(report):
            kinds = {finding.kind for finding in checked.findings}
            of_counts = {Kind.OVERLAP, Kind.COUNTS_DO_NOT_SUM, Kind.NOT_ALL_LISTED, Kind.SHARE_IMPOSSIBLE}
            if group["counts_sum_equals_base"] is not None:
                assert bool(kinds & of_counts) == (not group["counts_sum_equals_base"]), group["name"]

    def test_the_anomalies_are_those_that_were_named_and_no_others(self, report):
        rows, sums, adjusted = set(), set(), set()
        for text in report["anomalies"]:
            if found := re.fullmatch(r"(.*?): (.+) \d+/\d+ = .*, printed (.+) \((truncated|neither)\)", text):
                rows.add(found.groups())
            elif found := re.fullmatch(r"(.*?): printed shares sum to ([\d.]+), not 100", text):
                sums.add(found.groups())
            elif found := re.fullmatch(r"(.*?): shares were adjusted .*", text):
                adjusted.add(found[1])
            else:
                assert report["id"] in IN_WORDS, text
        groups = [checked for checked, _ in checked_groups(report)]
        assert rows == {
            (
                one.breakdown.name,
                row.label,
                row.share.removesuffix("%") if fit is None else row.share,
                fit.value,
            )
            for one in groups
            for row, fit in zip(one.breakdown.rows, one.fits, strict=True)
            if fit in (Fit.TRUNCATED, Fit.NEITHER)
        }
        said = {(one.breakdown.name, finding.kind) for one in groups for finding in one.findings}
        of_sums = {
            (one.breakdown.name, finding.values["sum"])
            for one in groups
            for finding in one.findings
            if finding.kind in (Kind.SUM_BY_ROUNDING, Kind.SHARES_DO_NOT_SUM)
        }
        assert of_sums == sums
        assert {name for name, kind in said if kind is Kind.ADJUSTED} == adjusted
        assert said >= IN_WORDS.get(report["id"], set())
        impossible = {(name, kind) for name, kind in said if kind is Kind.SHARE_IMPOSSIBLE}
        assert impossible <= IN_WORDS.get(report["id"], set())

    def test_only_what_is_wrong_is_a_fault(self, report):
        faulty = {one.breakdown.name for one, _ in checked_groups(report) if not one.adds_up}
        assert faulty == {
            "zibo-2016": {"satisfaction"},
            "shangrila-2011": {"result"},
            # two questions to the same people: the counts are no parts of one whole
            "songyang-2017": {"September evaluation", "December re-evaluation"},
        }.get(report["id"], set())

    def test_two_conventions_on_one_page_are_said(self, report):
        found = compare_conventions([one for one, _ in checked_groups(report)])
        assert bool(found) == (report["id"] == "xianning-2023")
