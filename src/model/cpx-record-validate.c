/* cpx-record-validate.c: the rules every field obeys by its type; a kind adds its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-record-builder.h"
#include "cpx-record-private.h"
#include "cpx-text.h"

#include <cpx-id.h>
#include <cpx-partial-date.h>

#include <glib/gi18n-lib.h>

/* Every sentence here takes the label of the field first. */
#define BLOCK(findings, field, rule, ...) \
  g_ptr_array_add (findings, cpx_finding_new (CPX_FINDING_BLOCKING, (field)->name, rule, __VA_ARGS__))

/* Returns FALSE when the text cannot be looked at any further. */
static gboolean
check_text (const CpxField *field,
            const char     *text,
            GPtrArray      *findings)
{
  guint max_length = cpx_field_get_max_length (field);
  guint position;
  CpxTextFault fault = cpx_text_find_fault (text, field->type == CPX_FIELD_LONG_TEXT, max_length, &position);
  const char *label = fault != CPX_TEXT_OK ? cpx_field_get_label (field) : NULL;  /* a look-up, so only when needed */

  switch (fault)
    {
    case CPX_TEXT_OK:
      return TRUE;
    case CPX_TEXT_NOT_UTF8:
      BLOCK (findings, field, "text.utf8", _("“%s”: character %u is not text (UTF-8); type it again"), label, position);
      return FALSE;
    case CPX_TEXT_CONTROL:
      BLOCK (findings, field, "text.control", _("“%s”: character %u is an invisible control character; remove it"),
             label, position);
      return FALSE;
    case CPX_TEXT_LINES:
      BLOCK (findings, field, "text.lines", _("“%s” must fit on one line"), label);
      return FALSE;
    case CPX_TEXT_TOO_LONG:
      BLOCK (findings, field, "text.length", _("“%s” has %u characters, where there is room for %u"),
             label, position, max_length);
      return FALSE;
    default:
      g_assert_not_reached ();
    }
}

static void
check_date (const CpxField *field,
            const char     *text,
            GPtrArray      *findings)
{
  g_autofree char *fault = NULL;
  CpxPartialDate date;

  if (cpx_partial_date_parse_iso (text, &date))
    return;
  fault = cpx_partial_date_dup_fault (cpx_field_get_label (field), text);
  BLOCK (findings, field, "date.unknown", "%s", fault);
}

static void
check_token (const CpxField *field,
             const char     *text,
             GPtrArray      *findings)
{
  g_autofree char *quoted = NULL;

  if (cpx_field_get_token_label (field, text) != NULL)
    return;
  quoted = cpx_text_shorten (text);
  BLOCK (findings, field, "enum.unknown", _("“%s” cannot be “%s”; choose one of the list"),
         cpx_field_get_label (field), quoted);
}

static void
check_reference (const CpxField *field,
                 const char     *text,
                 GPtrArray      *findings)
{
  CpxId id;

  if (!cpx_id_parse (text, &id))
    BLOCK (findings, field, "reference.form", _("“%s” does not name a record"), cpx_field_get_label (field));
}

static void
check_integer (const CpxField *field,
               gint64          value,
               GPtrArray      *findings)
{
  g_autofree char *minimum = g_strdup_printf ("%" G_GINT64_FORMAT, field->minimum);
  g_autofree char *maximum = g_strdup_printf ("%" G_GINT64_FORMAT, field->maximum);

  if (field->minimum == 0 && field->maximum == 0)
    return;
  if (value < field->minimum || value > field->maximum)
    BLOCK (findings, field, "integer.range", _("“%s” must be between %s and %s"),
           cpx_field_get_label (field), minimum, maximum);
}

static void
check_field (CpxRecord *record,
             int        index,
             GPtrArray *findings)
{
  const CpxRecordPrivate *priv = cpx_record_get_private (record);
  const CpxField *field = &priv->kind->fields[index];
  const CpxRecordValue *value = &priv->values[index];

  if ((priv->present & CPX_FIELD_BIT (index)) == 0)
    {
      if ((field->flags & CPX_FIELD_REQUIRED) != 0)
        BLOCK (findings, field, "required", _("“%s” is missing"), cpx_field_get_label (field));
      return;
    }
  if (field->type == CPX_FIELD_INTEGER)
    check_integer (field, value->integer, findings);
  if (!cpx_field_is_text (field) || !check_text (field, value->text, findings))
    return;

  if (field->type == CPX_FIELD_DATE)
    check_date (field, value->text, findings);
  else if (field->type == CPX_FIELD_ENUM)
    check_token (field, value->text, findings);
  else if (field->type == CPX_FIELD_REFERENCE)
    check_reference (field, value->text, findings);
}

/**
 * cpx_record_validate:
 * @self: a record
 *
 * Looks for everything that is wrong or worth saying; nothing is looked up elsewhere.
 *
 * The rules of the kind run whatever the rules of the types found: a field that one of those blocks may hold anything.
 *
 * Returns: (transfer full) (element-type CpxFinding): the findings, in the order of the fields, then the kind's own
 */
GPtrArray *
cpx_record_validate (CpxRecord *self)
{
  const CpxKind *kind = cpx_record_get_kind (self);
  GPtrArray *findings = cpx_findings_new ();

  for (guint i = 0; i < kind->n_fields; i++)
    check_field (self, (int) i, findings);
  if (kind->validate != NULL)
    kind->validate (self, findings);

  return findings;
}

static gboolean
is_among (GPtrArray        *findings,
          const CpxFinding *finding)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const CpxFinding *other = g_ptr_array_index (findings, i);

      if (g_strcmp0 (finding->field, other->field) == 0 && g_str_equal (finding->rule, other->rule) &&
          g_str_equal (finding->sentence, other->sentence))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_about (const CpxFinding *finding,
          const CpxKind    *kind,
          CpxFieldSet       fields)
{
  int field = finding->field != NULL ? cpx_kind_find_field (kind, finding->field) : -1;

  return field < 0 || (fields & CPX_FIELD_BIT (field)) != 0;
}

/* What is still found without the fields does not hang on them, whichever rule joins them with others. */
static GPtrArray *
validate_without (CpxRecord   *record,
                  CpxFieldSet  fields)
{
  CpxRecordBuilder *builder = cpx_record_builder_new_from (record);
  g_autoptr(CpxRecord) rest = NULL;

  for (guint i = 0; i < cpx_record_get_kind (record)->n_fields; i++)
    {
      if ((fields & CPX_FIELD_BIT (i)) != 0)
        cpx_record_builder_clear (builder, (int) i);
    }
  rest = cpx_record_builder_end (builder);

  return cpx_record_validate (rest);
}

/**
 * cpx_record_validate_change:
 * @before: (nullable): the record as its author read it; `NULL` for a new one
 * @after: the record as they want it
 *
 * Does cpx_record_validate() for an edit: of what is found in @after, only what has to do with the fields that
 * changed. A warning that stood before about another field was told when that field was typed, and a rule that came
 * later than the record does not hold up the edit of something else.
 *
 * Returns: (transfer full) (element-type CpxFinding): the findings
 */
GPtrArray *
cpx_record_validate_change (CpxRecord *before,
                            CpxRecord *after)
{
  GPtrArray *findings = cpx_record_validate (after);
  CpxFieldSet touched = before != NULL ? cpx_record_diff (before, after) : 0;
  g_autoptr(GPtrArray) earlier = NULL;
  g_autoptr(GPtrArray) unrelated = NULL;

  if (before == NULL || findings->len == 0)
    return findings;

  earlier = cpx_record_validate (before);
  unrelated = validate_without (after, touched);
  for (guint i = findings->len; i-- > 0;)
    {
      const CpxFinding *finding = g_ptr_array_index (findings, i);

      if (!is_about (finding, cpx_record_get_kind (after), touched) && is_among (earlier, finding) &&
          is_among (unrelated, finding))
        g_ptr_array_remove_index (findings, i);
    }

  return findings;
}
