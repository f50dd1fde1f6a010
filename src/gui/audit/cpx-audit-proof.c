/* cpx-audit-proof.c: a file is chosen, the proof is written, a toast says where.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-audit-proof.h"

#include "cpx-audit-state.h"
#include "cpx-file-picker.h"
#include "cpx-saved-file.h"
#include "cpx-toast.h"

#include <cpx-export-proof.h>

#include <glib/gi18n-lib.h>

/* One proof on its way. */
typedef struct
{
  GtkWidget   *from;      /* (owned) */
  CpxPractice *practice;  /* (owned) */
  CpxLogEntry *entry;     /* (owned) */
  char        *path;      /* (owned) (nullable): once it is chosen */
} Proof;

static void
proof_free (Proof *self)
{
  g_object_unref (self->from);
  g_object_unref (self->practice);
  g_object_unref (self->entry);
  g_free (self->path);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Proof, proof_free)

static Proof *
proof_new (GtkWidget   *from,
           CpxPractice *practice,
           CpxLogEntry *entry)
{
  Proof *self = g_new0 (Proof, 1);

  self->from = g_object_ref (from);
  self->practice = g_object_ref (practice);
  self->entry = g_object_ref (entry);

  return self;
}

/**
 * cpx_audit_proof_dup_name:
 * @facts: an entry
 *
 * Returns: (transfer full): a name for the file, with the number that the screen shows and no name of a person
 */
char *
cpx_audit_proof_dup_name (const CpxLogFacts *facts)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, facts->index + 1);

  /* Translators: name of a file; the argument is the number of an entry of the journal */
  return g_strdup_printf (_("journal-entry-%s.tlog-proof"), number);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Proof) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean done = cpx_practice_export_proof_finish (CPX_PRACTICE (source), result, &error);
  g_autofree char *number = cpx_audit_state_dup_number (cpx_log_entry_get (self->entry)->index + 1);
  g_autofree char *sentence = g_strdup_printf (_("Proof of entry %s saved"), number);

  if (gtk_widget_get_root (self->from) == NULL)
    return;
  if (done)
    cpx_saved_file_show (self->from, sentence, self->path);
  else
    cpx_toast_show_error (self->from, error);
}

static void
write_proof (Proof *self)
{
  const CpxLogFacts *facts = cpx_log_entry_get (self->entry);
  CpxProofExport wanted = { facts->device_id, facts->index, self->path, TRUE };   /* the dialog has asked */

  cpx_practice_export_proof_async (self->practice, &wanted, exported_cb, self);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Proof) self = user_data;
  g_autoptr(GFile) file = cpx_file_picker_finish (result);

  self->path = file != NULL ? g_file_get_path (file) : NULL;
  if (self->path != NULL && !cpx_practice_is_locked (self->practice))
    write_proof (g_steal_pointer (&self));
}

/**
 * cpx_audit_proof_begin:
 * @from: the journal
 * @practice: an unlocked practice
 * @entry: an entry that could be read
 *
 * Asks where to, then saves the proof that the sealed log holds the entry.
 */
void
cpx_audit_proof_begin (GtkWidget   *from,
                       CpxPractice *practice,
                       CpxLogEntry *entry)
{
  g_autofree char *name = cpx_audit_proof_dup_name (cpx_log_entry_get (entry));

  cpx_file_picker_save_async (from, _("Export the proof of the entry"), name, chosen_cb,
                              proof_new (from, practice, entry));
}

/**
 * cpx_audit_proof_save:
 * @from: the journal
 * @practice: an unlocked practice
 * @entry: an entry that could be read
 * @path: of the file
 *
 * Saves the proof where a person said.
 */
void
cpx_audit_proof_save (GtkWidget   *from,
                      CpxPractice *practice,
                      CpxLogEntry *entry,
                      const char  *path)
{
  Proof *self = proof_new (from, practice, entry);

  self->path = g_strdup (path);
  write_proof (self);
}
