/* cpx-act-index.c: every name of every act, in weighted concepts, and the way back from a concept to the names.
 *
 * An act has several names ("forms"): its label, the official everyday names of its notes, the phrases of the
 * lexicon. A form's terms weigh by how few acts share them; what stands in brackets, after "avec ou sans", or says
 * the way in is not missed when a text leaves it out. A form that is no label carries the label as soft terms: they
 * explain words of the text and tell apart acts with the same nickname.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-act-index-private.h"

#include "cpx-act-access.h"
#include "cpx-concept-marks.h"

#include <math.h>
#include <string.h>

#define NEED_ACCESS 0.15f       /* the way in is often left out */
#define NEED_CHOICE 0.5f        /* one of several parted by "ou" */
#define NEED_LATER 0.6f         /* after the first comma */
#define NEED_DENIED 0.08f       /* "sans ..." is what goes without saying */
#define NEED_ONE_SIDE 0.05f     /* so is "unilatérale" */
#define MATCH_PATH 0.35f        /* a word of the menu explains less than one of the label */
#define MATCH_SOFT 0.8f
#define MAX_WEIGHT 8.0f

/* A form being made. */
typedef struct
{
  CpxActIndex *index;
  CpxForm      form;
} Draft;

static GArray *
content_words_to_add (CpxActIndex       *self,
                      const CpxNoteText *text)
{
  guint n;
  const CpxNoteToken *tokens = cpx_note_text_get_tokens (text, &n);

  for (guint i = 0; i < n; i++)
    {
      if (!cpx_note_word_is_empty (tokens[i].word))
        cpx_vocabulary_add (self->vocabulary, tokens[i].word);
    }

  return cpx_content_words (text, self->vocabulary);
}

static void
begin_form (Draft       *draft,
            CpxActIndex *self,
            guint        act,
            CpxFormKind  kind)
{
  *draft = (Draft) { .index = self, .form = { .act = act, .kind = kind, .first_term = self->terms->len } };
}

/* The term of this concept, if the form has it already. */
static CpxTerm *
find_term (Draft   *draft,
           guint32  concept,
           guint8   negated)
{
  for (guint i = draft->form.first_term; i < draft->index->terms->len; i++)
    {
      CpxTerm *term = cpx_act_index_term (draft->index, i);

      if (term->concept == concept && (term->flags & CPX_TERM_NEGATED) == negated)
        return term;
    }

  return NULL;
}

static void
add_term (Draft   *draft,
          guint32  concept,
          float    match,
          float    need,
          guint8   flags)
{
  CpxTerm *known = find_term (draft, concept, flags & CPX_TERM_NEGATED);
  CpxTerm term = { .concept = concept, .match = match, .need = need, .flags = flags };

  if (known == NULL)
    {
      g_array_append_val (draft->index->terms, term);
      return;
    }
  known->match = MAX (known->match, match);
  known->need = MAX (known->need, need);
}

static void
end_form (Draft *draft)
{
  draft->form.n_terms = draft->index->terms->len - draft->form.first_term;
  if (draft->form.n_terms > 0)
    g_array_append_val (draft->index->forms, draft->form);
}

static float
need_of_token (CpxActIndex        *self,
               const CpxNoteToken *token,
               guint32             concept,
               guint               first_clause)
{
  float need = 1;

  if (token->flags & (CPX_NOTE_TOKEN_OPTIONAL | CPX_NOTE_TOKEN_BRACKET))
    return 0;
  if (token->flags & CPX_NOTE_TOKEN_NEGATED)
    return NEED_DENIED;
  if (concept == self->unilateral)
    return NEED_ONE_SIDE;
  if (token->flags & CPX_NOTE_TOKEN_OR)
    need *= NEED_CHOICE;
  if (token->clause > first_clause)
    need *= NEED_LATER;

  return need;
}

static void
note_sides (CpxActIndex        *self,
            CpxActEntry        *act,
            const CpxNoteToken *token,
            guint32             concept)
{
  if (token->flags & CPX_NOTE_TOKEN_NEGATED)
    return;
  act->unilateral = act->unilateral || concept == self->unilateral;
  act->bilateral = act->bilateral || concept == self->bilateral;
}

static void
add_label_terms (Draft      *draft,
                 const char *label)
{
  CpxActIndex *self = draft->index;
  CpxActEntry *act = cpx_act_index_act (self, draft->form.act);
  g_autoptr(CpxNoteText) text = cpx_note_text_new_label (label);
  g_autoptr(GArray) words = content_words_to_add (self, text);
  g_autofree gboolean *is_access = g_new0 (gboolean, words->len + 1);
  guint n;
  const CpxNoteToken *tokens = cpx_note_text_get_tokens (text, &n);

  cpx_concept_marks_note_count (act, text, self->vocabulary);
  act->access = cpx_act_access_read (self->phrases, tokens, words, is_access, &act->access_also);
  if (act->access == 0)
    act->access = cpx_act_access_of_code (act->code);
  for (guint i = 0; i < words->len; i++)
    {
      CpxContentWord *word = &g_array_index (words, CpxContentWord, i);
      const CpxNoteToken *token = tokens + word->token;
      float need = need_of_token (self, token, word->concept, 0);
      guint8 flags = (token->flags & CPX_NOTE_TOKEN_NEGATED ? CPX_TERM_NEGATED : 0) |
                     (token->flags & CPX_NOTE_TOKEN_OR ? CPX_TERM_CHOICE : 0) |
                     (is_access[i] ? CPX_TERM_ACCESS : 0);

      note_sides (self, act, token, word->concept);
      add_term (draft, word->concept, 1, need * (is_access[i] ? NEED_ACCESS : 1), flags);
    }
}

/* Concepts of the last two titles of the menu: the organ and the kind of act. Many acts share them. */
static GArray *
read_path (CpxActIndex *self,
           const char  *path)
{
  GArray *concepts = g_hash_table_lookup (self->paths, path);
  g_auto(GStrv) titles = concepts == NULL ? g_strsplit (path, " > ", -1) : NULL;
  guint n_titles = titles != NULL ? g_strv_length (titles) : 0;

  if (concepts != NULL)
    return concepts;
  concepts = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = n_titles > 2 ? n_titles - 2 : 0; i < n_titles; i++)
    {
      g_autoptr(CpxNoteText) text = cpx_note_text_new_label (titles[i]);
      g_autoptr(GArray) words = content_words_to_add (self, text);

      for (guint j = 0; j < words->len; j++)
        g_array_append_val (concepts, g_array_index (words, CpxContentWord, j).concept);
    }
  g_hash_table_insert (self->paths, (gpointer) path, concepts);

  return concepts;
}

static void
add_path_terms (Draft      *draft,
                const char *path)
{
  GArray *concepts = path != NULL ? read_path (draft->index, path) : NULL;

  for (guint i = 0; concepts != NULL && i < concepts->len; i++)
    {
      guint32 concept = g_array_index (concepts, guint32, i);

      if (find_term (draft, concept, 0) == NULL)
        add_term (draft, concept, MATCH_PATH, 0, CPX_TERM_SOFT);
    }
}

/* What the act's label says, for a form that is none. Terms are not weighed yet: a label's match is 1. */
static void
borrow_label_terms (Draft   *draft,
                    guint32  label_form)
{
  CpxForm label = *cpx_act_index_form (draft->index, label_form);

  for (guint i = 0; i < label.n_terms; i++)
    {
      CpxTerm term = *cpx_act_index_term (draft->index, label.first_term + i);

      add_term (draft, term.concept, term.match < 1 ? term.match : MATCH_SOFT, 0, term.flags | CPX_TERM_SOFT);
    }
}

static void
add_plain_terms (Draft      *draft,
                 const char *phrase)
{
  g_autoptr(CpxNoteText) text = cpx_note_text_new_label (phrase);
  g_autoptr(GArray) words = content_words_to_add (draft->index, text);
  guint n;
  const CpxNoteToken *tokens = cpx_note_text_get_tokens (text, &n);

  for (guint i = 0; i < words->len; i++)
    {
      CpxContentWord *word = &g_array_index (words, CpxContentWord, i);
      const CpxNoteToken *token = tokens + word->token;

      add_term (draft, word->concept, 1, need_of_token (draft->index, token, word->concept, 0),
                token->flags & CPX_NOTE_TOKEN_NEGATED ? CPX_TERM_NEGATED : 0);
    }
}

static void
add_form (CpxActIndex *self,
          guint        act,
          CpxFormKind  kind,
          const char  *phrase,
          guint        rank,
          guint        line)
{
  CpxActEntry *entry = cpx_act_index_act (self, act);
  Draft draft;

  begin_form (&draft, self, act, kind);
  draft.form.rank = rank;
  draft.form.line = line;
  if (kind == CPX_FORM_LABEL)
    {
      entry->label_form = self->forms->len;
      add_label_terms (&draft, entry->label);
      add_path_terms (&draft, entry->path);
    }
  else
    {
      add_plain_terms (&draft, phrase);
      borrow_label_terms (&draft, entry->label_form);
    }
  end_form (&draft);
}

static void
add_act (CpxActIndex      *self,
         const CpxActText *text)
{
  CpxActEntry act = {
    .label = g_string_chunk_insert (self->strings, text->label),
    .path = text->path != NULL ? g_string_chunk_insert_const (self->strings, text->path) : NULL,
    .type = text->type,
    .end = text->end,
    .sex = text->sex,
    .price_cents = text->price_cents,
    .anaesthesia = text->anaesthesia,
    .ages = cpx_act_ages_read (text->label),
  };
  g_auto(GStrv) synonyms = g_strsplit (text->synonyms != NULL ? text->synonyms : "", "\n", -1);
  guint number = self->acts->len;

  g_strlcpy (act.code, text->code, sizeof act.code);
  g_array_append_val (self->acts, act);
  add_form (self, number, CPX_FORM_LABEL, NULL, 0, 0);
  for (guint i = 0; synonyms[i] != NULL; i++)
    {
      if (*synonyms[i] != '\0')
        add_form (self, number, CPX_FORM_SYNONYM, synonyms[i], 0, CPX_FORM_SYNONYM_LINE + number);
    }
}

static void
add_lexicon_acts (CpxActIndex      *self,
                  const CpxLexicon *lexicon)
{
  for (guint i = 0; i < cpx_lexicon_n_entries (lexicon); i++)
    {
      const CpxLexiconEntry *entry = cpx_lexicon_get_entry (lexicon, i);
      guint act;

      for (guint j = 0; entry->kind == CPX_LEXICON_ACT && entry->phrases[j] != NULL; j++)
        {
          for (guint k = 0; entry->targets[k] != NULL; k++)
            {
              if (cpx_act_index_find (self, entry->targets[k], &act))
                add_form (self, act, CPX_FORM_LEXICON, entry->phrases[j], k, entry->line);
            }
        }
    }
}

/* How few acts a concept belongs to; soft terms do not count. */
static void
weigh_concepts (CpxActIndex *self)
{
  g_autofree guint *n_acts = g_new0 (guint, self->n_concepts);
  g_autofree guint *last_act = g_new0 (guint, self->n_concepts);
  float most = logf (self->acts->len + 1.0f);

  for (guint i = 0; i < self->forms->len; i++)
    {
      const CpxForm *form = cpx_act_index_form (self, i);

      for (guint j = 0; j < form->n_terms; j++)
        {
          const CpxTerm *term = cpx_act_index_term (self, form->first_term + j);

          if (term->flags & CPX_TERM_SOFT || last_act[term->concept] == form->act + 1)
            continue;
          n_acts[term->concept]++;
          last_act[term->concept] = form->act + 1;
        }
    }
  for (guint i = 0; i < self->n_concepts; i++)
    self->weights[i] = MIN (MAX_WEIGHT, most - logf (n_acts[i] + 0.5f));
}

static void
weigh_terms (CpxActIndex *self)
{
  for (guint i = 0; i < self->forms->len; i++)
    {
      CpxForm *form = cpx_act_index_form (self, i);

      for (guint j = 0; j < form->n_terms; j++)
        {
          CpxTerm *term = cpx_act_index_term (self, form->first_term + j);

          term->match *= self->weights[term->concept];
          term->need *= self->weights[term->concept];
          form->need += term->need;
        }
    }
}

static void
count_postings (CpxActIndex *self)
{
  self->postings_at = g_new0 (guint32, self->n_concepts + 1);
  for (guint i = 0; i < self->terms->len; i++)
    self->postings_at[cpx_act_index_term (self, i)->concept + 1]++;
  for (guint i = 1; i <= self->n_concepts; i++)
    self->postings_at[i] += self->postings_at[i - 1];
}

static void
post_terms (CpxActIndex *self)
{
  g_autofree guint32 *next = NULL;

  count_postings (self);
  next = g_memdup2 (self->postings_at, self->n_concepts * sizeof (guint32));
  self->postings = g_new (CpxPosting, self->terms->len + 1);
  for (guint i = 0; i < self->forms->len; i++)
    {
      const CpxForm *form = cpx_act_index_form (self, i);

      for (guint j = 0; j < form->n_terms; j++)
        {
          guint32 term = form->first_term + j;

          self->postings[next[cpx_act_index_term (self, term)->concept]++] = (CpxPosting) { .form = i, .term = term };
        }
    }
}

static void
index_codes (CpxActIndex *self)
{
  for (guint i = 0; i < self->acts->len; i++)
    g_hash_table_insert (self->by_code, cpx_act_index_act (self, i)->code, GUINT_TO_POINTER (i + 1));
}

/**
 * cpx_act_index_new:
 * @acts: (array length=n_acts): all acts of a nomenclature, open and closed
 * @n_acts: how many
 * @lexicon: what people call them
 *
 * Returns: (transfer full): the index; any thread may read it
 */
CpxActIndex *
cpx_act_index_new (const CpxActText *acts,
                   guint             n_acts,
                   const CpxLexicon *lexicon)
{
  CpxActIndex *self = g_new0 (CpxActIndex, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->vocabulary = cpx_vocabulary_new ();
  self->phrases = cpx_phrase_book_new (lexicon, self->vocabulary);
  self->strings = g_string_chunk_new (65536);
  self->by_code = g_hash_table_new (g_str_hash, g_str_equal);
  self->paths = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  self->acts = g_array_sized_new (FALSE, FALSE, sizeof (CpxActEntry), n_acts);
  self->forms = g_array_sized_new (FALSE, FALSE, sizeof (CpxForm), n_acts * 2);
  self->terms = g_array_sized_new (FALSE, FALSE, sizeof (CpxTerm), n_acts * 32);
  self->unilateral = cpx_vocabulary_add (self->vocabulary, "unilateral");
  self->bilateral = cpx_vocabulary_add (self->vocabulary, "bilateral");
  for (guint i = 0; i < n_acts; i++)
    add_act (self, acts + i);
  index_codes (self);
  add_lexicon_acts (self, lexicon);
  self->n_concepts = cpx_vocabulary_n_concepts (self->vocabulary) + 1;
  self->weights = g_new0 (float, self->n_concepts);
  weigh_concepts (self);
  weigh_terms (self);
  post_terms (self);
  cpx_concept_marks_find_gestures (self);
  cpx_concept_marks_find_lent (self);
  cpx_concept_marks_drop_plain_counts (self);
  cpx_concept_marks_find_general (self, lexicon);
  cpx_concept_marks_find_eithers (self, lexicon);

  return self;
}

CpxActIndex *
cpx_act_index_ref (CpxActIndex *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
cpx_act_index_unref (CpxActIndex *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  cpx_vocabulary_free (self->vocabulary);
  cpx_phrase_book_free (self->phrases);
  g_string_chunk_free (self->strings);
  g_hash_table_unref (self->by_code);
  g_hash_table_unref (self->paths);
  g_array_unref (self->acts);
  g_array_unref (self->forms);
  g_array_unref (self->terms);
  g_free (self->weights);
  g_free (self->gestures);
  g_free (self->lent);
  g_free (self->eithers);
  g_free (self->postings_at);
  g_free (self->postings);
  g_free (self);
}

/**
 * cpx_act_index_n_acts:
 * @self: an index
 *
 * Returns: how many acts it holds
 */
guint
cpx_act_index_n_acts (const CpxActIndex *self)
{
  return self->acts->len;
}

/**
 * cpx_act_index_get_code:
 * @self: an index
 * @act: less than cpx_act_index_n_acts()
 *
 * Returns: (transfer none): its CCAM code
 */
const char *
cpx_act_index_get_code (const CpxActIndex *self,
                        guint              act)
{
  return cpx_act_index_act (self, act)->code;
}

/**
 * cpx_act_index_get_label:
 * @self: an index
 * @act: less than cpx_act_index_n_acts()
 *
 * Returns: (transfer none): its label in the nomenclature
 */
const char *
cpx_act_index_get_label (const CpxActIndex *self,
                         guint              act)
{
  return cpx_act_index_act (self, act)->label;
}

/**
 * cpx_act_index_find:
 * @self: an index
 * @code: an act's seven characters
 * @out_act: (out): its number
 *
 * Returns: `TRUE` if the nomenclature has that act
 */
gboolean
cpx_act_index_find (const CpxActIndex *self,
                    const char        *code,
                    guint             *out_act)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_code, code));

  *out_act = found - 1;

  return found != 0;
}
