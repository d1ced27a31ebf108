"""Random assessments (formats.md, section 2)."""

import datetime

from gen_text import day, month_shift, prose, some, table

ASSESSORS = ("self", "peer", "regional", "national")
ROUNDS = (("self",),) * 8 + (("self", "regional"),) * 3 + (
    ("peer",), ("regional",), ("national",), ("self", "peer"), ("peer", "national", "self"), ASSESSORS)
PROFILES = ("mixed",) * 10 + ("mature", "in-place", "core", "low", "blank", "all-na", "partial")
AREA_PROFILES = ("core",) * 8      # for areas besides, whose elements and core are counted
EARLIEST = datetime.date(2023, 1, 1)


def level_for(rng, profile, framework, sub, target):
    """A claimed level."""
    top = framework.top
    if profile == "mature":
        return rng.randint(max(framework.mature, target), top)
    if profile == "in-place" or (profile == "core" and sub.tier == "core"):
        return rng.randint(target, top)
    if profile == "low":
        return 0 if rng.random() < 0.9 else rng.randint(0, top)
    return rng.randint(0, top)


def evidence_for(rng, framework, date, rate):
    """Keys of evidence, each kind with the given likelihood; no date after the assessment's."""
    found = {}
    before = lambda: day(rng, date - datetime.timedelta(days=400), date)
    if rng.random() < rate:
        denominator = rng.choice([1, 3, 10, 30, 1000])
        found["measure"] = {"numerator": rng.choice([0, denominator, rng.randint(0, denominator)]),
                            "denominator": denominator, "date": before()}
        if rng.random() < 0.8:
            found["measure"]["what"] = prose(rng, 80)
    if rng.random() < rate:
        found["outcome"] = prose(rng, 200)
    if rng.random() < rate:
        found["validation"] = {"by": prose(rng, 80), "date": before()}
    entries = []
    for kind in framework.evidence_kinds:
        if rng.random() < rate:
            entries.append({"what": prose(rng, 80), "date": before(), "kind": kind})
    if rng.random() < rate / 3:
        entries.append({"what": prose(rng, 80), "date": before()})
    if entries:
        rng.shuffle(entries)
        found["evidence"] = entries
    return found


def wishes_for(rng, date, rate):
    """note, action, owner and review, each sometimes."""
    found = {}
    if rng.random() < rate:
        found["note"] = prose(rng, 600) + ("\nA second line." if rng.random() < 0.1 else "")
        found["note"] = found["note"][:600]
    if rng.random() < rate / 2:
        found["action"] = prose(rng, 200)
    if rng.random() < rate / 2:
        found["owner"] = prose(rng, 80)
    if rng.random() < rate / 2:
        found["review"] = day(rng, date, date + datetime.timedelta(days=400))
    return found


def answer_for(rng, profile, framework, sub, target, date):
    """One answer: None, a short form, or a dict of the long one."""
    full = profile in ("mature", "in-place", "core")
    roll = rng.random()
    na_rate = 1 if profile == "all-na" else 0.15
    if sub.not_applicable_allowed and rng.random() < na_rate:
        return {"not_applicable": prose(rng, 200)} | ({"note": prose(rng, 600)} if rng.random() < 0.2 else {})
    if profile == "blank" or (profile == "partial" and roll < 0.7) or (not full and roll < 0.08):
        if rng.random() < 0.85:
            return None
        return wishes_for(rng, date, 0.4) | {"note": prose(rng, 600)} | evidence_for(rng, framework, date, 0.1)
    if not full and roll > 0.93:
        return "dont-know" if rng.random() < 0.6 else {"level": "dont-know"} | wishes_for(rng, date, 0.5)
    level = level_for(rng, profile, framework, sub, target)
    if not full and level == 0 and rng.random() < 0.7:
        return level
    extras = evidence_for(rng, framework, date, 1 if full and rng.random() < 0.98 else rng.choice([0, 0.3, 0.6, 1]))
    extras |= wishes_for(rng, date, 0.15)
    return {"level": level} | extras if extras or rng.random() < 0.1 else level


def answers_text(rng, answers):
    """The [answers] tables: short forms first, long ones as tables or inline."""
    inline, tables = {}, {}
    for key, answer in answers.items():
        (tables if isinstance(answer, dict) and rng.random() < 0.8 else inline)[key] = answer
    text = table(inline, "\n[answers]") if inline or rng.random() < 0.5 else ""
    return text + "".join(table(answer, f"\n[answers.{key}]") for key, answer in tables.items())


def started_for(rng, date):
    """A programme start not after the assessment; often a whole number of months before it, or a day off that."""
    if rng.random() < 0.5:
        start = month_shift(date, -rng.choice([0, 1, 11, 12, 12, 13, 24, 24, 36, 60]))
        return min(date, start + datetime.timedelta(days=rng.choice([-1, 0, 0, 1])))
    return day(rng, date - datetime.timedelta(days=2000), date)


def write_assessment(rng, folder, framework, organisation, date, assessor, targets, idea_ids, profile):
    kinds = organisation.kinds()
    answers = {}
    subs = list(framework.sub_elements)
    rng.shuffle(subs)
    for sub in subs:
        if not kinds & sub.asked_of and rng.random() < 0.9:
            continue
        answer = answer_for(rng, profile, framework, sub, targets.get(sub.id, framework.target), date)
        if answer is not None:
            answers[sub.id] = answer
    head = {"format": 1, "framework": framework.id, "framework_version": framework.version,
            "organisation": organisation.id, "date": date, "assessor": assessor}
    if rng.random() < 0.35:
        head["started"] = started_for(rng, date)
    if rng.random() < 0.5:
        head["completed_by"] = rng.choice(["Registered manager", "Deputy manager", "Quality lead"])
    if rng.random() < 0.5:
        head["publish"] = rng.random() < 0.5
    if rng.random() < 0.4:
        head["adopted"] = some(rng, idea_ids, 0, rng.choice([1, 3, 25]))
    entries = list(head.items())
    rng.shuffle(entries)
    place = folder / rng.choice(["", str(date.year), f"{framework.id}/{organisation.id}", "deep/er/still"])
    place.mkdir(parents=True, exist_ok=True)
    path = place / f"{organisation.id}-{framework.id}-{date}-{assessor}.toml"
    path.write_text(table(dict(entries)) + answers_text(rng, answers), "utf-8")


def edge_rounds(rng, anchor, date):
    """(date, assessor) of rounds at the edges of the rules about dates, none after the anchor: somebody else's with self ones
    as far from it as still makes a pair, a day more, or as far before as after; one of a quarter's end, or 366 days before."""
    days = lambda number: datetime.timedelta(days=number)
    rounds = set()
    if rng.random() < 0.6:
        other = date - days(rng.choice([0, 183]))
        rounds.add((other, rng.choice(ASSESSORS[1:])))
        apart = rng.choice([1, 90, 183, 183, 184])
        rounds |= {(other + days(sign * apart), "self") for sign in rng.choice([(1,), (-1,), (-1, 1)])}
    else:
        month, last = rng.choice(((3, 31), (6, 30), (9, 30), (12, 31)))
        end = datetime.date(rng.randint(EARLIEST.year, anchor.year), month, last)
        rounds.add((end - days(rng.choice([-1, 0, 366, 367])), rng.choice(ASSESSORS)))
    return {(day, assessor) for day, assessor in rounds if EARLIEST <= day <= anchor}


def write_assessments(rng, folder, frameworks, organisations, anchor, as_at, targets, idea_ids):
    """Rounds of many organisations; after `as_at` (None where it is not stated) now and then."""
    rate = rng.choice([0.2, 0.6, 0.9, 1])
    most_rounds = rng.choice([1, 2, 4])
    edges = rng.choice([0, 0, 0.6])                # how often a round stands at the edge of a rule about dates
    alike = rng.choice([0, 0.3, 0.8])              # how much the children of one parent are alike
    common = {organisation.id: rng.choice(PROFILES) for organisation in organisations}
    for organisation in organisations:
        home = organisation.kind == "care-home"
        for framework in frameworks:
            askable = all(any(kind in sub.asked_of for sub in framework.sub_elements) for kind in organisation.kinds())
            likely = rate if home or len(organisation.kinds()) > 1 else rate / 2
            if not askable or rng.random() >= likely * (1 if framework is frameworks[0] else 0.5):
                continue
            dates = set()
            for _ in range(rng.randint(1, most_rounds)):
                if as_at is not None and rng.random() < 0.08:
                    dates.add(day(rng, anchor + datetime.timedelta(days=1), anchor + datetime.timedelta(days=200)))
                else:
                    dates.add(anchor if rng.random() < 0.15 else day(rng, EARLIEST, anchor))
            rounds = {(date, assessor) for date in sorted(dates) for assessor in rng.choice(ROUNDS)}
            if rng.random() < edges:
                rounds = edge_rounds(rng, anchor, max(dates)) or rounds
            for date, assessor in sorted(rounds):
                shared = common.get(organisation.rows[-1]["parent"]) if rng.random() < alike else None
                write_assessment(rng, folder, framework, organisation, date, assessor, targets.get(framework.id, {}), idea_ids,
                                 shared or rng.choice(PROFILES if home else PROFILES + AREA_PROFILES))
