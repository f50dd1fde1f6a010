/* cpx-sha256-many.c: SHA-256 of many short messages, side by side where the processor can.
 *
 * One message after another leaves most of a processor idle: each round of SHA-256 waits for the one before. Intel's
 * multi-buffer library (libipsec-mb, of x86-64 alone) works at 8 messages at once with AVX2, 16 with AVX-512, four to
 * six times as fast. Where it is not, and for the few that would not fill its lanes, OpenSSL does the work.
 *
 *  1. The digests are those of cpx_sha256(), to the letter, whoever made them.
 *  2. A message that the library did not finish is hashed by OpenSSL: no digest is left as it was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-sha256-many.h"

#ifdef CPX_HAVE_IPSEC_MB

#define NO_COMPAT_IMB_API_053   /* or it takes OpenSSL's names */
#include <intel-ipsec-mb.h>

#define N_WORTH     8            /* fewer are sooner done one by one */
#define LONGEST     (16 * 1024)  /* of a longer one the others would wait */

static void
manager_free (gpointer data)
{
  free_mb_mgr (data);
}

/* A manager belongs to one thread at a time. */
static GPrivate managers = G_PRIVATE_INIT (manager_free);

static IMB_MGR *
manager_new (void)
{
  IMB_MGR *manager = alloc_mb_mgr (0);
  IMB_ARCH arch = IMB_ARCH_NONE;

  if (manager == NULL)
    return NULL;
  init_mb_mgr_auto (manager, &arch);
  if (arch != IMB_ARCH_NONE && imb_get_errno (manager) == 0)
    return manager;
  free_mb_mgr (manager);

  return NULL;
}

static IMB_MGR *
get_manager (void)
{
  IMB_MGR *manager = g_private_get (&managers);

  if (manager == NULL)
    {
      manager = manager_new ();
      g_private_set (&managers, manager);
    }

  return manager;
}

static void
fill_job (IMB_JOB                *job,
          const CpxSha256Message *message,
          guint8                 *out_digest)
{
  job->cipher_mode = IMB_CIPHER_NULL;
  job->cipher_direction = IMB_DIR_ENCRYPT;
  job->chain_order = IMB_ORDER_HASH_CIPHER;
  job->hash_alg = IMB_AUTH_SHA_256;
  job->src = message->bytes;
  job->hash_start_src_offset_in_bytes = 0;
  job->msg_len_to_hash_in_bytes = message->n_bytes;
  job->auth_tag_output = out_digest;
  job->auth_tag_output_len_in_bytes = CPX_SHA256_SIZE;
  job->user_data = (gpointer) message;
}

static gsize
take_job (const IMB_JOB *job)
{
  const CpxSha256Message *message = job->user_data;

  if (job->status != IMB_STATUS_COMPLETED)
    cpx_sha256 (message->bytes, message->n_bytes, job->auth_tag_output);

  return 1;
}

/* Also refuses an empty message, of which the library says nothing. */
static gboolean
are_fit (const CpxSha256Message *messages,
         gsize                   n)
{
  for (gsize i = 0; i < n; i++)
    if (messages[i].n_bytes == 0 || messages[i].n_bytes > LONGEST)
      return FALSE;

  return n >= N_WORTH;
}

static gboolean
hash_side_by_side (const CpxSha256Message *messages,
                   gsize                   n,
                   guint8                 *out_digests)
{
  IMB_MGR *manager = are_fit (messages, n) ? get_manager () : NULL;
  IMB_JOB *job;
  gsize n_done = 0;

  if (manager == NULL)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      fill_job (IMB_GET_NEXT_JOB (manager), &messages[i], out_digests + i * CPX_SHA256_SIZE);
      for (job = IMB_SUBMIT_JOB (manager); job != NULL; job = IMB_GET_COMPLETED_JOB (manager))
        n_done += take_job (job);
    }
  while ((job = IMB_FLUSH_JOB (manager)) != NULL)
    n_done += take_job (job);

  return n_done == n;
}

#else

static gboolean
hash_side_by_side (const CpxSha256Message *messages,
                   gsize                   n,
                   guint8                 *out_digests)
{
  return FALSE;
}

#endif

/**
 * cpx_sha256_many:
 * @messages: (array length=n): messages
 * @n: how many
 * @out_digests: (out caller-allocates): room for @n digests of 32 bytes, one after another; not in the messages
 *
 * Does cpx_sha256() for each.
 */
void
cpx_sha256_many (const CpxSha256Message *messages,
                 gsize                   n,
                 guint8                 *out_digests)
{
  if (hash_side_by_side (messages, n, out_digests))
    return;
  for (gsize i = 0; i < n; i++)
    cpx_sha256 (messages[i].bytes, messages[i].n_bytes, out_digests + i * CPX_SHA256_SIZE);
}
