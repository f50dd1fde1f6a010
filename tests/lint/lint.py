#!/usr/bin/python3
"""lint.py [--root DIR] [RULE…]: the rules of this repository that a machine can judge, one TAP test a rule.

Each function named check_* takes the tree and yields sentences about what breaks its rule.
SPDX-License-Identifier: GPL-3.0-or-later
"""
import argparse
import itertools
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ABOVE = {  # DESIGN section 3: what each folder of src/ may include, besides itself and GLib
    "base": "",
    "crypto": "base",
    "model": "base",
    "vault": "crypto base",
    "sync": "model crypto base",
    "audit": "model crypto base",
    "documents": "model base",
    "coding": "model base",
    "planning": "model base",
    "net": "sync base",
    "pdf": "documents model base",
    "store": "vault sync audit crypto model base",
    "practice": "store net pdf planning coding documents audit sync vault crypto model base",
    "cli": "practice store pdf planning coding documents audit sync vault crypto model base",
    "server": "practice store net pdf planning coding documents audit sync vault crypto model base",
    "gui": "practice pdf audit documents coding planning model base",
}
SYSTEM_HEADERS = {  # header pattern: the folders of src/ that may name it
    r"sodium\.h|openssl/.*|intel-ipsec-mb\.h": {"crypto"},
    r"sqlite3?(ext)?\.h": {"vault"},
    r"gtk/.*|gdk/.*|adwaita\.h|libadwaita.*": {"gui"},
    r"libsoup/.*": {"net", "server"},
}
SYSTEM_DEPS = {"sodium_dep": {"crypto"}, "libcrypto_dep": {"crypto"}, "multi_buffer_dep": {"crypto"}, "sqlite_dep": {"vault"},
               "gtk_dep": {"gui"}, "adw_dep": {"gui"}, "soup_dep": {"net", "server"}}
MAX_LINES = 600
MAX_COLUMNS = 120
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.M)
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.S)
GETTEXT_CALL = re.compile(r"\b(?:N?C?_|g_dn?p?gettext2?|ngettext)\s*\(\s*[^)\s]")
TRANSLATABLE = re.compile(r'translatable="(?:yes|true|1)"')


class Tree:
    """The files of the repository: what git knows when it is one, else everything below ROOT."""

    def __init__(self, root):
        self.root = Path(root).resolve()
        self.paths = sorted(p for p in self._list() if (self.root / p).is_file())

    def _list(self):
        if (self.root / ".git").exists() and shutil.which("git"):
            git = ["git", "-c", "safe.directory=*", "-C", str(self.root), "ls-files", "-z", "-co", "--exclude-standard"]
            return subprocess.run(git, check=True, capture_output=True, text=True).stdout.split("\0")[:-1]
        return [str(p.relative_to(self.root)) for p in self.root.rglob("*")]

    def find(self, prefixes, suffixes):
        return [p for p in self.paths if p.startswith(prefixes) and p.endswith(suffixes)]

    def text(self, path):
        return (self.root / path).read_text(encoding="utf-8")

    def is_script(self, path, languages):
        with open(self.root / path, "rb") as file:
            line = file.readline(80)
        return line.startswith(b"#!") and re.search(rb"\b(%s)" % languages.encode(), line) is not None


def own_folders(tree):
    """Each header of src/ by its name."""
    return {Path(p).name: p.split("/")[1] for p in tree.find("src/", ".h")}


def check_floors(tree):
    """No file of src/ includes a header of a floor that its folder may not see."""
    folder_of = own_folders(tree)
    for path in tree.find("src/", (".c", ".h")):
        folder = path.split("/")[1]
        allowed = set(ABOVE.get(folder, "").split()) | {folder}
        if folder not in ABOVE:
            yield f"{path}: the folder {folder} is not in the table of floors"
        for _, header in INCLUDE.findall(tree.text(path)):
            if header.startswith("../"):
                yield f'{path}: #include "{header}" climbs out of its folder'
            owner = folder_of.get(Path(header).name)
            if owner is not None and owner not in allowed:
                yield f"{path}: {folder}/ may not include {header} of {owner}/"


def check_walls(tree):
    """libsodium, OpenSSL and libipsec-mb are named in crypto/ alone, SQLite in vault/, libsoup in net/ (and server/), GTK in gui/."""
    for path in tree.find("src/", (".c", ".h")):
        for _, header in INCLUDE.findall(tree.text(path)):
            for pattern, owners in SYSTEM_HEADERS.items():
                if re.fullmatch(pattern, header) and path.split("/")[1] not in owners:
                    yield f"{path}: <{header}> belongs to {', '.join(sorted(owners))}/"


def check_dependencies(tree):
    """The dependencies of a folder's meson.build are its include list."""
    for path in tree.find("src/", "/meson.build"):
        folder = path.split("/")[1]
        allowed = set(ABOVE.get(folder, "").split()) | {folder}
        for name in sorted(set(re.findall(r"\b(\w+)_dep\b", re.sub(r"#.*", "", tree.text(path))))):
            owners = SYSTEM_DEPS.get(name + "_dep", allowed if name in ABOVE else {folder})
            if folder not in owners or (name in ABOVE and name not in allowed):
                yield f"{path}: {folder}/ may not depend on {name}_dep"


def check_licence(tree):
    """Each source and script says its licence in its first lines."""
    for path in tree.find(("src/", "tests/", "build-aux/", "ui/", ".ci/", "dev", "data/", "help/"), ""):
        source = path.endswith((".c", ".h", ".py", ".ui", ".css", ".sql", ".sh")) or tree.is_script(path, "sh|bash|python3")
        if source and "SPDX-License-Identifier: GPL-3.0-or-later" not in tree.text(path)[:2000]:
            yield f"{path}: no line 'SPDX-License-Identifier: GPL-3.0-or-later' at the top"


def check_layout(tree):
    """No tabs, no trailing spaces, a last newline, lines and files of a readable size."""
    sources = tree.find(("src/", "tests/", "ui/", "build-aux/", "data/"), (".c", ".h", ".py", ".ui", ".sql", "meson.build"))
    scripts = [p for p in tree.find(("build-aux/", "tests/", ".ci/", "dev"), "")
               if p not in sources and tree.is_script(p, "sh|bash")]
    for path in sources + scripts:
        lines = tree.text(path).split("\n")
        if lines[-1] != "":
            yield f"{path}: no newline at its end"
        if path.startswith("src/") and len(lines) - 1 > MAX_LINES:
            yield f"{path}: {len(lines) - 1} lines, more than {MAX_LINES}: probably two things"
        for number, line in enumerate(lines, 1):
            if "\t" in line:
                yield f"{path}:{number}: tab"
            if line != line.rstrip():
                yield f"{path}:{number}: trailing space"
            if len(line) > MAX_COLUMNS and path.endswith((".c", ".h")):
                yield f"{path}:{number}: {len(line)} columns, more than {MAX_COLUMNS}"


def check_packages(tree):
    """Each Debian package is listed once, with its reason."""
    seen = set()
    for number, line in enumerate(tree.text("build-aux/packages").splitlines(), 1):
        name, _, reason = line.strip().partition(" ")
        if not name or name.startswith("#"):
            continue
        if not reason.strip():
            yield f"build-aux/packages:{number}: {name} has no reason"
        if name in seen:
            yield f"build-aux/packages:{number}: {name} is there twice"
        seen.add(name)


def potfiles(tree):
    for name in ("po/POTFILES.in", "po/POTFILES"):
        if name in tree.paths:
            return [li.strip() for li in tree.text(name).splitlines() if li.strip() and not li.startswith("#")]
    return []


def translatable_files(tree):
    for path in tree.find("src/", (".c", ".h")):
        if GETTEXT_CALL.search(re.sub(r"^\s*#.*", "", COMMENT.sub("", tree.text(path)), flags=re.M)):
            yield path
    yield from (p for p in tree.find("ui/", ".ui") if TRANSLATABLE.search(tree.text(p)))
    yield from tree.find("data/", (".desktop.in", ".metainfo.xml.in"))


def check_potfiles(tree):
    """Each file with a string for people is in po/POTFILES.in, and each file named there exists."""
    listed = potfiles(tree)
    if "po/LINGUAS" not in tree.paths:
        return
    for path in translatable_files(tree):
        if path not in listed:
            yield f"{path}: has strings to translate and is not in po/POTFILES.in"
    for path in listed:
        if path not in tree.paths:
            yield f"po/POTFILES.in: {path} does not exist"


def extract(tree, pot):
    """Writes to POT the strings of the tree as it is now: the catalogue kept beside may be behind."""
    files = [p for p in potfiles(tree) if p in tree.paths]
    keywords = ("_", "N_", "C_:1c,2", "NC_:1c,2", "g_dgettext:2", "g_dngettext:2,3", "g_dpgettext2:2c,3", "ngettext:1,2")
    command = ["xgettext", "--from-code=UTF-8", "--add-comments", f"--output={pot}", "--force-po"]
    subprocess.run(command + [f"--keyword={k}" for k in keywords] + files,
                   cwd=tree.root, check=True, capture_output=True, text=True)


def compare(tree, po, pot):
    """What the catalogue PO lacks of the strings in POT: missing, empty, fuzzy, or with a broken format."""
    for command in (["msgfmt", "--check", "-o", "/dev/null", po], ["msgcmp", po, str(pot)]):
        done = subprocess.run(command, cwd=tree.root, capture_output=True, text=True, env={"PATH": "/usr/bin:/bin"})
        if done.returncode != 0:
            yield from (show_string(line, pot) for line in done.stderr.splitlines())


def show_string(line, pot):
    """A line of msgcmp, with the string it means in place of a line number of POT, which is gone tomorrow."""
    match = re.match(re.escape(str(pot)) + r":(\d+): (.*)", line)
    if match is None:
        return line
    before = reversed(Path(pot).read_text(encoding="utf-8").splitlines()[:int(match[1])])
    entry = list(itertools.takewhile(lambda li: li != "", before))[::-1]
    return f"{match[2]}: {' '.join(li for li in entry if not li.startswith(('#.', 'msgstr')))}"


def check_french(tree):
    """po/fr.po is whole and sure: no string of the sources is missing, empty or fuzzy."""
    if not potfiles(tree):
        return
    with tempfile.TemporaryDirectory() as folder:
        pot = Path(folder) / "fresh.pot"
        extract(tree, pot)
        yield from compare(tree, "po/fr.po", pot)
    yield from straight_apostrophes(tree, "po/fr.po")


def straight_apostrophes(tree, path):
    """French between two letters has the typographic apostrophe."""
    translated = False
    for number, line in enumerate(tree.text(path).splitlines(), 1):
        translated = line.startswith("msgstr") or (translated and line.startswith('"'))
        if translated and re.search(r"\w'\w", line):
            yield f"{path}:{number}: write ’ for the straight apostrophe"


def check_help(tree):
    """The pages of the manual are valid, link to pages that exist, and are all in French."""
    pages = tree.find("help/C/", ".page")
    if not pages or not shutil.which("itstool"):
        return
    for verb in ("validate", "links", "orphans") if shutil.which("yelp-check") else ():
        done = subprocess.run(["yelp-check", verb, "help/C"], cwd=tree.root, capture_output=True, text=True)
        yield from (done.stdout + done.stderr).splitlines()
    with tempfile.TemporaryDirectory() as folder:
        pot = Path(folder) / "help.pot"
        subprocess.run(["itstool", "-o", str(pot), *pages], cwd=tree.root, check=True, capture_output=True)
        yield from compare(tree, "help/fr/fr.po", pot)
    listed = set(re.findall(r"'([\w-]+\.page)'", tree.text("help/meson.build")))
    for name in sorted({Path(p).name for p in pages} ^ listed):
        yield f"help/C/{name}: in help/C and in help/meson.build, or in neither"


def check_map(tree):
    """src/README.md, the code map, names each folder of src/ and no file that does not exist."""
    text = tree.text("src/README.md") if "src/README.md" in tree.paths else ""
    for folder in sorted({p.split("/")[1] for p in tree.find("src/", (".c", ".h"))}):
        if f"`{folder}/`" not in text:
            yield f"src/README.md: does not say what {folder}/ is"
    for name in sorted(set(re.findall(r"`(\w+/cpx-[\w-]+\.[ch])`", text))):
        if f"src/{name}" not in tree.paths:
            yield f"src/README.md: {name} does not exist"


def check_scripts(tree):
    """Shell scripts please shellcheck where it is installed, Python ones compile."""
    shell = [p for p in tree.find(("build-aux/", "tests/", ".ci/", "dev"), "") if tree.is_script(p, "sh|bash")]
    if shell and shutil.which("shellcheck"):
        done = subprocess.run(["shellcheck", "-x", "-f", "gcc", *shell], cwd=tree.root, capture_output=True, text=True)
        yield from done.stdout.splitlines()
    for path in tree.find(("build-aux/", "tests/", "data/"), ".py"):
        try:
            compile(tree.text(path), path, "exec")
        except SyntaxError as error:
            yield f"{path}:{error.lineno}: {error.msg}"


RULES = {name.removeprefix("check_"): rule for name, rule in list(globals().items()) if name.startswith("check_")}


def main():
    parser = argparse.ArgumentParser(description="One TAP test a rule of the repository.")
    parser.add_argument("--root", default=Path(__file__).parents[2])
    parser.add_argument("rules", nargs="*", metavar="RULE", help=f"among {', '.join(RULES)}; all of them by default")
    options = parser.parse_args()
    tree, failed = Tree(options.root), 0
    names = options.rules or list(RULES)
    print(f"1..{len(names)}")
    for number, name in enumerate(names, 1):
        faults = list(RULES[name](tree))
        failed += bool(faults)
        print(f"{'not ok' if faults else 'ok'} {number} - {name}")
        for fault in faults:
            print(f"# {fault}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
