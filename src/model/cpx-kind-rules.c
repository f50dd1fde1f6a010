/* cpx-kind-rules.c: phones, addresses, numbers with keys, periods.
 *
 * A rule about the content of a field says nothing of a field left empty.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-kind-rules.h"

#include "cpx-ccam-code.h"
#include "cpx-nir.h"
#include "cpx-rpps.h"

#include <cpx-fold.h>
#include <cpx-partial-date.h>

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *
get_label (CpxRecord *record,
           int        field)
{
  return cpx_field_get_label (&cpx_record_get_kind (record)->fields[field]);
}

/* Adds the sentence of @format about @field. */
void
cpx_rule_add (CpxRecord       *record,
              GPtrArray       *findings,
              CpxFindingLevel  level,
              int              field,
              const char      *rule,
              const char      *format,
              ...)
{
  g_autofree char *sentence = NULL;
  va_list args;

  va_start (args, format);
  sentence = g_strdup_vprintf (format, args);
  va_end (args);

  g_ptr_array_add (findings, cpx_finding_new (level, cpx_record_get_kind (record)->fields[field].name, rule,
                                              "%s", sentence));
}

/* Papers from abroad have all sorts of numbers, tables of other programs "unlisted": an odd one is said and kept. */
void
cpx_rule_check_phone (CpxRecord *record,
                      GPtrArray *findings,
                      int        field)
{
  const char *phone = cpx_record_get_text (record, field);
  gsize n_digits = 0;

  if (phone == NULL)
    return;

  for (const char *at = phone; *at != '\0'; at++)
    n_digits += g_ascii_isdigit (*at) ? 1 : 0;
  if (n_digits == 0)
    cpx_rule_add (record, findings, CPX_FINDING_TO_KNOW, field, "phone.none",
                  _("“%s” has no digit: type the number, and put words into the remarks"), get_label (record, field));
  else if (n_digits < 6 || n_digits > 15 || strspn (phone, "0123456789 +.-()/") != strlen (phone))
    cpx_rule_add (record, findings, CPX_FINDING_TO_KNOW, field, "phone.form",
                  _("“%s” does not look like a phone number"), get_label (record, field));
}

/**
 * cpx_rule_check_email:
 * @record: a record
 * @findings: (element-type CpxFinding): where what is wrong is added
 * @field: one of its fields, which may be empty
 *
 * Tells, without refusing it, of what does not look like an address.
 */
void
cpx_rule_check_email (CpxRecord *record,
                      GPtrArray *findings,
                      int        field)
{
  const char *email = cpx_record_get_text (record, field);
  const char *at;

  if (email == NULL)
    return;

  at = strrchr (email, '@');
  if (at == NULL || at == email || strchr (at, '.') == NULL || strpbrk (email, " ,;<>") != NULL)
    cpx_rule_add (record, findings, CPX_FINDING_TO_KNOW, field, "email.form",
                  _("“%s” does not look like an e-mail address"), get_label (record, field));
}

static void
check_nir_fault (CpxRecord  *record,
                 GPtrArray  *findings,
                 int         field,
                 const char *nir)
{
  const char *label = get_label (record, field);

  switch (cpx_nir_check (nir))
    {
    case CPX_NIR_OK:
      break;
    case CPX_NIR_BAD_LENGTH:
      cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, field, "nir.length",
                    _("“%s” must have 13 characters and a key of 2 digits"), label);
      break;
    case CPX_NIR_BAD_CHARACTER:
      cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, field, "nir.character",
                    _("“%s” may only have digits, and 2A or 2B for Corsica"), label);
      break;
    case CPX_NIR_BAD_SEX:
      cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, field, "nir.sex",
                    _("“%s” must begin with 1, 2, 3, 4, 7 or 8"), label);
      break;
    case CPX_NIR_BAD_MONTH:
      cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, field, "nir.month",
                    _("“%s”: the fourth and fifth digits are no month"), label);
      break;
    case CPX_NIR_BAD_DEPARTMENT:
      cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, field, "nir.department",
                    _("“%s”: the sixth and seventh characters are no department"), label);
      break;
    case CPX_NIR_BAD_KEY:
      cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, field, "nir.key",
                    _("“%s”: the key does not match the number; check each digit"), label);
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * cpx_rule_check_nir:
 * @record: a record
 * @findings: (element-type CpxFinding): where what is wrong is added
 * @field: one of its fields, which may be empty
 *
 * Refuses a NIR that cannot be: its form, its month or département, or its key of two digits; one without its key is
 * told.
 */
void
cpx_rule_check_nir (CpxRecord *record,
                    GPtrArray *findings,
                    int        field)
{
  const char *nir = cpx_record_get_text (record, field);

  if (nir == NULL)
    return;

  check_nir_fault (record, findings, field, nir);
  if (cpx_nir_check (nir) == CPX_NIR_OK && strlen (nir) == 13)
    cpx_rule_add (record, findings, CPX_FINDING_TO_KNOW, field, "nir.no-key",
                  _("“%s” has no key, so that a wrong digit goes unseen; the key would be %02d"),
                  get_label (record, field), cpx_nir_compute_key (nir));
}

/**
 * cpx_rule_check_rpps:
 * @record: a record
 * @findings: (element-type CpxFinding): where what is wrong is added
 * @field: one of its fields, which may be empty
 *
 * Refuses an RPPS number whose eleventh digit is not the Luhn key of the others.
 */
void
cpx_rule_check_rpps (CpxRecord *record,
                     GPtrArray *findings,
                     int        field)
{
  const char *rpps = cpx_record_get_text (record, field);

  if (rpps != NULL && !cpx_rpps_is_valid (rpps))
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, field, "rpps.key",
                  _("“%s” must have 11 digits, the last of which is a key; check each digit"),
                  get_label (record, field));
}

/* A code of exactly @length digits or capital letters, for example FINESS. */
void
cpx_rule_check_code (CpxRecord *record,
                     GPtrArray *findings,
                     int        field,
                     guint      length)
{
  const char *code = cpx_record_get_text (record, field);

  if (code == NULL)
    return;

  if (strlen (code) != length || strspn (code, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") != length)
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, field, "code.length",
                  _("“%s” must have %u characters, digits or letters"), get_label (record, field), length);
}

/* A partial date is before what is in it: 2024 may end on 2024-03-01. */
void
cpx_rule_check_order (CpxRecord *record,
                      GPtrArray *findings,
                      int        from,
                      int        to)
{
  const char *from_text = cpx_record_get_text (record, from);
  const char *to_text = cpx_record_get_text (record, to);
  CpxPartialDate from_date, to_date;

  if (from_text == NULL || to_text == NULL
      || !cpx_partial_date_parse_iso (from_text, &from_date) || !cpx_partial_date_parse_iso (to_text, &to_date))
    return;

  if (!g_str_has_prefix (from_text, to_text) && cpx_partial_date_compare (from_date, to_date) > 0)
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, to, "period.order",
                  _("“%s” comes before “%s”"), get_label (record, to), get_label (record, from));
}

/* "9h05", "905" and "09.05" are typed for 09:05; whatever is no time at all stays as it is, to be refused. */
char *
cpx_rule_clean_time (const char *text)
{
  guint64 hour, minute;
  g_autofree char *digits = g_strdup (text);
  gsize n_digits;

  g_strcanon (g_strstrip (digits), "0123456789", ' ');
  for (char *at = digits; *at != '\0'; at++)
    {
      if (*at == ' ')
        memmove (at, at + 1, strlen (at));
    }
  n_digits = strlen (digits);
  if ((n_digits != 3 && n_digits != 4) || !g_ascii_string_to_unsigned (digits, 10, 0, 2359, &hour, NULL))
    return g_strdup (text);
  minute = hour % 100;
  hour /= 100;

  return g_strdup_printf ("%02" G_GUINT64_FORMAT ":%02" G_GUINT64_FORMAT, hour, minute);
}

/* A time of day, 00:00 to 23:59. */
void
cpx_rule_check_time (CpxRecord *record,
                     GPtrArray *findings,
                     int        field)
{
  const char *time = cpx_record_get_text (record, field);

  if (time != NULL && !g_regex_match_simple ("^([01][0-9]|2[0-3]):[0-5][0-9]$", time, 0, 0))
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, field, "time.form",
                  _("“%s” is a time between 00:00 and 23:59"), get_label (record, field));
}

/* A day, not only a month or a year. */
void
cpx_rule_check_full_date (CpxRecord *record,
                          GPtrArray *findings,
                          int        field)
{
  const char *text = cpx_record_get_text (record, field);
  CpxPartialDate date;

  if (text != NULL && cpx_partial_date_parse_iso (text, &date) && !cpx_partial_date_is_full (date))
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, field, "date.partial",
                  _("“%s” needs day, month and year"), get_label (record, field));
}

/**
 * cpx_rule_check_not_future:
 * @record: a record
 * @findings: (element-type CpxFinding): where what is wrong is added
 * @field: one of its fields, which may be empty
 *
 * Refuses a date after today, as far as it is known.
 */
void
cpx_rule_check_not_future (CpxRecord *record,
                           GPtrArray *findings,
                           int        field)
{
  const char *text = cpx_record_get_text (record, field);
  CpxPartialDate date;

  if (text != NULL && cpx_partial_date_parse_iso (text, &date) &&
      cpx_partial_date_compare (date, cpx_partial_date_today ()) > 0)
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, field, "date.future", _("“%s” is in the future"),
                  get_label (record, field));
}

static void
refuse_code (CpxRecord  *record,
             GPtrArray  *findings,
             int         field,
             const char *code)
{
  cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, field, "ccam.form",
                _("“%s”: a CCAM code has four letters and three digits, “%s” has not"), get_label (record, field),
                code);
}

/**
 * cpx_rule_check_ccam_code:
 * @record: a record
 * @findings: (element-type CpxFinding): where what is wrong is added
 * @field: one of its fields, which may be empty
 *
 * Refuses what is no CCAM code: four letters and three digits.
 */
void
cpx_rule_check_ccam_code (CpxRecord *record,
                          GPtrArray *findings,
                          int        field)
{
  const char *code = cpx_record_get_text (record, field);

  if (code != NULL && !cpx_ccam_code_is_valid (code))
    refuse_code (record, findings, field, code);
}

/**
 * cpx_rule_check_ccam_codes:
 * @record: a record
 * @findings: (element-type CpxFinding): where what is wrong is added
 * @field: one of its fields, which may be empty
 *
 * Refuses what is no list of CCAM codes.
 */
void
cpx_rule_check_ccam_codes (CpxRecord *record,
                           GPtrArray *findings,
                           int        field)
{
  g_auto(GStrv) codes = cpx_ccam_code_list (cpx_record_get_text (record, field));

  for (char **code = codes; *code != NULL; code++)
    {
      if (!cpx_ccam_code_is_valid (*code))
        refuse_code (record, findings, field, *code);
    }
}

/* What the fields hold, up to -1, with commas between; the label of the kind if they hold nothing. */
char *
cpx_rule_join (CpxRecord *record,
               int        first_field,
               ...)
{
  GString *line = g_string_new (NULL);
  va_list args;

  va_start (args, first_field);
  for (int field = first_field; field >= 0; field = va_arg (args, int))
    {
      g_autofree char *text =
        line->len > 0 ? cpx_record_dup_display_inside (record, field) : cpx_record_dup_display (record, field);

      if (*text != '\0')
        g_string_append_printf (line, "%s%s", line->len > 0 ? ", " : "", text);
    }
  va_end (args);
  if (line->len == 0)
    g_string_append (line, cpx_kind_get_label (cpx_record_get_kind (record)));

  return g_string_free (line, FALSE);
}
