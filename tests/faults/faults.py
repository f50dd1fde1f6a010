#!/usr/bin/python3
"""faults.py MAKE-VAULT [--full] [--only WORD]: a scripted day of cpxctl, broken from outside at each of its writes.

strace kills the program before a system call, makes the call fail once or for ever, or lets the disk lie; then the
vault is opened again. No line ACK may be contradicted: what it stands for is there, whole, and the vault verifies.
Without --full, a sample spread evenly over the cases; with it, every one of them and 500 kills at random moments.
SPDX-License-Identifier: GPL-3.0-or-later
"""
import argparse
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from practice import EXIT_STATUSES, Broken, Practice, patient

CALLS = ("pwrite64", "write", "fdatasync", "fsync", "ftruncate", "fallocate", "rename", "renameat2", "unlink", "openat",
         "mkdir", "link", "linkat")
WRITES = ("pwrite64", "write")
SAMPLE_OF_KILLS, SAMPLE = 2, 1  # cases of each test without --full
RANDOM_KILLS, RANDOM_SAMPLE = 500, 12
PER_COMMIT = 2


class Step:
    """One command of the day; what each of its ACK lines, in order, promises of the patients found later."""

    def __init__(self, name, arguments, promises=(), keeps=None, new_secret=None):
        self.name, self.arguments, self.promises = name, arguments, list(promises)
        self.keeps = keeps      # (nullable): says what is wrong with the practice, or None, acknowledged or not
        self.new_secret = new_secret    # (nullable): the file of the passphrase that opens afterwards


def present(name):
    return f"{name} is there", lambda found: name in found


def field(name, key, value):
    return f"{name} has {key} {value}", lambda found: found.get(name, {}).get(key) == value


def the_day(practice):
    """The steps, in order; PRACTICE holds patients 0 to 9 already."""
    people = [patient(n) for n in range(30)]
    names = [p["birth_name"] for p in people]
    batch = practice.write_batch("batch.jsonl", people[11:19])
    ids = {name: record["id"] for name, record in practice.patients().items()}
    one = practice.write_batch("one.jsonl", people[10:11])
    practice.demand("audit", "checkpoint", "--out", "kept.note")
    (practice.folder / "new-passphrase").write_text("cinq compresses dans le tiroir\n", encoding="utf-8")
    return [
        Step("add a patient", ["patient", "add", "--batch", one], [present(names[10])]),
        Step("edit a patient", ["patient", "edit", ids[names[0]], "used_name=AUTRE"],
             [field(names[0], "used_name", "AUTRE")]),
        Step("archive a patient", ["patient", "archive", ids[names[1]]], [field(names[1], "archived", True)]),
        Step("add a batch", ["patient", "add", "--batch", batch, "--per-commit", PER_COMMIT],
             [present(name) for name in names[11:19]]),
        Step("seal the log", ["audit", "checkpoint"], keeps=next_seal_is_consistent),
        Step("back up", ["backup", "backup.cpx"], keeps=backup_is_whole),
        Step("rekey", ["rekey"]),
        Step("check", ["check"]),
        Step("restore", ["restore", "backup.cpx"]),
        Step("set a passphrase", ["user", "passwd", "--new-passphrase-file", "new-passphrase"],
             [("the new passphrase opens", lambda found: True)], new_secret="new-passphrase"),
    ]


def backup_is_whole(practice):
    copy = practice.folder / "backup.cpx"
    if copy.exists():
        other = Practice(practice.folder)
        other.vault = copy
        if set(other.patients()) != set(practice.patients()):
            return "the backup that bears its final name is not whole"
    return None


def next_seal_is_consistent(practice):
    """Whether the log was sealed or not: the next seal goes with it, and with the one that was kept outside before."""
    practice.demand("audit", "checkpoint", "--out", "next.note")
    practice.demand("audit", "verify", "--against", "kept.note", "--against", "next.note")


def strace(practice, calls, inject=None, paths=(), log="/dev/null"):
    command = ["strace", "-f", "-qq", "-o", str(log), "-e", "trace=" + ",".join(f"?{c}" for c in calls)]
    for path in paths:
        command += ["-P", str(path)]
    if inject is not None:
        command += ["-e", "inject=" + inject]
    return command


def trace(practice, step, files=()):
    log = practice.folder.parent / "survey.log"
    result = practice.run(*step.arguments, under=strace(practice, CALLS, paths=files, log=log))
    if result.status != 0:
        raise Broken(f"{step.name}: exit {result.status} without any fault: {result.errors.strip()}")
    return log.read_text(errors="replace")


def survey(day, case, step):
    """The files that STEP touches when all goes well, and how often its busiest thread makes each call on them."""
    practice = day.copy_to(case)
    files = sorted(set(re.findall(rf'"({re.escape(str(practice.folder))}/[^"]*)"', trace(practice, step))))
    calls = Counter(re.findall(r"^(\d+) +(\w+)\(", trace(day.copy_to(case), step, files), re.M))
    most = {call: max((n for (_, c), n in calls.items() if c == call), default=0) for call in CALLS}
    return most, files


def is_sane(result, killed):
    """Whether a program that met a fault ended as DESIGN section 8 says."""
    if result.status == -signal.SIGKILL and killed:
        return
    if result.status not in EXIT_STATUSES:
        raise Broken(f"exit status {result.status}: {result.errors.strip()[-300:]}")
    lines = result.errors.strip().splitlines()
    if result.status != 0 and len(lines) != 1:
        raise Broken(f"exit {result.status} with {len(lines)} lines on stderr: {result.errors.strip()[-300:]}")


def open_again(practice, step, result):
    """Reads all pages; where a passphrase was being changed, exactly one opens, the new one if that was acknowledged."""
    check = practice.run("check")
    if step.new_secret is None or check.status not in (0, 3):
        return check
    if check.status == 0 and result.acks:
        raise Broken("acknowledged, yet the old passphrase opens")
    practice.secret = practice.folder / step.new_secret
    if check.status == 0:
        if practice.run("info").status != 3:
            raise Broken("two passphrases open")
        practice.secret = practice.folder / "passphrase"
        return check
    return practice.run("check")


def verify(practice, step, before, result, may_be_damaged=False):
    """Opens the vault again after the fault; raises when an ACK is contradicted."""
    check = open_again(practice, step, result)
    if check.status == 4 and may_be_damaged:
        return                      # the disk lied, and it is said
    if check.status != 0:
        raise Broken(f"check: exit {check.status} after {len(result.acks)} ACKs: {check.errors.strip()}")
    practice.demand("audit", "verify", "--against", "kept.note")
    found = practice.patients()
    lost = before - set(found)
    if lost:
        raise Broken(f"lost: {', '.join(sorted(lost))}")
    if len(result.acks) > len(step.promises) > 0:
        raise Broken(f"{len(result.acks)} ACKs for {len(step.promises)} writes")
    for said, holds in step.promises[:len(result.acks)]:
        if not holds(found):
            raise Broken(f"acknowledged, yet it is not true that {said}")
    wrong = step.keeps(practice) if step.keeps is not None else None
    if wrong is not None:
        raise Broken(wrong)


def effects(call):
    """What is done to a call: a name, strace's words, whether it may kill, whether the disk lies."""
    yield "kill", "signal=KILL:when={n}", True, False
    if call in WRITES + ("fdatasync", "fsync", "ftruncate", "openat", "rename", "unlink"):
        for error in ("EIO",) if call in ("fdatasync", "fsync", "unlink") else ("ENOSPC", "EIO"):
            yield f"{error} once", f"error={error}:when={{n}}", False, False
            yield f"{error} for ever", f"error={error}:when={{n}}+", False, False
    if call == "pwrite64":
        yield "short write", "retval=512:when={n}", False, True


class Report:
    """TAP, a test a line."""

    def __init__(self):
        self.count = self.failed = 0

    def say(self, name, faults, n_cases):
        self.count += 1
        self.failed += bool(faults)
        print(f"{'not ok' if faults else 'ok'} {self.count} - {name}: {n_cases} cases", flush=True)
        for fault in faults[:5]:
            print(f"# {fault}", flush=True)


def spread(count, wanted, turn):
    """WANTED of the numbers 1 to COUNT, evenly; each TURN begins elsewhere, so that the tests together meet them all."""
    if wanted is None or count <= wanted:
        return range(1, count + 1)
    begin = turn * 0.618 % 1
    return sorted({1 + int((i + begin) * count / wanted) for i in range(wanted)})


def break_once(practice, step, before, call, words, kills, lies, files):
    """One fault in one run of STEP, and what the next opening finds."""
    result = practice.run(*step.arguments, under=strace(practice, [call], f"{call}:{words}", files))
    is_sane(result, kills)
    if kills and call == "pwrite64":
        for n in (1, 2):      # the recovery meets the same fate before it succeeds
            again = practice.run("check", under=strace(practice, [call], f"{call}:signal=KILL:when={n}", files))
            is_sane(again, kills)
    verify(practice, step, before, result, lies)


def sweep(step, day, scratch, full, report):
    """Every fault of one step, each from the same state of the practice."""
    case = scratch / "case"
    most, files = survey(day, case, step)
    before = set(day.patients())
    for call in (c for c in CALLS if most[c] > 0):
        for effect, words, kills, lies in effects(call):
            wanted = None if full else SAMPLE_OF_KILLS if kills else SAMPLE
            faults, cases = [], spread(most[call], wanted, report.count)
            for n in cases:
                try:
                    break_once(day.copy_to(case), step, before, call, words.format(n=n), kills, lies, files)
                except Broken as broken:
                    faults.append(f"{call} {n} of {most[call]}: {broken}")
            report.say(f"{step.name}: {effect} at {call}", faults, len(cases))


def kill_at_random(practice, count, report):
    """kill -9 while a batch is being written, again and again on the same vault."""
    generator = random.Random(20261122)
    expected, faults, acknowledged, usual_s = set(), [], 0, None
    for turn in range(count):
        people = [patient(1000 + turn * 40 + n) for n in range(40)]
        batch = practice.write_batch("load.jsonl", people)
        if turn % 100 == 0:     # how long one takes now: the machine may be busy
            begin = time.monotonic()
            practice.demand("patient", "add", "--batch",
                            practice.write_batch("whole.jsonl", [patient(900000 + turn * 40 + n) for n in range(40)]),
                            "--per-commit", PER_COMMIT)
            usual_s = time.monotonic() - begin
        process = practice.start(["patient", "add", "--batch", batch, "--per-commit", PER_COMMIT])
        time.sleep(generator.uniform(0.01, 1.1) * usual_s)
        process.kill()
        output, errors = process.communicate()
        n_acks = sum(line.startswith(b"ACK ") and line.endswith(b"\n") for line in output.splitlines(keepends=True))
        if process.returncode not in (0, -signal.SIGKILL):
            faults.append(f"turn {turn}: exit {process.returncode}: {errors.decode(errors='replace').strip()}")
        expected |= {p["birth_name"] for p in people[:n_acks]}
        acknowledged += n_acks
        if turn % 10 == 9 or turn == count - 1:
            try:
                practice.demand("check")
                practice.demand("audit", "verify")
                lost = expected - set(practice.patients())
                if lost:
                    faults.append(f"turn {turn}: acknowledged and lost: {', '.join(sorted(lost))}")
            except Broken as broken:
                faults.append(f"turn {turn}: {broken}")
    if acknowledged == 0:
        faults.append("no write was ever acknowledged: nothing was tested")
    report.say(f"kill -9 at random moments, {acknowledged} ACKs found again", faults, count)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("make_vault")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--only", default="", help="only the steps with this word in their name")
    options = parser.parse_args()
    if not shutil.which("strace") or subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], check=False).returncode:
        print("1..0 # SKIP strace cannot trace here")
        return 0
    report = Report()
    with tempfile.TemporaryDirectory(prefix="cpx-faults-") as folder:
        scratch = Path(folder)
        practice = Practice(scratch / "day", options.make_vault)
        practice.demand("patient", "add", "--batch", practice.write_batch("first.jsonl", [patient(n) for n in range(10)]))
        if options.only in "kill at random":
            kill_at_random(practice.copy_to(scratch / "load"), RANDOM_KILLS if options.full else RANDOM_SAMPLE, report)
        for step in the_day(practice):
            if options.only in step.name:
                sweep(step, practice, scratch, options.full, report)
            practice.demand(*step.arguments)
    print(f"1..{report.count}")
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
