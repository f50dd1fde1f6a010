/* cpx-language-model-state.h: what the settings say of the language model: whether it is asked, and how it did.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-language-model-settings.h>

G_BEGIN_DECLS

/* One line of the counts. */
typedef struct
{
  const char *label;
  char       *number;  /* (owned) */
} CpxLanguageModelLine;

typedef struct
{
  gboolean    is_on;
  const char *address;        /* (nullable) */
  const char *name;           /* (nullable) */
  const char *status;
  const char *key_title;
  gboolean    can_switch;      /* the settings are read */
  gboolean    can_forget_key;
  gboolean    can_test;
  const char *test_hint;
  GPtrArray  *lines;          /* (owned) (element-type CpxLanguageModelLine) */
} CpxLanguageModelState;

CpxLanguageModelState  cpx_language_model_state_compute  (const CpxLanguageModelSettings *settings,
                                                          gboolean                        is_busy);
void                   cpx_language_model_state_clear    (CpxLanguageModelState          *self);
char                  *cpx_language_model_state_dup_time (guint                           ms);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxLanguageModelState, cpx_language_model_state_clear)

G_END_DECLS
