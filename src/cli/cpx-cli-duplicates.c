/* cpx-cli-duplicates.c: files that may be the same person, listed or warned of.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-duplicates.h"

#include "cpx-cli-commands.h"

#include <cpx-find-duplicates.h>
#include <cpx-find-records.h>
#include <cpx-patient.h>

#include <glib/gi18n-lib.h>

static void
warn_of_duplicate (const CpxDuplicate *duplicate)
{
  g_autofree char *reasons = cpx_duplicate_score_explain (duplicate->score);
  g_autofree char *summary = cpx_record_summarize (duplicate->patient);

  cpx_cli_output_complain (_("May be the same person: %s (%s): %s"), summary, cpx_record_get_id (duplicate->patient),
                           reasons);
}

/* What an edit does not bring was told before, and stands in “patient duplicates”. */
static gboolean
is_known (CpxRecord          *before,
          const CpxDuplicate *duplicate)
{
  CpxDuplicateScore earlier = cpx_duplicates_score (before, duplicate->patient);

  return duplicate->score.score <= earlier.score && (duplicate->score.reasons & ~earlier.reasons) == 0;
}

/**
 * cpx_cli_warn_of_duplicates:
 * @before: (nullable): the file as it was before an edit; `NULL` for a new one
 * @found: (element-type CpxDuplicate): what it looks like now
 *
 * Says on standard error whom a file may duplicate, once it is written all the same: two people may share every trait.
 */
void
cpx_cli_warn_of_duplicates (CpxRecord *before,
                            GPtrArray *found)
{
  for (guint i = 0; i < found->len; i++)
    {
      const CpxDuplicate *duplicate = g_ptr_array_index (found, i);

      if (duplicate->score.score >= CPX_DUPLICATE_LIKELY && (before == NULL || !is_known (before, duplicate)))
        warn_of_duplicate (duplicate);
    }
}

static gboolean
show_pair (CpxCli             *cli,
           CpxRecord          *a,
           CpxRecord          *b,
           CpxDuplicateScore   score,
           GError            **error)
{
  g_autofree char *reasons = cpx_duplicate_score_explain (score);
  g_autofree char *summary_a = cpx_record_summarize (a);
  g_autofree char *summary_b = cpx_record_summarize (b);
  g_autoptr(json_t) object = NULL;

  if (!cli->json)
    return cpx_cli_output_text (error, "%d\t%s\t%s\t%s\t%s\t%s", score.score, cpx_record_get_id (a), summary_a,
                                cpx_record_get_id (b), summary_b, reasons);
  object = json_pack ("{s:i, s:s, s:s, s:[]}", "score", score.score, "a", cpx_record_get_id (a),
                      "b", cpx_record_get_id (b), "reasons");
  for (int i = 0; i < CPX_N_DUPLICATE_REASONS; i++)
    {
      if ((score.reasons & (1u << i)) != 0)
        json_array_append_new (json_object_get (object, "reasons"), json_string (cpx_duplicate_reason_get_id (i)));
    }

  return cpx_cli_output_json (object, error);
}

static gboolean
list_pairs (CpxCli  *cli,
            GError **error)
{
  g_autoptr(GPtrArray) pairs = cpx_practice_list_duplicate_pairs (cli->practice, error);

  for (guint i = 0; pairs != NULL && i < pairs->len; i++)
    {
      const CpxDuplicatePair *pair = g_ptr_array_index (pairs, i);

      if (!show_pair (cli, pair->a, pair->b, pair->score, error))
        return FALSE;
    }

  return pairs != NULL;
}

static gboolean
duplicates (CpxCli  *cli,
            char   **arguments,
            GError **error)
{
  g_autofree char *id = NULL;
  g_autoptr(CpxRecord) patient = NULL;
  g_autoptr(GPtrArray) found = NULL;

  if (!cpx_cli_check_arguments (arguments, 0, 1, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  if (arguments[0] == NULL)
    return list_pairs (cli, error);
  id = cpx_practice_find_patient_id (cli->practice, arguments[0], error);
  patient = id != NULL ? cpx_practice_load (cli->practice, &cpx_patient_kind, id, error) : NULL;
  found = patient != NULL ? cpx_practice_find_duplicates (cli->practice, patient, error) : NULL;
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const CpxDuplicate *duplicate = g_ptr_array_index (found, i);

      if (!show_pair (cli, patient, duplicate->patient, duplicate->score, error))
        return FALSE;
    }

  return found != NULL;
}

const CpxCliCommand cpx_cli_duplicates_commands[] = {
  { "patient duplicates", N_("[PATIENT]"), N_("List files that may be the same person, and why"), NULL, NULL,
    duplicates },
  { NULL }
};
