#!/usr/bin/env python3
"""Faults, kills and full disks for the real program: the site is the old one or the new one, whatever happens.

    faults.py PROGRAM --project DIR [--seconds N] [--seed S] [--part NAME]

Each part takes at most N seconds. Needs strace; full disks and other users need root, and a part that cannot be done
says so. Ends with 1 where anything was lost, mixed or told wrongly; the folder it happened in is kept.
"""

import argparse
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True

from ground import Ground, Wrong, killed, tree

# Calls that a build makes and what a system may say to each.
ANSWERS = {
    "openat": ("EIO", "EMFILE", "EACCES", "ENOSPC"),
    "read": ("EIO",),
    "write": ("ENOSPC", "EIO", "EDQUOT"),
    "close": ("EIO",),
    "statx": ("EIO", "EACCES"),
    "getdents64": ("EIO",),
    "linkat": ("ENOSPC", "EMLINK", "EPERM"),
    "mkdir": ("ENOSPC", "EACCES"),
    "unlink": ("EIO", "EBUSY"),
    "rmdir": ("EIO", "EBUSY"),
    "renameat2": ("EIO", "ENOSPC", "ENOSYS", "EXDEV", "EBUSY"),
    "rename": ("EIO",),
    "fsync": ("EIO",),
    "syncfs": ("EIO",),
    "flock": ("EIO", "ENOLCK"),
    "clone3": ("EAGAIN",),
    "mmap": ("ENOMEM",),
}
KILLS = 200


class Parts:
    def __init__(self, ground, seconds, seed):
        self.ground, self.seconds, self.seed = ground, seconds, seed
        self.chance = random.Random(seed)
        self.place = None

    def fresh(self, where=None):
        self.place = self.ground.fresh(where)
        return self.place

    def within(self, things):
        """As many of these as there is time for."""
        end = time.monotonic() + self.seconds
        for thing in things:
            if time.monotonic() > end:
                return
            yield thing

    def calls(self, *inject):
        """Every call of a build from its first look at the workspace on: its name, its number among the calls of that
        name in its thread, and the line."""
        place = self.fresh()
        log = place / "log"
        names = ",".join(ANSWERS)
        code, _, err = self.ground.build(place, ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={names}", *inject])
        lines = log.read_text(errors="replace").splitlines()
        log.unlink()
        if code != 0:
            raise Wrong(f"a build that was only watched ended with {code}: {err}")
        self.ground.heals(place)
        # Each thread counts its calls for itself. Those that start the program are no business of ours, and a number that
        # is one of theirs is left out, whichever thread it is of.
        counts, starting, calls = {}, None, []
        for line in lines:
            match = re.match(r"(\d+) +(\w+)\(", line)
            if not match:
                continue
            key = match.groups()
            if starting is None and "workspace" in line:
                starting = {name: count for (_, name), count in counts.items()}
            counts[key] = counts.get(key, 0) + 1
            if starting is not None and counts[key] > starting.get(key[1], 0):
                calls.append((key[1], counts[key], line))
        return calls

    def traced(self, place, name, what):
        return self.ground.build(
            place, ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={name}", "-e", f"inject={name}:{what}"]
        )

    def injected(self):
        """A system that answers one call with an error, call by call."""
        seen = {(name, number): line for name, number, line in self.calls()}
        cases = [(*key, error) for key in seen for error in ANSWERS[key[0]]]
        # Each sort of call as often as any other, in an order of chance.
        self.chance.shuffle(cases)
        turns, ordered = {}, []
        for case in cases:
            turns[case[0]] = turns.get(case[0], 0) + 1
            ordered.append((turns[case[0]], case))
        count, codes = 0, {}
        for _, (name, number, error) in self.within(sorted(ordered, key=lambda pair: pair[0])):
            place = self.fresh()
            code, _, err = self.traced(place, name, f"error={error}:when={number}")
            what = f"call {number} of {name} answered with {error}: {seen[name, number]}"
            try:
                if killed(code):
                    self.ground.hold(place)
                else:
                    on_a_stream = re.search(r"write\([12],", seen[name, number]) is not None
                    # Rust's own library gives up where a folder that was read cannot be closed.
                    starved = name in ("clone3", "mmap", "close")
                    self.ground.ended_by_itself(place, code, err, not on_a_stream, on_a_stream, starved)
                self.ground.heals(place)
            except Wrong as wrong:
                raise Wrong(f"{what}: {wrong}") from wrong
            count += 1
            codes[code] = codes.get(code, 0) + 1
        return f"{count} of {len(cases)} calls answered with an error; exit codes {dict(sorted(codes.items()))}"

    def swapped(self):
        """Killed before and after each call from the last sync to the end, with names exchanged and with two renames."""
        told = []
        for how, inject in (("in one step", []), ("with two renames", ["-e", "inject=renameat2:error=ENOSYS"])):
            calls = self.calls(*inject)
            first = next(at for at, (name, _, _) in enumerate(calls) if name == "syncfs")
            points = list(dict.fromkeys((name, number) for name, number, _ in calls[first:]))
            moves = [point for point in points if point[0].startswith(("rename", "fsync", "syncfs"))]
            others = [point for point in points if point not in moves]
            self.chance.shuffle(others)
            states = {}
            # A call that is already answered for can only be watched, not killed at.
            points = [point for point in moves + others if not (inject and point[0] == "renameat2")]
            for name, number in self.within(points):
                place = self.fresh()
                watched = ["-e", f"trace={name},renameat2", *inject, "-e", f"inject={name}:signal=KILL:when={number}"]
                code, _, _ = self.ground.build(place, ["strace", "-f", "-qq", "-o", "/dev/null", *watched])
                try:
                    state = self.ground.hold(place, may_be_between=bool(inject))
                    if code == 0 and state != "new":
                        raise Wrong("it says that it published and did not")
                    self.ground.heals(place)
                except Wrong as wrong:
                    raise Wrong(f"{how}, killed at call {number} of {name}: {wrong}") from wrong
                states[state] = states.get(state, 0) + 1
            told.append(f"{how}: {sum(states.values())} of {len(points)} calls, sites {states}")
        return "; ".join(told)

    def killed(self):
        """Killed at moments of chance."""
        times = []
        for _ in range(3):
            place = self.fresh()
            begun = time.monotonic()
            self.ground.build(place)
            times.append(time.monotonic() - begun)
            self.ground.heals(place)
        states, signals = {}, [signal.SIGKILL] * 4 + [signal.SIGTERM, signal.SIGINT, signal.SIGHUP]
        # All of them, however long it takes.
        for count in range(KILLS):
            place = self.fresh()
            program = subprocess.Popen(
                self.ground.command(place), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            moment = self.chance.random() * min(times)
            time.sleep(moment)
            program.send_signal(self.chance.choice(signals))
            code = program.wait()
            try:
                state = self.ground.hold(place)
                if code == 0 and state != "new":
                    raise Wrong("it says that it published and did not")
                self.ground.heals(place)
            except Wrong as wrong:
                raise Wrong(f"kill {count} after {moment:.4f} s: {wrong}") from wrong
            key = f"{state}{'' if killed(code) else ', not killed in time'}"
            states[key] = states.get(key, 0) + 1
        return f"{sum(states.values())} kills within {min(times):.2f} s; sites {states}"

    def full(self):
        """Disks of every size that holds the old site and not the new one beside it, and disks without room for names."""
        if os.geteuid() != 0:
            return "not done: only root may mount a disk of a given size"
        room = self.ground.folder / "disk"
        room.mkdir(exist_ok=True)
        place = self.fresh()
        pages = sum(-(-path.stat().st_size // 4096) + 1 for path in place.rglob("*"))
        names = sum(1 for _ in place.rglob("*"))
        shutil.rmtree(place)
        cases = [f"size={4096 * (pages + more)}" for more in range(8, pages + 64, 3)]
        cases += [f"size=64m,nr_inodes={names + more}" for more in range(6, names + 20, 3)]
        self.chance.shuffle(cases)
        codes = {}
        for options in self.within(cases):
            mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", room], capture_output=True, check=False)
            if mounted.returncode != 0:
                return f"not done: no disk can be mounted here ({mounted.stderr.decode().strip()})"
            try:
                place = self.ground.fresh(room)
                code, _, err = self.ground.build(place)
                self.ground.ended_by_itself(place, code, err)
                if code == 3 and "disk is full" not in err:
                    raise Wrong(f"it does not say that the disk is full: {err}")
                left = [name for name in os.listdir(place) if name not in ("workspace", "site")]
                if code != 0 and left:
                    raise Wrong(f"{left} takes room on a full disk")
                codes[code] = codes.get(code, 0) + 1
            except Wrong as wrong:
                raise Wrong(f"a disk with {options}: {wrong}") from wrong
            finally:
                subprocess.run(["umount", "-l", room], check=False)
        return f"{sum(codes.values())} of {len(cases)} disks; exit codes {codes}"

    def limits(self):
        """Limits that a system sets on one program: length of files, open files, memory, threads."""
        told = []
        for name, values in (
            (resource.RLIMIT_FSIZE, [1, 1000, 20_000, 100_000]),
            (resource.RLIMIT_NOFILE, [5, 8, 12, 16, 64]),
            (resource.RLIMIT_AS, [30 << 20, 60 << 20, 120 << 20, 256 << 20]),
        ):
            for value in values:
                place = self.fresh()
                limit = lambda: resource.setrlimit(name, (value, value))
                code, _, err = self.ground.build(place, preexec_fn=limit)
                try:
                    if killed(code) or code in (-signal.SIGXFSZ, 127):
                        self.ground.hold(place)
                    else:
                        self.ground.ended_by_itself(place, code, err, starved=name == resource.RLIMIT_AS)
                    self.ground.heals(place)
                except Wrong as wrong:
                    raise Wrong(f"limit {name} of {value}: {wrong}") from wrong
                told.append(code)
        return f"{len(told)} limits; exit codes {told}"

    def read_only(self):
        """Somebody without the right to write, and a disk that is read alone."""
        if os.geteuid() != 0:
            return "not done: only root may become somebody else"
        someone = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        # The program itself may lie where nobody else may go.
        program = shutil.copy(self.ground.program, self.ground.folder / "homeround")
        told = []
        for what, rights in (
            ("nothing may be written", {}),
            ("the site's folder belongs to another", {"": 0o1777}),
            ("the site alone may be written", {"site": 0o777}),
        ):
            place = self.fresh()
            for name, mode in rights.items():
                os.chmod(place / name, mode)
            command = [program, *self.ground.command(place)[1:]]
            done = subprocess.run([*someone, *command], capture_output=True, check=False)
            err = done.stderr.decode()
            try:
                self.ground.ended_by_itself(place, done.returncode, err)
                if done.returncode != 3 or "permission was refused" not in err:
                    raise Wrong(f"it ended with {done.returncode}: {err}")
                self.ground.heals(place)
            except Wrong as wrong:
                raise Wrong(f"{what}: {wrong}") from wrong
            told.append(what)
        place = self.fresh()
        mounts = f"mount --bind {place} {place} && mount -o remount,ro,bind {place} && exec \"$@\""
        done = subprocess.run(["unshare", "-m", "sh", "-c", mounts, "sh", *self.ground.command(place)], capture_output=True, check=False)
        err = done.stderr.decode()
        if done.returncode != 3 or "permission was refused" not in err:
            raise Wrong(f"a disk that is read alone: it ended with {done.returncode}: {err}")
        self.ground.ended_by_itself(place, done.returncode, err)
        self.ground.heals(place)
        return ", ".join([*told, "the disk is read alone"])

    def two_at_once(self):
        """Builds begun at one moment: one publishes, the others do too or say why they did not."""
        codes = {}
        for _ in self.within(range(60)):
            place = self.fresh()
            started = [
                subprocess.Popen(self.ground.command(place), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
                for _ in range(2 + self.chance.randrange(3))
            ]
            ended = [(one.communicate()[1].decode(), one.returncode) for one in started]
            if not any(code == 0 for _, code in ended):
                raise Wrong(f"of {len(ended)} builds at once none published: {ended}")
            for err, code in ended:
                if code not in (0, 4) or (code == 4 and not any(word in err for word in ("another build", "is running", "Nothing was"))):
                    raise Wrong(f"one of several builds at once ended with {code}: {err}")
                codes[code] = codes.get(code, 0) + 1
            if self.ground.hold(place) != "new":
                raise Wrong("builds at once did not publish")
            self.ground.heals(place)
        return f"exit codes {codes}"

    def streams(self):
        """Nobody reads what is said, or it cannot be written."""
        told = []
        for what, out, err, codes in (
            ("a full device", "/dev/full", "/dev/full", (3,)),
            ("a full device for results", "/dev/full", "/dev/null", (3,)),
            ("a full device for messages", "/dev/null", "/dev/full", (0, 3)),
        ):
            place = self.fresh()
            with open(out, "wb") as results, open(err, "wb") as messages:
                code = subprocess.run(self.ground.command(place), stdout=results, stderr=messages, check=False).returncode
            if code not in codes:
                raise Wrong(f"{what}: it ended with {code}")
            told.append(f"{what}: {code}, {self.ground.hold(place)}")
            self.ground.heals(place)
        place = self.fresh()
        gone = subprocess.Popen(self.ground.command(place), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        gone.stdout.close()
        gone.stderr.close()
        code = gone.wait()
        if code != 0 or self.ground.hold(place) != "new":
            raise Wrong(f"readers that went away: it ended with {code}")
        self.ground.heals(place)
        return ", ".join([*told, "readers that went away: 0, new"])

    def repeated(self):
        """Fictitious workspaces of any size, built twice and on the same site again: the same bytes."""
        count = 0
        for number in self.within(range(40)):
            place = Path(self.ground.folder) / f"sample-{number}"
            homes, seed = 1 + self.chance.randrange(40), self.chance.randrange(1 << 30)
            run = lambda *words: subprocess.run([self.ground.program, *map(str, words)], check=True, capture_output=True)
            run("sample", place, "--homes", homes, "--seed", seed)
            before = tree(place)
            run("build", "--root", place, "--out", place / "first")
            run("build", "--root", place, "--out", place / "second")
            again = tree(place / "first")
            run("build", "--root", place, "--out", place / "first")
            after = {name: digest for name, digest in tree(place).items() if not name.startswith(("first/", "second/"))}
            if not again == tree(place / "first") == tree(place / "second") or before != after:
                raise Wrong(f"sample --homes {homes} --seed {seed} builds otherwise the second time")
            shutil.rmtree(place)
            count += 1
        return f"{count} workspaces"


PARTS = ("injected", "swapped", "killed", "full", "limits", "read_only", "two_at_once", "streams", "repeated")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--project", required=True)
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=2016)
    parser.add_argument("--part", choices=PARTS, action="append")
    asked = parser.parse_args()
    ground = Ground(asked.program, asked.project)
    wrong = 0
    for name in asked.part or PARTS:
        part = Parts(ground, asked.seconds, asked.seed)
        begun = time.monotonic()
        try:
            told = getattr(part, name)()
            print(f"{name}: {told} ({time.monotonic() - begun:.0f} s)", flush=True)
        except Wrong as why:
            wrong += 1
            print(f"{name}: WRONG: {why}\n  kept in {part.place}", flush=True)
    if wrong:
        return 1
    ground.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
