/* cpx-coding-draft.c: see cpx-coding-draft.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding-draft.h"

#include <string.h>

G_DEFINE_QUARK (cpx-coding-error-quark, cpx_coding_error)

struct _CpxCodingDraft
{
  GObject           parent_instance;

  CpxCodingContext  context;
  CpxCodingLine    *lines;    /* (owned) (nullable) */
  guint             n_lines;
};

G_DEFINE_FINAL_TYPE (CpxCodingDraft, cpx_coding_draft, G_TYPE_OBJECT)

static void
cpx_coding_draft_finalize (GObject *object)
{
  CpxCodingDraft *self = CPX_CODING_DRAFT (object);

  g_free (self->lines);

  G_OBJECT_CLASS (cpx_coding_draft_parent_class)->finalize (object);
}

static void
cpx_coding_draft_class_init (CpxCodingDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cpx_coding_draft_finalize;
}

static void
cpx_coding_draft_init (CpxCodingDraft *self)
{
}

/**
 * cpx_coding_context_init:
 * @context: (out caller-allocates): what to fill
 * @day: the day of execution
 *
 * Says nothing but the day: one surgeon of sector 1, nothing known of the patient.
 */
void
cpx_coding_context_init (CpxCodingContext *context,
                         CpxDay            day)
{
  *context = (CpxCodingContext) {
    .day = day,
    .minute = -1,
    .admission_minute = -1,
    .age_months = -1,
    .flat_share_cents = -1,
    .n_performers = 1,
    .performers = { { CPX_SPECIALTY_SURGEON, CPX_CONVENTION_SECTOR_1, 0 } },
  };
}

/**
 * cpx_coding_context_get_age_months:
 * @context: a context
 *
 * Returns: the patient's age on the day of execution, in full months, or -1 when it is unknown or absurd
 */
int
cpx_coding_context_get_age_months (const CpxCodingContext *context)
{
  if (context->birth_day == CPX_DAY_NONE)
    return context->age_months;
  if (!cpx_day_is_valid (context->birth_day) || !cpx_day_is_valid (context->day)
      || context->birth_day > context->day)
    return -1;

  return cpx_partial_date_get_age_months (cpx_day_to_partial (context->birth_day), cpx_day_to_partial (context->day));
}

/**
 * cpx_coding_line_init:
 * @line: (out caller-allocates): what to fill
 * @code: the code of an act
 *
 * The first activity, in one stage, once; the association is left to the rules.
 */
void
cpx_coding_line_init (CpxCodingLine *line,
                      const char    *code)
{
  *line = (CpxCodingLine) { .activity = 1, .quantity = 1 };
  g_strlcpy (line->code, code, sizeof line->code);
}

/**
 * cpx_coding_draft_new:
 * @context: (transfer none): who, when, whom
 * @lines: (transfer none) (array length=n_lines) (nullable): the acts
 * @n_lines: how many there are, %CPX_CODING_MAX_LINES at most
 *
 * Returns: (transfer full): a draft
 */
CpxCodingDraft *
cpx_coding_draft_new (const CpxCodingContext *context,
                      const CpxCodingLine    *lines,
                      guint                   n_lines)
{
  CpxCodingDraft *self;

  g_return_val_if_fail (n_lines <= CPX_CODING_MAX_LINES, NULL);
  g_return_val_if_fail (context->n_performers >= 1 && context->n_performers <= CPX_CODING_MAX_PERFORMERS, NULL);
  for (guint i = 0; i < n_lines; i++)
    g_return_val_if_fail (lines[i].performer >= 0 && (guint) lines[i].performer < context->n_performers, NULL);

  self = g_object_new (CPX_TYPE_CODING_DRAFT, NULL);
  self->context = *context;
  self->lines = g_memdup2 (lines, n_lines * sizeof *lines);
  self->n_lines = n_lines;

  return self;
}

/**
 * cpx_coding_draft_get_context:
 * @self: a draft
 *
 * Returns: (transfer none): whose acts, when and where
 */
const CpxCodingContext *
cpx_coding_draft_get_context (CpxCodingDraft *self)
{
  g_return_val_if_fail (CPX_IS_CODING_DRAFT (self), NULL);

  return &self->context;
}

/**
 * cpx_coding_draft_get_n_lines:
 * @self: a draft
 *
 * Returns: how many acts it has
 */
guint
cpx_coding_draft_get_n_lines (CpxCodingDraft *self)
{
  g_return_val_if_fail (CPX_IS_CODING_DRAFT (self), 0);

  return self->n_lines;
}

/**
 * cpx_coding_draft_get_line:
 * @self: a draft
 * @position: less than cpx_coding_draft_get_n_lines()
 *
 * Returns: (transfer none): the act there
 */
const CpxCodingLine *
cpx_coding_draft_get_line (CpxCodingDraft *self,
                           guint           position)
{
  g_return_val_if_fail (CPX_IS_CODING_DRAFT (self), NULL);
  g_return_val_if_fail (position < self->n_lines, NULL);

  return &self->lines[position];
}

static gboolean
lines_are_equal (const CpxCodingLine *a,
                 const CpxCodingLine *b)
{
  return strcmp (a->code, b->code) == 0 && strcmp (a->modifiers, b->modifiers) == 0 && a->activity == b->activity
         && a->phase == b->phase && a->association == b->association && a->quantity == b->quantity
         && a->overcharge_cents == b->overcharge_cents && a->overcharge_reason == b->overcharge_reason
         && a->exceptional_refund == b->exceptional_refund && a->moment == b->moment && a->body_part == b->body_part
         && a->trauma == b->trauma && a->ent_part == b->ent_part && a->performer == b->performer
         && a->gesture == b->gesture;
}

static gboolean
performers_are_equal (const CpxCodingContext *a,
                      const CpxCodingContext *b)
{
  if (a->n_performers != b->n_performers)
    return FALSE;
  for (guint i = 0; i < a->n_performers; i++)
    {
      const CpxPerformer *p = &a->performers[i], *q = &b->performers[i];

      if (p->specialty != q->specialty || p->convention != q->convention || p->grid != q->grid)
        return FALSE;
    }

  return TRUE;
}

static gboolean
patients_are_equal (const CpxCodingContext *a,
                    const CpxCodingContext *b)
{
  return a->birth_day == b->birth_day && a->age_months == b->age_months && a->sex == b->sex && a->c2s == b->c2s
         && a->ame == b->ame && a->ald == b->ald && a->work_injury == b->work_injury && a->maternity == b->maternity;
}

static gboolean
contexts_are_equal (const CpxCodingContext *a,
                    const CpxCodingContext *b)
{
  return a->day == b->day && a->minute == b->minute && a->admission_day == b->admission_day
         && a->admission_minute == b->admission_minute && strcmp (a->zone, b->zone) == 0
         && a->in_practice == b->in_practice && a->emergency == b->emergency && a->unplanned == b->unplanned
         && a->emergency_site == b->emergency_site && a->untransferable == b->untransferable
         && a->anaesthesia == b->anaesthesia && a->consultation == b->consultation
         && a->flat_share_cents == b->flat_share_cents && patients_are_equal (a, b) && performers_are_equal (a, b);
}

/**
 * cpx_coding_draft_equal:
 * @a: a draft
 * @b: another
 *
 * Returns: `TRUE` if they say the same, in the same order
 */
gboolean
cpx_coding_draft_equal (CpxCodingDraft *a,
                        CpxCodingDraft *b)
{
  if (a->n_lines != b->n_lines || !contexts_are_equal (&a->context, &b->context))
    return FALSE;
  for (guint i = 0; i < a->n_lines; i++)
    {
      if (!lines_are_equal (&a->lines[i], &b->lines[i]))
        return FALSE;
    }

  return TRUE;
}

/**
 * cpx_coding_draft_with_context:
 * @self: a draft
 * @context: another context
 *
 * Returns: (transfer full): the same acts in @context
 */
CpxCodingDraft *
cpx_coding_draft_with_context (CpxCodingDraft         *self,
                               const CpxCodingContext *context)
{
  g_return_val_if_fail (CPX_IS_CODING_DRAFT (self), NULL);

  return cpx_coding_draft_new (context, self->lines, self->n_lines);
}

/**
 * cpx_coding_draft_with_line:
 * @self: a draft
 * @position: less than cpx_coding_draft_get_n_lines()
 * @line: another act; its performer is one of the context
 *
 * Returns: (transfer full): a draft with @line there
 */
CpxCodingDraft *
cpx_coding_draft_with_line (CpxCodingDraft      *self,
                            guint                position,
                            const CpxCodingLine *line)
{
  CpxCodingDraft *copy;

  g_return_val_if_fail (CPX_IS_CODING_DRAFT (self), NULL);
  g_return_val_if_fail (position < self->n_lines, NULL);
  g_return_val_if_fail (line->performer >= 0 && (guint) line->performer < self->context.n_performers, NULL);

  copy = cpx_coding_draft_new (&self->context, self->lines, self->n_lines);
  copy->lines[position] = *line;

  return copy;
}

CpxCodingDraft *
cpx_coding_draft_with_new_line (CpxCodingDraft      *self,
                                const CpxCodingLine *line)
{
  g_autofree CpxCodingLine *lines = NULL;

  g_return_val_if_fail (CPX_IS_CODING_DRAFT (self), NULL);

  lines = g_new (CpxCodingLine, self->n_lines + 1);
  if (self->n_lines > 0)
    memcpy (lines, self->lines, self->n_lines * sizeof *lines);
  lines[self->n_lines] = *line;

  return cpx_coding_draft_new (&self->context, lines, self->n_lines + 1);
}

/**
 * cpx_coding_draft_without_line:
 * @self: a draft
 * @position: which line goes
 *
 * Takes that line out and no other, be it the same act.
 *
 * Returns: (transfer full): a new draft
 */
CpxCodingDraft *
cpx_coding_draft_without_line (CpxCodingDraft *self,
                               guint           position)
{
  g_autofree CpxCodingLine *lines = NULL;

  g_return_val_if_fail (CPX_IS_CODING_DRAFT (self), NULL);
  g_return_val_if_fail (position < self->n_lines, NULL);

  lines = g_memdup2 (self->lines, self->n_lines * sizeof *lines);
  memmove (lines + position, lines + position + 1, (self->n_lines - position - 1) * sizeof *lines);

  return cpx_coding_draft_new (&self->context, lines, self->n_lines - 1);
}
