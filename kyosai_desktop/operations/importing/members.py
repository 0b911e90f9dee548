"""The member that a label means in the 年度 of its table: as it was called then, never one of another time unasked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

from kyosai_desktop.domain.axis import Axis, Member
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.problem import Place, Problem, Severity
from kyosai_desktop.domain.text.name import stored_name
from kyosai_desktop.excel.mapping import RowHeader
from kyosai_desktop.operations.importing.columns import not_taken
from kyosai_desktop.operations.importing.parents import Parents
from kyosai_desktop.operations.importing.planned import CREATE, EXCLUDE, Choice, LearnedName, QuestionKind
from kyosai_desktop.operations.importing.sheet import SheetContext
from kyosai_desktop.operations.settings.read import id_of

MAX_QUESTIONS = 200
"""More unknown names than this are a wrong header or another kind of list, not something to answer one by one."""


_CREATE_TEXT = "新しく登録"
_CREATES = (CREATE, _CREATE_TEXT)
"""The answers that leave the parent to what the sheet says."""


def read_member(
    context: SheetContext, header: RowHeader, text: str, cell: str, parents: Callable[[], Parents]
) -> tuple[int, Problem | None]:
    """The member of the header's axis that a label means, or 0 with the reason. What can't be decided is asked.

    ``parents``: which a new member of that name may get, for a name that isn't known.
    """
    axis = context.masters.catalogue.axes[header.axis_id]
    found = context.vocabulary.members(header, text, context.year_number)
    if len(found) == 1 and (not header.kinds or header.kinds & axis[found[0]].kinds):
        _tell_passed_on(context, axis, header, text, cell, axis[found[0]])
        return found[0], None
    key = context.vocabulary.key(text)
    created = context.new_members.get((axis.id, header.kinds, key))
    if created is not None:
        return created.id, None
    return _ask(context, axis, header, text, cell, found, parents)


def not_the_same_then(
    context: SheetContext, members: Mapping[int, int], label: str, year: FiscalYear
) -> Problem | None:
    """Why a figure of another year than the table's can't be its row's member; None when it can."""
    for axis_id, member_id in members.items():
        axis = context.masters.catalogue.axes[axis_id]
        if member_id not in axis:
            continue
        member = axis[member_id]
        if not member.valid_in(year.year):
            return not_valid_then(label, member, year)
        called = context.vocabulary.members(RowHeader(axis_id, member.kinds), label, year.year)
        if called and member_id not in called:
            return Problem(
                "import.another_then",
                f"{year.text()}の「{label}」は、今の「{member.name}」とは別です。",
                "その年度の数字を別の表に分けるか、この行を除いて取り込んでください。",
            )
    return None


def not_valid_then(label: str, member: Member, year: FiscalYear) -> Problem:
    """That a member doesn't exist in the year of a figure."""
    when = f"（{member.years_text()}）" if member.years_text() else ""
    return Problem(
        "import.not_valid_then",
        f"「{label}」は{year.text()}にはありません{when}。",
        "その年度の名前の行に分けるか、この行を除いて取り込んでください。",
    )


def _tell_passed_on(
    context: SheetContext, axis: Axis, header: RowHeader, text: str, cell: str, member: Member
) -> None:
    """Say that a name of one that ended goes to the one that goes on under it."""
    vocabulary = context.vocabulary
    key = vocabulary.key(text)
    if context.year is None or any(vocabulary.key(name) == key for name in member.own_names):
        return
    for other in (axis[id] for id in vocabulary.members(header, text)):
        gone = not other.valid_in(context.year.year)
        if gone and any(vocabulary.key(name) == key for name in other.own_names):
            context.notes.append(
                Problem(
                    "import.passed_on",
                    f"「{stored_name(text)}」（{other.years_text()}）の数字は、{context.year.text()}は"
                    f"「{_name(member, context.year)}」の数字として取り込みます。",
                    "",
                    Severity.NOTE,
                    context.place(cell),
                )
            )


def _name(member: Member, year: FiscalYear | None) -> str:
    return member.name_in(year.year) if year else member.name


def _ask(
    context: SheetContext,
    axis: Axis,
    header: RowHeader,
    text: str,
    cell: str,
    found: tuple[int, ...],
    parents: Callable[[], Parents],
) -> tuple[int, Problem | None]:
    of_another_year = () if found else context.vocabulary.members(header, text)
    kinds = "・".join(sorted(header.kinds)) or axis.name
    if len(context.asking.open) >= MAX_QUESTIONS:
        return 0, Problem(
            "import.too_many_names",
            f"登録されていない名前が{MAX_QUESTIONS}を超えました。「{stored_name(text)}」から先は質問にしていません。",
            f"見出しの「{kinds}」が名前に合っているかを確かめてください。",
            place=context.place(cell),
        )
    key = context.vocabulary.key(text)
    question_id = f"member:{axis.code}:{kinds}:{key}"
    name = stored_name(text)
    why = "という名前が複数あります。" if len(found) > 1 else f"という{kinds}は登録されていません。"
    question = f"「{name}」は、どの{kinds}ですか。"
    if of_another_year and context.year is not None:
        others = (axis[id] for id in of_another_year if not axis[id].valid_in(context.year.year))
        years = "、".join(dict.fromkeys(other.years_text() for other in others))
        question_id += f"@{context.year.year}"
        why = f"は{context.year.text()}にはありません（{years}）。"
        question = f"「{name}」は{context.year.text()}にはありません（{years}）。どの{kinds}の数字ですか。"
    alike = context.vocabulary.members_alike(header, text, context.year_number)
    likely = [*found, *(id for id in alike if id not in found)]
    choices = [Choice(axis[id].code, _name(axis[id], context.year)) for id in likely]
    under = parents()
    creating = _creating(under)
    if not under.certain:
        question += "新しく登録するときは、どこに属するかも選んでください。"
    choices += [*creating, Choice(EXCLUDE, "この行を除く")]
    place = context.place(cell)
    code: str | None = None
    unknown = not found and not of_another_year
    if under.certain:
        given = context.options.answers.get(question_id)
        create = context.options.create and unknown if given is None else given.choice in _CREATES
        code = creating[0].code if create else None
    if code is None:
        code = context.asking.answer(question_id, QuestionKind.MEMBER, place, question, choices)
    if code is None:
        return 0, Problem(
            "import.question",
            f"「{name}」{why}",
            "どれにあたるかを選ぶか、この行を除いてください。",
            place=place,
        )
    if code == EXCLUDE:
        return 0, not_taken("「この行を除く」が選ばれているため、取り込みません。")
    once = context.asking.is_once(question_id)
    context.asking.to_remember.pop(question_id, None)
    parent_at = next((at for at, choice in enumerate(creating) if choice.code == code), None)
    if parent_at is not None:
        parent = under.choices[parent_at]
        member = _new_member(axis, header.kinds, name, key, len(context.new_members), parent)
        context.new_members[axis.id, header.kinds, key] = context.registered[member.id] = member
        context.notes.append(_registered(name, kinds, parent, len(under.choices) > 1, place))
        return member.id, None
    member_id = next(id for id in likely if axis[id].code == code)
    if not once:
        context.learned.append(LearnedName("member", member_id, name))
    return member_id, None


def _creating(parents: Parents) -> list[Choice]:
    """One choice for every parent. Its code says the parent, so that the answer stays the same in another sheet."""
    if parents.choices == (None,):
        return [Choice(CREATE, _CREATE_TEXT)]
    return [
        Choice(f"{CREATE}:{parent.code}", f"{_CREATE_TEXT}（{parent.name}）")
        if parent
        else Choice(f"{CREATE}:", f"{_CREATE_TEXT}（どこにも属さない）")
        for parent in parents.choices
    ]


def _registered(name: str, kinds: str, parent: Member | None, could_have: bool, place: Place) -> Problem:
    """What the preview says of a name that will be registered."""
    where = f"{parent.name}の" if parent else "どこにも属さない" if could_have else ""
    return Problem(
        "import.registers", f"「{name}」を、{where}{kinds}として新しく登録します。", "", Severity.NOTE, place
    )


def _new_member(
    axis: Axis, kinds: frozenset[str], name: str, key: str, added: int, parent: Member | None
) -> Member:
    """A member with a code drawn from its name and kinds: two offices that register the same get the same member."""
    taken = {member.code for member in axis.members}
    again = 0
    while True:
        meaning = "\x1f".join((key, *sorted(kinds), str(again)))
        code = f"new-{hashlib.sha256(meaning.encode()).hexdigest()[:12]}"
        if code not in taken:
            break
        again += 1  # registered before, and renamed since
    position = max((member.position for member in axis.members), default=-1) + 1 + added
    return Member(
        id_of("member", axis.code, code), axis.id, code, name, parent.id if parent else 0, kinds, position
    )
