/* cpx-rules-notes.c: RULES 6.3: what the notes of an act, and of the chapters above it, exclude or say of billing.
 *
 * Notes are sentences, not tables: the acts and the chapters that they name are read, the rest is shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-rule-case.h"

#include <cpx-fold.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* CPX_CCAM_LABELS_NOTE_TYPE */
#define NOTE_EXCLUSION  1
#define NOTE_INCLUDED   3   /* "avec ou sans" */
#define NOTE_BILLING   17

#define MAX_DEPTH 16

#define ACTIVITY_ANAESTHESIA 4

/* Where a note forbids to bill together: what follows names the acts; NULL if it does not. */
static const char *
find_ban (const char *text)
{
  static const char * const bans[] = {
    "ne peuvent pas être factur", "ne peut pas être factur", "pas facturable", "ne peuvent être factur",
    "ne peut être factur", "pas être factur" };
  const char *found = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bans) && found == NULL; i++)
    found = strstr (text, bans[i]);

  return found;
}

static const char *
get_note_sentence (const CpxCcamNote *note)
{
  switch (note->type)
    {
    case NOTE_EXCLUSION:
      return _("The notes of %s exclude %s.");
    case NOTE_INCLUDED:
      return _("By its notes, %s includes %s: it is not coded apart.");
    case NOTE_BILLING:
      return find_ban (note->text) != NULL ? _("By its notes, %s cannot be billed with %s.") : NULL;
    default:
      return NULL;
    }
}

static void
add_note_finding (CpxRuleCase *self,
                  guint        i,
                  guint        j,
                  const char  *sentence)
{
  g_autofree char *text = NULL;

  /* The sentences of get_note_sentence() alone, each with two texts. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  text = g_strdup_printf (sentence, self->lines[i].line->code, self->lines[j].line->code);
#pragma GCC diagnostic pop
  cpx_rule_case_add_pair (self, CPX_FINDING_TO_JUSTIFY, "ccam.6.3", j, i, "%s", text);
}

static gboolean
names_act (const CpxRuleCase *self,
           guint              note,
           guint              act)
{
  CpxCcamRange links = cpx_nomenclature_list_note_links (self->nomenclature, note);

  for (guint i = links.first; i < links.first + links.n; i++)
    {
      if (cpx_nomenclature_get_note_link (self->nomenclature, i).act == act)
        return TRUE;
    }

  return FALSE;
}

/* "12.02.01" at @at: how many characters; 0 if none begins there. */
static gsize
count_number (const char *text,
              gsize       at)
{
  gsize length = 0;

  if (at > 0 && (g_ascii_isdigit (text[at - 1]) || text[at - 1] == '.'))
    return 0;
  while (g_ascii_isdigit (text[at + length]) && g_ascii_isdigit (text[at + length + 1]))
    {
      length += 2;
      if (text[at + length] != '.' || !g_ascii_isdigit (text[at + length + 1]))
        break;
      length++;
    }

  return length >= strlen ("00.00") && !g_ascii_isdigit (text[at + length]) ? length : 0;
}

static gboolean
is_in_chapter (const char *chapter,
               const char *number,
               gsize       length)
{
  return strncmp (chapter, number, length) == 0 && (chapter[length] == '\0' || chapter[length] == '.');
}

/* A chapter that the note forbids, and that is not the note's own. */
static gboolean
forbids_chapter (const CpxCcamNote *note,
                 const char        *own,
                 const char        *chapter)
{
  const char *ban = note->type == NOTE_BILLING ? find_ban (note->text) : NULL;

  if (ban == NULL || is_in_chapter (chapter, own, strlen (own)))
    return FALSE;
  for (gsize at = 0; ban[at] != '\0'; at++)
    {
      gsize length = count_number (ban, at);

      if (length > 0 && is_in_chapter (chapter, ban + at, length))
        return TRUE;
    }

  return FALSE;
}

/* A label begins with what is done: "Néphrostomie", "Exérèse". */
static gboolean
tells_gesture (const char *words,
               const char *label)
{
  g_auto(GStrv) said = cpx_fold_tokens (words);
  g_auto(GStrv) gesture = cpx_fold_tokens (label);

  return gesture[0] != NULL && g_strv_contains ((const char * const *) said, gesture[0]);
}

/* What stands before the ban: nothing, the chapter itself, or the gesture of the act. */
static gboolean
is_subject (const CpxRuleLine *line,
            const char        *text,
            const char        *ban)
{
  g_autofree char *subject = g_strndup (text, (gsize) (ban - text));

  return strstr (subject, "paragraphe") != NULL || strstr (subject, "chapitre") != NULL
         || *g_strchomp (subject) == '\0' || g_str_has_suffix (subject, ":")
         || tells_gesture (subject, line->row.long_label);
}

/* The first letters of a code are its site; "PA" is a bone that is not named, which may be any of the skeleton. */
static gboolean
may_be_one_bone (const char *a,
                 const char *b)
{
  if (g_str_has_prefix (a, "PA"))
    return strchr ("LMNP", *b) != NULL;

  return g_str_has_prefix (b, "PA") ? may_be_one_bone (b, a) : strncmp (a, b, 2) == 0;
}

/* "Une autre intervention": neither an anaesthesia nor imaging. */
static gboolean
is_intervention (const CpxRuleCase *self,
                 guint              i)
{
  CpxActFamily family = self->facts[i].family;

  return self->lines[i].line->activity != ACTIVITY_ANAESTHESIA
         && (family == CPX_ACT_FAMILY_SURGERY || family == CPX_ACT_FAMILY_TECHNICAL);
}

/* Sites that no way into the belly reaches: nerves, head and neck, airways, breast, limbs. */
static gboolean
is_far_from_belly (const char *code)
{
  static const char * const sites[] = { "A", "B", "C", "G", "HA", "HB", "HC", "HD", "KC", "KD", "M", "N", "QE" };

  for (gsize i = 0; i < G_N_ELEMENTS (sites); i++)
    {
      if (g_str_has_prefix (code, sites[i]))
        return TRUE;
    }

  return FALSE;
}

/* "Que si elle nécessite un mode d'accès spécifique": as it does beside an act on a wrist. */
static gboolean
is_excepted (const CpxRuleCase *self,
             const char        *with,
             guint              i,
             guint              j)
{
  const CpxCodingLine *line = self->lines[i].line, *other = self->lines[j].line;

  return strstr (with, "accès spécifique") != NULL &&
         (is_far_from_belly (other->code) || cpx_body_parts_are_apart (line->body_part, other->body_part));
}

/* A ban in words: of the chapter's acts together, of any other operation, of a gesture that is named. */
static gboolean
forbids_in_words (const CpxRuleCase *self,
                  const CpxCcamNote *note,
                  const char        *own,
                  guint              i,
                  guint              j)
{
  const CpxRuleLine *line = &self->lines[i], *other = &self->lines[j];
  const char *ban = note->type == NOTE_BILLING ? find_ban (note->text) : NULL;
  const char *with = ban != NULL ? strstr (ban, " avec ") : NULL;

  if (note->type == NOTE_BILLING && strstr (note->text, "un seul acte peut être factur") != NULL)
    return tells_gesture (note->text, line->row.long_label) && tells_gesture (note->text, other->row.long_label)
           && is_in_chapter (other->chapter, own, strlen (own));
  if (ban == NULL || self->facts[j].adds || !is_subject (line, note->text, ban))
    return FALSE;
  if (with == NULL)
    return strstr (ban, " ensemble") != NULL && is_in_chapter (other->chapter, own, strlen (own));

  if (strstr (with, "autre intervention") != NULL || strstr (with, "autre acte") != NULL)
    return is_intervention (self, j) && !is_excepted (self, with, i, j);
  if (strstr (with, "même os") != NULL && !may_be_one_bone (line->line->code, other->line->code))
    return FALSE;

  return tells_gesture (with, other->row.long_label);
}

/* What a note of line i says against line j, or NULL. @own: the number of the note's chapter; NULL: of an act. */
static const char *
read_note (const CpxRuleCase *self,
           guint              number,
           const char        *own,
           guint              i,
           guint              j)
{
  CpxCcamNote note = cpx_nomenclature_get_note (self->nomenclature, number);
  const char *sentence = get_note_sentence (&note);

  if (own != NULL && forbids_in_words (self, &note, own, i, j))
    return _("By the notes of its chapter, %s is not billed with %s, unless they say otherwise.");
  if (sentence == NULL
      || !(names_act (self, number, self->lines[j].act)
           || (own != NULL && forbids_chapter (&note, own, self->lines[j].chapter))))
    return NULL;

  return sentence;
}

/* The first note, of the act and then from its chapter up, that speaks against line j. */
static const char *
find_against (const CpxRuleCase *self,
              guint              i,
              guint              j)
{
  CpxCcamRange notes = cpx_nomenclature_list_notes (self->nomenclature, CPX_CCAM_NOTE_OF_ACT, self->lines[i].act);
  guint menu = self->lines[i].row.menu;
  const char *sentence = NULL;

  for (guint n = notes.first; n < notes.first + notes.n && sentence == NULL; n++)
    sentence = read_note (self, n, NULL, i, j);
  for (guint depth = 0; menu != CPX_CCAM_NONE && depth < MAX_DEPTH && sentence == NULL; depth++)
    {
      CpxCcamMenu row = cpx_nomenclature_get_menu (self->nomenclature, menu);

      notes = cpx_nomenclature_list_notes (self->nomenclature, CPX_CCAM_NOTE_OF_MENU, menu);
      for (guint n = notes.first; n < notes.first + notes.n && sentence == NULL; n++)
        sentence = read_note (self, n, row.number, i, j);
      menu = row.parent;
    }

  return sentence;
}

/* Two chapters that exclude each other are one thing to say. */
static void
check_pair (CpxRuleCase *self,
            guint        i,
            guint        j)
{
  const char *sentence = find_against (self, i, j);
  const char *mirrored = sentence == NULL ? find_against (self, j, i) : NULL;

  if (sentence != NULL)
    add_note_finding (self, i, j, sentence);
  else if (mirrored != NULL)
    add_note_finding (self, j, i, mirrored);
}

/* The whole note: who shows it folds a long one, and lets it be read to its end. */
static char *
join_lines (const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  return g_strstrip (g_strjoinv (" ", lines));
}

/* A note against other acts is nothing to a single one. */
static gboolean
bears_on (const CpxRuleCase *self,
          const CpxCcamNote *note)
{
  const char *ban = find_ban (note->text);

  return note->type == NOTE_BILLING && (ban == NULL || strstr (ban, " avec ") == NULL || self->n_lines > 1);
}

static gboolean
was_shown (const CpxRuleCase *self,
           guint              i,
           guint              menu)
{
  for (guint j = 0; j < i; j++)
    {
      guint above = self->lines[j].act != CPX_CCAM_NONE ? self->lines[j].row.menu : CPX_CCAM_NONE;

      for (guint depth = 0; above != CPX_CCAM_NONE && depth < MAX_DEPTH; depth++)
        {
          if (above == menu)
            return TRUE;
          above = cpx_nomenclature_get_menu (self->nomenclature, above).parent;
        }
    }

  return FALSE;
}

/* What the chapters above say of billing, once a chapter: a person judges whether it is so here. */
static void
show_billing (CpxRuleCase *self,
              guint        i)
{
  guint menu = self->lines[i].row.menu;

  for (guint depth = 0; menu != CPX_CCAM_NONE && depth < MAX_DEPTH; depth++)
    {
      CpxCcamMenu row = cpx_nomenclature_get_menu (self->nomenclature, menu);
      CpxCcamRange notes = cpx_nomenclature_list_notes (self->nomenclature, CPX_CCAM_NOTE_OF_MENU, menu);

      for (guint n = notes.first; n < notes.first + notes.n && !was_shown (self, i, menu); n++)
        {
          CpxCcamNote note = cpx_nomenclature_get_note (self->nomenclature, n);
          g_autofree char *text = bears_on (self, &note) ? join_lines (note.text) : NULL;

          if (text != NULL)
            cpx_rule_case_add_line (self, CPX_FINDING_TO_KNOW, "ccam.6.note", i, _("%s, note of chapter %s: “%s”"),
                                    self->lines[i].line->code, row.number, text);
        }
      menu = row.parent;
    }
}

/**
 * cpx_rules_check_notes:
 * @self: a case
 *
 * RULES 6.3.
 */
void
cpx_rules_check_notes (CpxRuleCase *self)
{
  for (guint i = 0; i < self->n_lines; i++)
    {
      if (self->lines[i].act == CPX_CCAM_NONE)
        continue;
      show_billing (self, i);
      for (guint j = 0; j < i; j++)
        {
          if (self->lines[j].act == CPX_CCAM_NONE || self->lines[i].act == self->lines[j].act
              || !cpx_rule_case_share_invoice (self, i, j))
            continue;
          check_pair (self, j, i);
        }
    }
}
