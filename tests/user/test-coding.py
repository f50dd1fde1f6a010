#!/usr/bin/python3
"""test-coding.py MAKE-VAULT: from the operative report to a recorded act, and through the override dialog.

By the keyboard, read through the accessibility tree, on a display of its own; at last cpxctl finds in the vault what was
decided on the screen. A screenshot of what failed is left in the build folder.
SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).parents[2]
PASSPHRASE = "quatre agrafes sous la lampe"
LOGIN = "martin"
DAY = "2026-03-09"
REPORT = "Abord par cœlioscopie. Appendice inflammatoire, non perforé. Appendicectomie par cœlioscopie, lavage."
PROPOSED = "HHFA016"   # of the starter nomenclature: appendicectomy by coelioscopy
KEPT = "HMFC004"       # another act of it
REASON = "Le geste décrit est une cholécystectomie, dictée par erreur."


def skip(why):
    print(f"1..0 # SKIP {why}")
    sys.exit(0)


for tool in ("openbox", "xcompmgr", "xdotool", "xprop", "import"):
    if shutil.which(tool) is None:
        skip(f"{tool} is not installed")
try:
    import gi
    gi.require_version("Atspi", "2.0")
except (ImportError, ValueError):
    skip("at-spi is not installed")
sys.dont_write_bytecode = True
sys.path.insert(0, str(TOP / "build-aux"))
from screen import Missing, Screen  # noqa: E402  (the path first)


class Vault:
    """The practice as an administrator sees it from a terminal, while the window is closed."""

    def __init__(self, folder):
        self.path = Path(folder) / "practice.cpx"
        self.secret = Path(folder) / "passphrase"
        self.secret.write_text(PASSPHRASE, encoding="utf-8")

    def ask(self, *words, said=None):
        command = ["cpxctl", "--vault", self.path, "--user", LOGIN, "--passphrase-file", self.secret, "--json", *words]
        done = subprocess.run(command, input=said, capture_output=True, text=True)
        if done.returncode != 0:
            raise Missing(f"cpxctl {' '.join(words)}: {done.stderr}")
        return [json.loads(line) for line in done.stdout.splitlines()]

    def add(self, *words, said=None):
        return self.ask(*words, said=said)[0]["id"]

    def fill(self):
        """One operation that took place, and its report."""
        surgeon = self.add("record", "add", "practitioner", "name=Martin", "first_name=Claire", "sector=1")
        patient = self.add("patient", "add", "birth_name=Dupont", "birth_first_names=Zoé", "sex=F", "birth_date=1980-02-29",
                           "birth_place_insee=75056")
        self.operation = self.add("record", "add", "intervention", f"patient={patient}", f"surgeon={surgeon}",
                                  "label=Appendicectomie", "state=done", f"date={DAY}")
        self.add("note", "add", self.operation, f"text={REPORT}")


def open_coding(screen, _vault):
    screen.wait("Phrase de passe", "text")
    screen.type(PASSPHRASE)
    screen.wait_sensitive("Déverrouiller")
    screen.key("Return")
    screen.wait("Nouveau patient")
    screen.key("alt+2")
    screen.wait("DUPONT", "label")
    screen.key("ctrl+f")
    screen.type("dupont")
    screen.key("Return")
    screen.wait(PROPOSED, "list item")


def read_suggestion(screen, _vault):
    screen.key("1")
    screen.wait(f"Mots à l’appui de {PROPOSED}")
    if screen.holds("Retenu", "list item"):
        raise Missing("an act is kept that nobody accepted")


def accept(screen, _vault):
    screen.key("Return")
    screen.wait_below("Retenu", "list item")
    screen.wait(f"Déroger à {PROPOSED}", "push button")
    screen.wait("Total 191,86")


def override(screen, _vault):
    screen.press(screen.wait(f"Déroger à {PROPOSED}", "push button"))
    screen.wait("Code proposé")
    screen.type(KEPT)
    screen.key("Return")
    screen.wait("293,94 € au total au lieu de 191,86")
    choose_motive(screen)
    screen.key("Tab")
    screen.type("Trop court.")
    screen.wait("encore 9 caractères")
    screen.key("ctrl+Return")
    screen.wait("La justification est obligatoire pour valider ce code")
    screen.key("ctrl+a")
    screen.type(REASON)
    screen.key("ctrl+Return")
    screen.wait_gone("Code proposé")
    screen.wait(f"À la place de {PROPOSED}", "label")


def choose_motive(screen):
    screen.wait("Motif")
    screen.key("space", "Down", "Return")


def validate(screen, _vault):
    screen.wait_sensitive("Valider le codage")
    screen.key("ctrl+Return")
    screen.wait("Codage validé")
    screen.wait("Verrouiller", "push button")


def in_the_vault(screen, vault):
    screen.key("ctrl+q")
    screen.program.wait(30)
    acts = vault.ask("act", "list", vault.operation)
    seen = [(act["code"], act["proposed_code"], act["motive"], act["reason"]) for act in acts]
    if seen != [(KEPT, PROPOSED, "different_gesture", REASON)]:
        raise Missing(f"the vault holds {seen}")
    proof = vault.ask("act", "proof", acts[0]["id"])[0]
    if proof["suggestion"]["code"] != PROPOSED or proof["coding"]["state"] != "validated":
        raise Missing(f"the proof tells of {proof['suggestion']} and {proof['coding']['state']}")


STEPS = [("open the operation", open_coding), ("a number selects and keeps nothing", read_suggestion),
         ("Enter keeps the act", accept), ("override it, with a reason", override), ("validate", validate),
         ("the vault holds what was decided", in_the_vault)]


def main():
    print(f"1..{len(STEPS)}", flush=True)
    with tempfile.TemporaryDirectory(prefix="cpx-user-") as folder:
        os.environ.update({f"XDG_{name}_HOME": f"{folder}/{name.lower()}" for name in ("DATA", "STATE", "CACHE")}, HOME=folder)
        vault = Vault(folder)
        subprocess.run([sys.argv[1], vault.path, LOGIN], input=PASSPHRASE, text=True, check=True)
        vault.fill()
        with Screen(["chirurgieprox", "--vault", str(vault.path)], {"LANGUAGE": "fr", "LC_ALL": "C.UTF-8"}) as screen:
            for number, (name, step) in enumerate(STEPS, 1):
                try:
                    step(screen, vault)
                    print(f"ok {number} - {name}", flush=True)
                except Missing as missing:
                    screen.shoot("test-coding.png")
                    print(f"not ok {number} - {name}\n# " + str(missing).replace("\n", "\n# "), flush=True)
                    return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
