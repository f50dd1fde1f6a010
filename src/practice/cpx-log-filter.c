/* cpx-log-filter.c: which entries of the audit log somebody wants to see.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-filter.h"

#include <string.h>

/**
 * cpx_log_filter_init:
 * @self: (out caller-allocates): a filter
 *
 * Makes a filter that lets everything through.
 */
void
cpx_log_filter_init (CpxLogFilter *self)
{
  *self = (CpxLogFilter) { .from_us = G_MININT64, .until_us = G_MAXINT64 };
}

/**
 * cpx_log_filter_clear:
 * @self: a filter
 *
 * Frees what the filter holds and lets everything through again.
 */
void
cpx_log_filter_clear (CpxLogFilter *self)
{
  g_free (self->user_id);
  g_free (self->patient_id);
  g_free (self->record_id);
  g_strfreev (self->actions);
  g_free (self->device_id);
  g_free (self->text);
  cpx_log_filter_init (self);
}

/**
 * cpx_log_filter_copy:
 * @self: a filter
 *
 * Returns: (transfer full): the same
 */
CpxLogFilter *
cpx_log_filter_copy (const CpxLogFilter *self)
{
  CpxLogFilter *copy = g_new (CpxLogFilter, 1);

  *copy = *self;
  copy->user_id = g_strdup (self->user_id);
  copy->patient_id = g_strdup (self->patient_id);
  copy->record_id = g_strdup (self->record_id);
  copy->actions = g_strdupv (self->actions);
  copy->device_id = g_strdup (self->device_id);
  copy->text = g_strdup (self->text);

  return copy;
}

/**
 * cpx_log_filter_free:
 * @self: (transfer full): a filter
 */
void
cpx_log_filter_free (CpxLogFilter *self)
{
  cpx_log_filter_clear (self);
  g_free (self);
}

static gboolean
same_actions (char **a,
              char **b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return g_strv_equal ((const char *const *) a, (const char *const *) b);
}

/**
 * cpx_log_filter_equal:
 * @a: a filter
 * @b: another
 *
 * Returns: `TRUE` if they are written alike
 */
gboolean
cpx_log_filter_equal (const CpxLogFilter *a,
                      const CpxLogFilter *b)
{
  return g_strcmp0 (a->user_id, b->user_id) == 0 && g_strcmp0 (a->patient_id, b->patient_id) == 0 &&
         g_strcmp0 (a->record_id, b->record_id) == 0 && same_actions (a->actions, b->actions) &&
         a->from_us == b->from_us && a->until_us == b->until_us && g_strcmp0 (a->device_id, b->device_id) == 0 &&
         g_strcmp0 (a->text, b->text) == 0;
}

/**
 * cpx_log_filter_has_text:
 * @self: a filter
 *
 * Returns: `TRUE` if entries have to be opened to know whether they are wanted
 */
gboolean
cpx_log_filter_has_text (const CpxLogFilter *self)
{
  return self->text != NULL && *self->text != '\0';
}

/**
 * cpx_log_filter_is_empty:
 * @self: a filter
 *
 * Returns: `TRUE` if it lets everything through
 */
gboolean
cpx_log_filter_is_empty (const CpxLogFilter *self)
{
  return self->user_id == NULL && self->patient_id == NULL && self->record_id == NULL && self->actions == NULL &&
         self->from_us == G_MININT64 && self->until_us == G_MAXINT64 && self->device_id == NULL &&
         !cpx_log_filter_has_text (self);
}
