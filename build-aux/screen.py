"""screen.py: a program on a virtual display, read through the accessibility tree and driven by the keyboard.

Run under build-aux/on-a-display, which makes the display and the session bus, and ends them.
SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import re
import subprocess
import tempfile
import time
from pathlib import Path

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  (the version first)

SETTINGS = """[Settings]
gtk-font-name=Cantarell 11
gtk-enable-animations=0
gtk-cursor-blink=0
"""


class Missing(AssertionError):
    """What was waited for did not come; says what was there instead."""


class Screen:
    """One program and the window manager beside it; use as a context."""

    def __init__(self, command, environment=None, dark=False):
        self.folder = tempfile.TemporaryDirectory(prefix="cpx-screen-")
        config = Path(self.folder.name) / "config/gtk-4.0"
        config.mkdir(parents=True)
        (config / "settings.ini").write_text(SETTINGS, encoding="utf-8")
        self.environment = {**os.environ, "XDG_CONFIG_HOME": str(config.parent), "GDK_BACKEND": "x11", "GSK_RENDERER": "cairo",
                            "GSETTINGS_BACKEND": "memory", "GTK_USE_PORTAL": "0",
                            "ADW_DEBUG_COLOR_SCHEME": "prefer-dark" if dark else "prefer-light", **(environment or {})}
        for name in ("GTK_A11Y", "WAYLAND_DISPLAY", "NO_AT_BRIDGE"):
            self.environment.pop(name, None)
        self.log = open(Path(self.folder.name) / "log", "w+", encoding="utf-8")
        self.processes = []
        self.start(["openbox"])
        self.start(["xcompmgr", "-n"])
        time.sleep(0.3)
        self.program = self.start(command)

    def start(self, command):
        process = subprocess.Popen(command, env=self.environment, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        self.processes.append(process)
        return process

    def __enter__(self):
        return self

    def __exit__(self, *error):
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.log.close()
        self.folder.cleanup()

    def said(self):
        """What the program wrote to its outputs."""
        self.log.flush()
        return Path(self.log.name).read_text(encoding="utf-8", errors="replace")

    def nodes(self):
        """Each accessible of the program that is on the screen, with its role and its text; parents come first."""
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(index)
            if application is not None and application.get_process_id() == self.program.pid:
                yield from self.below(application)

    def below(self, node):
        for index in range(node.get_child_count()):
            child = node.get_child_at_index(index)
            if child is None:
                continue
            states = child.get_state_set()
            if not states.contains(Atspi.StateType.VISIBLE):
                continue
            yield child, child.get_role_name(), read(child)
            yield from self.below(child)

    def snapshot(self):
        try:
            return list(self.nodes())
        except GLib.Error:
            return []   # it changed while we read it: read again

    def wait(self, text, role=None, seconds=60):
        """The first accessible whose text holds TEXT."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.program.poll() is not None:
                raise Missing(f"the program ended with status {self.program.returncode}: {self.said()[-2000:]}")
            for node, its_role, its_text in self.snapshot():
                if text in its_text and role in (None, its_role):
                    return node
            time.sleep(0.15)
        there = "\n".join(f"  {role}: {text}" for _, role, text in self.snapshot() if text)
        raise Missing(f"“{text}” is not on the screen after {seconds} s; there is:\n{there}\n{self.said()[-2000:]}")

    def holds(self, text, below=None):
        """Whether an accessible holds TEXT; BELOW: one under an accessible of that role."""
        nodes = self.snapshot()
        if below is not None:
            nodes = [n for top, role, _ in nodes if role == below for n in self.below(top)]
        return any(text in its_text for _, _, its_text in nodes)

    def settle(self, seconds=10):
        """Waits until two looks half a second apart find the same on the screen."""
        until = time.monotonic() + seconds
        before = None
        while time.monotonic() < until:
            now = [(role, text) for _, role, text in self.snapshot()]
            if now and now == before:
                return
            before = now
            time.sleep(0.5)

    def wait_gone(self, text, below=None, seconds=60):
        """Waits until no accessible holds TEXT; BELOW: none under an accessible of that role."""
        until = time.monotonic() + seconds
        while self.holds(text, below):
            if time.monotonic() > until:
                raise Missing(f"“{text}” is still on the screen after {seconds} s")
            time.sleep(0.15)

    def wait_below(self, text, below, seconds=60):
        """Waits until an accessible under one of the role BELOW holds TEXT."""
        until = time.monotonic() + seconds
        while not self.holds(text, below):
            if time.monotonic() > until:
                raise Missing(f"“{text}” is in no {below} after {seconds} s")
            time.sleep(0.15)

    def wait_sensitive(self, text, role="push button", seconds=60):
        """Waits until an accessible that holds TEXT can be used."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.wait(text, role).get_state_set().contains(Atspi.StateType.SENSITIVE):
                return
            time.sleep(0.15)
        raise Missing(f"“{text}” cannot be used after {seconds} s")

    def point(self, node):
        """Clicks in the middle of NODE: GTK tells where it is in its window, without the window's shadow."""
        box = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        window = self.ask("xdotool", "search", "--onlyvisible", "--pid", str(self.program.pid)).split()[-1]
        place = dict(line.split("=") for line in self.ask("xdotool", "getwindowgeometry", "--shell", window).split())
        margins = self.ask("xprop", "-id", window, "_GTK_FRAME_EXTENTS").partition("= ")[2].split(", ")
        left, top = (int(margins[0]), int(margins[2])) if len(margins) == 4 else (0, 0)
        x = int(place["X"]) + left + box.x + box.width // 2
        y = int(place["Y"]) + top + box.y + box.height // 2
        subprocess.run(["xdotool", "mousemove", str(x), str(y), "click", "1"], env=self.environment, check=True)
        time.sleep(0.2)

    def ask(self, *command):
        return subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True).stdout

    def put(self, label, text):
        """Types TEXT in place of what the entry with that LABEL holds, and stays there."""
        self.point(self.wait(label, "text"))
        self.key("ctrl+a")
        self.type(text)

    def key(self, *keys):
        for key in keys:
            subprocess.run(["xdotool", "key", "--clearmodifiers", key], env=self.environment, check=True)
            time.sleep(0.08)

    def type(self, text):
        """Types TEXT; what is not on the keyboard by its code, as GTK offers it.

        xdotool would put such a character into the keyboard's map, press it, and take it out again at once, often
        before the program has looked: “lefèvre” came in as “lefvre”.
        """
        for plain, other in re.findall(r"([ -~]*)([^ -~]?)", text):
            if plain:
                subprocess.run(["xdotool", "type", "--delay", "15", plain], env=self.environment, check=True)
            if other:
                self.key("ctrl+shift+u", *f"{ord(other):x}", "space")

    def press(self, node):
        """What a click on NODE does, through its first action."""
        node.get_action_iface().do_action(0)

    def shoot(self, path):
        time.sleep(0.4)   # let the last frame be drawn
        subprocess.run(["import", "-window", "root", str(path)], env=self.environment, check=True)


def read(node):
    """The name of an accessible, or its text where it has one and no name."""
    name = node.get_name() or ""
    text = node.get_text_iface()
    if text is not None and not name:
        name = Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text)) or ""
    return name
