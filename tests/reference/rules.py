"""The rules of scoring.md for one assessment, and its statistics. Exact: whole numbers and Fractions only.

Nothing here reads a file, a clock or the locale.
"""

from decimal import Decimal, localcontext
from fractions import Fraction

KINDS = ("nation", "region", "ics", "place", "local-authority", "pcn", "provider", "care-home")
STAGES = ("not-started", "core-under-way", "core-in-place", "enhanced-in-place", "fully-mature")
FIXED_GROUPS = ("core", "enhanced", "overall", "clinical", "enabler")
ASSESSOR_RANK = {"self": 0, "peer": 1, "regional": 2, "national": 3}
COST_RANK = {"none": 0, "time": 1, "small": 2, "commissioned": 3}
GRADE_RANK = {"A": 0, "B": 1, "C": 2, "D": 3, "E": 4}
GAP_PACE_RANK = {"overdue": 0, "due": 1, "no-clock": 2, "not-yet-due": 3}
TIER_RANK = {"core": 0, "enhanced": 1}
KIND_RANK = {"clinical": 0, "enabler": 1, None: 2}
Z = Fraction("1.959963984540054")


# Section 6

def months_between(start, end):
    """Whole months from start to end, by section 6's formula."""
    return 12 * (end.year - start.year) + (end.month - start.month) - (1 if end.day < start.day else 0)


def months_of(file_start, workspace_start, date):
    """The months of an assessment: the file's start, else the workspace's; null with neither."""
    if file_start is not None:
        return months_between(file_start, date)
    if workspace_start is not None and workspace_start <= date:
        return months_between(workspace_start, date)
    return None


def pace_status(state, in_place, months, window):
    """The pace status of one sub-element: the first line of section 6's table that holds."""
    if state in ("not-asked", "not-applicable"):
        return state
    if state != "answered":
        return "unknown"
    no_clock = months is None or window is None
    if in_place:
        return "in-place" if no_clock or months >= window[0] else "ahead"
    if no_clock:
        return "no-clock"
    if months >= window[1]:
        return "overdue"
    return "due" if months >= window[0] else "not-yet-due"


# Sections 2 and 3

def state_of(answer, asked):
    """(state, claimed) of one answer as the file has it (None where it has none)."""
    if not asked:
        return "not-asked", None
    if isinstance(answer, dict):
        if "not_applicable" in answer:
            return "not-applicable", None
        level = answer.get("level")
    else:
        level = answer
    if level is None:
        return "unanswered", None
    if level == "dont-know":
        return "dont-know", None
    return "answered", level


def supplied(answer):
    """The kinds of evidence an answer supplies."""
    if not isinstance(answer, dict):
        return set()
    kinds = {kind for kind in ("measure", "outcome", "validation") if kind in answer}
    named = {entry["kind"] for entry in answer.get("evidence", []) if "kind" in entry}
    return kinds | (named - {"measure", "outcome", "validation"})


def evidenced_level(claimed, kinds, requires):
    """The highest level e <= claimed such that `kinds` holds all that e requires; requires[e] is a set."""
    return max(e for e in range(claimed + 1) if e == 0 or requires[e] <= kinds)


# Section 4

def group_index(subs, top):
    """index, low, high and counts of a group. subs: objects with state, evidenced, in_place, weight."""
    asked = [s for s in subs if s.state != "not-asked"]
    applicable = [s for s in asked if s.state != "not-applicable"]
    answered = [s for s in applicable if s.state == "answered"]
    score = sum(s.weight * s.evidenced for s in answered)
    answered_weight = sum(s.weight for s in answered)
    all_weight = sum(s.weight for s in applicable)
    missing_weight = all_weight - answered_weight
    return {
        "index": Fraction(100 * score, top * answered_weight) if answered else None,
        "low": Fraction(100 * score, top * all_weight) if applicable else None,
        "high": Fraction(100 * (score + top * missing_weight), top * all_weight) if applicable else None,
        "asked": len(asked),
        "applicable": len(applicable),
        "answered": len(answered),
        "in_place": sum(1 for s in answered if s.in_place),
    }


# Section 5

def stage_of(subs, mature):
    """The stage, by the first line of section 5's table that holds."""
    applicable = [s for s in subs if s.state not in ("not-asked", "not-applicable")]
    core = [s for s in applicable if s.tier == "core"]
    enhanced = [s for s in applicable if s.tier == "enhanced"]
    if core and enhanced and all(s.in_place for s in applicable):  # in_place is false unless answered
        if all(s.evidenced >= mature for s in applicable):
            return "fully-mature"
        return "enhanced-in-place"
    if core and all(s.in_place for s in core):
        return "core-in-place"
    if any(s.state == "answered" and s.evidenced >= 1 for s in core):
        return "core-under-way"
    return "not-started"


# Sections 7 and 8

def gaps_of(subs):
    """The gaps in order. subs are in framework order, each with its place in `order`."""
    gaps = [s for s in subs if s.state == "answered" and not s.in_place]
    return sorted(gaps, key=lambda s: (
        GAP_PACE_RANK[s.pace], TIER_RANK[s.tier], -(s.target - s.evidenced), KIND_RANK[s.kind], s.order))


def idea_tail(idea):
    """Lines 4 to 7 of section 8's order."""
    return (COST_RANK[idea.cost], GRADE_RANK[idea.evidence], -len(set(idea.impacts)),
            idea.order is None, idea.order if idea.order is not None else 0, idea.id)


def recommendations_of(ideas, gaps, kind, adopted):
    """The candidates of one assessment, in order."""
    ranked = []
    for idea in ideas:
        helped = [g for g in gaps if g.id in idea.helps]
        if not helped or kind not in idea.who or idea.id in adopted:
            continue
        if idea.cost == "commissioned" and kind == "care-home":
            continue
        core = [g for g in helped if g.tier == "core"]
        overdue = [g for g in core if g.pace == "overdue"]
        ranked.append(((-len(overdue), -len(core), -len(helped)) + idea_tail(idea), idea))
    return [idea for _, idea in sorted(ranked, key=lambda pair: pair[0])]


# Section 9

def counting(assessments):
    """The one that counts among one organisation's assessments against one framework."""
    return max(assessments, key=lambda a: (a.date, ASSESSOR_RANK[a.assessor]))


# Section 10

def lower_median(values):
    """The lower median, None of nothing."""
    return sorted(values)[(len(values) - 1) // 2] if values else None


def quantile(values, p):
    """R's type 7 quantile of a list that is not empty; p a Fraction 0..1."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * Fraction(p)
    below = int(place)  # floor: place is never negative
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


class Bound:
    """One end of a Wilson interval, exactly: middle + sign * sqrt(square); square and middle are Fractions."""

    def __init__(self, middle, sign=0, square=Fraction(0)):
        self.middle, self.sign, self.square = Fraction(middle), sign, Fraction(square)

    def compare(self, other):
        """-1, 0 or 1 as the bound is under, at or over a Fraction. No rounding."""
        rest = self.middle - other          # rest + sign * root, its sign asked
        if self.sign == 0 or self.square == 0:
            return (rest > 0) - (rest < 0)
        if self.sign > 0 and rest >= 0:
            return 1
        if self.sign < 0 and rest <= 0:
            return -1
        larger = (rest * rest > self.square) - (rest * rest < self.square)
        return -self.sign * larger          # the larger part decides; rest's sign is opposite to the root's

    def __float__(self):
        with localcontext() as context:
            context.prec = 60
            middle = Decimal(self.middle.numerator) / Decimal(self.middle.denominator)
            root = (Decimal(self.square.numerator) / Decimal(self.square.denominator)).sqrt()
            return float(middle + self.sign * root)


def wilson_plain(successes, n):
    """The two bounds of the Wilson interval (n > 0), without section 10's exact ends."""
    p = Fraction(successes, n)
    z2 = Z * Z
    scale = 1 + z2 / n
    middle = (p + z2 / (2 * n)) / scale
    square = z2 * (p * (1 - p) / n + z2 / (4 * n * n)) / (scale * scale)
    return Bound(middle, -1, square), Bound(middle, 1, square)


def share_interval(in_place, rated, denominator):
    """(low, high) of a share by section 10, with its special rules; (None, None) where none is rated."""
    if rated == 0:
        return None, None
    share = Fraction(in_place, rated)
    if rated == denominator:
        return Bound(share), Bound(share)
    low, high = wilson_plain(in_place, rated)
    return (Bound(0) if in_place == 0 else low), (Bound(1) if in_place == rated else high)


def against_parent(share, low, high, rated, responded, registered, parent_share):
    """The comparison with the parent's share; parent_share is None where there is no parent area."""
    if parent_share is None or share is None or rated < 5:
        return "not-compared"
    if registered == 0 or Fraction(responded, registered) < Fraction(30, 100):
        return "not-compared"
    if low.compare(parent_share) > 0:
        return "higher"
    return "lower" if high.compare(parent_share) < 0 else "similar"
