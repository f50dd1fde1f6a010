#!/usr/bin/python3
"""test-bundles.py MAKE-VAULT [--memory]: bundles of a real practice, verified by cpxctl and by a second implementation.

Both accept what cpxctl exported, and both refuse what somebody altered; cpxctl also names the entry and says what was
done. Archives made to harm get one clear sentence, no file outside, no signal, and (--memory: not under a sanitizer,
which takes its own) no more memory than others.
SPDX-License-Identifier: GPL-3.0-or-later
"""
import base64
import csv
import io
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import warnings
import zipfile
from pathlib import Path

import second_verifier
from second_verifier import Refused

PASSPHRASE = "quatre agrafes sous la lampe"
N_PATIENTS = 12
MAX_MEMORY_KIB = 128 * 1024   # of one cpxctl; what it needs does not grow with the archive


class Failed(Exception):
    """What should be so is not."""


def expect(truth, what):
    if not truth:
        raise Failed(what)


class Practice:
    """A vault in a folder of its own, with patients, a seal from before and one from after."""

    def __init__(self, folder, make_vault):
        self.folder = Path(folder)
        self.path("pw").write_text(PASSPHRASE + "\n", encoding="utf-8")
        with open(self.path("pw"), encoding="utf-8") as secret:
            subprocess.run([make_vault, self.path("practice.cpx"), "claire"], stdin=secret, check=True)
        self.early = self.seal("early")
        lines = [json.dumps({"birth_name": f"NOM{chr(65 + n)}", "birth_first_names": "Éloïse", "sex": "F",
                             "birth_date": f"19{50 + n}-02-03"}) for n in range(N_PATIENTS)]
        self.path("patients.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.run("patient", "add", "--batch", self.path("patients.jsonl"))
        self.key = self.run("audit", "key").splitlines()[0]
        self.whole, self.opened, self.selection = (self.path(f"{n}.zip") for n in ("whole", "opened", "selection"))
        self.run("audit", "export", "--bundle", self.whole)
        self.run("audit", "export", "--bundle", self.opened, "--open-details")
        self.run("audit", "export", "--bundle", self.selection, "--action", "patient.")
        self.late = self.seal("late")

    def path(self, name):
        return self.folder / name

    def environment(self, **more):
        return {**os.environ, "XDG_STATE_HOME": str(self.folder), "XDG_DATA_HOME": str(self.folder),
                "LC_ALL": "C.UTF-8", "LANGUAGE": "en", **more}

    def spawn(self, *arguments, vault=True, before=(), **more):
        login = ["--vault", self.path("practice.cpx"), "--passphrase-file", self.path("pw")] if vault else []
        command = [*before, os.environ["CPXCTL"], *login, *arguments]
        return subprocess.run([str(c) for c in command], env=self.environment(**more), capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=120)

    def run(self, *arguments):
        done = self.spawn(*arguments)
        expect(done.returncode == 0, f"{arguments}: {done.returncode}, {done.stderr}")
        return done.stdout

    def seal(self, name):
        self.run("audit", "checkpoint", "--out", self.path(name))
        return self.path(name)

    def verify(self, bundle, *more, **environment):
        """Without the vault, as an auditor does."""
        return self.spawn("--json", "audit", "verify", "--bundle", bundle, *more, vault=False, **environment)

    def refuse(self, bundle, *more):
        """What cpxctl says of BUNDLE: an object, if it could be read, and the one line on standard error."""
        done = self.verify(bundle, *more)
        expect(done.returncode in (1, 4), f"status {done.returncode} of {bundle}: {done.stdout}{done.stderr}")
        expect(done.stderr.startswith("cpxctl: ") and done.stderr.count("\n") == 1, f"not one line: {done.stderr}")
        return json.loads(done.stdout or "{}"), done.stderr


class Bomb:
    """So many MiB of one byte; never in memory at once: a child is first counted as large as its parent."""

    def __init__(self, n_mib, byte=b"\0"):
        self.n_mib, self.byte = n_mib, byte

    def write(self, archive, name):
        with archive.open(name, "w") as member:
            for _ in range(self.n_mib):
                member.write(self.byte * (1 << 20))


def read(bundle):
    with zipfile.ZipFile(bundle) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write(practice, members):
    """MEMBERS, a mapping or a list of pairs, as an archive."""
    path = practice.path("altered.zip")
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")    # of two members with one name, which is what is wanted
        for name, data in members.items() if isinstance(members, dict) else members:
            if isinstance(data, Bomb):
                data.write(archive, name)
            else:
                archive.writestr(name, data)
    return path


def lines_of(members):
    return members["entries.jsonl"].splitlines(keepends=True)


def renumber(lines):
    return [json.dumps({**json.loads(line), "index": n}).encode() + b"\n" for n, line in enumerate(lines)]


def both_accept(practice):
    for bundle, whole, opened in ((practice.whole, True, False), (practice.opened, True, True),
                                  (practice.selection, False, False)):
        second = second_verifier.verify(bundle, practice.key)
        done = practice.verify(bundle, "--key", practice.key)
        expect(done.returncode == 0, f"{bundle}: {done.stderr}")
        first = json.loads(done.stdout)
        expect(first["sound"] and first["trusted"], f"{first}")
        for name, value in (("whole", whole), ("entries", second["entries"]), ("proofs", second["proofs"]),
                            ("opened", second["opened"]), ("sealed_entries", second["size"])):
            expect(first[name] == value, f"{name} is {first[name]}, not {value}")
        expect((second["opened"] > N_PATIENTS) == opened, f"{second['opened']} entries opened")
    expect(second["entries"] == second["proofs"] == N_PATIENTS, f"{second}")
    expect(set(second["actions"]) == {"patient.created"}, f"{second['actions']}")


def own_entry_is_sealed(practice):
    actions = second_verifier.verify(practice.whole, practice.key)["actions"]
    expect("log.exported" in actions and actions[-1] == "log.sealed", f"{actions[-3:]}")


def without_a_key(practice):
    done = practice.verify(practice.whole)
    expect(done.returncode == 0 and not json.loads(done.stdout)["trusted"], done.stdout + done.stderr)
    told = practice.spawn("audit", "verify", "--bundle", practice.whole, vault=False)
    fingerprint = practice.run("audit", "key").splitlines()[1]
    expect("agrees with itself" in told.stdout and fingerprint in told.stdout, told.stdout)
    with_vault = practice.spawn("--json", "audit", "verify", "--bundle", practice.whole)
    expect(with_vault.returncode == 0 and json.loads(with_vault.stdout)["trusted"], with_vault.stderr)


def wrong_key(practice):
    name, _, _ = practice.key.partition("+")
    data = b"\1" + bytes(range(32))
    identity = second_verifier.hashlib.sha256(name.encode() + b"\n" + data).hexdigest()[:8]
    other = f"{name}+{identity}+{base64.b64encode(data).decode()}"
    found, _ = practice.refuse(practice.whole, "--key", other)
    expect(not found["sound"], f"{found}")
    try:
        second_verifier.verify(practice.whole, other)
    except Refused:
        return
    raise Failed("the second implementation takes another key")


def seals_from_outside(practice):
    for bundle in (practice.whole, practice.opened):
        done = practice.verify(bundle, "--key", practice.key, "--against", practice.early)
        expect(done.returncode == 0 and json.loads(done.stdout)["outside_seals"] == 1, done.stderr)
        second_verifier.verify(bundle, practice.key, [practice.early.read_text(encoding="utf-8")])
    found, sentence = practice.refuse(practice.whole, "--key", practice.key, "--against", practice.late)
    expect(found["fault"] == "truncated" and "cut off" in sentence, f"{found}")
    expect(found["first_entry"] == found["entries"] + 1, f"{found}")
    _, sentence = practice.refuse(practice.selection, "--against", practice.early)
    expect("selection" in sentence, sentence)


def alterations(practice):
    """Name, bundle, what is done to its members, and what cpxctl says: fault, first and last entry from 1."""
    def on_lines(bundle, change):
        members = read(bundle)
        return {**members, "entries.jsonl": b"".join(change(lines_of(members)))}

    def forge(lines):
        entry = json.loads(lines[4])
        leaf = json.loads(base64.b64decode(entry["leaf"]))
        leaf["action"] = "patient.forged"
        entry["leaf"] = base64.b64encode(second_verifier.canonical(leaf)).decode()
        return lines[:4] + [json.dumps(entry).encode() + b"\n"] + lines[5:]

    def swap(lines):
        return lines[:4] + [lines[7]] + lines[5:7] + [lines[4]] + lines[8:]

    def patch(bundle, name, change):
        members = read(bundle)
        return {**members, name: change(bytearray(members[name]))}

    def flip(at):
        def change(data):
            data[at] ^= 1
            return bytes(data)
        return change

    def reopen(lines):
        return [line.replace(b"NOMB", b"NOMZ") for line in lines]

    whole, opened, selection = practice.whole, practice.opened, practice.selection
    size = len(lines_of(read(whole)))
    first = next(iter(json.loads(line)["index"] for line in lines_of(read(selection))))
    proof = f"proofs/{first + 2}.tlog-proof"
    yield "changed", on_lines(whole, forge), ("changed", 5, 5)
    yield "changed with hash", {**on_lines(whole, forge), "hashes": bytes(size * 32)}, ("altered", None, None)
    yield "removed", on_lines(whole, lambda li: li[:4] + li[5:]), ("removed", 5, 5)
    yield "removed, renumbered", on_lines(whole, lambda li: renumber(li[:4] + li[6:])), ("removed", 5, 6)
    yield "inserted", on_lines(whole, lambda li: renumber(li[:4] + [li[1]] + li[4:])), ("inserted", 5, 5)
    yield "moved", on_lines(whole, lambda li: renumber(swap(li))), ("reordered", 5, 8)
    yield "cut off", on_lines(whole, lambda li: li[:-2]), ("truncated", size - 1, size)
    yield "details", on_lines(opened, reopen), (None, None, None)
    yield "seal", patch(whole, "checkpoint", flip(60)), (None, None, None)
    yield "hash", patch(whole, "hashes", flip(70)), (None, None, None)
    yield "selected, changed", on_lines(selection, forge), ("changed", first + 5, first + 5)
    yield "selected, removed", on_lines(selection, lambda li: li[:2] + li[3:]), ("missing", first + 3, first + 3)
    yield "selected, moved", on_lines(selection, swap), ("reordered", None, None)
    yield "proof dropped", {n: d for n, d in read(selection).items() if n != proof}, ("unproved", first + 3, first + 3)
    yield "proof changed", patch(selection, proof, flip(45)), (None, None, None)


def both_refuse(practice):
    for name, members, (fault, first, last) in alterations(practice):
        bundle = write(practice, members)
        found, sentence = practice.refuse(bundle, "--key", practice.key)
        expect(found.get("fault") == fault or fault is None, f"{name}: {found} {sentence}")
        expect(first is None or (found["first_entry"], found["last_entry"]) == (first, last), f"{name}: {found}")
        try:
            second_verifier.verify(bundle, practice.key)
        except (Refused, ValueError):
            continue
        raise Failed(f"{name}: the second implementation takes it")


def hostile(practice):
    """Name, archive, and words of the sentence."""
    good = read(practice.whole)

    def archive(members):
        return write(practice, members).read_bytes()

    def link():
        info = zipfile.ZipInfo("entries.jsonl")
        info.external_attr = 0o120777 << 16
        return archive([(n, d) for n, d in good.items() if n != "entries.jsonl"] + [(info, "/etc/passwd")])

    def locked():
        data = bytearray(archive(good))
        at = data.rfind(b"PK\1\2")
        data[at + 8] |= 1
        local = int.from_bytes(data[at + 42:at + 46], "little")
        data[local + 6] |= 1
        return bytes(data)

    yield "nothing", b"", "no whole zip archive"
    yield "no archive", b"bonjour", "no whole zip archive"
    yield "cut archive", archive(good)[:-300], "no whole zip archive"
    yield "damaged archive", archive(good)[:200] + bytes(40) + archive(good)[240:], "damaged"
    yield "locked archive", locked(), "damaged"
    yield "empty archive", archive({}), "no whole zip archive"
    for missing in ("keys", "checkpoint", "entries.jsonl"):
        yield f"no {missing}", archive({n: d for n, d in good.items() if n != missing}), f"has no “{missing}”"
    yield "twice", archive([*good.items(), ("checkpoint", good["checkpoint"])]), "“checkpoint” is twice"
    yield "climbs out", archive([*good.items(), ("../../climbed", b"x")]), "has no place"
    yield "from the root", archive([*good.items(), ("/tmp/climbed", b"x")]), "has no place"
    yield "a link", link(), "no ordinary file"
    yield "a bomb", archive({**good, "entries.jsonl": Bomb(64)}), "larger than 16 MiB"
    yield "a bomb of hashes", archive({**good, "hashes": Bomb(32)}), "“hashes” is not of them"
    yield "a bomb of a key", archive({**good, "keys": Bomb(32, b"a")}), "larger than it can be"
    yield "deep", archive({**good, "entries.jsonl": b"[" * 100000}), "levels of nesting"
    yield "no JSON", archive({**good, "entries.jsonl": b"{'index': 0}\n"}), "“entries.jsonl”: Line 1"
    yield "no UTF-8", archive({**good, "entries.jsonl": b'{"index":0,"leaf":"\xff"}\n'}), "no UTF-8"
    yield "no base64", archive({**good, "entries.jsonl": b'{"index":0,"leaf":"*"}\n'}), "Line 1 of “entries.jsonl”"
    yield "no note", archive({**good, "checkpoint": b"bonjour\n"}), "no signed checkpoint"
    yield "no key", archive({**good, "keys": b"bonjour\n"}), "no key of a journal"


def hostile_archives(practice):
    for name, data, words in hostile(practice):
        practice.path("hostile.zip").write_bytes(data)
        before = {p.name for p in practice.folder.iterdir()}
        _, sentence = practice.refuse(practice.path("hostile.zip"), "--key", practice.key)
        expect(words in sentence, f"{name}: {sentence}")
        expect({p.name for p in practice.folder.iterdir()} == before, f"{name} left a file")
    _, sentence = practice.refuse(practice.path("nowhere.zip"))
    expect("There is no file" in sentence, sentence)
    practice.refuse(practice.folder)
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    expect(used < MAX_MEMORY_KIB or "--memory" not in sys.argv, f"{used} KiB of memory")


def packed_again(practice):
    """By another program, in another order, with folders: the same bundle."""
    members = read(practice.selection)
    path = write(practice, [("proofs/", b"")] + sorted(members.items(), reverse=True))
    done = practice.verify(path, "--key", practice.key)
    expect(done.returncode == 0, done.stderr)


def in_french(practice):
    done = practice.verify(practice.path("nowhere.zip"), LANGUAGE="fr")
    expect("Il n’y a pas de fichier" in done.stderr, done.stderr)
    with zipfile.ZipFile(practice.whole) as archive:
        readme = archive.read("LISEZMOI.txt").decode()
    expect("Ce que ce paquet ne prouve pas".upper() in readme.upper() and "RFC 9162" in readme, readme)


def nothing_half_done(practice):
    taken = practice.spawn("audit", "export", "--bundle", practice.whole)
    expect(taken.returncode == 1 and "exists already" in taken.stderr, taken.stderr)
    folder = practice.spawn("audit", "export", "--bundle", practice.path("no/such/folder.zip"))
    expect(folder.returncode == 1, f"{folder.returncode} {folder.stderr}")
    nobody = practice.spawn("audit", "export", "--bundle", practice.path("none.zip"), "--until", "2001-01-01")
    expect(nobody.returncode == 1 and "widen the filter" in nobody.stderr, nobody.stderr)
    practice.path("link.zip.partial").symlink_to(practice.path("elsewhere"))
    link = practice.spawn("audit", "export", "--bundle", practice.path("link.zip"))
    expect(link.returncode == 5 and not practice.path("elsewhere").exists(), f"a link was followed: {link.stderr}")
    for name in ("none.zip", "elsewhere"):
        expect(not practice.path(name).exists() and not practice.path(name + ".partial").exists(), f"{name} was left")
    usage = practice.spawn("audit", "export")
    expect(usage.returncode == 2, f"{usage.returncode}")


def full_disk(practice):
    """Whatever is written, the disk takes none of it."""
    if shutil.which("strace") is None:
        return
    for format in ("bundle", "csv", "jsonl"):
        path = practice.path(f"full.{format}")
        inject = ["strace", "-f", "-qq", "-o", "/dev/null", "-P", f"{path}.partial", "-e", "inject=write:error=ENOSPC"]
        full = practice.spawn("audit", "export", f"--{format}", path, before=inject, ASAN_OPTIONS="detect_leaks=0")
        expect(full.returncode == 5 and "the disk is full" in full.stderr, f"{full.returncode} {full.stderr}")
        expect(full.stderr.count("\n") == 1, full.stderr)
        expect(not path.exists() and not Path(f"{path}.partial").exists(), f"{path} was left")


def tables(practice):
    practice.run("audit", "export", "--csv", practice.path("t.csv"), "--open-details", "--action", "patient.")
    practice.run("audit", "export", "--jsonl", practice.path("t.jsonl"), "--action", "patient.")
    text = practice.path("t.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    expect(len(rows) == N_PATIENTS + 1 and len({len(r) for r in rows}) == 1, f"{len(rows)} rows")
    expect(rows[-1][rows[0].index("Action")] != "patient.created", "the action has no words")
    expect("NOMA" in rows[-1][rows[0].index("Values after")], f"{rows[-1]}")
    objects = [json.loads(line) for line in practice.path("t.jsonl").read_text(encoding="utf-8").splitlines()]
    expect(len(objects) == N_PATIENTS and all(o["action"] == "patient.created" for o in objects), f"{objects}")
    expect("NOMA" not in practice.path("t.jsonl").read_text(encoding="utf-8"), "sealed details are shown")
    hashes = {second_verifier.hash_leaf(base64.b64decode(json.loads(line)["leaf"])).hex()
              for line in lines_of(read(practice.selection))}
    expect({o["hash"] for o in objects} == hashes, "the hashes are others")


def listing(practice):
    everything = [json.loads(line) for line in practice.run("--json", "audit", "log", "--limit", "0").splitlines()]
    indexes = [o["index"] for o in everything]
    expect(indexes == sorted(indexes, reverse=True) and indexes[-1] == 0, f"{indexes}")
    expect(all(o["entry"] == o["index"] + 1 for o in everything), f"{everything[0]}")
    expect(everything[0]["action"] == "log.read", f"{everything[0]}")
    expect(len(practice.run("audit", "log", "--limit", "3").splitlines()) == 3, "--limit")
    for filters, n in ((["--action", "patient.created"], N_PATIENTS), (["--text", "nomc", "--action", "patient."], 1),
                       (["--action", "patient.", "--person", "claire"], N_PATIENTS),
                       (["--action", "patient.", "--until", "2001-01-01"], 0),
                       (["--action", "patient.", "--person", ""], 0)):
        found = practice.run("--json", "audit", "log", *filters).splitlines()
        expect(len(found) == n, f"{filters}: {len(found)}")
    for wrong, status in ((["--from", "demain"], 2), (["--person", "personne"], 1), (["--device", "ailleurs"], 1),
                          (["--record", "x"], 2), (["--action", "bogus"], 2), (["--patient", "999"], 1),
                          (["--action", "patient.open"], 2), (["--from", "2026-02-31"], 2), (["--limit", "-1"], 2),
                          (["--from", "2026-02-01", "--until", "2026-01-01"], 2)):
        done = practice.spawn("audit", "log", *wrong)
        expect(done.returncode == status, f"{wrong}: {done.returncode} {done.stderr}")
        expect(done.stderr.count("\n") == 1 and not done.stdout, f"{wrong}: {done.stdout}{done.stderr}")
    expect("patient.opened" in practice.spawn("audit", "log", "--action", "patient.open").stderr, "no action is named")
    expect("coding., " in practice.spawn("audit", "export", "--action", "bogus", "--csv", "x").stderr, "no noun")


def said_erased(practice):
    """Of a file that was erased: the entry of the erasure goes along, and proves it; taken out, it is only said."""
    patient = json.loads(practice.run("--json", "audit", "log", "--action", "patient.created", "--limit", "1"))["patient"]
    practice.run("patient", "erase", patient, "--legal-basis", "RGPD, article 17.1, demande du patient")
    bundle = practice.path("erased.zip")
    made = json.loads(practice.run("--json", "audit", "export", "--bundle", bundle, "--open-details",
                                   "--action", "patient.created"))
    expect((made["erased"], made["erasures_added"]) == (1, 1), f"{made}")
    members = read(bundle)
    last = json.loads(lines_of(members)[-1])["index"]
    without = {name: data for name, data in members.items() if name != f"proofs/{last}.tlog-proof"}
    without["entries.jsonl"] = b"".join(lines_of(members)[:-1])
    for path, erased, said in ((bundle, 1, 0), (write(practice, without), 0, 1)):
        found = json.loads(practice.verify(path, "--key", practice.key).stdout)
        second = second_verifier.verify(path, practice.key)
        expect((found["erased"], found["said_erased"]) == (erased, said), f"{found}")
        expect((second["erased"], second["said_erased"]) == (erased, said), f"{second}")
        expect((found["opened"], found["sealed"]) == (N_PATIENTS - 1, 0), f"{found}")
        text = practice.spawn("audit", "verify", "--bundle", path, "--key", practice.key, vault=False).stdout
        expect(("without the entry that erased them" in text) == (said > 0), text)
    lie = {**members, "entries.jsonl": members["entries.jsonl"].replace(b"17.1", b"17.2", 1)}
    _, sentence = practice.refuse(write(practice, lie), "--key", practice.key)
    expect("another day or legal basis" in sentence, sentence)
    try:
        second_verifier.verify(practice.path("altered.zip"), practice.key)
    except Refused:
        return
    raise Failed("the second implementation takes another legal basis")


def check_proofs(practice, path, words, second):
    """Sound for both with the key, sound and not trusted without; each flipped bit of some is found by both."""
    found = json.loads(practice.spawn("--json", "audit", "verify", "--proof", path, "--key", practice.key,
                                      vault=False).stdout)
    expect(found["sound"] and found["trusted"], f"{found}")
    own = practice.spawn("audit", "verify", "--proof", path, vault=False)
    expect(own.returncode == 0 and "No key was given" in own.stdout and words in own.stdout, own.stdout + own.stderr)
    text = path.read_text(encoding="utf-8")
    second(text, practice.key)
    for at in range(30, len(text), max(1, len(text) // 12)):
        altered = practice.path("altered.proof")
        altered.write_text(text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1:], encoding="utf-8")
        done = practice.spawn("audit", "verify", "--proof", altered, "--key", practice.key, vault=False)
        expect(done.returncode in (1, 4) and done.stderr.count("\n") == 1, f"{at}: {done.returncode} {done.stderr}")
        try:
            second(altered.read_text(encoding="utf-8"), practice.key)
        except (Refused, ValueError, KeyError, IndexError):
            continue
        raise Failed(f"the second implementation takes it with {at} altered")
    return found


def proofs(practice):
    entry, growth = practice.path("entry.proof"), practice.path("growth.proof")
    size = json.loads(practice.run("--json", "audit", "checkpoint"))["entries"]
    early = practice.early.read_text(encoding="utf-8").splitlines()[1]
    practice.run("audit", "prove", "--entry", "5", "--out", entry)
    practice.run("audit", "prove", "--from", early, "--to", str(size - 2), "--out", growth)
    found = check_proofs(practice, entry, "Entry 5 proved", second_verifier.verify_entry)
    expect((found["proof"], found["entry"], found["index"]) == ("entry", 5, 4), f"{found}")
    found = check_proofs(practice, growth, "Growth proved", second_verifier.verify_growth)
    expect((found["old_entries"], found["entries"]) == (int(early), size - 2), f"{found}")
    command = ("--json", "audit", "verify", "--proof", growth, "--key", practice.key, "--against")
    found = json.loads(practice.spawn(*command, practice.early, vault=False).stdout)
    expect(found["outside_seals"] == 1, f"{found}")
    second_verifier.verify_growth(growth.read_text(encoding="utf-8"), practice.key,
                                  [practice.early.read_text(encoding="utf-8")])
    other = practice.spawn(*command, practice.late, vault=False)
    expect(other.returncode == 1 and "audit prove --from" in other.stderr, other.stderr)
    # one out of a bundle holds no entry: the leaf goes beside it
    members = read(practice.selection)
    line = json.loads(lines_of(members)[0])
    practice.path("leaf").write_bytes(base64.b64decode(line["leaf"]))
    practice.path("single").write_bytes(members[f"proofs/{line['index']}.tlog-proof"])
    single = ("audit", "verify", "--proof", practice.path("single"), "--key", practice.key)
    expect(practice.spawn(*single, "--leaf", practice.path("leaf"), vault=False).returncode == 0, "the leaf")
    expect("--leaf" in practice.spawn(*single, vault=False).stderr, "no leaf")
    expect(practice.spawn(*single, "--leaf", practice.key, vault=False).returncode == 1, "no such file")
    for wrong in (("--proof", entry, "--bundle", practice.whole), ("--leaf", entry)):
        expect(practice.spawn("audit", "verify", *wrong, vault=False).returncode == 2, f"{wrong}")
    with_vault = practice.spawn("--json", "audit", "verify", "--proof", entry)
    expect(with_vault.returncode == 0 and json.loads(with_vault.stdout)["trusted"], with_vault.stderr)


TESTS = [both_accept, own_entry_is_sealed, without_a_key, wrong_key, seals_from_outside, both_refuse, hostile_archives,
         packed_again, in_french, nothing_half_done, full_disk, tables, listing, said_erased,
         proofs]


def main():
    failed = 0
    print(f"1..{len(TESTS)}", flush=True)
    with tempfile.TemporaryDirectory(prefix="cpx-bundles-") as folder:
        practice = Practice(folder, sys.argv[1])
        for number, test in enumerate(TESTS, 1):
            name = test.__name__.replace("_", " ")
            try:
                test(practice)
            except (Failed, Refused) as fault:
                failed += 1
                print(f"# {str(fault).strip()}".replace("\n", "\n# "))
                print(f"not ok {number} - {name}", flush=True)
            else:
                print(f"ok {number} - {name}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
