"""Names of people and departments in one cell: parted where they are several, never where they are one."""

import pytest

from tasks.rules.sheets.people import departments_in, handlers_in, names_in, one_name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张 三", ["张三"]),
        ("张 三 李 四", ["张三", "李四"]),
        ("欧 阳 锦 程", ["欧阳锦程"]),
        ("欧阳 锦程", ["欧阳锦程"]),
        ("司徒静 王五", ["司徒静", "王五"]),
        ("1.张三 2.李四", ["张三", "李四"]),
        ("1、张三\n2、李四", ["张三", "李四"]),
        ("张三（女，回族）、李四（城西团）", ["张三", "李四"]),
        ("张三13800001234", ["张三"]),
        ("张三 13800001234、李四 0500-5550123", ["张三", "李四"]),
        ("张三 代表", ["张三"]),
        ("领衔：张三；附议：李四", ["张三", "李四"]),
        ("阿卜杜拉•买买提 古丽・艾山", ["阿卜杜拉·买买提", "古丽·艾山"]),
        ("张三和李四", ["张三", "李四"]),
        ("和平、李和平", ["和平", "李和平"]),
    ],
)
def test_names(text, names):
    assert names_in(text) == (names, False)


@pytest.mark.parametrize(
    "text", ["张三等", "张三 等 5 人", "张 三等十二名代表", "张三（等8人）", "张　三等3位代表"]
)
def test_etc_stands_after_the_names(text):
    assert names_in(text) == (["张三"], True)


@pytest.mark.parametrize("text", ["张 三", "张三（组长）", "张三 13800001234", "1、张三"])
def test_one_name(text):
    assert one_name(text) == "张三"


@pytest.mark.parametrize(
    ("text", "lead", "helpers"),
    [
        ("区水务局", ["区水务局"], []),
        ("区水务局 区财政局", ["区水务局", "区财政局"], []),
        ("区 水 务 局", ["区水务局"], []),
        ("区水务局（牵头）、区财政局", ["区水务局", "区财政局"], []),
        ("区水务局（主办）、区财政局（会办）", ["区水务局"], ["区财政局"]),
        ("主办：区水务局；会办：区财政局、区民政局", ["区水务局"], ["区财政局", "区民政局"]),
        ("1.区水务局；2.区财政局", ["区水务局", "区财政局"], []),
        ("区水务局和区财政局", ["区水务局", "区财政局"], []),
        ("区住房和城乡建设局", ["区住房和城乡建设局"], []),
        ("区人力资源和社会保障局及区发展和改革局", ["区人力资源和社会保障局", "区发展和改革局"], []),
        ("区水务局等3个部门", ["区水务局"], []),
        ("区住建局（区人防办）", ["区住建局(区人防办)"], []),
    ],
)
def test_departments(text, lead, helpers):
    assert handlers_in(text) == (lead, helpers)
    assert departments_in(text) == [*lead, *helpers]
