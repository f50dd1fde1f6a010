/* cpx-log-row.c: one line of the journal on the screen, whose entry may still be on its way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-row.h"

struct _CpxLogRow
{
  GObject      parent_instance;

  gint64       place;
  CpxLogEntry *entry;        /* (owned) (nullable) */
  gboolean     begins_day;
};

enum
{
  PROP_ENTRY = 1,
  PROP_BEGINS_DAY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CpxLogRow, cpx_log_row, G_TYPE_OBJECT)

static void
cpx_log_row_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  CpxLogRow *self = CPX_LOG_ROW (object);

  switch (prop_id)
    {
    case PROP_ENTRY:
      g_value_set_object (value, self->entry);
      break;
    case PROP_BEGINS_DAY:
      g_value_set_boolean (value, self->begins_day);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cpx_log_row_finalize (GObject *object)
{
  g_clear_object (&CPX_LOG_ROW (object)->entry);

  G_OBJECT_CLASS (cpx_log_row_parent_class)->finalize (object);
}

static void
cpx_log_row_class_init (CpxLogRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = cpx_log_row_get_property;
  object_class->finalize = cpx_log_row_finalize;

  properties[PROP_ENTRY] = g_param_spec_object ("entry", NULL, NULL, CPX_TYPE_LOG_ENTRY, flags);
  properties[PROP_BEGINS_DAY] = g_param_spec_boolean ("begins-day", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cpx_log_row_init (CpxLogRow *self)
{
}

/**
 * cpx_log_row_new:
 * @place: where the entry lies among the logs of all posts
 *
 * Returns: (transfer full): a line without its entry
 */
CpxLogRow *
cpx_log_row_new (gint64 place)
{
  CpxLogRow *self = g_object_new (CPX_TYPE_LOG_ROW, NULL);

  self->place = place;

  return self;
}

/**
 * cpx_log_row_get_place:
 * @self: a line
 *
 * Returns: (transfer none): where its entry lies; a key for tables, as long as the line lives
 */
const gint64 *
cpx_log_row_get_place (CpxLogRow *self)
{
  return &self->place;
}

/**
 * cpx_log_row_get_entry:
 * @self: a line
 *
 * Returns: (transfer none) (nullable): the entry, `NULL` while it is read
 */
CpxLogEntry *
cpx_log_row_get_entry (CpxLogRow *self)
{
  g_return_val_if_fail (CPX_IS_LOG_ROW (self), NULL);

  return self->entry;
}

/**
 * cpx_log_row_set_entry:
 * @self: a line
 * @entry: its entry
 */
void
cpx_log_row_set_entry (CpxLogRow   *self,
                       CpxLogEntry *entry)
{
  if (g_set_object (&self->entry, entry))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENTRY]);
}

/**
 * cpx_log_row_begins_day:
 * @self: a line
 *
 * Returns: `TRUE` if the line above is of another day, or if there is none
 */
gboolean
cpx_log_row_begins_day (CpxLogRow *self)
{
  g_return_val_if_fail (CPX_IS_LOG_ROW (self), FALSE);

  return self->begins_day;
}

static gboolean
is_same_day (gint64 a_us,
             gint64 b_us)
{
  g_autoptr(GDateTime) a = g_date_time_new_from_unix_local (a_us / G_USEC_PER_SEC);
  g_autoptr(GDateTime) b = g_date_time_new_from_unix_local (b_us / G_USEC_PER_SEC);

  return a != NULL && b != NULL && g_date_time_get_day_of_year (a) == g_date_time_get_day_of_year (b) &&
         g_date_time_get_year (a) == g_date_time_get_year (b);
}

/* What cannot be read has no time: it stands under the day of its neighbours. */
static gboolean
compute_begins_day (CpxLogRow   *self,
                    CpxLogEntry *before)
{
  gint64 time_us = self->entry != NULL ? cpx_log_entry_get (self->entry)->time_us : 0;

  if (time_us == 0)
    return FALSE;

  return before == NULL || !is_same_day (time_us, cpx_log_entry_get (before)->time_us);
}

/**
 * cpx_log_row_set_before:
 * @self: a line that has its entry
 * @before: (nullable): the entry of the line above; `NULL` for the first line
 *
 * Settles whether a day begins here.
 */
void
cpx_log_row_set_before (CpxLogRow   *self,
                        CpxLogEntry *before)
{
  gboolean begins_day = compute_begins_day (self, before);

  if (self->begins_day == begins_day)
    return;
  self->begins_day = begins_day;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BEGINS_DAY]);
}
