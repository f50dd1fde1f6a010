/* cpx-audit-openings.c: the opening of a file in the journal is noted, once for each file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-audit-openings.h"

#include "cpx-toast.h"

#include <cpx-open-patient.h>

struct _CpxAuditOpenings
{
  CpxPractice *practice;  /* (owned) */
  GHashTable  *noted;     /* (owned): ids of patients */
};

/**
 * cpx_audit_openings_new:
 * @practice: an unlocked practice
 *
 * Returns: (transfer full): no file was opened yet
 */
CpxAuditOpenings *
cpx_audit_openings_new (CpxPractice *practice)
{
  CpxAuditOpenings *self = g_new0 (CpxAuditOpenings, 1);

  self->practice = g_object_ref (practice);
  self->noted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

/**
 * cpx_audit_openings_free:
 * @self: (transfer full): it
 */
void
cpx_audit_openings_free (CpxAuditOpenings *self)
{
  g_object_unref (self->practice);
  g_hash_table_unref (self->noted);
  g_free (self);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GtkWidget) from = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxPatientFile) file = cpx_practice_open_patient_finish (CPX_PRACTICE (source), result, &error);

  if (file != NULL && file->warning != NULL && gtk_widget_get_root (from) != NULL)
    cpx_toast_show (from, file->warning);
}

static gboolean
shows_file (const CpxLogFacts *facts)
{
  return facts->patient_id != NULL && facts->erased_us == 0 && facts->details_state != CPX_LOG_DETAILS_WITHHELD &&
         facts->details_state != CPX_LOG_DETAILS_UNREADABLE;
}

/**
 * cpx_audit_openings_note:
 * @self: it
 * @from: the page, told of what is to be said loudly
 * @facts: the entry that is shown
 *
 * Notes that the file of which an entry tells was opened, if it tells of one and that was not noted yet.
 */
void
cpx_audit_openings_note (CpxAuditOpenings  *self,
                         GtkWidget         *from,
                         const CpxLogFacts *facts)
{
  if (shows_file (facts) && g_hash_table_add (self->noted, g_strdup (facts->patient_id)))
    cpx_practice_open_patient_async (self->practice, facts->patient_id, NULL, opened_cb, g_object_ref (from));
}
