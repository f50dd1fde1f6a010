/* main.c: chirurgieprox, the application.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-application.h"
#include "cpx-config.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>
#include <locale.h>
#include <sys/resource.h>

/* The language of the screen is French where the machine does not say which. */
static void
set_language (void)
{
  const char *spoken;

  if (setlocale (LC_ALL, "") == NULL)
    setlocale (LC_ALL, "C.UTF-8");
  spoken = setlocale (LC_MESSAGES, NULL);
  if (g_str_equal (spoken, "C") || g_str_equal (spoken, "POSIX") || g_str_equal (spoken, "C.UTF-8"))
    {
      setlocale (LC_ALL, "C.UTF-8");
      g_setenv ("LANGUAGE", "fr", FALSE);
    }
}

static void
find_translations (void)
{
  const char *folder = g_getenv ("CPX_LOCALEDIR");   /* the build tree, see ./dev */

  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : CPX_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/* GTK loads the driver of OpenGL to choose a visual even when it is told to draw without: fifty megabytes that a small
 * machine has better use for. The name of the wish changed in GTK 4.16. */
static void
load_no_unused_driver (void)
{
  const char *name = gtk_check_version (4, 16, 0) == NULL ? "GDK_DISABLE" : "GDK_DEBUG";
  const char *word = gtk_check_version (4, 16, 0) == NULL ? "gl" : "gl-disable";
  const char *others = g_getenv (name);
  g_autofree char *words = others != NULL ? g_strjoin (",", others, word, NULL) : g_strdup (word);

  if (g_strcmp0 (g_getenv ("GSK_RENDERER"), "cairo") == 0)
    g_setenv (name, words, TRUE);
}

int
main (int    argc,
      char **argv)
{
  /* What was deciphered must not be found in a core file. */
  struct rlimit none = { 0, 0 };
  g_autoptr(CpxApplication) application = NULL;

  setrlimit (RLIMIT_CORE, &none);
  set_language ();
  find_translations ();
  load_no_unused_driver ();
  application = cpx_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
