"""practice.py: a practice on the disk, driven through cpxctl alone, and what must be true of it.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

LOGIN = "martin"
PASSPHRASE = "quatre agrafes sous la lampe"
ACK = re.compile(r"^ACK (\S+) (\d+)$", re.M)
EXIT_STATUSES = range(10)      # DESIGN section 8; a signal is never one of them
TIMEOUT_S = 120


class Broken(Exception):
    """Something that must never happen was seen."""


class Result:
    def __init__(self, status, output, errors):
        self.status, self.output, self.errors = status, output, errors

    @property
    def acks(self):
        return ACK.findall(self.output)

    def records(self):
        return [json.loads(line) for line in self.output.splitlines() if line.startswith("{")]


class Practice:
    """One vault in a folder of its own, with a home that belongs to it."""

    def __init__(self, folder, make_vault=None):
        self.folder = Path(folder)
        self.vault = self.folder / "data/practice.cpx"
        self.secret = self.folder / "passphrase"
        self.environment = {
            "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "Europe/Paris", "HOME": str(self.folder),
            "XDG_DATA_HOME": str(self.folder / "data-home"), "XDG_STATE_HOME": str(self.folder / "state"),
            "XDG_CACHE_HOME": str(self.folder / "cache"), "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_RUNTIME_DIR": str(self.folder / "run"), "G_DEBUG": "fatal-criticals",
        }
        if make_vault is not None:
            self.vault.parent.mkdir(parents=True)
            (self.folder / "run").mkdir(mode=0o700)
            self.secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
            self.secret.chmod(0o600)
            subprocess.run([make_vault, self.vault, LOGIN], input=PASSPHRASE, text=True, check=True, env=self.environment)

    def copy_to(self, folder):
        """This practice as it is now, in FOLDER, which is emptied first."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder)
        return Practice(folder)

    def command(self, *arguments):
        return ["cpxctl", "--vault", str(self.vault), "--user", LOGIN, "--passphrase-file", str(self.secret),
                "--json", "--ack", *map(str, arguments)]

    def start(self, arguments, under=()):
        return subprocess.Popen([*under, *self.command(*arguments)], env=self.environment, cwd=self.folder,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run(self, *arguments, under=()):
        process = self.start(arguments, under)
        try:
            output, errors = process.communicate(timeout=TIMEOUT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise Broken(f"{' '.join(map(str, arguments))}: not done after {TIMEOUT_S} s") from None
        return Result(process.returncode, output.decode(errors="replace"), errors.decode(errors="replace"))

    def demand(self, *arguments):
        """Runs what must succeed."""
        result = self.run(*arguments)
        if result.status != 0:
            raise Broken(f"{' '.join(map(str, arguments))}: exit {result.status}: {result.errors.strip()}")
        return result

    def write_batch(self, name, patients):
        """A file of patients in the practice's folder, which is the working folder of its commands."""
        (self.folder / name).write_text("".join(json.dumps(p) + "\n" for p in patients), encoding="utf-8")
        return name

    def patients(self):
        """Each patient by birth name, archived ones too."""
        listed = self.demand("patient", "list").records() + self.demand("patient", "list", "--archived").records()
        found = {}
        for record in {record["id"]: record for record in listed}.values():
            if record["birth_name"] in found:
                raise Broken(f"{record['birth_name']} is there twice")
            found[record["birth_name"]] = record
        return found


def patient(number):
    """A patient whose traits say which one it is; names differ enough not to be taken for duplicates."""
    letters = ""
    value = number + 1
    while value:
        value, rest = divmod(value, 20)
        letters = "BCDFGHJKLMNPQRSTVWXZ"[rest] + "AEIOU"[rest % 5] + letters
    return {"birth_name": f"TEST{letters}", "birth_first_names": "Anne", "sex": "F",
            "birth_date": f"19{number % 80 + 10:02}-{number % 12 + 1:02}-{number % 28 + 1:02}"}
