"""Reads a valid workspace (formats.md, sections 1-3 and 7). It checks next to nothing: that is the program's task."""

import csv
import datetime
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

DEFAULT_FRAMEWORK = "ehch-2016"


@dataclass
class SubElement:
    id: str
    label: str
    element: str
    tier: str
    kind: str | None          # clinical, enabler or none: its element's
    pace: tuple | None
    asked_of: frozenset
    weight: int
    not_applicable_allowed: bool
    order: int = 0            # place in framework order


@dataclass
class Framework:
    id: str
    version: str
    top: int                  # K
    target: int
    mature: int
    requires: list            # per level, a set of kinds of evidence
    evidence_kinds: tuple
    elements: list            # ids
    sub_elements: list        # SubElement, in framework order


@dataclass
class Idea:
    id: str
    helps: frozenset
    who: frozenset
    cost: str
    evidence: str
    impacts: tuple
    order: int | None


@dataclass
class Row:
    id: str
    kind: str
    parent: str | None
    beds: int | None
    groups: tuple
    valid_from: datetime.date | None
    valid_to: datetime.date | None
    home_type: str | None = None

    def in_force(self, date):
        """valid_from <= date < valid_to; without a date every row is."""
        if date is None:
            return True
        return (self.valid_from is None or self.valid_from <= date) and (self.valid_to is None or date < self.valid_to)


@dataclass
class Assessment:
    organisation: str
    framework: str
    date: datetime.date
    assessor: str
    started: datetime.date | None
    adopted: frozenset
    answers: dict


@dataclass
class Workspace:
    frameworks: dict
    ideas: list
    register: dict            # id -> rows, oldest first
    assessments: list
    as_at: datetime.date | None = None            # as stated
    started: datetime.date | None = None
    programme: str | None = None                  # the framework as stated
    targets: dict = field(default_factory=dict)   # framework -> sub-element -> level


def front_matter(path):
    """The TOML between the first two +++ lines."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    fences = [i for i, line in enumerate(lines) if line.rstrip() == "+++"]
    return tomllib.loads("\n".join(lines[fences[0] + 1:fences[1]]))


def load_toml(path):
    return tomllib.loads(path.read_text(encoding="utf-8-sig"))


def label_key(label):
    return tuple(int(part) for part in str(label).split("."))


def read_framework(folder):
    head = load_toml(folder / "framework.toml")
    elements = {e["id"]: e for e in head["element"]}
    subs = []
    for path in sorted(folder.glob("*.md")):
        sub = front_matter(path)
        element = elements[sub["element"]]
        subs.append(((label_key(element["number"]), label_key(sub["label"])), SubElement(
            id=sub["id"], label=str(sub["label"]), element=sub["element"], tier=sub.get("tier", "core"),
            kind=element.get("kind"), pace=tuple(sub["pace"]) if "pace" in sub else None,
            asked_of=frozenset(sub["asked_of"]), weight=sub.get("weight", 1),
            not_applicable_allowed=sub.get("not_applicable_allowed", False))))
    subs.sort(key=lambda pair: pair[0])
    ordered = [sub for _, sub in subs]
    for order, sub in enumerate(ordered):
        sub.order = order
    return Framework(
        id=head["id"], version=head["version"], top=len(head["level"]) - 1, target=head["target"],
        mature=head["mature"], requires=[set(level.get("requires", [])) for level in head["level"]],
        evidence_kinds=tuple(head.get("evidence_kinds", [])), elements=list(elements), sub_elements=ordered)


def read_frameworks(content):
    """id -> Framework of a content folder; empty where it has none."""
    folders = sorted(path.parent for path in Path(content).glob("frameworks/*/framework.toml"))
    return {framework.id: framework for framework in map(read_framework, folders)}


def read_ideas(content):
    """id -> Idea of a content folder."""
    ideas = {}
    for path in sorted(Path(content).glob("innovations/*.md")):
        idea = front_matter(path)
        ideas[idea["id"]] = Idea(
            id=idea["id"], helps=frozenset(idea["helps"]), who=frozenset(idea["who"]), cost=idea["cost"],
            evidence=idea["evidence"], impacts=tuple(idea.get("impacts", [])), order=idea.get("order"))
    return ideas


def iso(text):
    return datetime.date.fromisoformat(text) if text else None


def read_register(path):
    register = {}
    if not path.exists():
        return register
    with path.open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            cell = {key: (value or "").strip() for key, value in line.items() if key is not None and not isinstance(value, list)}
            row = Row(
                id=cell["id"], kind=cell["kind"], parent=cell["parent"] or None,
                beds=int(cell["beds"]) if cell.get("beds") else None,
                groups=tuple(g.strip() for g in cell.get("groups", "").split(";") if g.strip()),
                valid_from=iso(cell.get("valid_from")), valid_to=iso(cell.get("valid_to")),
                home_type=cell.get("home_type") or None)
            register.setdefault(row.id, []).append(row)
    for rows in register.values():
        rows.sort(key=lambda row: row.valid_from or datetime.date.min)
    return register


def read_assessment(path):
    data = load_toml(path)
    return Assessment(
        organisation=data["organisation"], framework=data["framework"], date=data["date"], assessor=data["assessor"],
        started=data.get("started"), adopted=frozenset(data.get("adopted", [])), answers=data.get("answers", {}))


def read_workspace(root, content=None):
    root = Path(root)
    frameworks, ideas = {}, {}
    for folder in ([Path(content)] if content else []) + [root / "content"]:
        frameworks |= read_frameworks(folder)   # the workspace's own stands over a built-in one
        ideas |= read_ideas(folder)
    settings = load_toml(root / "homeround.toml") if (root / "homeround.toml").exists() else {}
    programme = settings.get("programme", {})
    targets = {}
    for key, value in settings.get("targets", {}).items():
        if isinstance(value, dict):
            targets.setdefault(key, {}).update(value)
        else:
            targets.setdefault(programme.get("framework", DEFAULT_FRAMEWORK), {})[key] = value
    return Workspace(
        frameworks=frameworks, ideas=[ideas[key] for key in sorted(ideas)],
        register=read_register(root / "answers" / "organisations.csv"),
        assessments=[read_assessment(path) for path in sorted((root / "answers").rglob("*.toml"))],
        as_at=settings.get("site", {}).get("as_at"), started=programme.get("started"),
        programme=programme.get("framework"), targets=targets)
