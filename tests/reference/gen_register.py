"""A random register (formats.md, section 3)."""

import csv
import datetime
from dataclasses import dataclass, field

from gen_text import THINGS, WORDS, Names, day, some, title

AREA_KINDS = ("nation", "region", "ics", "place", "local-authority", "pcn", "provider")
HOW_MANY = {"nation": 1, "region": 2, "ics": 3, "place": 3, "local-authority": 3, "pcn": 5, "provider": 3}
OPTIONAL = ("beds", "home_type", "cqc_location_id", "ods_code", "valid_from", "valid_to", "successor", "groups")
FIRST, LAST = datetime.date(2022, 1, 1), datetime.date(2028, 12, 31)


@dataclass
class Organisation:
    id: str
    kind: str
    rank: int                          # place in AREA_KINDS; homes come after all
    rows: list = field(default_factory=list)

    def kinds(self):
        return {row["kind"] for row in self.rows}


def near(rng, anchor, first, last):
    """A date of first..last, often the anchor itself or a day beside it."""
    if rng.random() < 0.3:
        return min(max(anchor + datetime.timedelta(days=rng.choice([-1, 0, 0, 1])), first), last)
    return day(rng, first, last)


def periods(rng, anchor, dated):
    """[(valid_from, valid_to)] that do not overlap, None open."""
    one_day = datetime.timedelta(days=1)
    shape = rng.choice(["from", "to", "future", "closed", "moved", "moved", "moved", "gap", "thrice"]) if dated else "open"
    if shape == "open":
        return [(None, None)]
    if shape == "from":
        return [(near(rng, anchor, FIRST, anchor), None)]
    if shape == "to":
        return [(None, near(rng, anchor, anchor + one_day, LAST))]
    if shape == "future":
        return [(near(rng, anchor, anchor + one_day, LAST), None)]
    if shape == "closed":
        end = near(rng, anchor, FIRST + one_day, anchor)
        return [(rng.choice([None, day(rng, FIRST, end - one_day)]), end)]
    cuts = sorted({near(rng, anchor, FIRST, LAST) for _ in range(2 if shape == "moved" else 4)})
    if shape == "moved" or len(cuts) < 3:
        return [(None, cuts[0]), (cuts[0], None)]
    if shape == "gap":
        return [(None, cuts[0]), (cuts[1], None)]
    return [(None, cuts[0]), (cuts[0], cuts[1]), (cuts[1], rng.choice([None, cuts[2]]))]


def parent_for(rng, rank, organisations, none_rate):
    """Someone of a higher level, mostly of the nearest; none now and then. A home is nobody's parent."""
    above = [o for o in organisations if o.rank < rank]
    if not above or rng.random() < none_rate:
        return ""
    nearest = [o for o in above if o.rank == max(o.rank for o in above)]
    return rng.choice(nearest if rng.random() < 0.75 else above).id


def line_of(organisations):
    """id -> every organisation that is above it in any row, at any date."""
    lines = {}
    for organisation in organisations:       # parents come before their children
        parents = {row["parent"] for row in organisation.rows if row["parent"]}
        lines[organisation.id] = parents.union(*(lines[parent] for parent in parents))
    return lines


def make_register(rng, size, anchor, columns):
    """The organisations, highest first, each with its rows as dicts of text."""
    names = Names(rng)
    homes = rng.randint(40, 150) if size == "medium" else rng.choice([0, 1, 4, 8, 12, 16, 20, 28])
    area_dated, home_dated = rng.choice([(0, 0), (0.15, 0.3), (0.3, 0.4), (0.5, 0.6)])
    if not {"valid_from", "valid_to"} <= set(columns):
        area_dated = home_dated = 0
    kinds_skipped = rng.choice([0.2, 0.5, 0.8])
    organisations = []
    for rank, kind in enumerate(AREA_KINDS):
        if rng.random() >= kinds_skipped:
            organisations += [Organisation(names.new(WORDS, (kind,)), kind, rank) for _ in range(rng.randint(1, HOW_MANY[kind]))]
    organisations += [Organisation(names.new(WORDS, THINGS) if rng.random() < 0.5 else names.new(WORDS), "care-home", len(AREA_KINDS))
                      for _ in range(homes)]
    beds_missing = rng.choice([0, 0, 0.03, 0.3, 1])
    beds_zero = rng.choice([0, 0, 0, 0.05, 1])
    none_rate = rng.choice([0, 0.1, 0.3])
    for number, organisation in enumerate(organisations):
        home = organisation.kind == "care-home"
        for start, end in periods(rng, anchor, rng.random() < (home_dated if home else area_dated)):
            row = dict.fromkeys(OPTIONAL, "")
            row |= {"id": organisation.id, "name": f"{title(organisation.id)}, {number}" if rng.random() < 0.1 else title(organisation.id),
                    "kind": organisation.kind, "parent": parent_for(rng, organisation.rank, organisations[:number], none_rate),
                    "valid_from": start.isoformat() if start else "", "valid_to": end.isoformat() if end else ""}
            if rng.random() >= (beds_missing if home else max(0.7, beds_missing)):
                row["beds"] = "0" if rng.random() < beds_zero else str(rng.randint(1, 120))
            if home:
                row |= {"home_type": rng.choice(["nursing", "residential", ""]),
                        "cqc_location_id": f"1-{1000000000 + number}" if rng.random() < 0.7 else "",
                        "ods_code": f"VL{number:03d}" if rng.random() < 0.3 else ""}
            elif organisation.rows and rng.random() < 0.4:      # it became another kind
                row["kind"] = rng.choice(["ics", "place", "pcn"])
            organisation.rows.append(row)
    add_groups(rng, organisations)
    add_successors(rng, organisations)
    return organisations


def add_groups(rng, organisations):
    """Groups outside the line of parents, on homes' rows mostly."""
    lines = line_of(organisations)
    areas = [o for o in organisations if o.kind != "care-home"]
    rate = rng.choice([0, 0.2, 0.5])
    popular = some(rng, areas, 1, 3)
    for organisation in organisations:
        home = organisation.kind == "care-home"
        for row in organisation.rows:
            if rng.random() >= (rate if home else rate / 5):
                continue
            pool = popular if rng.random() < 0.8 else areas
            fit = [o.id for o in pool if o.id not in lines[organisation.id] and o.rank < organisation.rank]
            row["groups"] = ";".join(some(rng, fit, 1, 2))


def add_successors(rng, organisations):
    for organisation in organisations:
        last = organisation.rows[-1]
        others = [o.id for o in organisations if o.kind == organisation.kind and o is not organisation]
        if last["valid_to"] and others and rng.random() < 0.6:
            last["successor"] = ";".join(some(rng, others, 1, 2))


def write_register(rng, path, organisations, columns):
    rows = [row for organisation in organisations for row in organisation.rows]
    rng.shuffle(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["id", "name", "kind", "parent", *columns], extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
