/* cpx-ccam-text.c: markup is made here and nowhere else: every text of the files is escaped on its way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-ccam-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_DEPTH 16  /* of the chapters; the files have 4 */

/**
 * cpx_ccam_text_dup_amount:
 * @cents: an amount
 *
 * Returns: (transfer full): `1 293,94 €`
 */
char *
cpx_ccam_text_dup_amount (int cents)
{
  int euros = cents / 100;

  if (euros < 1000)
    return g_strdup_printf (_("%d.%02d €"), euros, cents % 100);

  return g_strdup_printf (_("%d%s%03d.%02d €"), euros / 1000, C_("thousands separator", ","), euros % 1000,
                          cents % 100);
}

/**
 * cpx_ccam_text_dup_rate:
 * @thousandths: a coefficient, 1115 for 1.115
 *
 * Returns: (transfer full): `× 1,115`
 */
char *
cpx_ccam_text_dup_rate (guint thousandths)
{
  return g_strdup_printf (_("× %u.%03u"), thousandths / 1000, thousandths % 1000);
}

/**
 * cpx_ccam_text_dup_span:
 * @span: days
 *
 * Returns: (transfer full): `du 01/01/2022 au 31/12/2024`
 */
char *
cpx_ccam_text_dup_span (CpxDaySpan span)
{
  g_autofree char *first = cpx_day_format_french (span.first);
  g_autofree char *last = cpx_day_format_french (span.last);

  if (span.first == CPX_DAY_NONE)
    return span.last == CPX_DAY_NONE ? g_strdup (_("Always")) : g_strdup_printf (_("Until %s"), last);

  return span.last == CPX_DAY_NONE ? g_strdup_printf (_("Since %s"), first)
                                   : g_strdup_printf (_("From %s to %s"), first, last);
}

/**
 * cpx_ccam_text_dup_link:
 * @scheme: one of the `CPX_CCAM_LINK_…`
 * @target: what it leads to
 * @text: what is read
 *
 * Returns: (transfer full): markup
 */
char *
cpx_ccam_text_dup_link (const char *scheme,
                        const char *target,
                        const char *text)
{
  return g_markup_printf_escaped ("<a href=\"%s:%s\">%s</a>", scheme, target, text);
}

/**
 * cpx_ccam_text_dup_act:
 * @nomenclature: a nomenclature
 * @act: an act
 *
 * Returns: (transfer full): its code as a link and its label, markup
 */
char *
cpx_ccam_text_dup_act (CpxNomenclature *nomenclature,
                       guint            act)
{
  const char *code = cpx_nomenclature_get_code (nomenclature, act);
  g_autofree char *link = cpx_ccam_text_dup_link (CPX_CCAM_LINK_ACT, code, code);
  g_autofree char *label = g_markup_escape_text (cpx_nomenclature_get_long_label (nomenclature, act), -1);

  return g_strdup_printf ("%s  %s", link, label);
}

/**
 * cpx_ccam_text_dup_path:
 * @nomenclature: a nomenclature
 * @menu: a chapter, or `CPX_CCAM_NONE`
 *
 * Returns: (transfer full): the chapters from the first one down to @menu, each a link, markup
 */
char *
cpx_ccam_text_dup_path (CpxNomenclature *nomenclature,
                        guint            menu)
{
  GString *path = g_string_new (NULL);

  for (guint depth = 0; menu != CPX_CCAM_NONE && menu != 0 && depth < MAX_DEPTH; depth++)
    {
      CpxCcamMenu row = cpx_nomenclature_get_menu (nomenclature, menu);
      g_autofree char *id = g_strdup_printf ("%u", row.id);
      g_autofree char *link = cpx_ccam_text_dup_link (CPX_CCAM_LINK_MENU, id, row.label);

      if (path->len > 0)
        g_string_prepend (path, " › ");
      g_string_prepend (path, link);
      menu = row.parent;
    }

  return g_string_free (path, FALSE);
}

static void
append_escaped (GString    *markup,
                const char *text,
                gsize       length)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize) length);

  g_string_append (markup, escaped);
}

/**
 * cpx_ccam_text_dup_note:
 * @nomenclature: a nomenclature
 * @note: a note
 *
 * Returns: (transfer full): its text with a link for every act it names, markup
 */
char *
cpx_ccam_text_dup_note (CpxNomenclature *nomenclature,
                        guint            note)
{
  const char *text = cpx_nomenclature_get_note (nomenclature, note).text;
  CpxCcamRange links = cpx_nomenclature_list_note_links (nomenclature, note);
  gsize length = strlen (text);
  gsize done = 0;
  GString *markup = g_string_new (NULL);

  for (guint i = links.first; i < links.first + links.n; i++)
    {
      CpxCcamNoteLink link = cpx_nomenclature_get_note_link (nomenclature, i);
      g_autofree char *quoted = NULL;
      g_autofree char *act = NULL;

      if (link.start < done || (gsize) link.start + link.length > length)
        continue;
      append_escaped (markup, text + done, link.start - done);
      quoted = g_strndup (text + link.start, link.length);
      act = cpx_ccam_text_dup_link (CPX_CCAM_LINK_ACT, cpx_nomenclature_get_code (nomenclature, link.act), quoted);
      g_string_append (markup, act);
      done = (gsize) link.start + link.length;
    }
  append_escaped (markup, text + done, length - done);

  return g_strchomp (g_string_free (markup, FALSE));
}
