/* cpx-draft.c: what a person is typing into a record, beside the record as it is kept.
 *
 * 1. A text typed is never dropped: not when it cannot be read, not when the kept record changes under it.
 * 2. A field is changed if its text differs from how the kept record reads; untouched fields follow the kept record.
 * 3. A field is blamed only once it is settled, that is left, so that nobody is scolded in the middle of a word.
 * 4. What can be kept is kept: a field that is refused does not hold back its neighbours.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-draft.h"

#include "cpx-field-text.h"

#include <cpx-partial-date.h>

#include <glib/gi18n-lib.h>

struct _CpxDraft
{
  GObject      parent_instance;

  CpxRecord   *kept;                    /* (owned) (not nullable) */
  gboolean     is_new;                  /* nothing of it is stored yet */
  char        *texts[CPX_MAX_FIELDS];   /* (owned) (nullable): as typed; NULL: as kept */
  char        *kept_texts[CPX_MAX_FIELDS]; /* (owned) (nullable): how the kept record reads, made when asked */
  CpxFieldSet  settled;
  GPtrArray   *findings;                /* (owned) (nullable) (element-type CpxFinding): of the draft as it stands */
  int          remark_field;
  char        *remark_text;             /* (owned) (nullable): what the remark is about */
  char        *remark;                  /* (owned) (nullable): what the store says of that text */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxDraft, cpx_draft, G_TYPE_OBJECT)

static const CpxField *
get_field (CpxDraft *self,
           int       field)
{
  return &cpx_draft_get_kind (self)->fields[field];
}

static const char *
get_kept_text (CpxDraft *self,
               int       field)
{
  if (self->kept_texts[field] == NULL)
    self->kept_texts[field] = cpx_field_text_format (self->kept, field);

  return self->kept_texts[field];
}

static void
clear_kept_texts (CpxDraft *self)
{
  for (guint i = 0; i < CPX_MAX_FIELDS; i++)
    g_clear_pointer (&self->kept_texts[i], g_free);
}

static CpxFinding *
make_unreadable_finding (const CpxField *field,
                         const char     *typed)
{
  const char *label = cpx_field_get_label (field);
  g_autofree char *fault = field->type == CPX_FIELD_DATE ? cpx_partial_date_dup_fault (label, typed)
                                                         : g_strdup_printf (_("“%s”: write a number"), label);

  return cpx_finding_new (CPX_FINDING_BLOCKING, field->name, "draft.unreadable", "%s", fault);
}

/* The record with every changed field except those in @left_out. */
static CpxRecord *
build (CpxDraft   *self,
       CpxFieldSet left_out,
       GPtrArray  *findings)
{
  g_autoptr(CpxRecordBuilder) builder = cpx_record_builder_new_from (self->kept);
  const CpxKind *kind = cpx_draft_get_kind (self);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      if (self->texts[i] == NULL || (left_out & CPX_FIELD_BIT (i)) != 0)
        continue;
      if (!cpx_field_text_put (builder, &kind->fields[i], (int) i, self->texts[i]) && findings != NULL)
        g_ptr_array_add (findings, make_unreadable_finding (&kind->fields[i], self->texts[i]));
    }

  return cpx_record_builder_end (g_steal_pointer (&builder));
}

static void
add_validation (GPtrArray *findings,
                CpxRecord *before,
                CpxRecord *record)
{
  g_autoptr(GPtrArray) more = cpx_record_validate_change (before, record);

  for (guint i = 0; i < more->len; i++)
    g_ptr_array_add (findings, cpx_finding_copy (g_ptr_array_index (more, i)));
}

static GPtrArray *
get_findings (CpxDraft *self)
{
  g_autoptr(CpxRecord) record = NULL;

  if (self->findings != NULL)
    return self->findings;

  self->findings = cpx_findings_new ();
  record = build (self, 0, self->findings);
  add_validation (self->findings, NULL, record);

  return self->findings;
}

static void
emit_changed (CpxDraft *self)
{
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
cpx_draft_finalize (GObject *object)
{
  CpxDraft *self = CPX_DRAFT (object);

  for (guint i = 0; i < CPX_MAX_FIELDS; i++)
    g_free (self->texts[i]);
  clear_kept_texts (self);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_object (&self->kept);
  g_free (self->remark_text);
  g_free (self->remark);

  G_OBJECT_CLASS (cpx_draft_parent_class)->finalize (object);
}

static void
cpx_draft_class_init (CpxDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cpx_draft_finalize;

  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cpx_draft_init (CpxDraft *self)
{
}

/**
 * cpx_draft_new:
 * @kept: the record as it is stored, or an empty one
 * @is_new: whether nothing of it is stored yet
 *
 * Begins a draft; signal `changed` tells that a text, the kept record or a finding changed.
 *
 * Returns: (transfer full): the draft
 */
CpxDraft *
cpx_draft_new (CpxRecord *kept,
               gboolean   is_new)
{
  CpxDraft *self;

  g_return_val_if_fail (CPX_IS_RECORD (kept), NULL);

  self = g_object_new (CPX_TYPE_DRAFT, NULL);
  self->kept = g_object_ref (kept);
  self->is_new = is_new;
  if (!is_new)
    cpx_draft_settle_all (self);

  return self;
}

/**
 * cpx_draft_get_kind:
 * @self: a draft
 *
 * Returns: the kind of its record
 */
const CpxKind *
cpx_draft_get_kind (CpxDraft *self)
{
  return cpx_record_get_kind (self->kept);
}

/**
 * cpx_draft_get_kept:
 * @self: a draft
 *
 * Returns: (transfer none): the record as it is stored
 */
CpxRecord *
cpx_draft_get_kept (CpxDraft *self)
{
  return self->kept;
}

/**
 * cpx_draft_is_new:
 * @self: a draft
 *
 * Returns: whether nothing of it is stored yet
 */
gboolean
cpx_draft_is_new (CpxDraft *self)
{
  return self->is_new;
}

/**
 * cpx_draft_is_changed:
 * @self: a draft
 *
 * Returns: whether closing it now would lose something typed
 */
gboolean
cpx_draft_is_changed (CpxDraft *self)
{
  for (guint i = 0; i < cpx_draft_get_kind (self)->n_fields; i++)
    {
      if (self->texts[i] != NULL)
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_remark (CpxDraft   *self,
            int         field,
            const char *text)
{
  return self->remark != NULL && self->remark_field == field && g_str_equal (self->remark_text, text);
}

/**
 * cpx_draft_get_state:
 * @self: a draft
 * @field: a field of its kind
 *
 * Tells how the field is to be shown. What is wrong with it goes before a remark.
 *
 * Returns: the state; its strings live until the next change of the draft
 */
CpxFieldState
cpx_draft_get_state (CpxDraft *self,
                     int       field)
{
  const CpxFinding *finding = cpx_findings_find (get_findings (self), get_field (self, field)->name);
  CpxFieldState state = { .changed = self->texts[field] != NULL };

  state.text = state.changed ? self->texts[field] : get_kept_text (self, field);
  if (finding != NULL && (self->settled & CPX_FIELD_BIT (field)) != 0)
    {
      state.sentence = finding->sentence;
      state.level = finding->level;
    }
  else if (has_remark (self, field, state.text))
    {
      state.sentence = self->remark;
      state.level = CPX_FINDING_TO_KNOW;
    }

  return state;
}

/**
 * cpx_draft_set_text:
 * @self: a draft
 * @field: a field of its kind
 * @text: what the person typed or chose: a token of an enumeration, "true" or "" for a boolean, an id for a reference
 *
 * Takes what was typed, readable or not.
 */
void
cpx_draft_set_text (CpxDraft   *self,
                    int         field,
                    const char *text)
{
  g_return_if_fail (CPX_IS_DRAFT (self));

  if (g_str_equal (cpx_draft_get_state (self, field).text, text))
    return;

  g_clear_pointer (&self->texts[field], g_free);
  if (!g_str_equal (get_kept_text (self, field), text))
    self->texts[field] = g_strdup (text);
  emit_changed (self);
}

/**
 * cpx_draft_settle:
 * @self: a draft
 * @field: a field of its kind
 *
 * Tells that the person is done with the field for now: what is wrong with it may be said.
 */
void
cpx_draft_settle (CpxDraft *self,
                  int       field)
{
  if ((self->settled & CPX_FIELD_BIT (field)) != 0)
    return;

  self->settled |= CPX_FIELD_BIT (field);
  emit_changed (self);
}

/**
 * cpx_draft_settle_all:
 * @self: a draft
 *
 * Tells that the person wants to keep the record: whatever is wrong is said.
 */
void
cpx_draft_settle_all (CpxDraft *self)
{
  self->settled = G_MAXUINT64;
  emit_changed (self);
}

/**
 * cpx_draft_set_remark:
 * @self: a draft
 * @field: a field of its kind
 * @text: what it said when the remark was asked for
 * @sentence: (nullable): what is worth knowing of that; `NULL` if nothing is
 *
 * Says something of a field that only the store knows. It is shown as long as the field says @text; there is one such
 * remark.
 */
void
cpx_draft_set_remark (CpxDraft   *self,
                      int         field,
                      const char *text,
                      const char *sentence)
{
  gboolean same = has_remark (self, field, text) ? g_strcmp0 (self->remark, sentence) == 0 : sentence == NULL;

  g_free (self->remark_text);
  g_free (self->remark);
  self->remark_field = field;
  self->remark_text = g_strdup (text);
  self->remark = g_strdup (sentence);
  if (!same)
    emit_changed (self);
}

/**
 * cpx_draft_set_kept:
 * @self: a draft
 * @kept: the record as it is now stored, by this screen or by another
 *
 * Follows the store: texts equal to what is now kept are no changes any more, the others stay as typed.
 */
void
cpx_draft_set_kept (CpxDraft  *self,
                    CpxRecord *kept)
{
  g_autoptr(CpxRecord) typed = NULL;
  g_autoptr(GPtrArray) unreadable = cpx_findings_new ();
  CpxFieldSet differing;

  g_return_if_fail (CPX_IS_DRAFT (self));
  g_return_if_fail (CPX_IS_RECORD (kept));

  g_set_object (&self->kept, kept);
  self->is_new = FALSE;
  clear_kept_texts (self);
  typed = build (self, 0, unreadable);
  differing = cpx_record_diff (kept, typed);
  for (guint i = 0; i < cpx_draft_get_kind (self)->n_fields; i++)
    {
      gboolean readable = cpx_findings_find (unreadable, get_field (self, (int) i)->name) == NULL;

      if (readable && (differing & CPX_FIELD_BIT (i)) == 0)
        g_clear_pointer (&self->texts[i], g_free);
    }
  emit_changed (self);
}

/**
 * cpx_draft_revert:
 * @self: a draft
 *
 * Drops what was typed, because the person asked for it.
 */
void
cpx_draft_revert (CpxDraft *self)
{
  for (guint i = 0; i < CPX_MAX_FIELDS; i++)
    g_clear_pointer (&self->texts[i], g_free);
  emit_changed (self);
}

static CpxFieldSet
list_refused (CpxDraft *self)
{
  GPtrArray *findings = get_findings (self);
  CpxFieldSet refused = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      const CpxFinding *finding = g_ptr_array_index (findings, i);
      int field = finding->field != NULL ? cpx_kind_find_field (cpx_draft_get_kind (self), finding->field) : -1;

      if (finding->level == CPX_FINDING_BLOCKING && field >= 0)
        refused |= CPX_FIELD_BIT (field);
    }

  return refused;
}

/**
 * cpx_draft_make_record:
 * @self: a draft
 * @out_findings: (out) (transfer full) (element-type CpxFinding): what stands against the record returned
 *
 * Makes the record to keep. Of a record already stored, the fields that are refused stay as they were, and only what
 * was typed is judged; of a new one nothing is left out, so that what is missing is named.
 *
 * Returns: (transfer full): the record
 */
CpxRecord *
cpx_draft_make_record (CpxDraft   *self,
                       GPtrArray **out_findings)
{
  CpxFieldSet left_out = self->is_new ? 0 : list_refused (self);
  CpxRecord *record;

  *out_findings = cpx_findings_new ();
  record = build (self, left_out, *out_findings);
  add_validation (*out_findings, self->is_new ? NULL : self->kept, record);

  return record;
}

/* What cannot be read as the field's type is kept as the text it is. */
static CpxRecord *
with_text_aside (CpxRecord  *record,
                 const char *name,
                 const char *text)
{
  g_autoptr(json_t) patch = json_object ();

  json_object_set_new (patch, name, json_string (text));

  return cpx_record_merge_json (record, patch, CPX_RECORD_FROM_STORE, NULL);
}

/**
 * cpx_draft_make_unfinished:
 * @self: a draft
 *
 * Makes a record of all that was typed, readable or not, to be kept while the practice is locked.
 *
 * Returns: (transfer full): the record, which need not be valid
 */
CpxRecord *
cpx_draft_make_unfinished (CpxDraft *self)
{
  g_autoptr(GPtrArray) unreadable = cpx_findings_new ();
  g_autoptr(CpxRecord) record = build (self, 0, unreadable);

  for (guint i = 0; i < unreadable->len; i++)
    {
      const CpxFinding *finding = g_ptr_array_index (unreadable, i);
      int field = cpx_kind_find_field (cpx_draft_get_kind (self), finding->field);
      CpxRecord *next = with_text_aside (record, finding->field, self->texts[field]);

      if (next != NULL)
        {
          g_object_unref (record);
          record = next;
        }
    }

  return g_steal_pointer (&record);
}

static char *
format_unfinished (CpxRecord *record,
                   json_t    *object,
                   int        field)
{
  const CpxField *declared = &cpx_record_get_kind (record)->fields[field];
  const char *aside = json_string_value (json_object_get (object, declared->name));

  return declared->type == CPX_FIELD_INTEGER && aside != NULL ? g_strdup (aside)
                                                              : cpx_field_text_format (record, field);
}

/**
 * cpx_draft_restore:
 * @self: a draft
 * @base: (nullable): the record as it was when it was being edited; `NULL` if it was new
 * @unfinished: what cpx_draft_make_unfinished() made
 *
 * Types again what was typed before, over the record as it is kept today.
 *
 * Returns: `TRUE` if something differs from what is kept
 */
gboolean
cpx_draft_restore (CpxDraft  *self,
                   CpxRecord *base,
                   CpxRecord *unfinished)
{
  g_autoptr(json_t) object = cpx_record_to_json (unfinished, CPX_RECORD_FIELDS_ONLY);

  for (guint i = 0; i < cpx_draft_get_kind (self)->n_fields; i++)
    {
      g_autofree char *before = base != NULL ? cpx_field_text_format (base, (int) i) : g_strdup ("");
      g_autofree char *typed = format_unfinished (unfinished, object, (int) i);

      if (!g_str_equal (before, typed))
        cpx_draft_set_text (self, (int) i, typed);
    }

  return cpx_draft_is_changed (self);
}
