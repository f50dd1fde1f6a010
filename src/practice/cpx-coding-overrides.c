/* cpx-coding-overrides.c: why a request stands in spite of a rule: of the acts of one finding, or of any.
 *
 * The part of CpxCodingRequest that reads and writes its overrides; each is { "rule", "codes", "motive", "reason" }.
 * The second act of a code is "HHFA016#2": what justifies one does not serve for the other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding-request.h"

#include <cpx-json.h>
#include <string.h>

/* @codes: (nullable): of the acts that a reason is about; an override without codes is about any act. */
static json_t *
find_override (CpxCodingRequest *self,
               const char       *rule,
               json_t           *codes)
{
  gsize i;
  json_t *override;

  json_array_foreach (self->overrides, i, override)
    {
      json_t *about = json_object_get (override, "codes");

      if (g_strcmp0 (json_string_value (json_object_get (override, "rule")), rule) == 0 &&
          (codes != NULL ? about != NULL && json_equal (about, codes) : about == NULL))
        return override;
    }

  return NULL;
}

static json_t *
add_override (CpxCodingRequest *self,
              const char       *rule,
              json_t           *codes)
{
  json_t *override = find_override (self, rule, codes);

  if (override != NULL)
    return override;
  override = json_pack ("{s:s, s:O*}", "rule", rule, "codes", codes);
  json_array_append_new (self->overrides, override);

  return override;
}

static guint
count_same (CpxCodingRequest *self,
            const char       *code,
            guint             n_lines)
{
  guint n = 0;

  for (guint i = 0; i < n_lines; i++)
    n += g_str_equal (cpx_coding_draft_get_line (self->draft, i)->code, code);

  return n;
}

static json_t *
print_name (const char *code,
            guint       ordinal)
{
  g_autofree char *name = ordinal > 1 ? g_strdup_printf ("%s#%u", code, ordinal) : g_strdup (code);

  return json_string (name);
}

static json_t *
name_act (CpxCodingRequest *self,
          guint             line)
{
  const char *code = cpx_coding_draft_get_line (self->draft, line)->code;

  return print_name (code, count_same (self, code, line) + 1);
}

/* By code, not by position: a line before it may go. */
static json_t *
list_codes (CpxCodingRequest     *self,
            const CpxRuleFinding *finding)
{
  json_t *codes = json_array ();

  for (guint i = 0; i < finding->n_lines; i++)
    {
      if (finding->lines[i] < cpx_coding_draft_get_n_lines (self->draft))
        json_array_append_new (codes, name_act (self, finding->lines[i]));
    }

  return codes;
}

/**
 * cpx_coding_request_set_override:
 * @self: a request
 * @rule: the id of a rule whose findings are to be justified, whatever acts they are about
 * @reason: why the coding stands all the same
 */
void
cpx_coding_request_set_override (CpxCodingRequest *self,
                                 const char       *rule,
                                 const char       *reason)
{
  json_object_set_new (add_override (self, rule, NULL), "reason", json_string (reason));
}

/**
 * cpx_coding_request_get_override:
 * @self: a request
 * @rule: the id of a rule
 *
 * Returns: (transfer none) (nullable): why the coding stands in spite of it, whatever acts it is about
 */
const char *
cpx_coding_request_get_override (CpxCodingRequest *self,
                                 const char       *rule)
{
  return json_string_value (json_object_get (find_override (self, rule, NULL), "reason"));
}

/**
 * cpx_coding_request_justify:
 * @self: a request
 * @finding: a finding of its draft
 * @motive: (nullable): a token of the act's kind
 * @reason: why the coding stands in spite of it
 *
 * Justifies one finding: the same rule about other acts is to be justified by itself.
 */
void
cpx_coding_request_justify (CpxCodingRequest     *self,
                            const CpxRuleFinding *finding,
                            const char           *motive,
                            const char           *reason)
{
  g_autoptr(json_t) codes = list_codes (self, finding);
  json_t *override = add_override (self, finding->rule, codes);

  json_object_set_new (override, "reason", json_string (reason));
  if (motive != NULL)
    json_object_set_new (override, "motive", json_string (motive));
}

/* The override of these very acts, or that of the rule as a whole. */
static json_t *
find_override_of (CpxCodingRequest     *self,
                  const CpxRuleFinding *finding)
{
  g_autoptr(json_t) codes = list_codes (self, finding);
  json_t *override = find_override (self, finding->rule, codes);

  return override != NULL ? override : find_override (self, finding->rule, NULL);
}

/* 2 of "HHFA016#2"; 1 of the code alone; 0 of another act. */
static guint
read_ordinal (const char *name,
              const char *code)
{
  gsize length = strlen (code);

  if (strncmp (name, code, length) != 0)
    return 0;
  if (name[length] == '\0')
    return 1;

  return name[length] == '#' ? (guint) g_ascii_strtoull (name + length + 1, NULL, 10) : 0;
}

/* Returns: FALSE if @override is about the act that goes; else what comes after it has moved up. */
static gboolean
move_up (json_t     *override,
         const char *code,
         guint       gone)
{
  json_t *codes = json_object_get (override, "codes");
  gsize i;
  json_t *name;

  json_array_foreach (codes, i, name)
    {
      guint ordinal = json_is_string (name) ? read_ordinal (json_string_value (name), code) : 0;

      if (ordinal == gone)
        return FALSE;
      if (ordinal > gone)
        json_array_set_new (codes, i, print_name (code, ordinal - 1));
    }

  return TRUE;
}

/**
 * cpx_coding_request_forget_overrides:
 * @self: a request
 * @position: a line of the draft that is about to go
 *
 * If there are more acts of its code, forgets what justified this one, and numbers the reasons of the others anew: a
 * reason stays with the act it was given for.
 */
void
cpx_coding_request_forget_overrides (CpxCodingRequest *self,
                                     guint             position)
{
  const char *code = cpx_coding_draft_get_line (self->draft, position)->code;
  guint ordinal = count_same (self, code, position) + 1;

  if (count_same (self, code, cpx_coding_draft_get_n_lines (self->draft)) < 2)
    return;
  for (gsize i = json_array_size (self->overrides); i > 0; i--)
    {
      if (!move_up (json_array_get (self->overrides, i - 1), code, ordinal))
        json_array_remove (self->overrides, i - 1);
    }
}

/**
 * cpx_coding_request_make_room:
 * @self: a request
 * @position: a line of the draft that has taken another code
 *
 * Numbers the reasons of the acts of that code behind it anew.
 */
void
cpx_coding_request_make_room (CpxCodingRequest *self,
                              guint             position)
{
  const char *code = cpx_coding_draft_get_line (self->draft, position)->code;
  guint taken = count_same (self, code, position) + 1;
  gsize i;
  json_t *override;

  if (count_same (self, code, cpx_coding_draft_get_n_lines (self->draft)) < 2)
    return;
  json_array_foreach (self->overrides, i, override)
    {
      json_t *codes = json_object_get (override, "codes");
      gsize j;
      json_t *name;

      json_array_foreach (codes, j, name)
        {
          guint ordinal = json_is_string (name) ? read_ordinal (json_string_value (name), code) : 0;

          if (ordinal >= taken)
            json_array_set_new (codes, j, print_name (code, ordinal + 1));
        }
    }
}

/**
 * cpx_coding_request_get_motive:
 * @self: a request
 * @finding: a finding of its draft
 *
 * Returns: (transfer none) (nullable): the motive given with the justification, a token of the act's kind
 */
const char *
cpx_coding_request_get_motive (CpxCodingRequest     *self,
                               const CpxRuleFinding *finding)
{
  return json_string_value (json_object_get (find_override_of (self, finding), "motive"));
}

/**
 * cpx_coding_request_get_justification:
 * @self: a request
 * @finding: a finding of its draft
 *
 * Returns: (transfer none) (nullable): why the coding stands in spite of @finding, or of its rule as a whole
 */
const char *
cpx_coding_request_get_justification (CpxCodingRequest     *self,
                                      const CpxRuleFinding *finding)
{
  return json_string_value (json_object_get (find_override_of (self, finding), "reason"));
}
