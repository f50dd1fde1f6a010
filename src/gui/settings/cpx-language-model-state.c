/* cpx-language-model-state.c: sentences and sensitivity from the settings; no widget.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-language-model-state.h"

#include <glib/gi18n-lib.h>

static void
line_free (gpointer data)
{
  CpxLanguageModelLine *line = data;

  g_free (line->number);
  g_free (line);
}

static void
add_line (GPtrArray  *lines,
          const char *label,
          guint64     number)
{
  CpxLanguageModelLine *line = g_new0 (CpxLanguageModelLine, 1);

  line->label = label;
  line->number = g_strdup_printf ("%'" G_GUINT64_FORMAT, number);
  g_ptr_array_add (lines, line);
}

/* What never happened is not listed, but for the two that are looked for first. */
static GPtrArray *
list_lines (const CpxRerankCounts *counts)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);

  add_line (lines, _("Requests that left this workstation"), counts->n_asked);
  for (CpxRerankOutcome i = 0; i < CPX_N_RERANK_OUTCOMES; i++)
    {
      if (i == CPX_RERANK_USED || counts->n_outcomes[i] > 0)
        add_line (lines, cpx_rerank_outcome_get_label (i), counts->n_outcomes[i]);
    }

  return lines;
}

static const char *
get_status (const CpxLanguageModelSettings *settings)
{
  if (settings->is_on)
    return _("It is asked each time suggestions are shown, and has two seconds to answer.");
  if (settings->address == NULL || settings->name == NULL)
    return _("To switch it on, give its address and its name first.");

  return _("Nothing leaves this workstation.");
}

/**
 * cpx_language_model_state_compute:
 * @settings: (nullable): as they are; `NULL`: not read yet
 * @is_busy: whether a test is under way
 *
 * Returns: what the page shows, to clear with cpx_language_model_state_clear(); texts are those of @settings
 */
CpxLanguageModelState
cpx_language_model_state_compute (const CpxLanguageModelSettings *settings,
                                  gboolean                        is_busy)
{
  static const CpxLanguageModelSettings unset = { 0 };
  gboolean is_read = settings != NULL, is_set;

  if (!is_read)
    settings = &unset;
  is_set = settings->address != NULL && settings->name != NULL;

  return (CpxLanguageModelState) {
    .is_on = settings->is_on,
    .address = settings->address,
    .name = settings->name,
    .status = is_read ? get_status (settings) : "",
    .key_title = settings->has_key ? _("Key (one is kept for this address)") : _("Key (if the service asks for one)"),
    .can_switch = is_read,
    .can_forget_key = settings->has_key,
    .can_test = is_set && !is_busy,
    .test_hint = is_set ? _("Sends a made report of nobody, also while the model is switched off.")
                        : _("Give the address and the name of the model first."),
    .lines = list_lines (&settings->counts),
  };
}

void
cpx_language_model_state_clear (CpxLanguageModelState *self)
{
  g_clear_pointer (&self->lines, g_ptr_array_unref);
}

/**
 * cpx_language_model_state_dup_time:
 * @ms: how long a test took
 *
 * Returns: (transfer full): that the model answered, and after what time
 */
char *
cpx_language_model_state_dup_time (guint ms)
{
  return g_strdup_printf (_("It answers as it should, in %.1f s."), ms / 1000.0);
}
