/* cpx-help-topic.c: which page of the manual speaks of what is on the screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-help-topic.h"

static const struct
{
  const char *page;
  const char *section;  /* (nullable): of the settings */
  const char *topic;
} topics[] = {
  { "patients", NULL, "patients" },
  { "coding", NULL, "coding" },
  { "nomenclature", NULL, "ccam-versions" },
  { "journal", NULL, "journal" },
  { "settings", "users", "roles" },
  { "settings", "ccam", "ccam" },
  { "settings", "lexicon", "lexicon" },
  { "settings", "suggestions", "learning" },
  { "settings", "language-model", "language-model" },
  { "settings", "keys", "vault" },
  { "settings", "backups", "backup" },
  { "settings", "seals", "seals" },
  { "unlock", NULL, "unlock" },
  { "assistant", NULL, "first-start" },
};

/**
 * cpx_help_topic_find:
 * @page: (nullable): the page on the screen
 * @section: (nullable): the part of it, for the settings
 *
 * Returns: (nullable): the name of a page of the manual; `NULL`: its first page
 */
const char *
cpx_help_topic_find (const char *page,
                     const char *section)
{
  for (gsize i = 0; i < G_N_ELEMENTS (topics); i++)
    {
      if (g_strcmp0 (topics[i].page, page) == 0 &&
          (topics[i].section == NULL || g_strcmp0 (topics[i].section, section) == 0))
        return topics[i].topic;
    }

  return NULL;
}
