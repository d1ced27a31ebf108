"""Random frameworks and innovations (formats.md, section 7)."""

from gen_text import THINGS, WORDS, Names, front_matter, prose, some, table, title

ASKED = ("care-home", "provider", "pcn", "local-authority", "place", "ics")   # regions and the nation are not asked
BODIES = ("care-home", "primary-care", "commissioner", "local-authority", "community", "voluntary-sector")
PACES = ([0, 12], [12, 24], [12, 36], [12, 60], [0, 1], [3, 9], [24, 120])
EXTRA_KINDS = ("audit", "photo", "rota-copy", "survey")
GRADES = "ABCDE"


def levels_of(rng, count, extra_kinds):
    """The [[level]] tables: requires are random, not always growing with the level."""
    usable = ["measure", "outcome", "validation", *extra_kinds]
    levels, before = [], []
    for number in range(count):
        requires = []
        if number and rng.random() < 0.6:
            requires = sorted(set(some(rng, usable, 0, 2)) | (set(before) if rng.random() < 0.5 else set()))
        before = requires
        level = {"name": f"{title(WORDS[number * 5])} {number}", "test": f"Test {number}: {prose(rng, 120)}", "requires": requires}
        if "measure" in requires and rng.random() < 0.5:
            level["min_share"] = rng.choice([0.5, 0.8, 0.95, 1.0, 0.333])
        levels.append(level)
    return levels


def labels_of(rng, number, count):
    """Labels of one element's sub-elements: 1.2 before 1.10, sometimes with a third part, not without gaps."""
    parts = sorted(rng.sample(range(1, count + rng.choice([1, 2, 11])), count))
    labels = []
    for part in parts:
        tail = f".{rng.choice([1, 2, 10])}" if rng.random() < 0.1 else ""
        labels.append(f"{number}.{part}{tail}")
    rng.shuffle(labels)
    return labels


def write_framework(rng, folder, identity, shared_ids=(), shared_elements=()):
    """One framework into folder/<identity>/. Sub-elements now and then share an id with another framework's."""
    target = folder / identity
    target.mkdir(parents=True)
    count = rng.randint(2, 9)
    extra_kinds = some(rng, EXTRA_KINDS, 0, 2) if rng.random() < 0.6 else []
    core_only = rng.random() < 0.2
    kinds = rng.choice(["all", "all", "none", "some"])
    base = [kind for kind in ASKED if rng.random() < (0.93 if kind == "care-home" else 0.4)] or ["care-home"]
    element_names = Names(rng, {"core", "enhanced", "overall", "clinical", "enabler", *shared_ids})
    elements, subs, number = [], [], 0
    for _ in range(rng.randint(1, 9)):
        number += 1 if rng.random() < 0.9 else 3
        element_id = element_names.new(WORDS)
        if shared_elements and rng.random() < 0.05 and shared_elements[0] not in {e["id"] for e in elements}:
            element_id = shared_elements[0]
        kind = {"none": None, "all": rng.choice(["clinical", "enabler"]),
                "some": rng.choice(["clinical", "enabler", None])}[kinds]
        elements.append({"id": element_id, "number": number} | ({"kind": kind} if kind else {}) | {
            "name": f"Element {title(element_id)} {number}", "short": title(element_id)[:40],
            "aliases": [f"Known as {element_id} {number}"] if rng.random() < 0.3 else [],
            "paragraphs": f"{number}.1-{number}.9"})
        for label in labels_of(rng, number, rng.choice([1, 1, 2, 2, 3, 4])):
            subs.append((element_id, label))
    sub_names = Names(rng, {e["id"] for e in elements})
    unused = [s for s in shared_ids if s not in sub_names.taken]
    tiers = ["core" if core_only or rng.random() < 0.6 else "enhanced" for _ in subs]
    tiers[0] = "core"
    if not core_only and "enhanced" not in tiers:
        if len(tiers) == 1:
            core_only = True
        else:
            tiers[-1] = "enhanced"
    one_weight = rng.random() < 0.3
    for (element_id, label), tier in zip(subs, tiers):
        if unused and rng.random() < 0.1:
            sub_id = unused.pop()
            sub_names.taken.add(sub_id)
        else:
            sub_id = sub_names.new(WORDS, THINGS)
        pace = rng.choice(PACES) if rng.random() < 0.8 else None
        entries = {"id": sub_id, "label": label, "element": element_id, "name": f"{title(sub_id)} of {label}",
                   "short": title(sub_id)[:40],
                   "aliases": [f"Once {sub_id} {label}"] if rng.random() < 0.3 else [], "tier": tier}
        if pace:
            entries |= {"pace": pace, "pace_label": f"{pace[0]} - {pace[1]} months"}
        entries |= {"paragraphs": label,
                    "asked_of": [kind for kind in base if rng.random() < 0.8] or [rng.choice(base)],
                    "led_by": some(rng, BODIES, 1, 3),
                    "weight": 1 if one_weight else rng.choice([1, 2, 3, 5, 7, 50, 100, rng.randint(1, 100)]),
                    "not_applicable_allowed": rng.random() < 0.35,
                    "question": f"Is {title(sub_id).lower()} in hand?",
                    "why": f"It matters: {prose(rng, 150)}",
                    "levels": [f"{title(sub_id)}, step {step}: {prose(rng, 100)}" for step in range(count)],
                    "example": f"A home of 12 beds. {prose(rng, 120)}",
                    "resources": [{"title": f"Reading on {title(sub_id).lower()}", "publisher": "A publisher", "year": 2016}]
                    if rng.random() < 0.7 else []}
        (target / f"{sub_id}.md").write_text(front_matter(entries, f"Guidance on {label}.\n\n- One step.\n- Another."), "utf-8")
    head = {"id": identity, "title": f"The {title(identity)} framework", "version": rng.choice(["1", "2", "2026.1"]),
            "publisher": "A local group", "published": "2025-04",
            "target": rng.randint(1, count - 1), "mature": rng.randint(1, count - 1)}
    if extra_kinds:
        head["evidence_kinds"] = extra_kinds
    if core_only or rng.random() < 0.3:
        head["tiers"] = ["core"] if core_only else ["core", "enhanced"]
    text = table(head)
    text += "".join("\n" + table(level, "[[level]]") for level in levels_of(rng, count, extra_kinds))
    text += "".join("\n" + table(element, "[[element]]") for element in elements)
    (target / "framework.toml").write_text(text, "utf-8")


def write_ideas(rng, folder, count, sub_ids, taken):
    """Own innovations, none of a built-in one's id; helps from sub_ids. One order may be several ideas'."""
    folder.mkdir(parents=True, exist_ok=True)
    names = Names(rng, taken)
    orders = rng.choice([(None,), (None, 1, 2, 3), (1, 2, 10, 57), tuple(range(1, 99))])
    for _ in range(count):
        identity = names.new(WORDS, THINGS)
        entries = {"id": identity, "name": title(identity),
                   "impacts": some(rng, ("health", "quality", "efficiency"), 1, 3),
                   "helps": some(rng, sub_ids, 1, rng.choice([1, 4, 12])),
                   "who": some(rng, ASKED, 1, 3) if rng.random() < 0.5 else sorted({"care-home", rng.choice(ASKED)}),
                   "with": [f"a {rng.choice(THINGS)} lead"],
                   "cost": rng.choice(["none", "time", "small", "commissioned"]), "evidence": rng.choice(GRADES),
                   "paragraphs": "2.3" if rng.random() < 0.5 else ""}
        order = rng.choice(orders)
        if order is not None:
            entries["order"] = order
        entries["source"] = f"A report of 2024: {prose(rng, 100)}"
        (folder / f"{identity}.md").write_text(
            front_matter(entries, f"What it means: {prose(rng, 80)}.\n\n## First step this week\nAsk who has done it."), "utf-8")
