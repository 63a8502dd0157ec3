"""Several names in one cell."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.rules.names import explode_names, split_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张三", ["张三"]),
        ("张三、李四", ["张三", "李四"]),
        ("张三,李四，王五", ["张三", "李四", "王五"]),
        ("张三;李四；王五/赵六", ["张三", "李四", "王五", "赵六"]),
        ("张三\n李四", ["张三", "李四"]),
        (" 张三 、 李四 、", ["张三", "李四"]),
        ("、、", []),
        ("", []),
        (None, []),
        ("阿卜杜拉·买买提、李四", ["阿卜杜拉·买买提", "李四"]),
        ("张三(东团)、张三(西团)", ["张三(东团)", "张三(西团)"]),
    ],
)
def test_a_cell_is_split_into_its_names(text, names):
    assert split_names(text) == names
    exploded = explode_names(pa.array([text], pa.string()), pa.array([7]))
    assert exploded["name"].to_pylist() == names
    assert exploded["row_id"].to_pylist() == [7] * len(names)
    assert exploded["position"].to_pylist() == list(range(len(names)))


@pytest.mark.parametrize("tail", ["等", "等13人", "等3位"])
def test_what_says_that_there_are_more_is_cut_off(tail):
    exploded = explode_names(pa.array([f"张三、李四{tail}"]), pa.array([0]))
    assert exploded["name"].to_pylist() == ["张三", "李四"]


cells_of_names = st.lists(st.lists(st.text("甲乙丙丁", min_size=1, max_size=3), max_size=4), max_size=8)


@settings(deadline=None, max_examples=60)
@given(cells_of_names, st.sampled_from("、,;，；/\n"))
def test_each_name_keeps_its_row_and_its_place(lists, between):
    row_ids = list(range(10, 10 + len(lists)))
    exploded = explode_names(
        pa.array([between.join(names) or None for names in lists], pa.string()), pa.array(row_ids, pa.int64())
    )
    expected = [
        {"row_id": row_id, "name": name, "position": place}
        for row_id, names in zip(row_ids, lists, strict=True)
        for place, name in enumerate(names)
    ]
    assert exploded.to_pylist() == expected
