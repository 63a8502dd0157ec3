"""E-mail addresses: one ordinary address per cell, nothing else."""

import pyarrow as pa
import pytest

from schemas.addresses import LONGEST_ADDRESS
from tasks.rules.addresses import parse_addresses


def parsed(*texts):
    found = parse_addresses(pa.array(texts, pa.string()))
    return found.values.to_pylist(), found.wrong["bad_address"].to_pylist()


@pytest.mark.parametrize(
    "text", ["jyj@lq.gov.cn", "a.b-c+d@mail.lq.gov.cn", "88001234@qq.com", "x@a.xn--fiqs8s"]
)
def test_an_ordinary_address_is_used_as_it_is(text):
    assert parsed(text) == ([text], [False])


@pytest.mark.parametrize(
    "text",
    [
        "不知道",
        "jyj",
        "jyj@lq",
        "jyj@",
        "@lq.gov.cn",
        "a..b@lq.gov.cn",
        ".a@lq.gov.cn",
        "a b@lq.gov.cn",
        "a@lq.gov.cn;b@lq.gov.cn",
        "a@lq.gov.cn, b@lq.gov.cn",
        "教育局 <jyj@lq.gov.cn>",
        "教育@lq.gov.cn",
        "jyj@-lq.gov.cn",
        "jyj@lq.gov.cn\nBcc: x@lq.gov.cn",
        "13800001111",
        f"a@{'b.' * (LONGEST_ADDRESS // 2)}cn",
    ],
)
def test_anything_else_is_wrong_and_not_used(text):
    assert parsed(text) == ([None], [True])


def test_an_empty_cell_is_no_problem():
    assert parsed(None, "a@b.cn") == ([None, "a@b.cn"], [False, False])
