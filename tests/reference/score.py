#!/usr/bin/env python3
"""An independent reference for `homeround score --format json`, written from scoring.md and formats.md alone.

    score.py WORKSPACE [--respondents KIND] [--content DIR]

Readings: where the texts leave something open, what is done here, and the sentence it rests on.
(S = scoring.md, F = formats.md, with the section; B = fixed in the brief this file was written to.)

 1. Frameworks in use are those of the assessments that are not after the as-at date, and [programme] framework where
    homeround.toml states it; ehch-2016 if neither. F5 "`frameworks` are those in use, by id"; S1 "left out"; B.
 2. An assessment after the as-at date is in no list, count or round. S1 "assessments after it are left out".
 3. "The latest assessment date in it" is that of any assessment, of any framework and assessor. S1.
 4. Without as_at and without assessments as_at is null and every row counts as in force (B); an organisation with
    several rows then has its latest one's kind, parent, beds and groups. S1 "one parent at a time".
 5. The kind, also of an older round, is that of the row in force at the as-at date; with none in force, of the row in
    force at the assessment's date, else of the latest row, and the parent is null. F3 "`score` uses now"; B.
 6. The latest row is the one with the latest valid_from (an empty one is earliest). F3 "periods do not overlap".
 7. A parent in the JSON is the row's word, also where that organisation has no row in force; but a line of parents
    ends there, so that such a one is no area and nothing reaches an area above through it. S10 "in force at the
    as-at date"; B "areas and respondents use rows in force at the as-at date only".
 8. An assessment counts, and is listed, whether or not its organisation has a row in force. S9 "`counts` is true for
    one assessment per organisation and framework: its latest round's".
 9. A respondent without a row in force is registered nowhere, nor responded. S10 "its respondents in force".
10. Every area has a row for every framework in use, also one that asks the respondents' kind nothing. F5 "Each area and
    framework in use has a row".
11. Groups named by a row count only on rows of the respondent kind in force (B); naming a group twice, or one that is
    also a descendant's line, counts a respondent once. S10 "respondents" are organisations.
12. A group area is also the parent area of its own tree children, with its own (united) share. S10 "Comparison with the
    parent's share p"; B "united with its descendants".
13. The level e of the evidence rule needs only what e itself requires, not what lower levels do. S3 "supplies every kind
    that level e requires".
14. An `evidence` entry whose kind is measure, outcome or validation supplies none of these; only the answer's own
    `measure`, `outcome` and `validation` do. S3 "or a kind in the framework's `evidence_kinds` (supplied by ...)".
15. A long form without level and without not_applicable, of whatever else, is unanswered. F2 "(unanswered, the note kept)".
16. Gaps with element kind neither come after clinical and enabler. S7 "clinical before enabler (neither last)".
17. An innovation helps a sub-element by its id, whichever framework in use has one of that id. S8 "which sub-elements it
    helps" (ids, F7 `helps`).
18. "Number of impacts" counts different impacts; of "order" the smaller comes first; ids compare as bytes. S8.
19. "Who" and "commissioned" look at the kind of reading 5. S8 "whose `who` holds this kind of organisation".
20. Area recommendations list only ideas that are a candidate for one respondent or more. S10 "by the number of
    respondents for whom they are a candidate".
21. With responded 0, responded_beds is 0: no bed of a respondent is unknown. S10 "null where any is unknown".
22. An interval is null when rated = 0, also if d = 0. S10 "(null if rated = 0)". With rated = d the rule "the interval is
    the share itself" stands over the exact 0 and 1, which are the same then.
23. The comparison is strict and exact: whole interval above p is low > p, so an end equal to p is similar. S10.
24. `target` in `frameworks` is the framework's own, workspace targets notwithstanding; `levels` is K + 1. F5's example.
25. [targets] with plain levels is for [programme]'s framework, ehch-2016 where none is stated. F1.
26. A framework or innovation of the workspace stands over a built-in one of the same id. S8 "replaces it"; F1.
27. The element's `number` orders elements (compared as whole numbers), then label. F7 last line on sub-elements.
28. share_beds is null when the beds of rated respondents sum to 0 (B).
29. A kind not asked: levels all 0, rated 0, counts 0, all else null, against_parent not-compared (B).
30. Stage and groups of an area are over its responded respondents, blank assessments included in the stages. S10.
"""

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

sys.dont_write_bytecode = True

import reader
import rules


@dataclass
class Rated:
    """One sub-element in one assessment."""
    id: str
    tier: str
    kind: str
    element: str
    weight: int
    order: int
    state: str
    claimed: int | None
    evidenced: int | None
    target: int
    in_place: bool
    pace: str


@dataclass
class Scored:
    """One assessment, scored."""
    assessment: reader.Assessment
    kind: str
    parent: str | None
    counts: bool
    months: int | None
    stage: str
    subs: list
    groups: dict
    gaps: list
    ideas: list


def row_in_force(rows, date):
    """The row in force at a date; of several (only without a date) the latest."""
    return next((row for row in reversed(rows) if row.in_force(date)), None)


def as_at_of(workspace):
    if workspace.as_at is not None:
        return workspace.as_at
    return max((a.date for a in workspace.assessments), default=None)


def frameworks_in_use(workspace):
    as_at = as_at_of(workspace)
    used = {a.framework for a in workspace.assessments if as_at is None or a.date <= as_at}
    if workspace.programme is not None:
        used.add(workspace.programme)
    return [workspace.frameworks[key] for key in sorted(used or {reader.DEFAULT_FRAMEWORK})]


def rate(workspace, framework, assessment, kind, months):
    """Every sub-element of the framework in one assessment."""
    targets = workspace.targets.get(framework.id, {})
    rated = []
    for sub in framework.sub_elements:
        answer = assessment.answers.get(sub.id)
        state, claimed = rules.state_of(answer, kind in sub.asked_of)
        target = targets.get(sub.id, framework.target)
        evidenced = None
        if state == "answered":
            evidenced = rules.evidenced_level(claimed, rules.supplied(answer), framework.requires)
        in_place = evidenced is not None and evidenced >= target
        rated.append(Rated(sub.id, sub.tier, sub.kind, sub.element, sub.weight, sub.order, state, claimed, evidenced,
                           target, in_place, rules.pace_status(state, in_place, months, sub.pace)))
    return rated


def groups_of(framework, subs):
    """Group name -> its sub-elements."""
    groups = {
        "core": [s for s in subs if s.tier == "core"],
        "enhanced": [s for s in subs if s.tier == "enhanced"],
        "overall": subs,
        "clinical": [s for s in subs if s.kind == "clinical"],
        "enabler": [s for s in subs if s.kind == "enabler"],
    }
    return groups | {element: [s for s in subs if s.element == element] for element in framework.elements}


def score_assessment(workspace, assessment, as_at, counts):
    framework = workspace.frameworks[assessment.framework]
    rows = workspace.register[assessment.organisation]
    now = row_in_force(rows, as_at)
    kind = (now or row_in_force(rows, assessment.date) or rows[-1]).kind
    months = rules.months_of(assessment.started, workspace.started, assessment.date)
    subs = rate(workspace, framework, assessment, kind, months)
    gaps = rules.gaps_of(subs)
    groups = {name: rules.group_index(members, framework.top) for name, members in groups_of(framework, subs).items()}
    return Scored(
        assessment, kind, now.parent if now else None, counts, months, rules.stage_of(subs, framework.mature), subs, groups,
        gaps, rules.recommendations_of(workspace.ideas, gaps, kind, assessment.adopted))


def score_assessments(workspace, as_at):
    """All assessments up to the as-at date, in the order of the JSON."""
    kept = [a for a in workspace.assessments if as_at is None or a.date <= as_at]
    rounds = {}
    for assessment in kept:
        rounds.setdefault((assessment.organisation, assessment.framework), []).append(assessment)
    standing = {key: rules.counting(group) for key, group in rounds.items()}
    kept.sort(key=lambda a: (a.organisation, a.framework, a.date, a.assessor))
    return [score_assessment(workspace, a, as_at, a is standing[a.organisation, a.framework]) for a in kept]


# Areas

@dataclass
class Area:
    row: reader.Row
    respondents: list         # rows, by id


def areas_of(workspace, as_at, respondents_kind):
    """id -> Area, of the rows in force."""
    rows = {key: row_in_force(group, as_at) for key, group in workspace.register.items()}
    rows = {key: row for key, row in rows.items() if row is not None}
    members = {}
    for row in rows.values():
        if row.kind != respondents_kind:
            continue
        for group in row.groups:
            members.setdefault(group, set()).add(row.id)
        above = row.parent
        while above in rows:
            members.setdefault(above, set()).add(row.id)
            above = rows[above].parent
    return {key: Area(rows[key], [rows[member] for member in sorted(ids)])
            for key, ids in sorted(members.items()) if key in rows}


def beds_of(rows):
    beds = [row.beds for row in rows]
    return None if None in beds else sum(beds)


def area_sub(framework, sub, asked, respondents, scored):
    """Section 10's figures of one sub-element, without the comparison; scored: pairs (row, Scored), those responded."""
    here = [(row, one.subs[sub.order]) for row, one in scored]
    states = Counter(rated.state for _, rated in here)
    answered = [(row, rated) for row, rated in here if rated.state == "answered"]
    levels = [0] * (framework.top + 1)
    for _, rated in answered:
        levels[rated.evidenced] += 1
    rated_count = len(answered)
    in_place = sum(1 for _, rated in answered if rated.in_place)
    denominator = len(respondents) - states["not-applicable"]
    low, high = rules.share_interval(in_place, rated_count, denominator)
    bounded = asked and denominator > 0
    beds = beds_of([row for row, _ in answered])
    beds_in_place = sum(row.beds for row, rated in answered if rated.in_place) if beds else None
    return {
        "id": sub.id,
        "levels": levels,
        "dont_know": states["dont-know"],
        "unanswered": states["unanswered"],
        "not_applicable": states["not-applicable"],
        "rated": rated_count,
        "in_place": in_place,
        "share": Fraction(in_place, rated_count) if rated_count else None,
        "low": low,
        "high": high,
        "floor": Fraction(in_place, denominator) if bounded else None,
        "ceiling": Fraction(in_place + denominator - rated_count, denominator) if bounded else None,
        "share_beds": Fraction(beds_in_place, beds) if beds else None,
        "median": rules.lower_median([rated.evidenced for _, rated in answered]),
    }


def area_group(values):
    if not values:
        return {"n": 0, "mean": None, "min": None, "p25": None, "p50": None, "p75": None, "max": None}
    points = {"min": 0, "p25": Fraction(1, 4), "p50": Fraction(1, 2), "p75": Fraction(3, 4), "max": 1}
    return {"n": len(values), "mean": sum(values) / len(values)} | {
        name: rules.quantile(values, p) for name, p in points.items()}


def area_gaps(framework, scored):
    overdue, gaps = Counter(), Counter()
    for _, one in scored:
        gaps.update(gap.id for gap in one.gaps)
        overdue.update(gap.id for gap in one.gaps if gap.pace == "overdue")
    helped = [sub for sub in framework.sub_elements if gaps[sub.id]]
    helped.sort(key=lambda sub: (-overdue[sub.id], -gaps[sub.id], rules.TIER_RANK[sub.tier], sub.order))
    return [sub.id for sub in helped]


def area_ideas(workspace, scored):
    times = Counter(idea.id for _, one in scored for idea in one.ideas)
    ideas = [idea for idea in workspace.ideas if times[idea.id]]
    return [idea.id for idea in sorted(ideas, key=lambda idea: (-times[idea.id],) + rules.idea_tail(idea))]


def score_areas(workspace, frameworks, assessments, as_at, respondents_kind):
    areas = areas_of(workspace, as_at, respondents_kind)
    counting = {(s.assessment.organisation, s.assessment.framework): s for s in assessments if s.counts}
    found = {}
    for key, area in areas.items():
        for framework in frameworks:
            scored = [(row, counting[row.id, framework.id]) for row in area.respondents if (row.id, framework.id) in counting]
            stages = Counter(one.stage for _, one in scored)
            names = groups_of(framework, [])
            found[key, framework.id] = {
                "organisation": key, "kind": area.row.kind, "parent": area.row.parent,
                "respondents": respondents_kind, "framework": framework.id,
                "registered": len(area.respondents), "responded": len(scored),
                "registered_beds": beds_of(area.respondents), "responded_beds": beds_of([row for row, _ in scored]),
                "stages": {stage: stages[stage] for stage in rules.STAGES},
                "groups": {name: area_group([one.groups[name]["index"] for _, one in scored
                                             if one.groups[name]["index"] is not None]) for name in names},
                "sub_elements": [area_sub(framework, sub, respondents_kind in sub.asked_of, area.respondents, scored)
                                 for sub in framework.sub_elements],
                "gaps": area_gaps(framework, scored), "recommendations": area_ideas(workspace, scored),
            }
    for (_, framework), area in found.items():
        above = found.get((area["parent"], framework))
        for place, sub in enumerate(area["sub_elements"]):
            parent_share = above["sub_elements"][place]["share"] if above else None
            sub["against_parent"] = rules.against_parent(
                sub["share"], sub["low"], sub["high"], sub["rated"], area["responded"], area["registered"], parent_share)
    return [found[key] for key in sorted(found)]


# Output

def assessment_json(one):
    a = one.assessment
    return {
        "organisation": a.organisation, "kind": one.kind, "parent": one.parent, "framework": a.framework,
        "date": a.date.isoformat(), "assessor": a.assessor, "counts": one.counts, "months": one.months, "stage": one.stage,
        "sub_elements": [{"id": s.id, "state": s.state, "claimed": s.claimed, "evidenced": s.evidenced, "target": s.target,
                          "in_place": s.in_place, "pace": s.pace} for s in one.subs],
        "groups": one.groups, "gaps": [gap.id for gap in one.gaps], "recommendations": [idea.id for idea in one.ideas],
    }


def plain(value):
    """The same with floats for exact numbers: the one place where anything is rounded."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return float(value) if isinstance(value, (Fraction, rules.Bound)) else value


def exact_result(workspace, respondents="care-home"):
    """The object of formats.md section 5, numbers exact."""
    as_at = as_at_of(workspace)
    frameworks = frameworks_in_use(workspace)
    assessments = score_assessments(workspace, as_at)
    return {
        "format": 1,
        "as_at": as_at.isoformat() if as_at else None,
        "frameworks": [{"id": f.id, "version": f.version, "levels": f.top + 1, "target": f.target} for f in frameworks],
        "assessments": [assessment_json(one) for one in assessments],
        "areas": score_areas(workspace, frameworks, assessments, as_at, respondents),
    }


def result(root, content=None, respondents="care-home"):
    return plain(exact_result(reader.read_workspace(root, content), respondents))


def main():
    parser = argparse.ArgumentParser(description="Reference scores of a valid workspace, as JSON.")
    parser.add_argument("workspace")
    parser.add_argument("--respondents", choices=rules.KINDS, default="care-home", metavar="KIND")
    parser.add_argument("--content", metavar="DIR", help="the repository's content folder: built-in frameworks and ideas")
    arguments = parser.parse_args()
    found = result(arguments.workspace, arguments.content, arguments.respondents)
    json.dump(found, sys.stdout, indent=2, ensure_ascii=False, allow_nan=False)
    print()


if __name__ == "__main__":
    main()
