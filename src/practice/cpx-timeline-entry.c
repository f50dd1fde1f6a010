/* cpx-timeline-entry.c: one thing that happened to a file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-timeline-entry.h"

#include <string.h>

struct _CpxTimelineEntry
{
  GObject  parent_instance;

  gint64   time_us;
  guint64  index;
  gint64   place;
  char    *user_name;  /* (owned) (nullable) */
  char    *sentence;   /* (owned) */
  char    *action;     /* (owned) */
  char    *kind;       /* (owned) (nullable) */
  char    *record_id;  /* (owned) (nullable) */
};

enum
{
  PROP_TIME = 1,
  PROP_USER_NAME,
  PROP_SENTENCE,
  PROP_ACTION,
  PROP_ICON_NAME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CpxTimelineEntry, cpx_timeline_entry, G_TYPE_OBJECT)

/* By what comes after the dot; names that GTK itself brings. */
static const struct
{
  const char *verb;
  const char *icon_name;
} icons[] = {
  { "created", "list-add-symbolic" },
  { "edited", "document-edit-symbolic" },
  { "values-chosen", "document-edit-symbolic" },
  { "opened", "view-reveal-symbolic" },
  { "glass-broken", "dialog-warning-symbolic" },
  { "removed", "user-trash-symbolic" },
  { "erased", "user-trash-symbolic" },
  { "restored", "edit-undo-symbolic" },
  { "unarchived", "edit-undo-symbolic" },
  { "unmerged", "edit-undo-symbolic" },
  { "recorded", "list-add-symbolic" },
  { "taken-back", "user-trash-symbolic" },
  { "validated", "object-select-symbolic" },
  { "coded", "object-select-symbolic" },
  { "locked", "changes-prevent-symbolic" },
  { "reopened", "changes-allow-symbolic" },
  { "unlocked", "avatar-default-symbolic" },
  { "unlock-failed", "dialog-warning-symbolic" },
  { "sealed", "security-high-symbolic" },
  { "verified", "security-high-symbolic" },
  { "exported", "document-send-symbolic" },
  { "proved", "document-send-symbolic" },
  { "printed", "printer-symbolic" },
  { "read", "view-reveal-symbolic" },
};

static void
cpx_timeline_entry_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  CpxTimelineEntry *self = CPX_TIMELINE_ENTRY (object);

  switch (prop_id)
    {
    case PROP_TIME:
      g_value_take_boxed (value, g_date_time_new_from_unix_local (self->time_us / G_USEC_PER_SEC));
      break;
    case PROP_USER_NAME:
      g_value_set_string (value, self->user_name);
      break;
    case PROP_SENTENCE:
      g_value_set_string (value, self->sentence);
      break;
    case PROP_ACTION:
      g_value_set_string (value, self->action);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, cpx_timeline_entry_get_icon_name (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cpx_timeline_entry_finalize (GObject *object)
{
  CpxTimelineEntry *self = CPX_TIMELINE_ENTRY (object);

  g_free (self->user_name);
  g_free (self->sentence);
  g_free (self->action);
  g_free (self->kind);
  g_free (self->record_id);

  G_OBJECT_CLASS (cpx_timeline_entry_parent_class)->finalize (object);
}

static void
cpx_timeline_entry_class_init (CpxTimelineEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = cpx_timeline_entry_get_property;
  object_class->finalize = cpx_timeline_entry_finalize;

  properties[PROP_TIME] = g_param_spec_boxed ("time", NULL, NULL, G_TYPE_DATE_TIME, flags);
  properties[PROP_USER_NAME] = g_param_spec_string ("user-name", NULL, NULL, NULL, flags);
  properties[PROP_SENTENCE] = g_param_spec_string ("sentence", NULL, NULL, NULL, flags);
  properties[PROP_ACTION] = g_param_spec_string ("action", NULL, NULL, NULL, flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cpx_timeline_entry_init (CpxTimelineEntry *self)
{
}

/**
 * cpx_timeline_entry_new:
 * @facts: what it is made of
 *
 * Returns: (transfer full): an entry
 */
CpxTimelineEntry *
cpx_timeline_entry_new (const CpxTimelineFacts *facts)
{
  CpxTimelineEntry *self = g_object_new (CPX_TYPE_TIMELINE_ENTRY, NULL);

  self->time_us = facts->time_us;
  self->index = facts->index;
  self->place = facts->place;
  self->user_name = g_strdup (facts->user_name);
  self->sentence = g_strdup (facts->sentence);
  self->action = g_strdup (facts->action);
  self->kind = g_strdup (facts->kind);
  self->record_id = g_strdup (facts->record_id);

  return self;
}

/**
 * cpx_timeline_entry_get_time_us:
 * @self: an entry
 *
 * Returns: when, in microseconds since the epoch, UTC, as the post's clock said
 */
gint64
cpx_timeline_entry_get_time_us (CpxTimelineEntry *self)
{
  return self->time_us;
}

/**
 * cpx_timeline_entry_get_user_name:
 * @self: an entry
 *
 * Returns: (transfer none) (nullable): who
 */
const char *
cpx_timeline_entry_get_user_name (CpxTimelineEntry *self)
{
  return self->user_name;
}

/**
 * cpx_timeline_entry_get_sentence:
 * @self: an entry
 *
 * Returns: (transfer none): what, with who did it
 */
const char *
cpx_timeline_entry_get_sentence (CpxTimelineEntry *self)
{
  return self->sentence;
}

/**
 * cpx_timeline_entry_get_action:
 * @self: an entry
 *
 * Returns: (transfer none): what the audit log calls it
 */
const char *
cpx_timeline_entry_get_action (CpxTimelineEntry *self)
{
  return self->action;
}

/**
 * cpx_timeline_entry_get_kind:
 * @self: an entry
 *
 * Returns: (transfer none) (nullable): the kind of the record it is about
 */
const char *
cpx_timeline_entry_get_kind (CpxTimelineEntry *self)
{
  return self->kind;
}

/**
 * cpx_timeline_entry_get_record_id:
 * @self: an entry
 *
 * Returns: (transfer none) (nullable): the record it is about
 */
const char *
cpx_timeline_entry_get_record_id (CpxTimelineEntry *self)
{
  return self->record_id;
}

/**
 * cpx_timeline_entry_get_icon_name:
 * @self: an entry
 *
 * Returns: (transfer none): an icon for its kind of action
 */
const char *
cpx_timeline_entry_get_icon_name (CpxTimelineEntry *self)
{
  return cpx_timeline_entry_find_icon (self->action);
}

/**
 * cpx_timeline_entry_find_icon:
 * @action: what the audit log calls it
 *
 * Returns: (transfer none): an icon for its kind of action
 */
const char *
cpx_timeline_entry_find_icon (const char *action)
{
  const char *verb = strrchr (action, '.');

  for (gsize i = 0; verb != NULL && i < G_N_ELEMENTS (icons); i++)
    {
      if (strcmp (verb + 1, icons[i].verb) == 0)
        return icons[i].icon_name;
    }

  return "emblem-documents-symbolic";
}

/**
 * cpx_timeline_entry_get_index:
 * @self: an entry
 *
 * Returns: its place in the audit log of its post, from 0
 */
guint64
cpx_timeline_entry_get_index (CpxTimelineEntry *self)
{
  return self->index;
}

/**
 * cpx_timeline_entry_get_place:
 * @self: an entry
 *
 * Returns: its place among the logs of all posts
 */
gint64
cpx_timeline_entry_get_place (CpxTimelineEntry *self)
{
  return self->place;
}
