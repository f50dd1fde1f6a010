/* cpx-circumstances-state.c: those of the operation first, then those of each act.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-circumstances-state.h"

#include <cpx-coding-verdict.h>
#include <cpx-partial-date.h>

static void
row_free (CpxCircumstanceRow *self)
{
  g_free (self->title);
  g_free (self->value);
  g_free (self->text);
  g_free (self);
}

static char *
dup_title (const CpxCircumstance *what,
           CpxCodingRequest      *request,
           guint                  line)
{
  if (!what->of_line)
    return g_strdup (cpx_circumstance_get_label (what));

  return g_strdup_printf ("%s – %s", cpx_coding_draft_get_line (request->draft, line)->code,
                          cpx_circumstance_get_label (what));
}

static char *
dup_text (const CpxCircumstance *what,
          const char            *value)
{
  CpxPartialDate date;

  if (what->type == CPX_CIRCUMSTANCE_DAY && cpx_partial_date_parse_iso (value, &date))
    return cpx_partial_date_format_french (date);

  return g_strdup (value);
}

static void
add_row (GPtrArray             *rows,
         const CpxCircumstance *what,
         CpxCodingRequest      *request,
         CpxCodingResult       *result,
         guint                  line)
{
  CpxCircumstanceRow *row = g_new0 (CpxCircumstanceRow, 1);

  row->what = what;
  row->line = line;
  row->title = dup_title (what, request, line);
  row->value = cpx_circumstance_dup_value (what, request, line);
  row->text = dup_text (what, row->value);
  row->shown = *row->value != '\0' || cpx_circumstance_is_wanted (what, request, result, line);
  g_ptr_array_add (rows, row);
}

static void
add_rows (GPtrArray             *rows,
          const CpxCircumstance *what,
          CpxCodingRequest      *request,
          CpxCodingResult       *result)
{
  guint n_places = what->of_line ? cpx_coding_draft_get_n_lines (request->draft) : 1;

  for (guint line = 0; line < n_places; line++)
    add_row (rows, what, request, result, line);
}

/**
 * cpx_circumstances_state_list:
 * @request: what is decided so far
 *
 * Returns: (transfer full) (element-type CpxCircumstanceRow): all that may be stated, in the order of the screen
 */
GPtrArray *
cpx_circumstances_state_list (CpxCodingRequest *request)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  g_autoptr(CpxCodingVerdict) verdict = cpx_coding_verdict_new (request);
  guint n;
  const CpxCircumstance *all = cpx_circumstances_list (&n);

  for (guint i = 0; i < n; i++)
    add_rows (rows, &all[i], request, cpx_coding_verdict_get_result (verdict));

  return rows;
}

/**
 * cpx_circumstances_state_dup_shape:
 * @rows: of cpx_circumstances_state_list()
 *
 * Returns: (transfer full): the same for two lists whose rows can take one another's place
 */
char *
cpx_circumstances_state_dup_shape (GPtrArray *rows)
{
  GString *shape = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (shape, "%s\n", ((CpxCircumstanceRow *) g_ptr_array_index (rows, i))->title);

  return g_string_free (shape, FALSE);
}
