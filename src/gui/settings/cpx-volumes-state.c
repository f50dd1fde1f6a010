/* cpx-volumes-state.c: what the settings say of the volumes of acts, with and without a file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-volumes-state.h"

#include <cpx-act-volumes-record.h>
#include <cpx-day.h>

#include <glib/gi18n-lib.h>

/* « 6 873 actes » */
static char *
format_codes (CpxRecord *record)
{
  gint64 n_codes = cpx_record_get_integer (record, CPX_ACT_VOLUMES_RECORD_N_CODES);
  g_autofree char *number = g_strdup_printf ("%'" G_GINT64_FORMAT, n_codes);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s act", "%s acts", (gulong) n_codes), number);
}

static char *
format_import (CpxRecord *record)
{
  g_autofree char *codes = format_codes (record);
  g_autofree char *day = cpx_record_dup_display (record, CPX_ACT_VOLUMES_RECORD_IMPORTED);

  return *day != '\0' ? g_strdup_printf (_("%s, imported on %s"), codes, day) : g_steal_pointer (&codes);
}

static const char *
get_source (CpxRecord *record)
{
  const char *source = cpx_record_get_text (record, CPX_ACT_VOLUMES_RECORD_SOURCE);

  return source != NULL ? source : _("A volumes file");
}

/**
 * cpx_volumes_state_find:
 * @records: (element-type CpxRecord): every volumes file that was imported
 *
 * Returns: (transfer none) (nullable): the one that serves: the last; ids grow with time
 */
CpxRecord *
cpx_volumes_state_find (GListModel *records)
{
  CpxRecord *last = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (records); i++)
    {
      g_autoptr(CpxRecord) record = g_list_model_get_item (records, i);

      if (last == NULL || g_strcmp0 (cpx_record_get_id (record), cpx_record_get_id (last)) > 0)
        last = record;   /* the list keeps it */
    }

  return last;
}

/**
 * cpx_volumes_state_compute:
 * @served: (nullable): the file that serves
 * @busy: whether one is being imported or removed
 *
 * Returns: the state, to clear with cpx_volumes_state_clear()
 */
CpxVolumesState
cpx_volumes_state_compute (CpxRecord *served,
                           gboolean   busy)
{
  if (served == NULL)
    return (CpxVolumesState) {
      .title = g_strdup (_("No volumes file")),
      .subtitle = g_strdup (_("The suggestions work without: usual and rare acts weigh the same, the words alone "
                              "decide.")),
      .icon_name = "dialog-information-symbolic",
      .import_label = _("_Import volumes…"),
    };

  return (CpxVolumesState) {
    .title = g_strdup (get_source (served)),
    .subtitle = format_import (served),
    .icon_name = "emblem-ok-symbolic",
    .import_label = _("_Replace…"),
    .can_remove = !busy,
  };
}

void
cpx_volumes_state_clear (CpxVolumesState *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->subtitle, g_free);
}

/**
 * cpx_volumes_state_dup_result:
 * @imported: the file that serves now
 * @before: (nullable): the one whose place it took
 *
 * Returns: (transfer full): what became of an import, in one sentence
 */
char *
cpx_volumes_state_dup_result (CpxRecord *imported,
                              CpxRecord *before)
{
  g_autofree char *codes = format_codes (imported);

  if (before != NULL)
    return g_strdup_printf (_("Volumes of %s imported in place of “%s”."), codes, get_source (before));

  return g_strdup_printf (_("Volumes of %s imported."), codes);
}
