"""A proposal judged: `judged` is the function to point at.

Each state is checked by its own schemas; what is wrong only in the proposed one is the proposal's doing, and so
is every broken rule of the step between the two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lianhu.proposals import owners
from lianhu.reading import assets, files
from lianhu.reading.contents import replaced
from lianhu.reading.files import Tree
from lianhu.rules import catalogue, dates
from lianhu.rules.check import Verdict, check
from lianhu.rules.check import of_folder as of_the_folder
from lianhu.store import Advance, no_advance
from lianhu.town import faults
from lianhu.town.register import Register
from lianhu.town.schemas import ENDING, Schemas
from lianhu.words import Text, say
from lianhu.words.problems import Problem, ToolError

if TYPE_CHECKING:
    from lianhu.proposals.proposal import Proposal


@dataclass(frozen=True)
class Judgement:
    """The problems that a proposal causes, those that were there before, and the changed records that look the same
    to the public; None where the records are too wrong to tell. `authorless`: nobody said who makes the step.
    `warnings` of the proposed state that were not there before: they stop nothing."""

    caused: tuple[Problem, ...]
    older: tuple[Problem, ...] = ()
    relations_judged: bool = True
    unseen: tuple[str, ...] | None = ()
    authorless: bool = False
    warnings: tuple[Problem, ...] = ()

    @property
    def notes(self) -> tuple[Text, ...]:
        """What a reader should know beside the problems."""
        notes = []
        if self.unseen:
            notes.append(say("The public sees nothing of these changes: {paths}", paths=self.unseen))
        if self.authorless:
            notes.append(say("Who may change what was not judged: --author names who proposes the change."))
        return tuple(notes)

    def below(self, root: Path, places: Sequence[Path]) -> Judgement:
        """Limited to problems of files at or below one of the places; `root` is the town's folder."""

        def is_below(problem: Problem) -> bool:
            file = root / problem.path
            is_of_all = problem.rule == dates.CLOCK
            return is_of_all or any(file == place or place in file.parents for place in places)

        kept = (tuple(filter(is_below, problems)) for problems in (self.caused, self.older, self.warnings))
        caused, older, warnings = kept
        return replace(self, caused=caused, older=older, warnings=warnings)


def of_folder(root: Path, today: date, advance: Advance = no_advance) -> Judgement:
    """The records of a folder alone, with its CODEOWNERS. Raises ToolError when there is no town to judge."""
    verdict = of_the_folder(root, today, advance)
    problems = tuple(sorted(_all_problems(verdict, owners.read(root))))
    return Judgement(problems, (), verdict.relations_judged, warnings=verdict.warnings)


def before_commit(root: Path, today: date, advance: Advance = no_advance) -> Judgement:
    """As `of_folder`, with the date of the commit that Git is about to make. Raises ToolError without a repository."""
    from lianhu.git import Repository
    from lianhu.proposals.rules import dates as of_commits

    repository = Repository(root, today)
    last = repository.tip("HEAD")
    judgement = of_folder(root, today, advance)
    if last is None:
        return judgement
    misdated = of_commits.of_the_next(repository.next_date(), repository.made_after(last, last), repository.now)
    return replace(judgement, caused=tuple(sorted((*judgement.caused, *misdated))))


def judged(proposal: Proposal) -> Judgement:
    """The whole check of a proposal. Raises ToolError when there is no town to judge."""
    from lianhu.proposals import rules  # a folder alone is checked without them
    from lianhu.proposals.rules import held

    before = (
        _verdict(proposal, proposal.published, proposal.refused_before, proposal.schemas)
        if proposal.published
        else None
    )
    after = _verdict_after(proposal)
    if any(problem.rule == dates.CLOCK for problem in after.problems):
        return Judgement(after.problems)  # also where what is published says so, for the step cannot be judged
    older, caused = _of_versions(proposal)
    new, old = _told_apart(
        _all_problems(after, proposal.codeowners),
        _all_problems(before, proposal.codeowners_before) if before else (),
    )
    caused, older = caused + new, older + old
    told, _ = _told_apart(after.warnings, before.warnings if before else ())
    warnings = [problem for problem in told if problem.level == "warning"]
    # What a proposal makes the check ask is answered in the proposal.
    caused += [problem for problem in told if problem.level == "question"]
    whole = replace(proposal, before=before.register if before else None, after=after.register)
    if before and (as_it_held := held.as_it_held(whole)):
        caused, warnings = (_without_consequences(problems, as_it_held) for problems in (caused, warnings))
    for rule in rules.PROPOSAL_RULES if before else ():  # where nothing is published there is no step to judge
        caused += rules.problems(rule, whole)
    return Judgement(
        caused=tuple(sorted(caused)),
        older=tuple(older),
        relations_judged=after.relations_judged,
        unseen=_unseen(whole, before, after),
        authorless=proposal.author is None,
        warnings=tuple(warnings),
    )


def _without_consequences(problems: list[Problem], as_it_held: Register) -> list[Problem]:
    """The problems that would be there too if what the proposal changes for the past were left as it held."""
    broken = {problem.rule for problem in problems}
    rules_asked = {rule.__name__: rule for rule in catalogue.RULES if rule.__name__ in broken}
    remaining = {_same(problem) for rule in rules_asked.values() for problem in catalogue.problems(rule, as_it_held)}
    return [problem for problem in problems if problem.rule not in rules_asked or _same(problem) in remaining]


def _told_apart(after: Iterable[Problem], before: Iterable[Problem]) -> tuple[list[Problem], list[Problem]]:
    """The problems that are new, and those that were there before."""
    # What a rule could not judge may be anything, also where it could not before.
    known = Counter(_same(problem) for problem in before if problem.rule != faults.RULE)
    new, old = [], []
    for problem in after:
        if known[_same(problem)]:
            known[_same(problem)] -= 1
            old.append(problem)
        else:
            new.append(problem)
    return new, old


def _verdict_after(proposal: Proposal) -> Verdict:
    """The verdict on the proposed state, by the schemas as they would be, if the program can use those."""
    town_schemas = proposal.proposed_schemas or proposal.schemas
    changed = [name for name, kind in town_schemas.kinds.items() if kind is not proposal.schemas.kinds.get(name)]
    if not changed:
        return _verdict(proposal, proposal.proposed, proposal.refused, town_schemas)
    try:
        with faults.unguarded():
            return _verdict(proposal, proposal.proposed, proposal.refused, town_schemas)
    except ToolError:
        raise
    except Exception as error:  # a schema that somebody wrote can make anything fail
        problem = Problem(
            path=f"{assets.SCHEMAS}/{changed[0]}{ENDING}",
            rule="schemas_fit_the_program",
            message=say(
                "With this schema the program cannot read the records ({reason}).", reason=type(error).__name__
            ),
            fix=say(
                "Leave what the published schema requires and how its values are typed; add what is new beside it."
            ),
        )
        return Verdict((problem,), None)


def _of_versions(proposal: Proposal) -> tuple[list[Problem], list[Problem]]:
    """That the records are not all of today's version: what was so before, and what the proposal brings."""
    before, after = proposal.versions
    known = {problem.rule for problem in before}
    return [each for each in after if each.rule in known], [each for each in after if each.rule not in known]


def _verdict(proposal: Proposal, tree: Tree, refused: Sequence[Problem], town_schemas: Schemas) -> Verdict:
    if files.TOWN_FILE not in tree and files.TOWN_FILE in proposal.published:
        # That it was deleted is one problem; what would follow from it is not told.
        tree = replaced(tree, {files.TOWN_FILE: proposal.published[files.TOWN_FILE]})
    return check(tree, town_schemas, proposal.today, list(refused), store=proposal.store)


def _all_problems(verdict: Verdict, codeowners: bytes | None) -> Iterator[Problem]:
    yield from verdict.problems
    if verdict.register:
        yield from owners.problems(codeowners, verdict.register)


def _same(problem: Problem) -> tuple[str, str, str]:
    """What makes a problem the same one in two states of the records, wherever its line has moved."""
    return problem.path, problem.rule, str(problem.message)


def _unseen(proposal: Proposal, before: Verdict | None, after: Verdict) -> tuple[str, ...] | None:
    """The changed records of which the public sees the same as before."""
    from lianhu.rules import shown

    if not before or not before.parts or not after.parts:
        return None
    records = [change.path for change in proposal.changes if change.kind and not change.old_path]
    was, now = (shown.data(parts, records, "web") for parts in (before.parts, after.parts))
    return tuple(path for path in records if was.get(path) == now.get(path))
