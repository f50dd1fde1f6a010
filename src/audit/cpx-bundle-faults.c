/* cpx-bundle-faults.c: something differs: where, and what was done.
 *
 * "hashes" tells what each leaf was, as far as it comes to a root that was signed. There the first leaf that differs is
 * looked for further on, and so is the hash that stands in its place: what is found says what was done. Beyond, and
 * without hashes, the signed roots tell between which entries.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-bundle-private.h"

#include <glib/gi18n-lib.h>

/* Looks for two hashes, from one place on. */
typedef struct
{
  CpxMerkleHash wanted;     /* that of "hashes" where the leaf differs: looked for among the leaves */
  guint64       wanted_at;
  CpxMerkleHash met;        /* that of the leaf there: looked for among the hashes */
  guint64       met_at;
  guint64       from;
  guint64       at;
  gboolean      has_met;    /* there is a leaf at that place */
  guint64       index;      /* what the line there says it is */
} Search;

/**
 * cpx_bundle_pass_read_hash:
 * @self: a pass with hashes
 * @out_hash: (out caller-allocates): the next
 * @out_end: (out): whether there is none
 * @error: where the fault goes
 *
 * Returns: `FALSE` if "hashes" cannot be read
 */
gboolean
cpx_bundle_pass_read_hash (CpxBundlePass  *self,
                           CpxMerkleHash  *out_hash,
                           gboolean       *out_end,
                           GError        **error)
{
  gsize n_bytes;

  if (!g_input_stream_read_all (self->hashes, out_hash->bytes, sizeof out_hash->bytes, &n_bytes,
                                self->check->cancellable, error))
    return FALSE;
  *out_end = n_bytes == 0;

  return n_bytes == 0 || n_bytes == sizeof out_hash->bytes ||
         cpx_bundle_fail (error, _("“hashes” of the bundle ends in the middle of a hash."));
}

/* A CpxJsonTextFunc: finds the leaf at a place, and behind it the wanted one. */
static gboolean
search_line (guint64      number,
             const char  *text,
             gsize        length,
             gpointer     user_data,
             GError     **error)
{
  Search *self = user_data;
  g_auto(CpxBundleLine) line = { 0 };
  CpxMerkleHash hash;
  gsize size;
  const void *leaf;

  if (self->at++ < self->from || self->wanted_at != CPX_BUNDLE_NOWHERE)
    return TRUE;
  if (!cpx_bundle_read_entry (number, text, length, &line, error))
    return FALSE;
  leaf = g_bytes_get_data (line.leaf, &size);
  cpx_merkle_hash_leaf (leaf, size, &hash);
  if (self->at == self->from + 1)
    {
      self->met = hash;
      self->has_met = TRUE;
    }
  else if (cpx_merkle_hash_equal (&hash, &self->wanted))
    {
      self->wanted_at = self->at - 1;
    }

  return TRUE;
}

/* Goes through "hashes" to a place, reckoning its roots. FALSE with an error; it may end before. */
static gboolean
walk_hashes (CpxBundlePass  *pass,
             guint64         to,
             CpxMerkleHash  *out_last,
             GError        **error)
{
  gboolean end = FALSE;

  while (pass->edge.size < to)
    {
      CpxMerkleHash completed[CPX_MERKLE_LEVELS];

      if (!cpx_bundle_pass_read_hash (pass, out_last, &end, error))
        return FALSE;
      if (end)
        break;
      cpx_merkle_edge_append (&pass->edge, out_last, completed);
      cpx_bundle_pass_check_roots (pass);
    }

  return TRUE;
}

static gboolean
begin_hashes (CpxBundlePass   *pass,
              CpxBundleCheck  *check,
              GError         **error)
{
  cpx_bundle_pass_begin (pass, check);

  return cpx_bundle_pass_open_hashes (pass, error);
}

/* Up to where are the hashes those that were sealed? */
static gboolean
confirm_hashes (CpxBundleCheck  *check,
                guint64         *out_size,
                GError         **error)
{
  g_auto(CpxBundlePass) hashes = { 0 };
  CpxMerkleHash last;

  if (!begin_hashes (&hashes, check, error) || !walk_hashes (&hashes, check->sealed.size, &last, error))
    return FALSE;
  *out_size = hashes.confirmed[FALSE];

  return TRUE;
}

/* Where among the hashes is the leaf that was met? */
static gboolean
find_met (CpxBundleCheck  *check,
          Search          *self,
          GError         **error)
{
  g_auto(CpxBundlePass) hashes = { 0 };
  CpxMerkleHash hash;

  if (!begin_hashes (&hashes, check, error) || !walk_hashes (&hashes, self->from + 1, &hash, error))
    return FALSE;
  for (guint64 at = self->from + 1; at < check->sealed.size && self->met_at == CPX_BUNDLE_NOWHERE; at++)
    {
      gboolean end;

      if (!cpx_bundle_pass_read_hash (&hashes, &hash, &end, error))
        return FALSE;
      if (end)
        break;
      if (cpx_merkle_hash_equal (&hash, &self->met))
        self->met_at = at;
    }

  return TRUE;
}

static gboolean
find_wanted (CpxBundleCheck  *check,
             Search          *self,
             GError         **error)
{
  g_auto(CpxBundlePass) hashes = { 0 };

  return begin_hashes (&hashes, check, error) && walk_hashes (&hashes, self->from + 1, &self->wanted, error) &&
         cpx_bundle_read_entries (check, search_line, self, error);
}

static void
report_search (CpxBundleCheck *check,
               const Search   *self)
{
  gboolean has_wanted = self->wanted_at != CPX_BUNDLE_NOWHERE, has_met = self->met_at != CPX_BUNDLE_NOWHERE;
  CpxLogFault fault = CPX_LOG_FAULT_CHANGED;
  guint64 last = self->from;

  if (!self->has_met)
    fault = CPX_LOG_FAULT_TRUNCATED, last = check->sealed.size - 1;
  else if (has_wanted && has_met)
    fault = CPX_LOG_FAULT_REORDERED, last = MAX (self->wanted_at, self->met_at);
  else if (has_met)
    fault = CPX_LOG_FAULT_REMOVED, last = self->met_at - 1;
  else if (has_wanted)
    fault = CPX_LOG_FAULT_INSERTED, last = self->wanted_at - 1;
  cpx_bundle_report_fault (check->report, fault, self->from, last, FALSE);
}

/* The hash at that place is what was sealed. */
static gboolean
name_by_hashes (CpxBundleCheck  *check,
                guint64          at,
                GError         **error)
{
  Search search = { .from = at, .wanted_at = CPX_BUNDLE_NOWHERE, .met_at = CPX_BUNDLE_NOWHERE };

  if (!find_wanted (check, &search, error) || (search.has_met && !find_met (check, &search, error)))
    return FALSE;
  report_search (check, &search);

  return TRUE;
}

/* Between which entries, by the roots that were and were not reached. */
static void
name_by_roots (CpxBundlePass *pass)
{
  CpxBundleCheck *check = pass->check;
  const CpxBundleRoot *broken = NULL;
  guint place = MIN (pass->broken_root, pass->next_root);
  guint64 last;

  if (place < check->roots->len)
    broken = &g_array_index (check->roots, CpxBundleRoot, place);
  last = broken != NULL ? MAX (broken->size, 1) - 1 : 0;
  if (broken == NULL || (pass->broken_root == check->roots->len && pass->differs_at != CPX_BUNDLE_NOWHERE))
    cpx_bundle_report_fault (check->report, CPX_LOG_FAULT_INSERTED, pass->differs_at, pass->differs_at, FALSE);
  else if (place == pass->broken_root)
    cpx_bundle_report_fault (check->report, CPX_LOG_FAULT_ALTERED,
                             MIN (pass->confirmed[broken->outside], last), last, broken->outside);
  else
    cpx_bundle_report_fault (check->report, CPX_LOG_FAULT_TRUNCATED, pass->edge.size, last, broken->outside);
}

/* A CpxJsonTextFunc: what does the line at a place say it is, and does the one of that place come later? */
static gboolean
search_index (guint64      number,
              const char  *text,
              gsize        length,
              gpointer     user_data,
              GError     **error)
{
  Search *self = user_data;
  g_auto(CpxBundleLine) line = { 0 };

  if (self->at++ < self->from || self->wanted_at != CPX_BUNDLE_NOWHERE)
    return TRUE;
  if (!cpx_bundle_read_entry (number, text, length, &line, error))
    return FALSE;
  if (self->at == self->from + 1)
    self->index = line.index;
  else if (line.index == self->from)
    self->wanted_at = self->at - 1;

  return TRUE;
}

/* Without hashes, the numbers of the lines are the next best witness. */
static gboolean
name_by_numbers (CpxBundlePass  *pass,
                 GError        **error)
{
  Search search = { .from = pass->misnumbered_at, .wanted_at = CPX_BUNDLE_NOWHERE };
  CpxLogFault fault = CPX_LOG_FAULT_INSERTED;
  guint64 last = search.from;

  if (!cpx_bundle_read_entries (pass->check, search_index, &search, error))
    return FALSE;
  if (search.wanted_at != CPX_BUNDLE_NOWHERE)
    fault = CPX_LOG_FAULT_REORDERED, last = search.wanted_at;
  else if (search.index > search.from)
    fault = CPX_LOG_FAULT_REMOVED, last = search.index - 1;
  if (fault == CPX_LOG_FAULT_REMOVED && pass->check->claims->len == 0 &&
      (pass->check->found & 1u << CPX_BUNDLE_HASHES) == 0)
    cpx_bundle_report_gap (pass->check->report, search.from, last);
  else
    cpx_bundle_report_fault (pass->check->report, fault, search.from, last, FALSE);

  return TRUE;
}

static gboolean
reached_all (CpxBundlePass *pass)
{
  return pass->broken_root == pass->check->roots->len && pass->next_root == pass->check->roots->len;
}

/* "hashes" tells nothing there, or there is none. */
static gboolean
name_without_hashes (CpxBundlePass  *pass,
                     gboolean        has_hashes,
                     GError        **error)
{
  CpxBundleReport *report = pass->check->report;

  if (reached_all (pass) && pass->differs_at == CPX_BUNDLE_NOWHERE && pass->misnumbered_at != CPX_BUNDLE_NOWHERE)
    cpx_bundle_report_fault (report, CPX_LOG_FAULT_CHANGED, pass->misnumbered_at, pass->misnumbered_at, FALSE);
  else if (reached_all (pass) && pass->differs_at == CPX_BUNDLE_NOWHERE && has_hashes)
    cpx_bundle_report_take (report, g_strdup (_("The entries are those that were sealed, but “hashes” is not of "
                                                "them.")));
  else if (pass->misnumbered_at != CPX_BUNDLE_NOWHERE && !reached_all (pass))
    return name_by_numbers (pass, error);
  else
    name_by_roots (pass);

  return TRUE;
}

/**
 * cpx_bundle_name_fault:
 * @pass: a pass that did not come to all its roots, or met a leaf that differs
 * @error: where the fault goes
 *
 * Names the first fault in the report.
 *
 * Returns: `FALSE` if the bundle cannot be read
 */
gboolean
cpx_bundle_name_fault (CpxBundlePass  *pass,
                       GError        **error)
{
  CpxBundleCheck *check = pass->check;
  gboolean has_hashes = pass->hashes != NULL;
  g_auto(CpxBundlePass) again = { 0 };
  guint64 first = MIN (pass->differs_at, pass->edge.size), confirmed = 0;

  if (has_hashes && !confirm_hashes (check, &confirmed, error))
    return FALSE;
  if (first < confirmed)
    return name_by_hashes (check, first, error);
  if (!has_hashes)
    return name_without_hashes (pass, FALSE, error);

  /* It stopped where a hash that nobody signed differed. */
  return cpx_bundle_pass_run (&again, check, FALSE, error) && name_without_hashes (&again, TRUE, error);
}
