"""The tables about areas and progress of a built site's data/, written from scoring.md (sections 9 to 13) alone.

Each function gives the rows of one table: a dict from what no two rows share to a dict of the other columns. Exact
numbers, no clock, no file.

Readings: where the text leaves something open, what is done here, and what it rests on.
(S = scoring.md with the section, M = the description of a column in the tables' own metadata, R = a reading in score.py.)

 1. Respondents and areas at any day are those of R7, R9 and R11 at that day: rows in force on it alone. S12, S10.
 2. Rows stand for what is an area on the as-at date, also in `then`. M "the organisation whose area it is".
 3. Quarters end on the last day of March, June, September and December, none after the as-at date. A quarter end at
    which nobody at all has an assessment against the framework that counts then and is at most 366 days old has no row.
 4. `counting then` is S9 among the assessments up to that day: an old one does not come back when a newer one is blank.
 5. In `then` an area without a respondent on that day has no row; in `now` every one has. S10 "an area is".
 6. Stages are of the assessment counting then, with today's targets. S12 "present targets".
 7. Of moderated ones of one date the highest stands. S9. Without a self one within 183 days of the latest moderated one there is no
    pair: an older moderated one is not asked. S13 "its latest moderated assessment".
 8. The baseline is the first date with an assessment of the same sort (self, or moderated); of several moderated on that
    date the highest. Every later assessment of the sort has rows, that date's none. S12 "between two rounds", M.
 9. `slipped` compares evidenced levels as they are, `gained` and `missing` the clamped ones. S12.
10. In coverage both the areas beneath one and the respondents in them are those of the tree: who only names an area in its
    groups adds to nothing above that area, and nobody is counted twice. S10 "stands beside the tree and adds to nothing
    above it". `rated` are those whose own assessment counts, whoever made it; without one a kind has no row.
11. A type of home is that of the row in force on the as-at date. S10 "split by home type".
"""

import datetime
from collections import Counter
from fractions import Fraction

import rules
import score

YEAR = 366                # days for which an assessment stands in a series
NEAR = 183                # days between two views of one organisation
FEWEST_PAIRS = 10
FEWEST_RATED = 5
RUN, LIMITS = 6, 12       # from how many quarters on there is a median, and there are limits
QUARTER_ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))
HOME_TYPES = ("nursing", "residential", "not-stated")


def by_organisation(assessments, framework):
    """organisation -> its scored assessments against the framework."""
    found = {}
    for one in assessments:
        if one.assessment.framework == framework.id:
            found.setdefault(one.assessment.organisation, []).append(one)
    return found


def moderated(one):
    return one.assessment.assessor != "self"


def standing(scored):
    """The one that stands for them all (section 9)."""
    chosen = rules.counting([one.assessment for one in scored])
    return next(one for one in scored if one.assessment is chosen)


# Section 13

def two_views(scored):
    """(self, moderated) of one organisation, or None."""
    others = [one for one in scored if moderated(one)]
    if not others:
        return None
    other = standing(others)
    distance = lambda one: abs((one.assessment.date - other.assessment.date).days)
    own = [one for one in scored if not moderated(one) and distance(one) <= NEAR]
    if not own:
        return None
    return min(own, key=lambda one: (distance(one), one.assessment.date)), other


def kappa_of(pairs):
    """Quadratic weighted kappa of pairs of levels: 1 - disagreement seen / disagreement expected of the margins."""
    n = len(pairs)
    seen = sum(Fraction((a - b) ** 2) for a, b in pairs) / n
    rows, columns = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(Fraction(rows[a] * columns[b] * (a - b) ** 2, n * n) for a in rows for b in columns)
    return 1 - seen / expected if expected else None


def agreement_row(pairs):
    n = len(pairs)
    same = sum(a == b for a, b in pairs)
    near = sum(abs(a - b) <= 1 for a, b in pairs)
    enough = n >= FEWEST_PAIRS
    return {
        "pairs": n, "same": same, "within_one": near, "self_higher": sum(a > b for a, b in pairs),
        "self_lower": sum(a < b for a, b in pairs), "exact": Fraction(same, n) if enough else None,
        "near": Fraction(near, n) if enough else None, "kappa": kappa_of(pairs) if enough else None}


def area_agreement(known):
    table = {}
    for framework in known.frameworks:
        views = {key: two_views(scored) for key, scored in by_organisation(known.assessments, framework).items()}
        for key, area in known.areas.items():
            here = [views[row.id] for row in area.respondents if views.get(row.id)]
            if not here:
                continue
            pairs = {sub.id: [(own.subs[sub.order].evidenced, other.subs[sub.order].evidenced) for own, other in here
                              if own.subs[sub.order].state == other.subs[sub.order].state == "answered"]
                     for sub in framework.sub_elements}
            table[key, framework.id, "(all)"] = agreement_row([pair for some in pairs.values() for pair in some])
            for name, some in pairs.items():
                table[key, framework.id, name] = agreement_row(some)
    return table


# Section 10

def has_all(subs):
    """Whether every applicable one is in place, one at least."""
    applicable = [sub for sub in subs if sub.state not in ("not-asked", "not-applicable")]
    return bool(applicable) and all(sub.in_place for sub in applicable)


def is_beneath(areas, row, top):
    """Whether the line of parents leads from a row to `top`; all who stand in it above a respondent are areas."""
    above = row.parent
    while above in areas and above != top:
        above = areas[above].row.parent
    return above == top


def in_tree(areas, key):
    """The respondents beneath an area in the tree: without those that only name it in their groups."""
    return [row for row in areas[key].respondents if is_beneath(areas, row, key)]


def beneath(areas, top):
    """The areas of the tree beneath `top`."""
    return [key for key, area in areas.items() if is_beneath(areas, area.row, top) and in_tree(areas, key)]


def coverage_row(framework, areas, whole, keys, counting):
    rated = [key for key in keys if key in counting]
    elements = Counter(sum(has_all([sub for sub in counting[key].subs if sub.element == element])
                           for element in framework.elements) for key in rated)
    homes = {row.id: row for key in rated for row in in_tree(areas, key)}
    row = {"areas": len(keys), "rated": len(rated),
           "core_in_place": sum(has_all([sub for sub in counting[key].subs if sub.tier == "core"]) for key in rated)}
    row |= {f"elements_{n}": elements[n] for n in range(len(framework.elements) + 1)}
    return row | {"respondents": len(homes), "of_respondents": len(whole.respondents),
                  "beds": score.beds_of(homes.values()), "of_beds": score.beds_of(whole.respondents)}


def area_coverage(known):
    table = {}
    for framework in known.frameworks:
        counting = {key: standing(scored) for key, scored in by_organisation(known.assessments, framework).items()}
        for top, whole in known.areas.items():
            kinds = {}
            for key in beneath(known.areas, top):
                kinds.setdefault(known.areas[key].row.kind, []).append(key)
            for kind, keys in kinds.items():
                if counting.keys().isdisjoint(keys):
                    continue
                table[top, framework.id, kind] = coverage_row(framework, known.areas, whole, keys, counting)
    return table


def area_types(known):
    table = {}
    for framework in known.frameworks:
        counting = {key: standing(scored) for key, scored in by_organisation(known.assessments, framework).items()}
        for key, area in known.areas.items():
            for home_type in HOME_TYPES:
                rows = [row for row in area.respondents if (row.home_type or "not-stated") == home_type]
                scored = [counting[row.id] for row in rows if row.id in counting]
                for sub in framework.sub_elements if rows else ():
                    rated = [one.subs[sub.order] for one in scored if one.subs[sub.order].state == "answered"]
                    in_place = sum(one.in_place for one in rated)
                    table[key, framework.id, home_type, sub.id] = {
                        "registered": len(rows), "responded": len(scored), "rated": len(rated), "in_place": in_place,
                        "share": Fraction(in_place, len(rated)) if rated else None,
                        "median": rules.lower_median([one.evidenced for one in rated])}
    return table


# Section 12

def quarter_ends(first, last):
    days = [datetime.date(year, month, day) for year in range(first.year, last.year + 1) for month, day in QUARTER_ENDS]
    return [day for day in days if first <= day <= last]


def counting_then(scored, day):
    """The assessment that counts on a day, where it is not too old; else None."""
    past = [one for one in scored if one.assessment.date <= day]
    if not past:
        return None
    one = standing(past)
    return one if (day - one.assessment.date).days <= YEAR else None


def points(known):
    """(framework, area, members, quarter end, registered, [Scored]) of every point of every area's series."""
    if known.as_at is None or not known.assessments:
        return
    ends = quarter_ends(min(one.assessment.date for one in known.assessments), known.as_at)
    then = {day: score.areas_of(known.workspace, day, "care-home") for day in ends}
    for framework in known.frameworks:
        rounds = by_organisation(known.assessments, framework)
        for day in ends:
            current = {key: counting_then(scored, day) for key, scored in rounds.items()}
            current = {key: one for key, one in current.items() if one is not None}
            if not current:
                continue
            for key in known.areas:
                for members, areas in (("now", known.areas), ("then", then[day])):
                    if key in areas:
                        respondents = areas[key].respondents
                        yield framework, key, members, day, len(respondents), [
                            current[row.id] for row in respondents if row.id in current]


def area_quarters(known):
    table = {}
    for framework, key, members, day, registered, scored in known.points:
        stages = Counter(one.stage for one in scored)
        table[key, framework.id, members, day.isoformat()] = {"registered": registered, "responded": len(scored)} | {
            stage.replace("-", "_"): stages[stage] for stage in rules.STAGES}
    return table


def area_sub_element_quarters(known):
    table = {}
    for framework, key, members, day, _, scored in known.points:
        for sub in framework.sub_elements:
            rated = [one.subs[sub.order] for one in scored if one.subs[sub.order].state == "answered"]
            in_place = sum(one.in_place for one in rated)
            table[key, framework.id, members, day.isoformat(), sub.id] = {
                "rated": len(rated), "in_place": in_place,
                "percent": Fraction(100 * in_place, len(rated)) if len(rated) >= FEWEST_RATED else None}
    return table


def run_row(shares):
    """The row of a share that is followed; `shares` are (some, of) at each quarter's end, the earliest first."""
    values = [Fraction(100 * some, of) for some, of in shares if of >= FEWEST_RATED]
    row = {"quarters": len(values), "median": None, "mean": None, "lower": None, "upper": None}
    if len(values) >= RUN:
        row["median"] = rules.quantile(values, Fraction(1, 2))
    if len(values) >= LIMITS:
        first = values[:LIMITS]
        mean = sum(first) / LIMITS
        ranges = [abs(b - a) for a, b in zip(first, first[1:])]
        width = Fraction(266, 100) * sum(ranges) / len(ranges)
        row |= {"mean": mean, "lower": max(Fraction(0), mean - width), "upper": min(Fraction(100), mean + width)}
    return row


def area_runs(known):
    followed = {}
    for framework, key, members, _, _, scored in known.points:
        if members != "now":
            continue
        at_least = lambda stage: sum(rules.STAGES.index(one.stage) >= rules.STAGES.index(stage) for one in scored)
        gates = ["core-in-place"]
        if any(sub.tier == "enhanced" for sub in framework.sub_elements):
            gates.append("enhanced-in-place")
        for stage in gates:
            followed.setdefault((key, framework.id, "stage", stage), []).append((at_least(stage), len(scored)))
        for sub in framework.sub_elements:
            rated = [one.subs[sub.order] for one in scored if one.subs[sub.order].state == "answered"]
            followed.setdefault((key, framework.id, "sub-element", sub.id), []).append(
                (sum(one.in_place for one in rated), len(rated)))
    return {key: run_row(shares) for key, shares in followed.items()}


def progress_row(baseline, current, names):
    both = [(old, new) for old, new in zip(baseline.subs, current.subs)
            if old.id in names and old.state == new.state == "answered"]
    clamped = [(min(old.evidenced, new.target), min(new.evidenced, new.target), new.target) for old, new in both]
    gained = sum(c - b for b, c, _ in clamped)
    missing = sum(t - b for b, _, t in clamped)
    return {"counts": current.counts, "baseline": baseline.assessment.date.isoformat(), "both": len(both), "gained": gained,
            "missing": missing, "progress": Fraction(gained, missing) if missing else None,
            "slipped": sum(new.evidenced < old.evidenced for old, new in both)}


def progress(known):
    table = {}
    for framework in known.frameworks:
        for key, scored in by_organisation(known.assessments, framework).items():
            for sort in (False, True):
                alike = [one for one in scored if moderated(one) == sort]
                first = min((one.assessment.date for one in alike), default=None)
                for one in alike:
                    a = one.assessment
                    if a.date == first:
                        continue
                    baseline = standing([other for other in alike if other.assessment.date == first])
                    for group, members in score.groups_of(framework, one.subs).items():
                        table[key, framework.id, a.date.isoformat(), a.assessor, group] = progress_row(
                            baseline, one, {sub.id for sub in members})
    return table


class Known:
    """A workspace with what all the tables are made of. `assessments` are those of score.score_assessments."""

    def __init__(self, workspace, assessments):
        self.workspace = workspace
        self.as_at = score.as_at_of(workspace)
        self.frameworks = score.frameworks_in_use(workspace)
        self.assessments = assessments
        self.areas = score.areas_of(workspace, self.as_at, "care-home")
        self.points = list(points(self))


TABLES = (area_agreement, area_coverage, area_types, area_quarters, area_sub_element_quarters, area_runs, progress)
KEYS = {
    "area_agreement": ("area", "framework", "sub_element"),
    "area_coverage": ("area", "framework", "kind"),
    "area_types": ("area", "framework", "home_type", "sub_element"),
    "area_quarters": ("area", "framework", "members", "quarter_end"),
    "area_sub_element_quarters": ("area", "framework", "members", "quarter_end", "sub_element"),
    "area_runs": ("area", "framework", "sort", "id"),
    "progress": ("organisation", "framework", "date", "assessor", "group"),
}


def tables_of(workspace, assessments):
    """name -> rows, of every table."""
    known = Known(workspace, assessments)
    return {make.__name__: make(known) for make in TABLES}
