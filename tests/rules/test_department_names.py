"""Names of departments: renamed, shortened, claimed twice; none is moved silently."""

import pytest

from tasks.rules.department_names import Entry, name_departments

KNOWN = {
    "区教育局": ("区教育局", "directory"),
    "教育局": ("区教育局", "directory"),
    "区体育局": ("区体育局", "directory"),
    "文体口": ("区体育局", "review"),
}


@pytest.mark.parametrize(
    ("rows", "renamed", "leads_to", "doubtful"),
    [
        pytest.param(
            [(1, "区教育和体育局", ("区教育局", "区教体局"))],
            {"区教育局": "区教育和体育局"},
            {"区教育和体育局": "区教育和体育局", "区教育局": "区教育和体育局", "区教体局": "区教育和体育局"},
            [(1, "department_renamed", "区教育局")],
            id="a new full name that lists one former full name renames it",
        ),
        pytest.param(
            [(1, "区教育和体育局", ("区教育局", "区体育局"))],
            {},
            {"区教育和体育局": "区教育和体育局"},
            [(1, "alias_taken", "区教育局"), (1, "alias_taken", "区体育局")],
            id="two departments that became one are for people to decide",
        ),
        pytest.param(
            [(1, "区教育和体育局", ("区教育局",)), (2, "区教育局", ())],
            {},
            {"区教育和体育局": "区教育和体育局", "区教育局": "区教育局"},
            [(1, "alias_taken", "区教育局")],
            id="a full name of the same directory is no former name",
        ),
        pytest.param(
            [(1, "教育局", ())],
            {},
            {"区教育局": "区教育局"},
            [(1, "name_is_alias", "教育局")],
            id="a short name in place of the full one is the department it leads to",
        ),
        pytest.param(
            [(1, "区教育局", ("一局",)), (2, "区体育局", ("一局",))],
            {},
            {"区教育局": "区教育局", "区体育局": "区体育局"},
            [(1, "alias_taken", "一局"), (2, "alias_taken", "一局")],
            id="a short name claimed by two leads to neither",
        ),
        pytest.param(
            [(1, "区教育局", ("文体口",))],
            {},
            {"区教育局": "区教育局"},
            [(1, "alias_taken", "文体口")],
            id="what a reviewer decided stands",
        ),
        pytest.param(
            [(1, "区教育局", ()), (2, "区体育局", ("教育局",))],
            {},
            {"区教育局": "区教育局", "区体育局": "区体育局", "教育局": "区体育局"},
            [],
            id="a short name may move when the directory lists both departments",
        ),
    ],
)
def test_names(rows, renamed, leads_to, doubtful):
    naming = name_departments([Entry(*row) for row in rows], KNOWN)
    assert (naming.renamed, naming.leads_to, naming.doubtful) == (renamed, leads_to, doubtful)


def test_a_directory_that_comes_again_changes_nothing():
    rows = [Entry(1, "区教育局", ("教育局",)), Entry(2, "区体育局", ())]
    once = name_departments(rows, {})
    known = {name: (of, "directory") for name, of in once.leads_to.items()}
    again = name_departments(rows, known)
    assert (again.leads_to, again.renamed, again.doubtful) == (once.leads_to, {}, [])
