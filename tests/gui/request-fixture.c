/* request-fixture.c: what cpx_practice_load_coding() would give.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "request-fixture.h"

#include "coding-fixture.h"

#include <cpx-intervention.h>

#define ID "01890000-0000-7000-8000-000000000001"

/* The acts on @lines, see tests/coding/coding-fixture.h, each proposed as it is. */
CpxCodingRequest *
request_fixture_new (const char *lines)
{
  CpxCodingContext context = coding_fixture_context (FIXTURE_DAY);
  CpxCodingRequest *request = g_new0 (CpxCodingRequest, 1);

  request->intervention = cpx_record_new (&cpx_intervention_kind, ID);
  request->acts = g_ptr_array_new_with_free_func (g_object_unref);
  request->practitioner_id = g_strdup (ID);
  request->draft = coding_fixture_draft (&context, lines);
  request->choices = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_act_choice_free);
  request->overrides = json_array ();
  request->nomenclature = coding_fixture_build ();
  for (guint i = 0; i < cpx_coding_draft_get_n_lines (request->draft); i++)
    g_ptr_array_add (request->choices, cpx_act_choice_new ("suggestion",
                                                           cpx_coding_draft_get_line (request->draft, i)->code, NULL,
                                                           NULL));

  return request;
}
