/* cpx-page-state.c: what stands at the right of the CCAM: an act, a chapter, or why there is none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-page-state.h"

#include "cpx-ccam-text.h"

#include <cpx-nomenclature-record.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* What follows "act:"; NULL if @place is of another scheme. */
static const char *
get_target (const char *place,
            const char *scheme)
{
  gsize length = strlen (scheme);

  return place != NULL && g_str_has_prefix (place, scheme) && place[length] == ':' ? place + length + 1 : NULL;
}

/**
 * cpx_page_state_find_menu:
 * @nomenclature: a nomenclature
 * @place: (nullable): what a link leads to
 *
 * Returns: the chapter, or `CPX_CCAM_NONE` if @place is none of this version
 */
guint
cpx_page_state_find_menu (CpxNomenclature *nomenclature,
                          const char      *place)
{
  const char *target = get_target (place, CPX_CCAM_LINK_MENU);
  guint64 id;

  if (target == NULL || !g_ascii_string_to_unsigned (target, 10, 0, G_MAXUINT32, &id, NULL))
    return CPX_CCAM_NONE;
  for (guint i = 0; i < cpx_nomenclature_get_n_menus (nomenclature); i++)
    {
      if (cpx_nomenclature_get_menu (nomenclature, i).id == id)
        return i;
    }

  return CPX_CCAM_NONE;
}

/**
 * cpx_page_state_parse_day:
 * @uri: what a link leads to
 * @out_day: (out): the day, if it is one
 *
 * Returns: `TRUE` if the link leads to another day
 */
gboolean
cpx_page_state_parse_day (const char *uri,
                          CpxDay     *out_day)
{
  const char *target = get_target (uri, CPX_CCAM_LINK_DAY);

  return target != NULL && cpx_day_parse_iso (target, out_day);
}

/**
 * cpx_page_state_dup_version:
 * @version: a record of a nomenclature
 *
 * Returns: (transfer full): `Version 78.10 (02/02/2025)`
 */
char *
cpx_page_state_dup_version (CpxRecord *version)
{
  const char *number = cpx_record_get_text (version, CPX_NOMENCLATURE_RECORD_VERSION);
  const char *effect = cpx_record_get_text (version, CPX_NOMENCLATURE_RECORD_EFFECT);
  CpxDay day = CPX_DAY_NONE;
  g_autofree char *shown = NULL;

  if (effect == NULL || !cpx_day_parse_iso (effect, &day))
    return g_strdup_printf (_("Version %s"), number != NULL ? number : "?");
  shown = cpx_day_format_french (day);

  return g_strdup_printf (_("Version %s (%s)"), number != NULL ? number : "?", shown);
}

/**
 * cpx_page_state_dup_count:
 * @n: how often
 *
 * Returns: (transfer full): `12 fois`
 */
char *
cpx_page_state_dup_count (guint64 n)
{
  const char *separator = C_("thousands separator", ",");
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, n);
  gsize length = strlen (digits);
  g_autoptr(GString) text = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append (text, separator);
      g_string_append_c (text, digits[i]);
    }

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s time", "%s times", (gulong) n), text->str);
}

static void
describe_version (CpxPageState    *state,
                  CpxNomenclature *nomenclature)
{
  const char *version = cpx_nomenclature_get_version (nomenclature);
  g_autofree char *effect = cpx_day_format_french (cpx_nomenclature_get_effect (nomenclature));
  guint n_acts = cpx_nomenclature_get_n_acts (nomenclature);

  state->version = g_strdup_printf (_("CCAM version %s, in force from %s"), version, effect);
  if (cpx_nomenclature_is_starter (nomenclature))
    state->starter =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                    "Starter nomenclature: %u everyday act. Import the official CCAM: Settings, CCAM",
                                    "Starter nomenclature: %u everyday acts. Import the official CCAM: Settings, CCAM",
                                    n_acts), n_acts);
}

static void
find_place (CpxPageState       *state,
            const CpxPageInput *input)
{
  const char *code = get_target (input->place, CPX_CCAM_LINK_ACT);
  const char *version = cpx_nomenclature_get_version (input->nomenclature);
  g_autofree char *day = cpx_day_format_french (input->day);

  state->menu = cpx_page_state_find_menu (input->nomenclature, input->place);
  if (code != NULL)
    state->act = cpx_nomenclature_find_act (input->nomenclature, code);
  if (state->act != CPX_CCAM_NONE || state->menu != CPX_CCAM_NONE)
    {
      state->page = "sheet";
      return;
    }
  state->title = code != NULL ? g_strdup_printf (_("No version of %s found on the day wanted"), code)
                              : g_strdup (_("No such chapter in this version"));
  state->description =
    g_strdup_printf (_("Version %s, looked at on %s, does not have it: choose another day or another version"),
                     version, day);
}

/**
 * cpx_page_state_compute:
 * @input: what is open, and where
 *
 * Returns: the state, to be cleared with cpx_page_state_clear()
 */
CpxPageState
cpx_page_state_compute (const CpxPageInput *input)
{
  CpxPageState state = { .page = "nothing", .act = CPX_CCAM_NONE, .menu = CPX_CCAM_NONE };

  if (input->nomenclature != NULL)
    describe_version (&state, input->nomenclature);
  if (input->nomenclature != NULL && input->place != NULL)
    {
      find_place (&state, input);
      return state;
    }
  state.title = g_strdup (_("No act open"));
  state.description = g_strdup (_("Type a code or words and press Enter, or choose in the chapters"));

  return state;
}

/**
 * cpx_page_state_clear:
 * @self: a state
 */
void
cpx_page_state_clear (CpxPageState *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->description, g_free);
  g_clear_pointer (&self->version, g_free);
  g_clear_pointer (&self->starter, g_free);
}
