/* cpx-act-text.c: gathers the names, the chapter and the price of an act from the tables of the CCAM.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-act-text.h"

#define PRICES_READ 8         /* of an act, the last ones */
#define OFFICIAL_NICKNAMES 9  /* type of note: "Non structuré", which holds everyday names */
#define ANAESTHESIA '4'       /* activity */

/* Notes of type 09 hold the official everyday names. */
static char *
read_synonyms (CpxNomenclature *nomenclature,
               guint            act)
{
  CpxCcamRange range = cpx_nomenclature_list_notes (nomenclature, CPX_CCAM_NOTE_OF_ACT, act);
  GString *synonyms = g_string_new (NULL);

  for (guint i = range.first; i < range.first + range.n; i++)
    {
      CpxCcamNote note = cpx_nomenclature_get_note (nomenclature, i);

      if (note.type == OFFICIAL_NICKNAMES)
        g_string_append_printf (synonyms, "%s\n", note.text);
    }

  return g_string_free (synonyms, FALSE);
}

/* Titles from the chapter down. */
static char *
read_path (CpxNomenclature *nomenclature,
           guint            menu)
{
  g_autoptr(GPtrArray) titles = g_ptr_array_new ();

  while (menu != CPX_CCAM_NONE && menu != 0 && titles->len < 16)
    {
      CpxCcamMenu row = cpx_nomenclature_get_menu (nomenclature, menu);

      g_ptr_array_insert (titles, 0, (gpointer) row.label);
      menu = row.parent;
    }
  g_ptr_array_add (titles, NULL);

  return g_strjoinv (" > ", (char **) titles->pdata);
}

/* What the first activity was paid last, in whatever grid: a measure of how much work the act is, no price to show. */
static guint
read_price (CpxNomenclature *nomenclature,
            guint            act)
{
  CpxCcamRange activities = cpx_nomenclature_list_activities (nomenclature, act);
  CpxCcamRange phases = { 0, 0 };
  CpxCcamRange prices = { 0, 0 };
  int cents = 0;

  if (activities.n > 0)
    phases = cpx_nomenclature_list_phases (nomenclature, activities.first);
  if (phases.n > 0)
    prices = cpx_nomenclature_list_prices (nomenclature, phases.first);
  for (guint i = 0; i < MIN (prices.n, PRICES_READ); i++)
    cents = MAX (cents, cpx_nomenclature_get_price (nomenclature, prices.first + prices.n - 1 - i).cents);

  return MAX (cents, 0);
}

static gboolean
has_anaesthesia (CpxNomenclature *nomenclature,
                 guint            act)
{
  CpxCcamRange activities = cpx_nomenclature_list_activities (nomenclature, act);

  for (guint i = 0; i < activities.n; i++)
    {
      if (cpx_nomenclature_get_activity (nomenclature, activities.first + i).activity == ANAESTHESIA)
        return TRUE;
    }

  return FALSE;
}

/**
 * cpx_act_text_read:
 * @nomenclature: a version of the CCAM
 * @number: number of an act in it
 * @strings: where the strings that are not @nomenclature's are kept
 *
 * Returns: what the index wants to know of the act; its strings live as long as @nomenclature and @strings
 */
CpxActText
cpx_act_text_read (CpxNomenclature *nomenclature,
                   guint            number,
                   GStringChunk    *strings)
{
  CpxCcamAct act = cpx_nomenclature_get_act (nomenclature, number);
  g_autofree char *synonyms = read_synonyms (nomenclature, number);
  g_autofree char *path = read_path (nomenclature, act.menu);

  return (CpxActText) {
    .code = act.code,
    .label = *act.long_label != '\0' ? act.long_label : act.short_label,
    .path = g_string_chunk_insert_const (strings, path),
    .synonyms = g_string_chunk_insert (strings, synonyms),
    .type = act.kind,
    .end = act.closing,
    .sex = (CpxSex) act.sex,
    .price_cents = read_price (nomenclature, number),
    .anaesthesia = has_anaesthesia (nomenclature, number),
  };
}
