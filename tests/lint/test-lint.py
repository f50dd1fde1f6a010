#!/usr/bin/python3
"""test-lint.py: each rule of lint.py is broken on purpose, and must say so; a tree that breaks none must pass.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import subprocess
import sys
import tempfile
from pathlib import Path

LINT = Path(__file__).with_name("lint.py")
SPDX = "/* SPDX-License-Identifier: GPL-3.0-or-later */\n"
PO = ('msgid ""\nmsgstr ""\n"Project-Id-Version: x\\n"\n"PO-Revision-Date: 2026-01-01 00:00+0000\\n"\n"Last-Translator: x <x@example.org>\\n"\n'
      '"Language-Team: fr <fr@example.org>\\n"\n"Language: fr\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
      '"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n')
PAGE = ('<page xmlns="http://projectmallard.org/1.0/" type="guide" id="index"><info><desc>Help</desc></info>'
        '<title>%s</title>%s</page>\n')
GOOD = {
    "src/base/cpx-a.h": SPDX, "src/base/cpx-a.c": SPDX + '#include "cpx-a.h"\n',
    "src/base/meson.build": "base_dep = declare_dependency(dependencies: glib_dep)\n",
    "src/crypto/cpx-c.c": SPDX + '#include "cpx-a.h"\n#include <sodium.h>\n',
    "src/gui/cpx-g.h": SPDX, "src/gui/cpx-g.c": SPDX + '#include <gtk/gtk.h>\nchar *x = _("Save");\n',
    "src/gui/meson.build": "gui_dep = declare_dependency(dependencies: [gtk_dep, base_dep])\n",
    "src/README.md": "`base/` `crypto/` `gui/`\n",
    "build-aux/packages": "meson build\n",
    "po/LINGUAS": "fr\n", "po/POTFILES.in": "src/gui/cpx-g.c\n",
    "help/C/index.page": PAGE % ("Help", ""), "help/meson.build": "x = ['index.page']\n",
    "help/fr/fr.po": PO + '\nmsgctxt "_"\nmsgid "translator-credits"\nmsgstr "x"\n\nmsgid "Help"\nmsgstr "Aide"\n',
    "po/fr.po": PO + '\nmsgid "Save"\nmsgstr "Enregistrer"\n',
}
BROKEN = [  # rule, path, what it holds instead, what must be said
    ("floors", "src/base/cpx-a.c", SPDX + '#include "cpx-g.h"\n', "base/ may not include cpx-g.h of gui/"),
    ("floors", "src/gui/cpx-g.c", SPDX + '#include "../base/cpx-a.h"\n', "climbs out"),
    ("floors", "src/utils/cpx-u.c", SPDX, "not in the table"),
    ("walls", "src/gui/cpx-g.c", SPDX + "#include <sodium.h>\n", "belongs to crypto/"),
    ("walls", "src/base/cpx-a.c", SPDX + "# include <openssl/evp.h>\n", "belongs to crypto/"),
    ("walls", "src/gui/cpx-g.c", SPDX + "#include <sqlite3.h>\n", "belongs to vault/"),
    ("walls", "src/base/cpx-a.c", SPDX + "#include <gtk/gtk.h>\n", "belongs to gui/"),
    ("walls", "src/base/cpx-a.c", SPDX + "#include <libsoup/soup.h>\n", "belongs to net"),
    ("dependencies", "src/gui/meson.build", "x = [gtk_dep, store_dep]\n", "may not depend on store_dep"),
    ("dependencies", "src/base/meson.build", "x = sqlite_dep\n", "may not depend on sqlite_dep"),
    ("licence", "src/base/cpx-a.c", "int x;\n", "SPDX"),
    ("layout", "src/base/cpx-a.c", SPDX + "\tint x;\n", "tab"),
    ("layout", "src/base/cpx-a.c", SPDX + "int x; \n", "trailing space"),
    ("layout", "src/base/cpx-a.c", SPDX + "int x;", "no newline"),
    ("layout", "src/base/cpx-a.c", SPDX * 601, "more than 600"),
    ("layout", "src/base/cpx-a.c", SPDX + "/" * 121 + "\n", "121 columns"),
    ("packages", "build-aux/packages", "meson\n", "no reason"),
    ("packages", "build-aux/packages", "meson build\nmeson build\n", "twice"),
    ("potfiles", "po/POTFILES.in", "", "is not in po/POTFILES.in"),
    ("potfiles", "po/POTFILES.in", "src/gui/cpx-g.c\nsrc/gone.c\n", "does not exist"),
    ("potfiles", "ui/x.ui", '<property name="label" translatable="yes">Hi</property>\n', "is not in po/POTFILES.in"),
    ("french", "po/fr.po", PO, "not defined"),
    ("french", "po/fr.po", PO + '\nmsgid "Save"\nmsgstr ""\n', "untranslated"),
    ("french", "po/fr.po", PO + '\n#, fuzzy\nmsgid "Save"\nmsgstr "Enregistrer"\n', "needs to be reviewed"),
    ("french", "po/fr.po", PO + '\nmsgid "Save"\nmsgstr "Garder l\'acte"\n', "straight apostrophe"),
    ("french", "src/gui/cpx-g.c", SPDX + 'char *x = g_dgettext (GETTEXT_PACKAGE, "Open");\n', 'msgid "Open"'),
    ("map", "src/README.md", "`base/` `crypto/`\n", "does not say what gui/ is"),
    ("map", "src/README.md", "`base/` `crypto/` `gui/` `gui/cpx-gone.h`\n", "gui/cpx-gone.h does not exist"),
    ("help", "help/C/index.page", PAGE % ("New", ""), "not defined"),
    ("help", "help/C/index.page", PAGE % ("Help", '<p><link xref="gone"/></p>'), "gone"),
    ("help", "help/meson.build", "x = []\n", "or in neither"),
    ("scripts", "build-aux/x.py", "def (:\n", "invalid syntax"),
]


def run(files, rules=()):
    with tempfile.TemporaryDirectory() as root:
        for path, text in files.items():
            (Path(root) / path).parent.mkdir(parents=True, exist_ok=True)
            (Path(root) / path).write_text(text, encoding="utf-8")
        done = subprocess.run([sys.executable, LINT, "--root", root, *rules], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def main():
    print(f"1..{len(BROKEN) + 1}")
    status, output = run(GOOD)
    results = [(status == 0, "a tree without fault passes", output)]
    for rule, path, text, said in BROKEN:
        status, output = run({**GOOD, path: text}, [rule])
        results.append((status == 1 and said in output, f"{rule}: {said}", output))
    for number, (good, name, output) in enumerate(results, 1):
        print(f"{'ok' if good else 'not ok'} {number} - {name}")
        if not good:
            print("\n".join("# " + line for line in output.splitlines()))
    return 0 if all(good for good, _, _ in results) else 1


if __name__ == "__main__":
    sys.exit(main())
