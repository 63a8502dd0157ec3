"""Which department a name leads to when a directory comes in: a name is never moved from one to another silently."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from schemas.words import AliasSource


@dataclass(frozen=True)
class Entry:
    """One row of a directory: a full name and the short and former names."""

    row_id: int
    name: str
    aliases: tuple[str, ...]


@dataclass
class Naming:
    """What a directory does to the names.

    `called`: the department of each row, which is another than its name where that is a short name; `renamed`: former full
    name to new; `leads_to`: every name that leads to a department from now on; `doubtful`: (row_id, code, name).
    """

    called: dict[int, str] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    leads_to: dict[str, str] = field(default_factory=dict)
    doubtful: list[tuple[int, str, str]] = field(default_factory=list)


def name_departments(rows: Sequence[Entry], known: Mapping[str, tuple[str, str]]) -> Naming:
    """Return what `rows` do to the `known` names (name to full name and source).

    - A full name that is new and lists exactly one present full name, missing from the directory, renames that department.
    - A full name that so far is a short name of another department stays that department.
    - A name that two rows claim, or that a full name or a reviewer gave to another department, stays where it is.
    """
    naming = Naming()
    full = {name for name, _ in known.values()}
    listed = {row.name for row in rows}
    for row in rows:
        former = [alias for alias in row.aliases if alias in full and alias not in listed]
        if row.name not in full and len(former) == 1 and former[0] not in naming.renamed:
            naming.renamed[former[0]] = row.name
            naming.doubtful.append((row.row_id, "department_renamed", former[0]))
    now = {name: (naming.renamed.get(of, of), source) for name, (of, source) in known.items()}
    full = {naming.renamed.get(name, name) for name in full}
    for row in rows:
        naming.called[row.row_id] = row.name
        if row.name not in full and row.name in now:
            naming.called[row.row_id] = now[row.name][0]
            naming.doubtful.append((row.row_id, "name_is_alias", row.name))
    full |= set(naming.called.values())
    _give_out(rows, now, full, naming)
    return naming


def _give_out(
    rows: Sequence[Entry], now: Mapping[str, tuple[str, str]], full: set[str], naming: Naming
) -> None:
    departments = {naming.called[row.row_id] for row in rows}
    claims = Counter(
        alias
        for alias, _ in {(alias, naming.called[row.row_id]) for row in rows for alias in set(row.aliases)}
    )
    for row in rows:
        mine = naming.called[row.row_id]
        naming.leads_to[mine] = mine
        for alias in dict.fromkeys(row.aliases):
            owner, source = now.get(alias, (mine, AliasSource.DIRECTORY))
            is_taken = owner != mine and (
                source == AliasSource.REVIEW or owner not in departments or alias in full
            )
            if claims[alias] > 1 or is_taken or (alias in full and alias != mine):
                naming.doubtful.append((row.row_id, "alias_taken", alias))
            else:
                naming.leads_to[alias] = mine
