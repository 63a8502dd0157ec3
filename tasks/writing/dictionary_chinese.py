"""What a column means, in Chinese: its own sentence, and what the code knows of it, which cannot say anything else."""

from collections.abc import Iterator, Mapping

from warehouse.dictionary import Chapter, Entry
from warehouse.dictionary_facts import Facts
from warehouse.meanings import meaning_of

# more would hide the rest
_MOST_NAMES = 4


def explain(entry: Entry, titles: Mapping[str, str]) -> str:
    """Return what is known of a column; `titles`: the Chinese names of tables and views."""
    return "；".join(_parts(entry, titles)) + "。"


def explain_table(chapter: Chapter) -> str:
    """Return of what a table has a row, and of what one row only, where more than its key tells its rows apart."""
    titles = {column.name: column.chinese for column in chapter.columns}
    return meaning_of(chapter.table.name) + "".join(
        f"同一{'、'.join(titles[name] for name in names)}只有一行。" for names in chapter.unique
    )


def _parts(entry: Entry, titles: Mapping[str, str]) -> Iterator[str]:
    facts = entry.facts
    if facts.meaning:
        yield facts.meaning
    if facts.is_private:
        yield "个人信息，读者视图不含"
    if facts.is_required is not None:
        yield "主键" if facts.is_key else "必填" if facts.is_required else "可为空"
    if facts.referred_by:
        yield f"{_first(facts.referred_by)}引用它"
    yield from _origin(facts)
    if entry.refers_to:
        yield f"见{titles[entry.refers_to.partition('.')[0]]} `{entry.refers_to}`"
    if facts.words:
        said = (code if code == chinese else f"{code} {chinese}" for code, chinese in facts.words)
        yield f"取值：{'、'.join(said)}"
    if facts.of_file:
        yield "对应《{}》“{}”栏".format(*facts.of_file)
    if facts.used_by:
        yield f"用于查询 {_first(facts.used_by)}".rstrip()


def _origin(facts: Facts) -> Iterator[str]:
    if facts.shows:
        yield f"即 `{facts.shows}`"
    if facts.made_from:
        yield f"由 {_named(facts.made_from)} 得出"
    if facts.is_days:
        yield "单位：天（自然日）"


def _first(names: tuple[str, ...]) -> str:
    many = f"等{len(names)}个" if len(names) > _MOST_NAMES else ""
    return f"{_named(names[:_MOST_NAMES])} {many}"


def _named(names: tuple[str, ...]) -> str:
    return "、".join(f"`{name}`" for name in names)
