#!/usr/bin/python3
"""test-secretary.py MAKE-VAULT: the main job as a user does it, by the keyboard, read through the accessibility tree.

Unlocks the practice, creates a patient, finds the file again, edits it, locks, unlocks; at last cpxctl finds in the
vault what was typed on the screen. A screenshot of what failed is left in the build folder.
SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).parents[2]
sys.path.insert(0, str(TOP / "build-aux"))
from screen import Missing, Screen  # noqa: E402  (the path first)

PASSPHRASE = "quatre agrafes sous la lampe"
LOGIN = "martin"


def unlock(screen, _vault):
    screen.wait("Phrase de passe")
    screen.type("une autre phrase de passe")
    screen.key("Return")
    screen.wait("Phrase de passe incorrecte")
    screen.key("ctrl+a")
    screen.type(PASSPHRASE)
    screen.wait_sensitive("Déverrouiller")
    screen.key("Return")
    screen.wait("Nouveau patient")


def create(screen, _vault):
    screen.key("ctrl+n")
    screen.wait("Créer le dossier")
    for text in ("14/03/1958", "Lemaire", "Hélène"):
        screen.type(text)
        screen.key("Tab")
    screen.key("space", "Down", "Return")    # the sex, from a list
    screen.key("ctrl+Return")
    screen.wait("LEMAIRE", "label")
    screen.wait("14/03/1958")


def find(screen, _vault):
    screen.key("ctrl+f", "ctrl+a")
    screen.type("lemere 1958")               # one letter wrong, one missing
    screen.wait("LEMAIRE", "label")
    screen.key("ctrl+a")
    screen.type("nobody of that name")
    screen.wait_gone("LEMAIRE", "list")
    screen.key("ctrl+a")
    screen.type("lemaire hélène")
    screen.wait_below("LEMAIRE", "list")
    screen.key("Return")
    screen.wait("Portable", "text")


def edit(screen, _vault):
    screen.put("Portable", "06 39 98 12 34")
    screen.key("ctrl+s")
    screen.wait("À jour")


def lock(screen, _vault):
    screen.key("ctrl+l")
    screen.wait("Phrase de passe", "text")
    screen.wait_gone("LEMAIRE")


def in_the_vault(screen, vault):
    screen.key("ctrl+q")
    screen.program.wait(20)
    secret = vault.with_name("passphrase")
    secret.write_text(PASSPHRASE, encoding="utf-8")
    command = ["cpxctl", "--vault", str(vault), "--user", LOGIN, "--passphrase-file", str(secret), "--json", "patient", "list"]
    done = subprocess.run(command, capture_output=True, text=True)
    patients = [json.loads(line) for line in done.stdout.splitlines()]
    seen = [(p["birth_name"], p["birth_first_names"], p["birth_date"], p.get("mobile", "").replace(" ", "")) for p in patients]
    if seen != [("Lemaire", "Hélène", "1958-03-14", "0639981234")]:
        raise Missing(f"the vault holds {seen}; {done.stderr}")


STEPS = [("unlock, after a wrong passphrase", unlock), ("create a patient", create), ("find the file, misspelt", find),
         ("edit the file", edit), ("lock hides it", lock), ("the vault holds what was typed", in_the_vault)]


def main():
    print(f"1..{len(STEPS)}", flush=True)
    with tempfile.TemporaryDirectory(prefix="cpx-user-") as folder:
        vault = Path(folder) / "practice.cpx"
        subprocess.run([sys.argv[1], vault, LOGIN], input=PASSPHRASE, text=True, check=True)
        places = {f"XDG_{name}_HOME": f"{folder}/{name.lower()}" for name in ("DATA", "STATE", "CACHE")}
        os.environ.update(places, HOME=folder)
        with Screen(["chirurgieprox", "--vault", str(vault)], {"LANGUAGE": "fr", "LC_ALL": "C.UTF-8"}) as screen:
            for number, (name, step) in enumerate(STEPS, 1):
                try:
                    step(screen, vault)
                    print(f"ok {number} - {name}", flush=True)
                except Missing as missing:
                    screen.shoot("test-secretary.png")
                    print(f"not ok {number} - {name}\n# " + str(missing).replace("\n", "\n# "), flush=True)
                    return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
