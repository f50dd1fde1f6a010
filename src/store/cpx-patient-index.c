/* cpx-patient-index.c: all patients in memory, kept true by each commit.
 *
 * Nothing of this is on disk: search costs a commit no page, and there is no index to go wrong or to purge. It is read
 * at the first search, from the index of names in order (0.2 s for 100,000 patients), as an immutable base; what
 * changed since stands beside it in `recent`, which is looked through one by one. When that grows long the base is
 * forgotten and read again at the next search.
 *
 *  1. A patient in `recent` hides the one of the same id in the base (`hidden` has its bit).
 *  2. While a base is being read, `recent` gathers what commits bring, so that none falls between the two.
 *  3. A commit is applied before its task returns: who wrote finds what they wrote.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-patient-index.h"

#include "cpx-patient-base-read.h"
#include "cpx-patient-recent.h"
#include "cpx-record-name.h"
#include "cpx-search-lead.h"
#include "cpx-txn-private.h"

#include <malloc.h>
#include <string.h>

#define MAX_RECENT      1024
#define FEW_HITS        20   /* with fewer exact ones, typos are forgiven */
#define MAX_KEY_HOLDERS 64   /* a key that more patients share says little */

struct _CpxPatientIndex
{
  GMutex           load_lock;  /* one reads at a time; taken before `lock` */
  GMutex           lock;       /* guards all that follows */
  CpxPatientBase  *base;       /* (owned) (nullable) */
  CpxPatientSet    hidden;     /* (owned) (nullable): ranks of the base */
  GPtrArray       *recent;     /* (owned) (element-type CpxPatientRecent) */
  gboolean         is_loading;
};

CpxPatientIndex *
cpx_patient_index_new (void)
{
  CpxPatientIndex *self = g_new0 (CpxPatientIndex, 1);

  g_mutex_init (&self->load_lock);
  g_mutex_init (&self->lock);
  self->recent = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_patient_recent_free);

  return self;
}

static void
forget (CpxPatientIndex *self)
{
  g_clear_pointer (&self->base, cpx_patient_base_free);
  g_clear_pointer (&self->hidden, g_free);
  g_ptr_array_set_size (self->recent, 0);
}

void
cpx_patient_index_free (CpxPatientIndex *self)
{
  forget (self);
  g_ptr_array_unref (self->recent);
  g_mutex_clear (&self->load_lock);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static void
hide (CpxPatientIndex *self,
      const CpxId     *id)
{
  guint rank;

  if (self->base != NULL && cpx_patient_base_find (self->base, id, &rank))
    self->hidden[rank / 64] |= G_GUINT64_CONSTANT (1) << rank % 64;
}

static void
take_base (CpxPatientIndex *self,
           CpxPatientBase  *base)
{
  self->is_loading = FALSE;
  if (base == NULL)
    {
      forget (self);
      return;
    }
  self->base = base;
  self->hidden = g_new0 (guint64, cpx_patient_base_get_n (base) / 64 + 1);
  for (guint i = 0; i < self->recent->len; i++)
    hide (self, &((CpxPatientRecent *) g_ptr_array_index (self->recent, i))->id);
}

/* Reads what a connection sees from now on; TRUE if there is already a base. */
static gboolean
begin_loading (CpxPatientIndex *self)
{
  gboolean loaded;

  g_mutex_lock (&self->lock);
  loaded = self->base != NULL;
  self->is_loading = !loaded;
  g_mutex_unlock (&self->lock);

  return loaded;
}

/* A reader looks anew, for what was committed between the beginning of its transaction and that of the loading. */
static gboolean
look_anew (CpxDb   *db,
           GError **error)
{
  if (cpx_db_is_writer (db))
    return TRUE;
  cpx_db_rollback (db);

  return cpx_db_begin (db, error);
}

/**
 * cpx_patient_index_load:
 * @self: an index
 * @txn: a transaction
 * @error: where to put what is wrong
 *
 * Reads all patients, unless they are there; where a page is damaged, those that are left.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_patient_index_load (CpxPatientIndex  *self,
                        CpxTxn           *txn,
                        GError          **error)
{
  CpxPatientBase *base = NULL;
  gboolean done = TRUE;

  g_mutex_lock (&self->load_lock);
  if (!begin_loading (self))
    {
      if (look_anew (txn->db, error))
        base = cpx_patient_base_read (txn, error);
      done = base != NULL;
      g_mutex_lock (&self->lock);
      take_base (self, base);
      g_mutex_unlock (&self->lock);
      malloc_trim (0);  /* building took 30 MB for 100,000 patients, and freed them between what it keeps */
    }
  g_mutex_unlock (&self->load_lock);

  return done;
}

/**
 * cpx_patient_index_reset:
 * @self: an index
 *
 * Forgets everything, to be read again at the next search.
 */
void
cpx_patient_index_reset (CpxPatientIndex *self)
{
  g_mutex_lock (&self->lock);
  forget (self);
  g_mutex_unlock (&self->lock);
}

static CpxPatientRecent *
find_recent (CpxPatientIndex *self,
             const CpxId     *id)
{
  for (guint i = 0; i < self->recent->len; i++)
    {
      CpxPatientRecent *recent = g_ptr_array_index (self->recent, i);

      if (cpx_id_equal (&recent->id, id))
        return recent;
    }

  return NULL;
}

static void
apply_one (CpxPatientIndex        *self,
           const CpxPatientUpdate *update)
{
  CpxPatientRecent *recent = find_recent (self, &update->id);

  if (recent == NULL)
    {
      recent = cpx_patient_recent_new (&update->id);
      g_ptr_array_add (self->recent, recent);
      hide (self, &update->id);
    }
  cpx_patient_recent_set (recent, update->state, update->name);
}

/**
 * cpx_patient_index_apply:
 * @self: an index
 * @updates: (element-type CpxPatientUpdate): what a commit changed
 *
 * Brings what was committed.
 */
void
cpx_patient_index_apply (CpxPatientIndex *self,
                         GPtrArray       *updates)
{
  g_mutex_lock (&self->lock);
  if (self->base != NULL && !self->is_loading && self->recent->len + updates->len > MAX_RECENT)
    forget (self);
  for (guint i = 0; (self->base != NULL || self->is_loading) && i < updates->len; i++)
    apply_one (self, g_ptr_array_index (updates, i));
  g_mutex_unlock (&self->lock);
}

/* A search under way. */
typedef struct
{
  enum { WHOLE, LEADING, FOLLOWING } part;  /* of those who answer: those whose name begins with a word typed, others */

  GPtrArray     *groups;
  CpxQueryScope  scope;
  guint          limit;   /* G_MAXUINT: none */
  GArray        *hits;    /* (element-type CpxSearchHit) */
} Search;

/* A file that was merged answers for the one that it became, wherever that one is. */
static gboolean
is_wanted (const Search *search,
           CpxRowState   state)
{
  return cpx_row_state_is_in_scope (state, search->scope) || (search->groups->len > 0 && state == CPX_ROW_MERGED);
}

static void
add_hit (Search      *search,
         const CpxId *id,
         CpxRowState  state,
         gboolean     exact)
{
  CpxSearchHit hit = { *id, exact, state == CPX_ROW_MERGED };

  if (search->hits->len < search->limit)
    g_array_append_val (search->hits, hit);
}

static GPtrArray *
list_recent (CpxPatientIndex *self,
             Search          *search,
             CpxSearchMatch   match)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < self->recent->len; i++)
    {
      CpxPatientRecent *recent = g_ptr_array_index (self->recent, i);

      if (!is_wanted (search, recent->state) ||
          !cpx_patient_recent_answers (recent, search->groups, match))
        continue;
      if (match != CPX_SEARCH_EXACT && cpx_patient_recent_answers (recent, search->groups, match - 1))
        continue;
      if (search->part != WHOLE &&
          cpx_search_lead_has (search->groups, recent->name, match) != (search->part == LEADING))
        continue;
      g_ptr_array_add (found, recent);
    }
  g_ptr_array_sort (found, cpx_patient_recent_compare);

  return found;
}

/* Adds what is in @set and what of the recent ones answers, both in the order of names. */
static void
collect (CpxPatientIndex *self,
         Search          *search,
         const guint64   *set,
         CpxSearchMatch   match)
{
  g_autoptr(GPtrArray) recent = list_recent (self, search, match);
  guint n = cpx_patient_base_get_n (self->base);
  guint next = 0;

  for (guint chunk = 0; chunk <= n / 64 && search->hits->len < search->limit; chunk++)
    {
      guint64 bits = (set != NULL ? set[chunk] : ~G_GUINT64_CONSTANT (0)) & ~self->hidden[chunk];

      for (; bits != 0; bits &= bits - 1)
        {
          guint rank = chunk * 64 + (guint) __builtin_ctzll (bits);

          if (rank >= n || !is_wanted (search, cpx_patient_base_get_state (self->base, rank)))
            continue;
          for (; next < recent->len; next++)
            {
              const CpxPatientRecent *candidate = g_ptr_array_index (recent, next);

              if (strcmp (candidate->name, cpx_patient_base_get_name (self->base, rank)) >= 0)
                break;
              add_hit (search, &candidate->id, candidate->state, match == CPX_SEARCH_EXACT);
            }
          add_hit (search, cpx_patient_base_get_id (self->base, rank), cpx_patient_base_get_state (self->base, rank),
                   match == CPX_SEARCH_EXACT);
        }
    }
  for (; next < recent->len; next++)
    {
      const CpxPatientRecent *last = g_ptr_array_index (recent, next);

      add_hit (search, &last->id, last->state, match == CPX_SEARCH_EXACT);
    }
}

/* Adds those who answer as nearly as @match but no nearer: who is in @known was found by a stricter one. */
static void
search_as_near (CpxPatientIndex *self,
                Search          *search,
                CpxSearchMatch   match,
                CpxPatientSet    known)
{
  g_autofree guint64 *found = cpx_patient_base_match (self->base, search->groups, match);
  g_autofree guint64 *leading = NULL;

  for (guint chunk = 0; chunk <= cpx_patient_base_get_n (self->base) / 64; chunk++)
    {
      found[chunk] &= ~known[chunk];
      known[chunk] |= found[chunk];
    }
  leading = cpx_search_lead_take (search->groups, self->base, match, found);
  search->part = LEADING;
  collect (self, search, leading, match);
  search->part = FOLLOWING;
  collect (self, search, found, match);
}

static void
search_nearest_first (CpxPatientIndex *self,
                      Search          *search)
{
  g_autofree guint64 *known = g_new0 (guint64, cpx_patient_base_get_n (self->base) / 64 + 1);

  search_as_near (self, search, CPX_SEARCH_EXACT, known);
  if (search->hits->len >= MIN (search->limit, FEW_HITS))
    return;
  search_as_near (self, search, CPX_SEARCH_NEAR_WORD, known);
  if (search->hits->len < search->limit)
    search_as_near (self, search, CPX_SEARCH_NEAR, known);
}

/**
 * cpx_patient_index_search:
 * @self: an index that is loaded
 * @text: what was typed
 * @scope: among whom
 * @limit: how many at most; 0: all
 *
 * Finds patients: those who answer what was typed; if they are few, those who do when one slip is forgiven in a whole
 * word, then in a beginning. Of each, who has a name that begins with it comes before others. Files that were merged
 * answer too, told by `is_alias`. Nothing typed: everyone.
 *
 * Returns: (transfer full) (nullable) (element-type CpxSearchHit): who was found; NULL if the index was reset meanwhile
 */
GArray *
cpx_patient_index_search (CpxPatientIndex *self,
                          const char      *text,
                          CpxQueryScope    scope,
                          guint            limit)
{
  g_autoptr(GPtrArray) groups = cpx_search_text_parse (text);
  Search search = { WHOLE, groups, scope, limit > 0 ? limit : G_MAXUINT };

  g_mutex_lock (&self->lock);
  if (self->base != NULL)
    {
      search.hits = g_array_new (FALSE, FALSE, sizeof (CpxSearchHit));
      if (groups->len == 0)
        collect (self, &search, NULL, CPX_SEARCH_EXACT);
      else
        search_nearest_first (self, &search);
    }
  g_mutex_unlock (&self->lock);

  return search.hits;
}

static void
add_id (GArray      *ids,
        const CpxId *id,
        guint        limit)
{
  for (guint i = 0; i < ids->len; i++)
    {
      if (cpx_id_equal (&g_array_index (ids, CpxId, i), id))
        return;
    }
  if (ids->len < limit)
    g_array_append_val (ids, *id);
}

static gboolean
is_candidate (CpxPatientIndex *self,
              guint            rank)
{
  CpxRowState state = cpx_patient_base_get_state (self->base, rank);

  return (self->hidden[rank / 64] & G_GUINT64_CONSTANT (1) << rank % 64) == 0 &&
         (state == CPX_ROW_LIVE || state == CPX_ROW_ARCHIVED);
}

static void
add_holders (CpxPatientIndex *self,
             guint32          key,
             GArray          *ids,
             guint            limit)
{
  const guint64 *first;
  gsize n;

  cpx_patient_base_find_key (self->base, key, &first, &n);
  for (gsize i = 0; i < MIN (n, MAX_KEY_HOLDERS); i++)
    {
      guint rank = (guint) (first[i] & G_MAXUINT32);

      if (is_candidate (self, rank))
        add_id (ids, cpx_patient_base_get_id (self->base, rank), limit);
    }
  for (guint i = 0; i < self->recent->len; i++)
    {
      const CpxPatientRecent *recent = g_ptr_array_index (self->recent, i);

      if (recent->state <= CPX_ROW_ARCHIVED && cpx_patient_recent_has_key (recent, key))
        add_id (ids, &recent->id, limit);
    }
}

/**
 * cpx_patient_index_find_keys:
 * @self: an index that is loaded
 * @keys: what cpx_record_list_keys() gives
 * @limit: how many at most
 *
 * Returns: (transfer full) (nullable) (element-type CpxId): who shares one; NULL if the index was reset meanwhile
 */
GArray *
cpx_patient_index_find_keys (CpxPatientIndex  *self,
                             char            **keys,
                             guint             limit)
{
  GArray *ids = NULL;

  g_mutex_lock (&self->lock);
  if (self->base != NULL)
    {
      ids = g_array_new (FALSE, FALSE, sizeof (CpxId));
      for (guint i = 0; keys[i] != NULL; i++)
        add_holders (self, cpx_record_name_hash (keys[i]), ids, limit);
    }
  g_mutex_unlock (&self->lock);

  return ids;
}

static void
add_pairs (CpxPatientIndex *self,
           const guint64   *keys,
           gsize            n,
           GHashTable      *seen,
           GArray          *pairs,
           guint            limit)
{
  n = MIN (n, MAX_KEY_HOLDERS);
  for (gsize i = 0; i < n; i++)
    {
      for (gsize j = i + 1; j < n && pairs->len < 2 * limit; j++)
        {
          guint32 a = (guint32) keys[i], b = (guint32) keys[j];
          gint64 *pair;

          if (a == b || !is_candidate (self, a) || !is_candidate (self, b))
            continue;
          pair = g_new (gint64, 1);
          *pair = (gint64) ((guint64) MIN (a, b) << 32 | MAX (a, b));
          if (!g_hash_table_add (seen, pair))
            continue;
          g_array_append_vals (pairs, cpx_patient_base_get_id (self->base, a), 1);
          g_array_append_vals (pairs, cpx_patient_base_get_id (self->base, b), 1);
        }
    }
}

/**
 * cpx_patient_index_pairs:
 * @self: an index that was just loaded
 * @limit: how many pairs at most
 *
 * Lists the patients, two by two, that share a key.
 *
 * Returns: (transfer full) (nullable) (element-type CpxId): first and second of each pair, in turn
 */
GArray *
cpx_patient_index_pairs (CpxPatientIndex *self,
                         guint            limit)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GArray *pairs = NULL;
  const guint64 *keys;
  gsize n, first = 0;

  g_mutex_lock (&self->lock);
  if (self->base != NULL)
    {
      pairs = g_array_new (FALSE, FALSE, sizeof (CpxId));
      keys = cpx_patient_base_get_keys (self->base, &n);
      for (gsize i = 1; i <= n; i++)
        {
          if (i < n && keys[i] >> 32 == keys[first] >> 32)
            continue;
          add_pairs (self, keys + first, i - first, seen, pairs, limit);
          first = i;
        }
    }
  g_mutex_unlock (&self->lock);

  return pairs;
}
