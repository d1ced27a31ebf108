"""Words, ids, dates and TOML for generate.py. Everything comes from the random.Random it is given."""

import datetime
import json

WORDS = ("alder ash aspen badger beech birch bramble brook cedar cherry clover copse cove dale daisy dove elder elm fern "
         "field finch fir forest garth glen grove harbour hawthorn hazel heath heron hill holly ivy juniper kestrel lake "
         "larch lark laurel lilac linden maple marsh meadow mill moor moss oak orchard otter park pine poplar quarry robin "
         "rosewood rowan sage spring sycamore teal thistle thorn vale violet walnut willow wren yew").split()
THINGS = ("advice audit booking call chart contact drink form group guide hour leaflet list log meal meeting note plan "
          "poster record referral review rota round skill step survey team tool visit walk").split()
PROSE = ("The rota is kept by the team and read at each visit , staff say that “it helps” a lot . Café, naïve & ŵy – half "
         "of homes <often> use it when the plan isn't to hand . \"Who leads?\" asked the PCN's pharmacist , C:\\shared "
         "holds 100% of them {{ not a template }} and # is no comment . Families were told twice").split()
DEVICE_NAMES = {"con", "prn", "aux", "nul"}


def value(item):
    """A TOML value, tables inline."""
    if isinstance(item, bool):
        return "true" if item else "false"
    if isinstance(item, datetime.date):
        return item.isoformat()
    if isinstance(item, str):
        return json.dumps(item, ensure_ascii=False)
    if isinstance(item, (list, tuple)):
        return "[" + ", ".join(map(value, item)) + "]"
    if isinstance(item, dict):
        return "{ " + ", ".join(f"{key} = {value(entry)}" for key, entry in item.items()) + " }"
    return repr(item)


def table(entries, header=None):
    """Lines of one TOML table, with its header if it has one."""
    lines = [header] if header else []
    return "\n".join(lines + [f"{key} = {value(entry)}" for key, entry in entries.items()]) + "\n"


def front_matter(entries, body):
    return "+++\n" + table(entries) + "+++\n" + body + "\n"


class Names:
    """Unique ids of one namespace."""

    def __init__(self, rng, taken=()):
        self.rng = rng
        self.taken = set(taken) | DEVICE_NAMES

    def new(self, *lists):
        """An id of one word from each list; now and then one that is hard to sort, or of the full 64 characters."""
        while True:
            name = "-".join(self.rng.choice(words) for words in lists)
            trick = self.rng.random()
            if trick < 0.1:
                name += self.rng.choice(["2", "-2", "-10", "10", "-a", "s"])
            elif trick < 0.11:
                name = (name + "-" + "x" * 64)[:64]
            if name not in self.taken:
                self.taken.add(name)
                return name


def prose(rng, limit):
    """Some text that is not blank, of at most `limit` characters; sometimes of exactly so many."""
    if rng.random() < 0.03:
        return "é" * limit
    text = ""
    for _ in range(rng.randint(1, 30)):
        longer = (text + " " + rng.choice(PROSE)).strip()
        if len(longer) > limit:
            break
        text = longer
    return text or "a"


def title(identity):
    return identity.replace("-", " ").capitalize()


def last_day(year, month):
    return (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)).day


def month_shift(date, months):
    """The same day of another month, or its last day."""
    count = date.year * 12 + date.month - 1 + months
    year, month = divmod(count, 12)
    return datetime.date(year, month + 1, min(date.day, last_day(year, month + 1)))


def day(rng, first, last):
    """A date of first..last, often at the end or the start of a month, now and then 29 February 2024."""
    chosen = first + datetime.timedelta(days=rng.randint(0, max(0, (last - first).days)))
    trick = rng.random()
    if trick < 0.25:
        chosen = chosen.replace(day=last_day(chosen.year, chosen.month))
    elif trick < 0.35:
        chosen = chosen.replace(day=1)
    elif trick < 0.4:
        chosen = datetime.date(2024, 2, 29)
    return min(max(chosen, first), last)


def some(rng, items, low, high):
    """low..high different items in random order (fewer where there are fewer)."""
    items = list(items)
    return rng.sample(items, min(len(items), rng.randint(low, high)))
