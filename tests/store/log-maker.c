/* log-maker.c: many entries in the audit log, quickly.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "log-maker.h"

#include <cpx-json.h>

/* The frequent ones come several times. */
static const char *const actions[] = {
  "patient.opened", "patient.opened", "patient.opened", "patient.edited", "patient.edited", "allergy.created",
  "coding.drafted", "coding.validated", "note.edited", "intervention.edited", "backup.made", "practice.unlocked", NULL,
};

const char *const *
log_maker_list_actions (void)
{
  return actions;
}

char *
log_maker_dup_user (guint number)
{
  return g_strdup_printf ("018f3a1c-0000-7000-8000-%012u", 100 + number);
}

/* A number that looks like chance and is the same each time. */
static guint
draw (guint i,
      guint salt)
{
  guint32 x = i * 2654435761u + salt * 40503u;

  x ^= x >> 15;
  x *= 2246822519u;

  return x ^ x >> 13;
}

static json_t *
make_details (guint i)
{
  static const char *const towns[] = { "Lyon", "Nîmes", "Besançon", "Saint-Étienne", "Évreux" };

  const char *remark = i % 10 == 0 ? "Le patient préfère être appelé le matin ; sa fille l’accompagne." : NULL;

  return json_pack ("{s:s, s:i, s:s*}", "town", towns[draw (i, 5) % G_N_ELEMENTS (towns)], "number", (int) i, "remark",
                    remark);
}

gboolean
log_maker_add (CpxTxn             *txn,
               guint               n_entries,
               guint               first,
               const char *const  *patient_ids,
               GError            **error)
{
  guint n_patients = patient_ids != NULL ? g_strv_length ((char **) patient_ids) : 0;

  for (guint i = first; i < first + n_entries; i++)
    {
      g_autofree char *user = draw (i, 1) % 50 != 0 ? log_maker_dup_user (draw (i, 2) % LOG_MAKER_N_USERS) : NULL;
      const char *action = actions[draw (i, 3) % (G_N_ELEMENTS (actions) - 1)];
      const char *patient = n_patients > 0 && draw (i, 4) % 10 != 0 ? patient_ids[draw (i, 6) % n_patients] : NULL;
      g_autoptr(json_t) details = make_details (i);
      /* The clock of a post is set back now and then. */
      gint64 back_us = draw (i, 7) % 1000 == 0 ? G_GINT64_CONSTANT (7200) * G_USEC_PER_SEC : 0;
      CpxNote note = { .actor = { user, CPX_ROLE_SURGEON }, .action = action, .kind = patient ? "patient" : NULL,
                       .id = patient, .patient_id = patient, .details = details,
                       .time_us = LOG_MAKER_FIRST_US + i * LOG_MAKER_STEP_US - back_us };

      if (!cpx_txn_note (txn, &note, NULL, error))
        return FALSE;
    }

  return TRUE;
}
