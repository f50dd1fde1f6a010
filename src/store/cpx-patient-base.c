/* cpx-patient-base.c: all patients as they were at one moment, in memory, laid out for search.
 *
 * Words are kept once, sorted, each with the ranks of the patients that have it; numbers (dates, phones, NIRs) are
 * nearly all different and lie sorted on one line; keys of duplicates the same. For 100,000 patients that is about
 * 16 MB. A search makes one bit set for each thing typed and keeps what is in all of them: its work is bounded by the
 * number of patients and of different words, whatever is typed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-patient-base.h"

#include "cpx-record-name.h"

#include <string.h>

typedef struct
{
  guint64 number;
  guint32 rank;
} Number;

struct _CpxPatientBase
{
  GArray  *ids;          /* (element-type CpxId) by rank, as all that follows */
  GArray  *states;       /* (element-type guint8) */
  GArray  *names;        /* (element-type guint32): where the folded name is in `text` */
  GString *text;         /* names and words, each ended by NUL */

  GArray  *words;        /* (element-type guint32): where each is in `text`; sorted once built */
  GArray  *word_first;   /* (element-type guint32): for each word, and one more: its first place in `postings` */
  guint32 *postings;     /* (owned): ranks, in order for each word */
  GArray  *numbers;      /* (element-type Number): sorted once built */
  GArray  *keys;         /* (element-type guint64): key << 32 | rank, sorted once built */
  guint32 *by_id;        /* (owned): hash table of ranks + 1 */
  guint    by_id_mask;

  /* While it is built. */
  guint32 *slots;        /* (owned): hash table of word numbers + 1 */
  guint    slots_mask;
  GArray  *said;         /* (element-type guint32): word numbers, patient after patient */
  GArray  *said_first;   /* (element-type guint32): by rank */
};

static guint32
hash_bytes (const void *bytes,
            gsize       size)
{
  const guint8 *at = bytes;
  guint32 hash = 2166136261u;

  for (gsize i = 0; i < size; i++)
    hash = (hash ^ at[i]) * 16777619u;

  return hash ^ hash >> 15;
}

CpxPatientBase *
cpx_patient_base_new (void)
{
  CpxPatientBase *self = g_new0 (CpxPatientBase, 1);

  self->ids = g_array_new (FALSE, FALSE, sizeof (CpxId));
  self->states = g_array_new (FALSE, FALSE, sizeof (guint8));
  self->names = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->text = g_string_new (NULL);
  self->words = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->word_first = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->numbers = g_array_new (FALSE, FALSE, sizeof (Number));
  self->keys = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->slots_mask = (1u << 12) - 1;
  self->slots = g_new0 (guint32, self->slots_mask + 1);
  self->said = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->said_first = g_array_new (FALSE, FALSE, sizeof (guint32));

  return self;
}

static void
drop_scaffold (CpxPatientBase *self)
{
  g_clear_pointer (&self->slots, g_free);
  g_clear_pointer (&self->said, g_array_unref);
  g_clear_pointer (&self->said_first, g_array_unref);
}

void
cpx_patient_base_free (CpxPatientBase *self)
{
  drop_scaffold (self);
  g_array_unref (self->ids);
  g_array_unref (self->states);
  g_array_unref (self->names);
  g_string_free (self->text, TRUE);
  g_array_unref (self->words);
  g_array_unref (self->word_first);
  g_free (self->postings);
  g_array_unref (self->numbers);
  g_array_unref (self->keys);
  g_free (self->by_id);
  g_free (self);
}

static const char *
get_word (const CpxPatientBase *self,
          guint                 number)
{
  return self->text->str + g_array_index (self->words, guint32, number);
}

static guint32
add_text (CpxPatientBase *self,
          const char     *text,
          gsize           length)
{
  guint32 offset = (guint32) self->text->len;

  g_string_append_len (self->text, text, (gssize) length);
  g_string_append_c (self->text, '\0');

  return offset;
}

static void
grow_slots (CpxPatientBase *self)
{
  g_free (self->slots);
  self->slots_mask = self->slots_mask * 2 + 1;
  self->slots = g_new0 (guint32, self->slots_mask + 1);
  for (guint i = 0; i < self->words->len; i++)
    {
      const char *word = get_word (self, i);
      guint slot = hash_bytes (word, strlen (word)) & self->slots_mask;

      while (self->slots[slot] != 0)
        slot = (slot + 1) & self->slots_mask;
      self->slots[slot] = i + 1;
    }
}

static guint32
number_word (CpxPatientBase *self,
             const char     *word,
             gsize           length)
{
  guint slot = hash_bytes (word, length) & self->slots_mask;
  guint32 offset;

  for (; self->slots[slot] != 0; slot = (slot + 1) & self->slots_mask)
    {
      const char *known = get_word (self, self->slots[slot] - 1);

      if (strncmp (known, word, length) == 0 && known[length] == '\0')
        return self->slots[slot] - 1;
    }

  offset = add_text (self, word, length);
  g_array_append_val (self->words, offset);
  self->slots[slot] = self->words->len;
  if (self->words->len > self->slots_mask / 2)
    grow_slots (self);

  return self->words->len - 1;
}

static void
add_word (CpxPatientBase *self,
          guint32         rank,
          const char     *word,
          gsize           length)
{
  char digits[CPX_SEARCH_NUMBER_DIGITS + 1];
  Number number = { .rank = rank };
  guint64 last;

  if (length == 0)
    return;
  if (length < sizeof digits)
    {
      memcpy (digits, word, length);
      digits[length] = '\0';
      if (cpx_search_text_number (digits, &number.number, &last))
        {
          g_array_append_val (self->numbers, number);
          return;
        }
    }
  g_array_append_vals (self->said, &(guint32) { number_word (self, word, length) }, 1);
}

static void
add_keys (CpxPatientBase *self,
          guint32         rank,
          const char     *keys)
{
  gsize n_digits = strspn (keys, "0123456789abcdef");

  for (gsize i = 0; i + CPX_RECORD_NAME_KEY_LENGTH <= n_digits; i += CPX_RECORD_NAME_KEY_LENGTH)
    {
      guint64 key = 0;

      for (gsize j = i; j < i + CPX_RECORD_NAME_KEY_LENGTH; j++)
        key = key << 4 | (guint64) g_ascii_xdigit_value (keys[j]);
      key = key << 32 | rank;
      g_array_append_val (self->keys, key);
    }
}

/**
 * cpx_patient_base_add:
 * @self: a base that is being built
 * @id: a patient
 * @state: in which lists the patient is
 * @name: what cpx_record_name_make() made, not before that of the patient added before
 *
 * Adds a patient.
 */
void
cpx_patient_base_add (CpxPatientBase *self,
                      const CpxId    *id,
                      CpxRowState     state,
                      const char     *name)
{
  guint32 rank = self->ids->len;
  gsize length = strcspn (name, "\n");
  guint32 offset = add_text (self, name, length);
  guint8 small_state = (guint8) state;
  const char *words = name + length + (name[length] != '\0');

  g_array_append_val (self->ids, *id);
  g_array_append_val (self->states, small_state);
  g_array_append_val (self->names, offset);
  g_array_append_val (self->said_first, self->said->len);
  while (*words != '\0' && *words != '\n')
    {
      gsize size = strcspn (words, " \n");

      add_word (self, rank, words, size);
      words += size + (words[size] == ' ');
    }
  if (*words == '\n')
    add_keys (self, rank, words + 1);
}

static int
compare_words (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  const CpxPatientBase *self = data;

  return strcmp (get_word (self, *(const guint32 *) a), get_word (self, *(const guint32 *) b));
}

/* Words in alphabetical order, each with its patients. */
static void
sort_words (CpxPatientBase *self)
{
  guint n = self->words->len;
  g_autofree guint32 *order = g_new (guint32, n + 1);
  g_autofree guint32 *place = g_new (guint32, n + 1);
  g_autofree guint32 *next = g_new0 (guint32, n + 1);
  GArray *sorted = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n);

  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, (int) n, sizeof *order, compare_words, self);
  for (guint i = 0; i < n; i++)
    {
      place[order[i]] = i;
      g_array_append_val (sorted, g_array_index (self->words, guint32, order[i]));
    }
  g_array_unref (self->words);
  self->words = sorted;

  for (guint i = 0; i < self->said->len; i++)
    next[place[g_array_index (self->said, guint32, i)] + 1]++;
  for (guint i = 0; i < n; i++)
    next[i + 1] += next[i];
  g_array_append_vals (self->word_first, next, n + 1);

  self->postings = g_new (guint32, self->said->len + 1);
  for (guint32 rank = 0; rank < self->ids->len; rank++)
    {
      guint end = rank + 1 < self->ids->len ? g_array_index (self->said_first, guint32, rank + 1) : self->said->len;

      for (guint i = g_array_index (self->said_first, guint32, rank); i < end; i++)
        self->postings[next[place[g_array_index (self->said, guint32, i)]]++] = rank;
    }
}

/* One pass: items in the order of 16 bits of the number they begin with, otherwise as they were. */
static void
sort_by_digit (const guint8 *from,
               guint8       *to,
               gsize         n,
               gsize         item_size,
               guint         shift)
{
  g_autofree guint32 *next = g_new0 (guint32, 65537);

  for (gsize i = 0; i < n; i++)
    next[(*(const guint64 *) (gconstpointer) (from + i * item_size) >> shift & 0xffff) + 1]++;
  for (gsize digit = 0; digit < 65536; digit++)
    next[digit + 1] += next[digit];
  for (gsize i = 0; i < n; i++)
    {
      guint64 number = *(const guint64 *) (gconstpointer) (from + i * item_size);

      memcpy (to + next[number >> shift & 0xffff]++ * item_size, from + i * item_size, item_size);
    }
}

/* Sorts items by the number they begin with, from bit @first_bit on: half a million in a few milliseconds. */
static void
sort_items (GArray *items,
            guint   first_bit)
{
  gsize size = g_array_get_element_size (items);
  g_autofree guint8 *spare = g_malloc (items->len * size + 1);
  guint8 *from = (guint8 *) items->data, *to = spare;

  for (guint shift = first_bit; shift < 64; shift += 16)
    {
      guint8 *done = to;

      sort_by_digit (from, to, items->len, size, shift);
      to = from;
      from = done;
    }
  /* The number of passes is even: what is sorted is back where it was. */
  g_assert (from == (guint8 *) items->data);
}

static void
hash_ids (CpxPatientBase *self)
{
  self->by_id_mask = 1;
  while (self->by_id_mask < self->ids->len * 2)
    self->by_id_mask = self->by_id_mask * 2 + 1;
  self->by_id = g_new0 (guint32, self->by_id_mask + 1);
  for (guint rank = 0; rank < self->ids->len; rank++)
    {
      guint slot = hash_bytes (&g_array_index (self->ids, CpxId, rank), sizeof (CpxId)) & self->by_id_mask;

      while (self->by_id[slot] != 0)
        slot = (slot + 1) & self->by_id_mask;
      self->by_id[slot] = rank + 1;
    }
}

/**
 * cpx_patient_base_end:
 * @self: a base that is being built
 *
 * Ends the building.
 */
void
cpx_patient_base_end (CpxPatientBase *self)
{
  sort_words (self);
  sort_items (self->numbers, 0);
  sort_items (self->keys, 32);   /* their ranks are in order already */
  hash_ids (self);
  drop_scaffold (self);
}

guint
cpx_patient_base_get_n (const CpxPatientBase *self)
{
  return self->ids->len;
}

const CpxId *
cpx_patient_base_get_id (const CpxPatientBase *self,
                         guint                 rank)
{
  return &g_array_index (self->ids, CpxId, rank);
}

CpxRowState
cpx_patient_base_get_state (const CpxPatientBase *self,
                            guint                 rank)
{
  return (CpxRowState) g_array_index (self->states, guint8, rank);
}

/* The folded name alone. */
const char *
cpx_patient_base_get_name (const CpxPatientBase *self,
                           guint                 rank)
{
  return self->text->str + g_array_index (self->names, guint32, rank);
}

gboolean
cpx_patient_base_find (const CpxPatientBase *self,
                       const CpxId          *id,
                       guint                *out_rank)
{
  guint slot = hash_bytes (id, sizeof *id) & self->by_id_mask;

  for (; self->by_id[slot] != 0; slot = (slot + 1) & self->by_id_mask)
    {
      if (cpx_id_equal (cpx_patient_base_get_id (self, self->by_id[slot] - 1), id))
        {
          *out_rank = self->by_id[slot] - 1;
          return TRUE;
        }
    }

  return FALSE;
}

static gsize
count_chunks (const CpxPatientBase *self)
{
  return self->ids->len / 64 + 1;
}

static void
set_bit (CpxPatientSet set,
         guint32       rank)
{
  set[rank / 64] |= G_GUINT64_CONSTANT (1) << rank % 64;
}

static void
add_word_patients (const CpxPatientBase *self,
                   guint                 word,
                   CpxPatientSet         set)
{
  guint32 end = g_array_index (self->word_first, guint32, word + 1);

  for (guint32 i = g_array_index (self->word_first, guint32, word); i < end; i++)
    set_bit (set, self->postings[i]);
}

/* The first word not before @typed. */
static guint
find_word (const CpxPatientBase *self,
           const char           *typed)
{
  guint first = 0, end = self->words->len;

  while (first < end)
    {
      guint middle = first + (end - first) / 2;

      if (strcmp (get_word (self, middle), typed) < 0)
        first = middle + 1;
      else
        end = middle;
    }

  return first;
}

static void
add_numbers (const CpxPatientBase *self,
             const char           *typed,
             CpxPatientSet         set)
{
  guint first = 0, end = self->numbers->len;
  guint64 from, last;

  if (!cpx_search_text_number (typed, &from, &last))
    return;
  while (first < end)
    {
      guint middle = first + (end - first) / 2;

      if (g_array_index (self->numbers, Number, middle).number < from)
        first = middle + 1;
      else
        end = middle;
    }
  for (; first < self->numbers->len && g_array_index (self->numbers, Number, first).number <= last; first++)
    set_bit (set, g_array_index (self->numbers, Number, first).rank);
}

static CpxPatientSet
match_word (const CpxPatientBase *self,
            const char           *typed,
            CpxSearchMatch        match)
{
  CpxPatientSet set = g_new0 (guint64, count_chunks (self));

  add_numbers (self, typed, set);
  if (match != CPX_SEARCH_EXACT && cpx_search_text_allows_typo (typed))
    {
      for (guint i = 0; i < self->words->len; i++)
        {
          if (cpx_search_text_matches (typed, get_word (self, i), match))
            add_word_patients (self, i, set);
        }
      return set;
    }
  for (guint i = find_word (self, typed);
       i < self->words->len && cpx_search_text_matches (typed, get_word (self, i), CPX_SEARCH_EXACT); i++)
    add_word_patients (self, i, set);

  return set;
}

static CpxPatientSet
match_group (const CpxPatientBase *self,
             const CpxSearchGroup *group,
             CpxSearchMatch        match)
{
  CpxPatientSet set = match_word (self, g_ptr_array_index (group->words, 0), match);

  for (guint i = 1; i < group->words->len; i++)
    {
      g_autofree guint64 *other = match_word (self, g_ptr_array_index (group->words, i), match);

      for (gsize chunk = 0; chunk < count_chunks (self); chunk++)
        set[chunk] &= other[chunk];
    }
  if (group->joined != NULL)
    add_numbers (self, group->joined, set);

  return set;
}

/**
 * cpx_patient_base_match:
 * @self: a base
 * @groups: what was typed, at least one thing
 * @match: how strictly
 *
 * Returns: (transfer full): the patients that answer all of it
 */
CpxPatientSet
cpx_patient_base_match (const CpxPatientBase *self,
                        GPtrArray            *groups,
                        CpxSearchMatch        match)
{
  CpxPatientSet set = match_group (self, g_ptr_array_index (groups, 0), match);

  for (guint i = 1; i < groups->len; i++)
    {
      g_autofree guint64 *other = match_group (self, g_ptr_array_index (groups, i), match);

      for (gsize chunk = 0; chunk < count_chunks (self); chunk++)
        set[chunk] &= other[chunk];
    }

  return set;
}

/**
 * cpx_patient_base_find_key:
 * @self: a base
 * @key: a key of duplicates, hashed
 * @out_first: (out): the first of those that have it, the rank in the low 32 bits
 * @out_n: (out): how many follow
 *
 * Finds the patients that share a key.
 */
void
cpx_patient_base_find_key (const CpxPatientBase  *self,
                           guint32                key,
                           const guint64        **out_first,
                           gsize                 *out_n)
{
  const guint64 *keys = (const guint64 *) (gpointer) self->keys->data;
  guint first = 0, end = self->keys->len;

  while (first < end)
    {
      guint middle = first + (end - first) / 2;

      if (keys[middle] >> 32 < key)
        first = middle + 1;
      else
        end = middle;
    }
  *out_first = first > 0 ? keys + first : keys;   /* NULL when there are none */
  for (*out_n = 0; first + *out_n < self->keys->len && keys[first + *out_n] >> 32 == key; (*out_n)++)
    ;
}

/* All keys: key << 32 | rank, in order. */
const guint64 *
cpx_patient_base_get_keys (const CpxPatientBase *self,
                           gsize                *out_n)
{
  *out_n = self->keys->len;

  return (const guint64 *) (gpointer) self->keys->data;
}
