"""What a column means, in Chinese sentences: made from what the code knows of it, so that they cannot say anything else."""

from collections.abc import Iterator, Mapping

from warehouse.dictionary import Chapter, Entry
from warehouse.dictionary_facts import Facts

# more would hide the rest
_MOST_QUERIES = 4


def explain(entry: Entry, titles: Mapping[str, str]) -> str:
    """Return what is known of a column; `titles`: the Chinese names of tables and views."""
    return "；".join(_parts(entry, titles)) + "。"


def explain_table(chapter: Chapter) -> str:
    """Return of what a table has one row only; empty where nothing but its key tells its rows apart."""
    titles = {column.name: column.chinese for column in chapter.columns}
    return "".join(f"同一{'、'.join(titles[name] for name in names)}只有一行。" for names in chapter.unique)


def _parts(entry: Entry, titles: Mapping[str, str]) -> Iterator[str]:
    facts = entry.facts
    if facts.is_private:
        yield "个人信息，读者视图不含"
    if facts.is_required is not None:
        yield "主键" if facts.is_key else "必填" if facts.is_required else "可为空"
    yield from _origin(facts)
    if entry.refers_to:
        yield f"见{titles[entry.refers_to.partition('.')[0]]} `{entry.refers_to}`"
    if facts.words:
        said = (code if code == chinese else f"{code} {chinese}" for code, chinese in facts.words)
        yield f"取值：{'、'.join(said)}"
    if facts.of_file:
        yield "对应《{}》“{}”栏".format(*facts.of_file)
    if facts.used_by:
        many = f" 等{len(facts.used_by)}个" if len(facts.used_by) > _MOST_QUERIES else ""
        yield f"用于查询 {_named(facts.used_by[:_MOST_QUERIES])}{many}"


def _origin(facts: Facts) -> Iterator[str]:
    if facts.shows:
        yield f"即 `{facts.shows}`"
    if facts.made_from:
        yield f"由 {_named(facts.made_from)} 得出"
    if facts.is_days:
        yield "单位：天（自然日）"


def _named(names: tuple[str, ...]) -> str:
    return "、".join(f"`{name}`" for name in names)
