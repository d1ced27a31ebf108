#!/usr/bin/env python3
"""Checks generate.py and score.py against each other: check_laws.py --content DIR --seeds A..B [--size small|medium]

For each seed: the workspace keeps the limits of formats.md; its scores keep the laws of scoring.md (sections 4, 5 and
10); order changes nothing; a raised claim, added evidence or an answer in place of a blank never lowers what section 5
says it does not. Ends with a line `N passed, M failed` and, above it, how often each case came about.
"""

import argparse
import copy
import datetime
import random
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.dont_write_bytecode = True

import compare
import gen_framework
import generate
import reader
import rules
import score

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
HEAD = {"format", "framework", "framework_version", "organisation", "date", "assessor", "started", "completed_by", "publish",
        "adopted", "answers"}
LONG = {"level", "not_applicable", "note", "measure", "outcome", "validation", "evidence", "action", "owner", "review"}
LENGTHS = {"note": 600, "action": 200, "outcome": 200, "not_applicable": 200, "owner": 80, "by": 80, "what": 80}
FRAMEWORK_HEAD = {"id", "title", "version", "publisher", "published", "target", "mature", "level", "element", "evidence_kinds", "tiers"}
SUB_KEYS = {"id", "label", "element", "name", "short", "aliases", "tier", "paragraphs", "asked_of", "led_by", "weight",
            "not_applicable_allowed", "levels", "question", "why", "example", "resources"}
IDEA_KEYS = {"id", "name", "impacts", "helps", "who", "with", "cost", "evidence", "paragraphs", "source"}


class Broken(Exception):
    pass


def need(holds, *words):
    if not holds:
        raise Broken(" ".join(map(str, words)))


# Limits

def check_lengths(entries, where):
    for key, limit in LENGTHS.items():
        if key in entries:
            need(isinstance(entries[key], str) and entries[key].strip() and len(entries[key]) <= limit, where, key)


def check_answer(framework, sub, answer, date, where):
    if not isinstance(answer, dict):
        need(answer == "dont-know" or (type(answer) is int and 0 <= answer <= framework.top), where, answer)
        return
    need(set(answer) <= LONG and not {"level", "not_applicable"} <= set(answer), where, set(answer))
    check_lengths(answer, where)
    need("not_applicable" not in answer or sub.not_applicable_allowed, where, "not applicable")
    if "level" in answer:
        check_answer(framework, sub, answer["level"], date, where)
    if "measure" in answer:
        measure = answer["measure"]
        need({"numerator", "denominator", "date"} <= set(measure) <= {"numerator", "denominator", "date", "what"}, where, measure)
        need(0 <= measure["numerator"] <= measure["denominator"] >= 1 and measure["date"] <= date, where, measure)
        check_lengths(measure, where)
    if "validation" in answer:
        need(set(answer["validation"]) == {"by", "date"} and answer["validation"]["date"] <= date, where, "validation")
        check_lengths(answer["validation"], where)
    for entry in answer.get("evidence", []):
        need({"what", "date"} <= set(entry) <= {"what", "date", "kind"} and entry["date"] <= date, where, entry)
        need("kind" not in entry or entry["kind"] in framework.evidence_kinds, where, entry)
        check_lengths(entry, where)
    need("review" not in answer or answer["review"] >= date, where, "review")


def check_answers_files(root, workspace):
    seen, idea_ids = set(), {idea.id for idea in workspace.ideas}
    for path in sorted((root / "answers").rglob("*.toml")):
        data = reader.load_toml(path)
        need(set(data) <= HEAD and data["format"] == 1, path, set(data))
        framework = workspace.frameworks[data["framework"]]
        need(data["framework_version"] == framework.version, path, "version")
        rows = workspace.register[data["organisation"]]
        for row in rows:
            need(any(row.kind in sub.asked_of for sub in framework.sub_elements), path, "asked nothing")
            need(row.kind not in ("region", "nation"), path, row.kind)
        date = data["date"]
        need(type(date) is datetime.date and data["assessor"] in rules.ASSESSOR_RANK, path)
        need(data.get("started", date) <= date, path, "started")
        need(set(data.get("adopted", [])) <= idea_ids, path, "adopted")
        key = (data["organisation"], data["framework"], date, data["assessor"])
        need(key not in seen, path, "twice")
        seen.add(key)
        subs = {sub.id: sub for sub in framework.sub_elements}
        for sub_id, answer in data.get("answers", {}).items():
            need(sub_id in subs, path, sub_id)
            check_answer(framework, subs[sub_id], answer, date, f"{path} {sub_id}")


def check_frameworks(root, workspace):
    for head_path in (root / "content" / "frameworks").glob("*/framework.toml"):
        head = reader.load_toml(head_path)
        framework = workspace.frameworks[head["id"]]
        need(set(head) <= FRAMEWORK_HEAD and head["id"] == head_path.parent.name, head_path)
        need(1 <= framework.target <= framework.top and 1 <= framework.mature <= framework.top <= 8, head_path, "levels")
        kinds = {"measure", "outcome", "validation", *framework.evidence_kinds}
        need(not framework.requires[0] and all(requires <= kinds for requires in framework.requires), head_path, "requires")
        need(len({level["name"] for level in head["level"]}) == len(head["level"]), head_path, "level names")
        ids = framework.elements + [sub.id for sub in framework.sub_elements]
        need(len(set(ids)) == len(ids) and not set(ids) & set(rules.FIXED_GROUPS), head_path, "ids")
        numbers = [element["number"] for element in head["element"]]
        need(numbers == sorted(set(numbers)) and 1 <= len(numbers) <= 9, head_path, numbers)
        need({sub.element for sub in framework.sub_elements} == set(framework.elements), head_path, "an empty element")
        tiers = {sub.tier for sub in framework.sub_elements}
        need("core" in tiers and tiers == set(head.get("tiers", ["core", "enhanced"])), head_path, tiers)
        labels = [sub.label for sub in framework.sub_elements]
        need(len(set(labels)) == len(labels), head_path, labels)
        aliases = [alias for element in head["element"] for alias in element["aliases"]]
        for path in head_path.parent.glob("*.md"):
            sub = reader.front_matter(path)
            need(set(sub) in (SUB_KEYS, SUB_KEYS | {"pace", "pace_label"}) and path.stem == sub["id"], path, set(sub))
            need(ID.fullmatch(sub["id"]) and len(sub["id"]) <= 64 and len(sub["short"]) <= 40 and len(sub["name"]) <= 120, path)
            need(len(set(sub["levels"])) == len(sub["levels"]) == framework.top + 1, path, "descriptors")
            need(1 <= sub["weight"] <= 100 and sub["asked_of"] and set(sub["asked_of"]) <= set(gen_framework.ASKED), path)
            need("pace" not in sub or sub["pace"][0] < sub["pace"][1], path, "pace")
            aliases += sub["aliases"]
        need(len(set(aliases)) == len(aliases), head_path, aliases)


def check_ideas(root, content, workspace):
    known = {sub.id for framework in workspace.frameworks.values() for sub in framework.sub_elements}
    built_in = set(reader.read_ideas(content))
    for path in (root / "content" / "innovations").glob("*.md"):
        idea = reader.front_matter(path)
        need(set(idea) in (IDEA_KEYS, IDEA_KEYS | {"order"}) and path.stem == idea["id"] not in built_in, path, set(idea))
        need(ID.fullmatch(idea["id"]) and len(idea["id"]) <= 64, path)
        need(idea["helps"] and set(idea["helps"]) <= known and idea["who"] and idea["impacts"], path)


def check_register(workspace):
    early, late = datetime.date.min, datetime.date.max
    for key, rows in workspace.register.items():
        need(ID.fullmatch(key) and len(key) <= 64, key)
        for row in rows:
            need((row.valid_from or early) < (row.valid_to or late), key, "period")
            need(row.parent is None or row.parent in workspace.register, key, "parent")
            need(row.parent is None or all(r.kind != "care-home" for r in workspace.register[row.parent]), key, "home as parent")
            need(set(row.groups) <= set(workspace.register), key, "groups")
        for one, other in zip(rows, rows[1:]):
            need(one.valid_to is not None and one.valid_to <= other.valid_from, key, "overlap")
    above = {key: {row.parent for row in rows if row.parent} for key, rows in workspace.register.items()}
    for key in above:
        line, todo = set(), set(above[key])
        while todo:
            line |= todo
            todo = set().union(*(above[parent] for parent in todo)) - line
        need(key not in line, key, "cycle")
        need(not any(set(row.groups) & line for row in workspace.register[key]), key, "group in line")


def check_settings(root, workspace):
    for name, levels in workspace.targets.items():
        framework = workspace.frameworks[name]
        need(set(levels) <= {sub.id for sub in framework.sub_elements}, "targets", name)
        need(all(1 <= level <= framework.top for level in levels.values()), "targets", name)
    need(workspace.programme is None or workspace.programme in workspace.frameworks, "programme")


# Laws

def check_assessment(framework, one):
    where = (one["organisation"], one["framework"], one["date"], one["assessor"])
    subs = {sub["id"]: sub for sub in one["sub_elements"]}
    need(list(subs) == [sub.id for sub in framework.sub_elements], where, "order")
    for name, group in one["groups"].items():
        need(0 <= group["in_place"] <= group["answered"] <= group["applicable"] <= group["asked"], where, name)
        need((group["index"] is None) == (group["answered"] == 0), where, name)
        need((group["low"] is None) == (group["high"] is None) == (group["applicable"] == 0), where, name)
        if group["index"] is not None:
            need(0 <= group["low"] <= group["index"] <= group["high"] <= 100, where, name)
            if group["answered"] == group["applicable"]:
                need(group["low"] == group["index"] == group["high"], where, name)
    core, overall = one["groups"]["core"], one["groups"]["overall"]
    for count in ("asked", "applicable", "answered", "in_place"):
        need(core[count] + one["groups"]["enhanced"][count] == overall[count], where, count)
        need(sum(one["groups"][element][count] for element in framework.elements) == overall[count], where, count)
    complete = core["applicable"] > 0 and core["in_place"] == core["applicable"]
    need((rules.STAGES.index(one["stage"]) >= 2) == complete, where, one["stage"])
    gaps = {sub["id"] for sub in subs.values() if sub["state"] == "answered" and not sub["in_place"]}
    need(set(one["gaps"]) == gaps and len(gaps) == len(one["gaps"]), where, "gaps")
    ranks = [rules.GAP_PACE_RANK[subs[gap]["pace"]] for gap in one["gaps"]]
    need(ranks == sorted(ranks), where, "gap order")
    need(len(set(one["recommendations"])) == len(one["recommendations"]), where, "recommendations")
    for sub in subs.values():
        need((sub["claimed"] is None) == (sub["evidenced"] is None) == (sub["state"] != "answered"), where, sub)
        need(sub["claimed"] is None or 0 <= sub["evidenced"] <= sub["claimed"] <= framework.top, where, sub)


def check_area(framework, area):
    where = (area["organisation"], area["framework"])
    need(0 <= area["responded"] <= area["registered"] >= 1, where)
    need(sum(area["stages"].values()) == area["responded"], where, "stages")
    for name, group in area["groups"].items():
        points = [group[key] for key in ("min", "p25", "p50", "p75", "max")]
        need(group["n"] <= area["responded"] and (group["mean"] is None) == (group["n"] == 0), where, name)
        if group["n"]:
            need(points == sorted(points) and points[0] <= group["mean"] <= points[-1], where, name, points)
    for sub in area["sub_elements"]:
        need(len(sub["levels"]) == framework.top + 1 and sum(sub["levels"]) == sub["rated"], where, sub)
        seen = sub["rated"] + sub["dont_know"] + sub["unanswered"] + sub["not_applicable"]
        need(seen in (0, area["responded"]), where, sub)
        if sub["rated"]:
            low, high = float(sub["low"]), float(sub["high"])
            need(0 <= low <= float(sub["share"]) + 1e-12 and float(sub["share"]) <= high + 1e-12 and high <= 1, where, sub)
            need(0 <= sub["floor"] <= sub["share"] <= sub["ceiling"] <= 1, where, sub)
        else:
            need(sub["share"] is sub["low"] is sub["median"] is sub["share_beds"] is None, where, sub)
            need(sub["against_parent"] == "not-compared", where, sub)


def snapshot(workspace, assessment):
    """What section 5's laws speak of, for one assessment."""
    one = score.score_assessment(workspace, assessment, score.as_at_of(workspace), False)
    return rules.STAGES.index(one.stage), one.groups


def check_monotone(rng, workspace):
    """Section 5's laws on changed copies of some assessments."""
    for assessment in rng.sample(workspace.assessments, min(6, len(workspace.assessments))):
        framework = workspace.frameworks[assessment.framework]
        stage, groups = snapshot(workspace, assessment)
        for sub in framework.sub_elements:
            changed = copy.deepcopy(assessment)
            answer = changed.answers.get(sub.id)
            state, claimed = rules.state_of(answer, True)
            whole = dict(answer) if isinstance(answer, dict) else {} if answer is None else {"level": answer}
            if state == "answered" and rng.random() < 0.5 and claimed < framework.top:
                whole["level"] = rng.randint(claimed + 1, framework.top)
                measures = ("index", "low", "high", "in_place")
            elif state == "answered":
                whole[rng.choice(["measure", "outcome", "validation"])] = {"added": True}
                whole["evidence"] = whole.get("evidence", []) + [{"kind": kind} for kind in framework.evidence_kinds]
                measures = ("index", "low", "high", "in_place")
            elif state != "not-applicable":
                whole["level"] = rng.randint(0, framework.top)
                measures = ("low", "in_place")
            else:
                continue
            changed.answers[sub.id] = whole
            new_stage, new_groups = snapshot(workspace, changed)
            need(new_stage >= stage, "stage fell", assessment.organisation, sub.id)
            for name, group in groups.items():
                for measure in measures:
                    before, after = group[measure], new_groups[name][measure]
                    need(before is None or after >= before, measure, "fell", assessment.organisation, sub.id, name)


def check_seed(seed, size, content, seen):
    with tempfile.TemporaryDirectory(prefix=f"homeround-laws-{seed}-") as folder:
        root = Path(folder) / "workspace"
        generate.generate(root, seed, size, content)
        workspace = reader.read_workspace(root, content)
        check_register(workspace)
        check_frameworks(root, workspace)
        check_ideas(root, content, workspace)
        check_settings(root, workspace)
        check_answers_files(root, workspace)
    rng = random.Random(seed)
    for respondents in ["care-home", rng.choice(rules.KINDS[:-1])]:
        exact = score.exact_result(workspace, respondents)
        found = score.plain(exact)
        for one in exact["assessments"]:
            check_assessment(workspace.frameworks[one["framework"]], one)
        for area in exact["areas"]:
            check_area(workspace.frameworks[area["framework"]], area)
        counts = Counter((a["organisation"], a["framework"]) for a in found["assessments"] if a["counts"])
        need(set(counts.values()) <= {1} and set(counts) == {(a["organisation"], a["framework"]) for a in found["assessments"]}, "counts")
        shuffled = copy.deepcopy(workspace)
        rng.shuffle(shuffled.assessments)
        rng.shuffle(shuffled.ideas)
        shuffled.register = dict(rng.sample(list(shuffled.register.items()), len(shuffled.register)))
        need(score.plain(score.exact_result(shuffled, respondents)) == found, "order changes something")
        if respondents == "care-home":
            observe(workspace, found, seen)
    check_monotone(rng, workspace)


def observe(workspace, found, seen):
    """Counts the cases that came about, so that an absent one is noticed."""
    seen["workspaces"] += 1
    seen["no assessments"] += not found["assessments"]
    seen["as_at null"] += found["as_at"] is None
    seen["left out, after as_at"] += len(workspace.assessments) - len(found["assessments"])
    seen["frameworks in use, several"] += len(found["frameworks"]) > 1
    parents = {area["organisation"] for area in found["areas"]}
    as_at = score.as_at_of(workspace)
    now = {key: score.row_in_force(rows, as_at) for key, rows in workspace.register.items()}
    now = {key: row for key, row in now.items() if row}
    grouped = {group for row in now.values() if row.kind == "care-home" for group in row.groups}
    above = {row.parent for row in now.values()}
    seen["group areas without children"] += len(grouped & parents - above)
    seen["group areas with children"] += len(grouped & parents & above)
    seen["groups or parents not in force"] += len((grouped | above - {None}) - set(now))
    seen["rows, changed parent"] += sum(len({row.parent for row in rows}) > 1 for rows in workspace.register.values())
    seen["assessed, no row in force"] += len({a["organisation"] for a in found["assessments"]} - set(now))
    seen["kind changed"] += sum(a["kind"] != row.kind for a in found["assessments"] for row in workspace.register[a["organisation"]])
    for one in found["assessments"]:
        seen[f"assessor {one['assessor']}"] += 1
        seen[f"kind {one['kind']}"] += 1
        seen[f"stage {one['stage']}"] += 1
        seen["months null"] += one["months"] is None
        seen["no recommendation"] += not one["recommendations"]
        for sub in one["sub_elements"]:
            seen[f"state {sub['state']}"] += 1
            seen[f"pace {sub['pace']}"] += 1
            seen["evidenced below claimed"] += sub["claimed"] is not None and sub["evidenced"] < sub["claimed"]
    for area in found["areas"]:
        seen["areas"] += 1
        seen["areas, parent no area"] += area["parent"] is not None and area["parent"] not in parents
        seen["areas, beds known"] += area["registered_beds"] is not None
        for sub in area["sub_elements"]:
            seen[f"against_parent {sub['against_parent']}"] += 1
            seen["rated = d"] += sub["rated"] > 0 and sub["low"] == sub["high"]
            seen["share_beds known"] += sub["share_beds"] is not None


def main():
    parser = argparse.ArgumentParser(description="Check the generator and the reference against the laws.")
    parser.add_argument("--content", type=Path, default=generate.REPOSITORY_CONTENT, metavar="DIR")
    parser.add_argument("--seeds", type=compare.seed_range, required=True, metavar="A..B")
    parser.add_argument("--size", choices=("small", "medium"), default="small")
    arguments = parser.parse_args()
    seen, failed = Counter(), 0
    for seed in arguments.seeds:
        try:
            check_seed(seed, arguments.size, arguments.content, seen)
        except Exception as problem:
            failed += 1
            print(f"seed {seed}: {type(problem).__name__}: {problem}")
    for name in sorted(seen):
        print(f"{seen[name]:8} {name}")
    print(f"{len(arguments.seeds) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
