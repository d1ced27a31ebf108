#!/usr/bin/env python3
"""Writes a random valid workspace: generate.py DIR --seed N [--size small|medium] [--content DIR]

The same seed, size and built-in content give the same files. The built-in frameworks and innovations are read, never
copied, from --content (the repository's content folder unless said).
"""

import argparse
import random
import sys
from pathlib import Path

sys.dont_write_bytecode = True

import datetime

import gen_answers
import gen_framework
import gen_register
import reader
from gen_text import day, prose, some, table

REPOSITORY_CONTENT = Path(__file__).resolve().parents[2] / "content"
BUILT_IN = reader.DEFAULT_FRAMEWORK
OWN_NAMES = ("local-standard", "care-2026", "another-way")


def choose_frameworks(rng, root, built_in, of):
    """Writes the workspace's own frameworks; returns those to assess against, the likeliest first.

    Where `of` names built-in ones, these and no others are assessed against, and known."""
    if of:
        return {name: built_in[name] for name in of}, rng.sample([built_in[name] for name in of], len(of))
    mode = rng.choice(["built-in", "built-in", "own", "own", "both", "two"])
    shared = [sub.id for sub in built_in[BUILT_IN].sub_elements] if rng.random() < 0.2 else []
    elements = built_in[BUILT_IN].elements if shared else []
    own = {"built-in": [], "own": OWN_NAMES[:1], "both": OWN_NAMES[:1], "two": OWN_NAMES[1:]}[mode]
    for name in own:
        gen_framework.write_framework(rng, root / "content" / "frameworks", name, shared, elements)
    known = reader.read_frameworks(root / "content") | built_in
    active = [known[name] for name in own] + ([known[BUILT_IN]] if mode in ("built-in", "both") else [])
    rng.shuffle(active)
    return known, active


def targets_for(rng, framework):
    """Levels of some sub-elements, 1..K."""
    return {sub.id: rng.randint(1, framework.top) for sub in some(rng, framework.sub_elements, 0, 5)}


def make_settings(rng, known, active, anchor):
    """homeround.toml's tables as dicts, None where there is no file; and targets by framework."""
    if rng.random() < 0.2:
        return None, {}
    settings = {}
    site = {}
    if rng.random() < 0.5:
        site |= {"title": f"Rounds: {prose(rng, 60)}", "publisher": "A publisher"}
    if rng.random() < 0.2:
        site["base_url"] = "https://example.org/rounds/"
    if rng.random() < 0.3:
        site["edition"] = rng.choice(["internal", "public", "home"])
    if rng.random() < 0.6:
        site["as_at"] = anchor
    programme = {}
    if rng.random() < 0.7:
        programme["framework"] = rng.choice([rng.choice(active).id, active[0].id, rng.choice(sorted(known))])
    if rng.random() < 0.65:
        start = gen_answers.started_for(rng, anchor)
        programme["started"] = start + datetime.timedelta(days=rng.choice([0, 0, 0, 60]))
    targets = {}
    if rng.random() < 0.5:
        targets = {name: targets_for(rng, known[name]) for name in sorted(known) if rng.random() < 0.7}
    main = programme.get("framework", BUILT_IN)
    stated = dict(targets.get(main, {}))
    others = {name: levels for name, levels in targets.items() if name != main}
    for name, entries in (("site", site), ("programme", programme), ("targets", stated)):
        if entries or rng.random() < 0.2:
            settings[name] = entries
    for name, levels in others.items():
        settings[f"targets.{name}"] = levels
    if rng.random() < 0.3:
        settings["privacy"] = {"minimum_group": rng.choice([5, 5, 6, 10])}
    if rng.random() < 0.2:
        settings["accessibility"] = {"contact": "access@example.org"}
    return settings, targets


def generate(root, seed, size="small", content=REPOSITORY_CONTENT, of=()):
    rng = random.Random(" ".join(["homeround", size, str(seed), *of]))
    root = Path(root)
    answers = root / "answers"
    answers.mkdir(parents=True)
    built_in = reader.read_frameworks(content)
    if BUILT_IN not in built_in:
        raise SystemExit(f"generate.py: no framework {BUILT_IN} in {content}/frameworks")
    known, active = choose_frameworks(rng, root, built_in, of)
    ideas = sorted(reader.read_ideas(content))
    if rng.random() < 0.7:
        sub_ids = sorted({sub.id for framework in active for sub in framework.sub_elements})
        gen_framework.write_ideas(rng, root / "content" / "innovations", rng.choice([1, 4, 15]), sub_ids, ideas)
        ideas = sorted({*ideas, *reader.read_ideas(root / "content")})
    anchor = day(rng, datetime.date(2024, 1, 1), datetime.date(2027, 6, 30))
    settings, targets = make_settings(rng, known, active, anchor)
    if settings is not None:
        text = "".join(table(entries, f"\n[{name}]") for name, entries in settings.items())
        (root / "homeround.toml").write_text(text, "utf-8")
    columns = [column for column in gen_register.OPTIONAL if rng.random() < 0.93]
    organisations = gen_register.make_register(rng, size, anchor, columns)
    gen_register.write_register(rng, answers / "organisations.csv", organisations, columns)
    if rng.random() < 0.96:
        as_at = (settings or {}).get("site", {}).get("as_at")
        gen_answers.write_assessments(rng, answers, active, organisations, anchor, as_at, targets, ideas)


def main():
    parser = argparse.ArgumentParser(description="Write a random valid workspace.")
    parser.add_argument("dir", type=Path)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--size", choices=("small", "medium"), default="small")
    parser.add_argument("--content", type=Path, default=REPOSITORY_CONTENT, metavar="DIR")
    arguments = parser.parse_args()
    if arguments.dir.exists() and any(arguments.dir.iterdir()):
        parser.error(f"{arguments.dir} is not empty")
    generate(arguments.dir, arguments.seed, arguments.size, arguments.content)


if __name__ == "__main__":
    main()
