/* cpx-glass-state.c: which file, and why: what is missing is said once the button was pressed, not while one types.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-glass-state.h"

#include "cpx-reason-state.h"

#include <cpx-day.h>
#include <cpx-patient.h>

#include <glib/gi18n-lib.h>

static gboolean
is_filled (const char *text)
{
  g_autofree char *stripped = text != NULL ? g_strstrip (g_strdup (text)) : NULL;

  return stripped != NULL && *stripped != '\0';
}

static char *
find_missing_target (const CpxGlassTarget *target)
{
  const CpxField *field = &cpx_patient_kind.fields[CPX_PATIENT_BIRTH_DATE];
  CpxDay day;

  if (is_filled (target->number))
    return NULL;
  if (!is_filled (target->name) && !is_filled (target->birth_date))
    return g_strdup (_("Say which file: its number, or the whole name and the birth date."));
  if (!is_filled (target->name))
    return g_strdup (_("The whole name is missing, or the file number."));
  if (!is_filled (target->birth_date))
    return g_strdup (_("The birth date is missing: type it as 12/03/1964."));
  if (!cpx_day_parse (target->birth_date, &day))
    return cpx_day_dup_fault (cpx_field_get_label (field), target->birth_date);

  return NULL;
}

static const char *
find_missing_reason (const char *reason)
{
  if (cpx_reason_is_too_long (reason))
    return _("The justification is too long: shorten it.");
  if (!cpx_reason_is_enough (reason))
    return _("Say why you open this file: 20 characters at least.");

  return NULL;
}

/**
 * cpx_glass_state_compute:
 * @input: what is typed
 *
 * Returns: what the page lets do, and what it says is missing; free it with cpx_glass_state_clear()
 */
CpxGlassState
cpx_glass_state_compute (const CpxGlassInput *input)
{
  g_autofree char *target = find_missing_target (&input->target);
  const char *reason = find_missing_reason (input->reason);
  gboolean too_long = cpx_reason_is_too_long (input->reason);

  return (CpxGlassState) {
    .can_open = target == NULL && reason == NULL && !input->busy,
    .wrong_reason = reason != NULL && (too_long || (input->tried && target == NULL)),
    .missing = g_strdup (input->tried ? (target != NULL ? target : reason) : too_long ? reason : NULL),
  };
}

void
cpx_glass_state_clear (CpxGlassState *self)
{
  g_clear_pointer (&self->missing, g_free);
}

/**
 * cpx_glass_state_dup_banner:
 * @until_us: when the file closes again
 *
 * Returns: (transfer full): what stands over the file as long as it is open
 */
char *
cpx_glass_state_dup_banner (gint64 until_us)
{
  g_autoptr(GDateTime) until = g_date_time_new_from_unix_local (until_us / G_USEC_PER_SEC);

  return g_date_time_format (until, _("Break-glass: this file is open to you until %H:%M, to read only. It is written "
                                      "in the journal."));
}
