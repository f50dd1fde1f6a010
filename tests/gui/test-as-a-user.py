#!/usr/bin/python3
"""test-as-a-user.py BUILD: a secretary's first morning through the accessibility tree.

First run, a patient created, edited, found again after the lock; each focusable control has a name. Skipped by name
where the driver ($CPX_SHARED/tools/drive.py) or what it needs is absent.
SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import re
import shutil
import sys
import tempfile

PASSPHRASE = "quatre chevaux sous la pluie"
NAMELESS = ("Gtk", "Adw", "Cpx")


def skip(why):
    print(f"1..0 # SKIP {why}")
    sys.exit(0)


tools = os.path.join(os.environ.get("CPX_SHARED", ""), "tools")
if not os.path.exists(os.path.join(tools, "drive.py")):
    skip("drive.py is not there")
for needed in ("Xvfb", "openbox", "xdotool", "dbus-daemon"):
    if shutil.which(needed) is None:
        skip(f"{needed} is not installed")
try:
    import gi
    gi.require_version("Atspi", "2.0")
except (ImportError, ValueError):
    skip("the accessibility bindings are not installed")
sys.dont_write_bytecode = True
sys.path.insert(0, tools)
from drive import Session  # noqa: E402

build = sys.argv[1]
folder = tempfile.mkdtemp(prefix="cpx-user-")
vault = os.path.join(folder, "practice.cpx")
number = 0


def ok(name, good, detail=""):
    global number
    number += 1
    print(f"{'ok' if good else 'not ok'} {number} - {name}" + ("" if good else f"\n# {detail}"), flush=True)
    return good


def check_names(session, where):
    """The toolkit leaves the close button of its toasts without a name: wait until they are gone."""
    try:
        session.wait_until(lambda: not list_nameless(session), "a name for each control", 20)
    except AssertionError:
        pass
    nameless = list_nameless(session)
    ok(f"every control has a name: {where}", not nameless, nameless)


def list_nameless(session):
    return [(session.role(n), n.get_name()) for n in session.walk()
            if "focusable" in session.states(n) and (n.get_name() or "").startswith(NAMELESS)]


def fill(session, name, text):
    session.set_text(session.wait_for("text", name), text)


def first_run(session):
    fill(session, "Nom du cabinet", "Cabinet des Tilleuls")
    check_names(session, "first run")
    session.click("push button", "Suivant")
    fill(session, "Nom, comme sur les papiers", "Dr Claire Martin")
    fill(session, "Nouvelle phrase de passe", PASSPHRASE)
    fill(session, "Nouvelle phrase de passe, une seconde fois", PASSPHRASE)
    session.click("push button", "Suivant")
    asked = session.wait_for("text", "groupe", contains=True, timeout=60)
    code = next(t for t in (session.text(n) for n in session.find_all("label"))
                if re.fullmatch(r"[0-9A-Z]{4}(-[0-9A-Z]{4})+", t or ""))
    save_code(session, code)
    group = int(re.search(r"groupe (\d+)", session.name(asked)).group(1))
    session.set_text(asked, code.split("-")[group - 1].lower())
    session.click("push button", "Ouvrir le cabinet")
    ok("the first run ends in the practice", session.wait_for("label", "Cabinet des Tilleuls", timeout=30) is not None)


def save_code(session, code):
    path = os.path.join(folder, "code.txt")
    session.click("push button", "Enregistrer…")
    session.wait_for(None, "Enregistrer le code de récupération")
    session.key("ctrl+a")
    session.type(path)
    session.key("Return")
    session.wait_for(None, "Code de récupération enregistré")
    with open(path, encoding="utf-8") as file:
        ok("the saved sheet holds the code", code in file.read())


def create_patient(session):
    session.wait_for("label", "Aucun patient pour l’instant")
    check_names(session, "empty list")
    session.key("ctrl+n")
    fill(session, "Date de naissance", "14031958")
    fill(session, "Nom de naissance", "Dupont")
    fill(session, "Prénom(s) de naissance", "Élodie")
    fill(session, "Lieu de naissance (code INSEE)", "75056")
    choose(session, "Sexe", 2)
    check_names(session, "new patient")
    session.click("push button", "Créer le dossier")
    ok("the file is open", session.wait_for("page tab", "Suivi", timeout=30) is not None)
    check_names(session, "the file of a patient")


def choose(session, name, steps):
    before = len(session.windows())
    session.pointer_click(session.wait_for("combo box", name))
    session.wait_until(lambda: len(session.windows()) > before, "the list of choices")
    session.key(*["Down"] * steps, "Return")
    session.wait_until(lambda: len(session.windows()) == before, "the choice")


def edit_and_lock(session):
    fill(session, "Ville", "Nantes")
    session.key("ctrl+s")
    session.wait_for(None, "Enregistré", timeout=30)
    fill(session, "Date de naissance", "au printemps")
    session.key("ctrl+l")
    row = session.wait_for(("text", "password text"), "Phrase de passe", timeout=30)
    check_names(session, "unlock page")
    session.set_text(row, "une autre phrase de passe")
    session.click("push button", "Déverrouiller")
    ok("a wrong passphrase is said", session.wait_for(None, "Phrase de passe incorrecte", contains=True, timeout=60))
    session.wait_until(lambda: "sensitive" in session.states(session.find(("text", "password text"), "Phrase de passe")),
                       "a field to type in")
    session.set_text(session.wait_for(("text", "password text"), "Phrase de passe"), PASSPHRASE)
    session.wait_until(lambda: "sensitive" in session.states(session.find("push button", "Déverrouiller")), "the delay")
    session.click("push button", "Déverrouiller")


def find_again(session):
    search = session.wait_for("entry", "Rechercher un patient", timeout=60)
    session.set_text(search, "dupon elodie")
    session.wait_for("label", "DUPONT", contains=True)
    session.pointer_click(search)
    session.key("Return")
    session.wait_for("page tab", "Suivi", timeout=30)
    city = session.text(session.wait_for("text", "Ville"))
    date = session.text(session.wait_for("text", "Date de naissance"))
    ok("what was kept is there", city == "Nantes", city)
    ok("what was typed before the lock is there", date == "au printemps", date)


environment = {"LC_ALL": "C.UTF-8", "LANGUAGE": "fr", "CPX_LOCALEDIR": f"{build}/po",
               "GSETTINGS_SCHEMA_DIR": f"{build}/data", "G_DEBUG": "", "MALLOC_CHECK_": ""}
try:
    with Session([f"{build}/src/gui/chirurgieprox", "--vault", vault], env=environment, size="1366x768", timeout=60) as user:
        try:
            for step in (first_run, create_patient, edit_and_lock, find_again):
                step(user)
            ok("nothing was complained of", "CRITICAL" not in user.log(), user.log()[-2000:])
        except Exception as error:  # the tree as it is helps more than a trace
            ok("the morning goes on to its end", False, repr(error))
            names = [(user.role(n), user.name(n)) for n in user.find_all()]
            print("\n".join(f"# {role} {name!r}" for role, name in names if name)[:6000])
finally:
    shutil.rmtree(folder, ignore_errors=True)
print(f"1..{number}")
