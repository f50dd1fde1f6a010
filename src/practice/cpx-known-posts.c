/* cpx-known-posts.c: is every post whose log is here one that the logs themselves tell of?
 *
 * A log may be in order by itself and yet be nobody's: whoever has the key of the vault can add rows of any post, and
 * no seal kept outside is of them. But a post does not come from nowhere. This post's log is sealed; its first entries
 * name the log that it follows, the first entries of that one name the one before, down to the log that began with the
 * practice. What is not reached that way, somebody wrote.
 *
 *  1. Every entry is kept under a post that there is.
 *  2. Every post that has entries has a record with the key that its seals are signed with.
 *  3. An entry of its log tells how that log began (cpx-log-origin.c).
 *  4. It is this post, or one that is reached from this post's log.
 *
 * Where a page is bad nothing is held against the posts that it hides: the verification says that entries cannot be
 * read. All of it together takes a few looks for each post.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-known-posts-private.h"

#include "cpx-log-origin-private.h"
#include "cpx-post-log-private.h"
#include "cpx-practice-error.h"

#include <cpx-audit-log.h>
#include <cpx-device.h>
#include <cpx-log-strays.h>
#include <cpx-store.h>

#include <glib/gi18n-lib.h>

/* A post whose log is here. */
typedef struct
{
  CpxId     device;
  char     *device_id;   /* (owned) */
  char     *name;        /* (owned) (nullable) */
  char     *follows;     /* (owned) (nullable): what it says of the log that it follows */
  guint64   n_entries;
  gboolean  has_record;
  gboolean  has_key;
  gboolean  has_origin;
  gboolean  is_hidden;   /* its record is on a bad page */
  gboolean  is_unread;   /* its first entries are */
  gboolean  is_reached;
} Post;

static void
post_free (Post *self)
{
  g_free (self->device_id);
  g_free (self->name);
  g_free (self->follows);
  g_free (self);
}

void
cpx_unknown_post_clear (CpxUnknownPost *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->sentence, g_free);
}

static gboolean
read_record (Post    *self,
             CpxTxn  *txn,
             GError **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(CpxRecord) record = cpx_txn_get (txn, &cpx_device_kind, self->device_id, &failure);
  g_autoptr(CpxNoteKey) key = record != NULL ? cpx_post_log_load_key (txn, self->device_id, NULL) : NULL;

  self->has_record = record != NULL || !g_error_matches (failure, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND);
  self->has_key = key != NULL;
  if (record != NULL)
    {
      self->name = g_strdup (cpx_record_get_text (record, CPX_DEVICE_NAME));
      self->follows = g_strdup (cpx_record_get_text (record, CPX_DEVICE_RESTORED_FROM));
      return TRUE;
    }
  self->is_hidden = cpx_store_error_is_damage (failure);
  if (self->is_hidden || !self->has_record)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

/* The entry comes before the record, which only serves where the entry cannot be read. */
static gboolean
read_origin (Post    *self,
             CpxTxn  *txn,
             GError **error)
{
  g_autoptr(GError) failure = NULL;
  g_autofree char *follows = NULL;

  if (cpx_log_origin_find (txn, &self->device, &self->has_origin, &follows, &failure))
    {
      g_free (self->follows);
      self->follows = g_steal_pointer (&follows);
      return TRUE;
    }
  self->is_unread = cpx_store_error_is_damage (failure);
  if (!self->is_unread)
    g_propagate_error (error, g_steal_pointer (&failure));

  return self->is_unread;
}

static Post *
post_read (CpxTxn       *txn,
           const CpxId  *device,
           GError      **error)
{
  Post *self = g_new0 (Post, 1);
  gint64 n_entries = cpx_audit_log_count (txn, device, error);

  self->device = *device;
  self->device_id = cpx_id_dup_text (device);
  self->n_entries = (guint64) MAX (n_entries, 0);
  if (n_entries >= 0 && read_record (self, txn, error) && read_origin (self, txn, error))
    return self;
  post_free (self);

  return NULL;
}

static Post *
find_post (GPtrArray  *posts,
           const char *device_id)
{
  for (guint i = 0; i < posts->len; i++)
    {
      Post *post = g_ptr_array_index (posts, i);

      if (g_str_equal (post->device_id, device_id))
        return post;
    }

  return NULL;
}

static Post *
find_followed (GPtrArray  *posts,
               const Post *post)
{
  g_auto(CpxLogOrigin) origin = { NULL };

  if (post->follows == NULL || !cpx_log_origin_parse (post->follows, &origin))
    return NULL;

  return find_post (posts, origin.device_id);
}

/* Goes from log to log. FALSE: a bad page hides which one comes next. */
static gboolean
reach (GPtrArray   *posts,
       const CpxId *own)
{
  g_autofree char *own_id = cpx_id_dup_text (own);
  Post *post = find_post (posts, own_id);
  Post *last = post;

  for (; post != NULL && !post->is_reached; post = find_followed (posts, post))
    {
      post->is_reached = TRUE;
      last = post;
    }

  return last != NULL && (!last->is_unread || last->follows != NULL);
}

static char *
make_sentence (const char *what)
{
  /* Translators: what is wrong with the log of a post, then what to do. */
  return g_strdup_printf (_("%s: somebody who has the key of this database changed it. Keep the file as it is, "
                            "compare it with a backup, and restore the last one that is in order."), what);
}

static const char *
find_fault (const Post *post,
            gboolean    all_reached)
{
  if (post->n_entries == 0)
    return NULL;
  if (!post->has_record)
    return _("This post does not exist, it has no record");
  if (!post->has_key && !post->is_hidden)
    return _("This post has no key that can be read, and nothing that it sealed can be verified");
  if (!post->has_origin && !post->is_unread)
    return _("No entry tells how this log began");
  if (all_reached && !post->is_reached)
    return _("No entry of another post leads to this log");

  return NULL;
}

static gboolean
read_posts (CpxTxn     *txn,
            GPtrArray  *posts,
            GError    **error)
{
  g_autoptr(GArray) devices = cpx_audit_log_list_devices (txn, error);

  for (guint i = 0; devices != NULL && i < devices->len; i++)
    {
      Post *post = post_read (txn, &g_array_index (devices, CpxId, i), error);

      if (post == NULL)
        return FALSE;
      g_ptr_array_add (posts, post);
    }

  return devices != NULL;
}

static gboolean
find_stray (CpxTxn          *txn,
            CpxUnknownPost  *out_post,
            GError         **error)
{
  gboolean found;
  gint64 number;

  if (!cpx_log_find_stray (txn, &found, &number, error))
    return FALSE;
  if (found)
    out_post->sentence = make_sentence (_("Entries are kept under a post that does not exist"));

  return TRUE;
}

static gboolean
find_unknown (CpxTxn          *txn,
              const CpxId     *own,
              CpxUnknownPost  *out_post,
              GError         **error)
{
  g_autoptr(GPtrArray) posts = g_ptr_array_new_with_free_func ((GDestroyNotify) post_free);
  gboolean all_reached;

  if (!read_posts (txn, posts, error))
    return FALSE;
  all_reached = reach (posts, own);
  for (guint i = 0; i < posts->len && out_post->sentence == NULL; i++)
    {
      const Post *post = g_ptr_array_index (posts, i);
      const char *fault = find_fault (post, all_reached);

      if (fault == NULL)
        continue;
      out_post->device = post->device;
      out_post->name = g_strdup (post->name != NULL ? post->name : post->device_id);
      out_post->sentence = make_sentence (fault);
    }

  return out_post->sentence != NULL || find_stray (txn, out_post, error);
}

/**
 * cpx_unknown_post_find:
 * @txn: a transaction
 * @own: this post
 * @out_post: (out caller-allocates): the first post with which something is wrong; without a sentence if there is none
 * @error: where the fault goes; a bad page is none, the verification tells of it
 *
 * Looks for a post whose log is here and of which no other log tells. At once, whatever the size of the logs.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_unknown_post_find (CpxTxn          *txn,
                       const CpxId     *own,
                       CpxUnknownPost  *out_post,
                       GError         **error)
{
  g_autoptr(GError) failure = NULL;

  *out_post = (CpxUnknownPost) { .sentence = NULL };
  if (find_unknown (txn, own, out_post, &failure) || cpx_store_error_is_damage (failure))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

/**
 * cpx_unknown_post_dup_sentence:
 * @self: what was found
 * @own: this post
 *
 * Returns: (transfer full) (nullable): what is wrong and with which post; `NULL` if nothing is
 */
char *
cpx_unknown_post_dup_sentence (const CpxUnknownPost *self,
                               const CpxId          *own)
{
  if (self->sentence == NULL || self->name == NULL || cpx_id_equal (&self->device, own))
    return g_strdup (self->sentence);

  return g_strdup_printf (_("Log of the post “%s”: %s"), self->name, self->sentence);
}
