/* cpx-rerank-counts.c: kept beside the settings of this post, as JSON.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-rerank-counts-private.h"

#include <cpx-chat-client.h>
#include <cpx-json.h>
#include <cpx-rerank.h>
#include <cpx-setting-table.h>

#include <glib/gi18n-lib.h>

#define KEY "language-model.counts"

static const struct
{
  const char *token;
  const char *label;
} outcomes[CPX_N_RERANK_OUTCOMES] = {
  [CPX_RERANK_USED] = { "used", N_("Order used") },
  [CPX_RERANK_CANCELLED] = { "cancelled", N_("No longer wanted") },
  [CPX_RERANK_WITHHELD] = { "withheld", N_("Not sent: the report still named somebody") },
  [CPX_RERANK_BAD_ADDRESS] = { "bad_address", N_("Wrong address") },
  [CPX_RERANK_UNREACHABLE] = { "unreachable", N_("Unreachable") },
  [CPX_RERANK_TOO_SLOW] = { "too_slow", N_("Too slow (2 seconds)") },
  [CPX_RERANK_INSECURE] = { "insecure", N_("Certificate not trusted") },
  [CPX_RERANK_REFUSED] = { "refused", N_("Refused by the service") },
  [CPX_RERANK_REDIRECTED] = { "redirected", N_("Sent elsewhere") },
  [CPX_RERANK_TOO_LARGE] = { "too_large", N_("Answer too long") },
  [CPX_RERANK_WRONG_ANSWER] = { "wrong_answer", N_("Answer of another form") },
  [CPX_RERANK_UNKNOWN_CODE] = { "unknown_code", N_("Code that was not proposed") },
  [CPX_RERANK_DUPLICATE_CODE] = { "duplicate_code", N_("Code named twice") },
};

static const CpxRerankOutcome chat_outcomes[] = {
  [CPX_CHAT_ERROR_ADDRESS] = CPX_RERANK_BAD_ADDRESS,
  [CPX_CHAT_ERROR_UNREACHABLE] = CPX_RERANK_UNREACHABLE,
  [CPX_CHAT_ERROR_TOO_SLOW] = CPX_RERANK_TOO_SLOW,
  [CPX_CHAT_ERROR_INSECURE] = CPX_RERANK_INSECURE,
  [CPX_CHAT_ERROR_REFUSED] = CPX_RERANK_REFUSED,
  [CPX_CHAT_ERROR_REDIRECTED] = CPX_RERANK_REDIRECTED,
  [CPX_CHAT_ERROR_TOO_LARGE] = CPX_RERANK_TOO_LARGE,
  [CPX_CHAT_ERROR_ANSWER] = CPX_RERANK_WRONG_ANSWER,
};

/**
 * cpx_rerank_outcome_get_token:
 * @outcome: what came of a question
 *
 * Returns: its name in JSON
 */
const char *
cpx_rerank_outcome_get_token (CpxRerankOutcome outcome)
{
  return outcomes[outcome].token;
}

/**
 * cpx_rerank_outcome_get_label:
 * @outcome: what came of a question
 *
 * Returns: its name on the screen
 */
const char *
cpx_rerank_outcome_get_label (CpxRerankOutcome outcome)
{
  return _(outcomes[outcome].label);
}

/**
 * cpx_rerank_outcome_of:
 * @error: (nullable): why there is no new order
 *
 * Returns: as what it is counted
 */
CpxRerankOutcome
cpx_rerank_outcome_of (const GError *error)
{
  if (error == NULL)
    return CPX_RERANK_USED;
  if (error->domain == CPX_CHAT_ERROR)
    return chat_outcomes[error->code];
  if (g_error_matches (error, CPX_RERANK_ERROR, CPX_RERANK_ERROR_UNKNOWN))
    return CPX_RERANK_UNKNOWN_CODE;
  if (g_error_matches (error, CPX_RERANK_ERROR, CPX_RERANK_ERROR_DUPLICATE))
    return CPX_RERANK_DUPLICATE_CODE;

  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? CPX_RERANK_CANCELLED : CPX_RERANK_WRONG_ANSWER;
}

/**
 * cpx_rerank_counts_get_failed:
 * @self: counts
 *
 * Returns: how many questions left the local order as it was because something was wrong
 */
guint64
cpx_rerank_counts_get_failed (const CpxRerankCounts *self)
{
  guint64 n_failed = 0;

  for (int i = CPX_RERANK_WITHHELD; i < CPX_N_RERANK_OUTCOMES; i++)
    n_failed += self->n_outcomes[i];

  return n_failed;
}

static guint64
get_count (json_t     *object,
           const char *name)
{
  return (guint64) MAX (json_integer_value (json_object_get (object, name)), 0);
}

/**
 * cpx_rerank_counts_load:
 * @txn: a transaction
 * @out_counts: (out): the counts
 * @error: where the fault goes
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_rerank_counts_load (CpxTxn           *txn,
                        CpxRerankCounts  *out_counts,
                        GError          **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autofree char *text = cpx_setting_table_get_text (txn, KEY, &local_error);
  g_autoptr(json_t) object = text != NULL ? cpx_json_parse (text, -1, NULL) : NULL;

  *out_counts = (CpxRerankCounts) { 0 };
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  out_counts->n_asked = get_count (object, "asked");
  for (int i = 0; i < CPX_N_RERANK_OUTCOMES; i++)
    out_counts->n_outcomes[i] = get_count (object, outcomes[i].token);

  return TRUE;
}

/**
 * cpx_rerank_counts_save:
 * @txn: a transaction that writes
 * @counts: the counts from now on
 * @error: where the fault goes
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_rerank_counts_save (CpxTxn                 *txn,
                        const CpxRerankCounts  *counts,
                        GError                **error)
{
  g_autoptr(json_t) object = json_pack ("{s:I}", "asked", (json_int_t) counts->n_asked);
  g_autofree char *text = NULL;

  for (int i = 0; i < CPX_N_RERANK_OUTCOMES; i++)
    json_object_set_new (object, outcomes[i].token, json_integer ((json_int_t) counts->n_outcomes[i]));
  text = cpx_json_print (object);

  return cpx_setting_table_set_text (txn, KEY, text, error);
}
