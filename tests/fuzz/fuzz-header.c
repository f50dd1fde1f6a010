/* fuzz-header.c: the plain header of a file that anyone may have written.
 *
 * An input is laid over a well-formed header (exclusive or).  When its first byte is odd the checksums are then made
 * right, as an enemy would, so that what lies behind them is tried too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-hash.h"
#include "cpx-header.h"
#include "fuzz-target.h"

#include <string.h>

static const guint8 key_bytes[CPX_DATA_KEY_SIZE] = { 1, 2, 3 };

guint8 *
fuzz_target_make_seed (gsize *out_n_bytes)
{
  g_autoptr(CpxSecret) data_key = cpx_secret_new_from_bytes (key_bytes, sizeof key_bytes);
  g_autoptr(CpxSecret) passphrase = cpx_secret_new_from_text ("passphrase");
  CpxHeader header = { .format_version = CPX_FORMAT_VERSION, .cipher = CPX_CIPHER_AES_256_GCM, .page_size = 4096 };
  guint8 *bytes = g_malloc0 (CPX_HEADER_N_COPIES * CPX_HEADER_COPY_SIZE);

  for (int i = 0; i < 3; i++)
    g_assert_true (cpx_key_slot_make (&header.slots[i], i < 2 ? CPX_VAULT_SLOT_USER : CPX_VAULT_SLOT_RECOVERY,
                                      i < 2 ? (i == 0 ? "alice" : "bob") : "", passphrase, &CPX_PASSWORD_COST_CHEAP,
                                      header.vault_id, data_key, NULL));
  for (int i = 0; i < CPX_HEADER_N_COPIES; i++)
    {
      header.counter++;
      cpx_header_write (&header, data_key, bytes + i * CPX_HEADER_COPY_SIZE);
    }
  *out_n_bytes = CPX_HEADER_N_COPIES * CPX_HEADER_COPY_SIZE;

  return bytes;
}

/* A header that is taken has only what the rest of the program can bear; written again it reads the same. */
static void
check_taken (CpxHeader *header)
{
  g_autoptr(CpxSecret) data_key = cpx_secret_new_from_bytes (key_bytes, sizeof key_bytes);
  g_autofree guint8 *copies = g_malloc0 (CPX_HEADER_N_COPIES * CPX_HEADER_COPY_SIZE);
  CpxHeader again;

  g_assert_true (header->page_size == 4096 || header->page_size == 8192);
  g_assert_true (cpx_cipher_suite_is_known ((int) header->cipher));
  for (int i = 0; i < CPX_VAULT_SLOTS_MAX; i++)
    {
      if (!cpx_key_slot_is_empty (&header->slots[i]))
        g_assert_true (cpx_password_cost_is_sane (&header->slots[i].info.cost));
      g_assert_cmpint (strlen (header->slots[i].info.login), <=, CPX_VAULT_LOGIN_MAX);
    }
  (void) cpx_header_verify (header, data_key);
  cpx_header_write (header, data_key, copies);
  g_assert_cmpint (cpx_header_read (&again, copies, CPX_HEADER_N_COPIES * CPX_HEADER_COPY_SIZE), ==, CPX_HEADER_GOOD);
  g_assert_true (cpx_header_verify (&again, data_key));
}

/* The layout of cpx-header.c */
static void
make_checksums_right (guint8 *copy)
{
  guint8 digest[CPX_SHA256_SIZE];

  cpx_sha256 (copy, 112, digest);
  memcpy (copy + 112, digest, 16);
  for (int i = 0; i < CPX_VAULT_SLOTS_MAX; i++)
    {
      guint8 *slot = copy + 128 + i * CPX_KEY_SLOT_SIZE;

      cpx_sha256 (slot, 368, digest);
      memcpy (slot + 368, digest, 16);
    }
  cpx_sha256 (copy, CPX_HEADER_COPY_SIZE - CPX_SHA256_SIZE, copy + CPX_HEADER_COPY_SIZE - CPX_SHA256_SIZE);
}

static void
try_laid_over (const guint8 *data,
               gsize         size)
{
  static guint8 *seed;
  gsize n_seed = CPX_HEADER_N_COPIES * CPX_HEADER_COPY_SIZE;
  g_autofree guint8 *bytes = NULL;
  CpxHeader header;

  if (seed == NULL)
    seed = fuzz_target_make_seed (&n_seed);
  bytes = g_memdup2 (seed, n_seed);
  for (gsize i = 1; i < size && i <= n_seed; i++)
    bytes[i - 1] ^= data[i];
  if (data[0] % 2 != 0)
    {
      make_checksums_right (bytes);
      make_checksums_right (bytes + CPX_HEADER_COPY_SIZE);
    }
  if (cpx_header_read (&header, bytes, n_seed) == CPX_HEADER_GOOD)
    check_taken (&header);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  CpxHeader header;

  if (cpx_header_read (&header, data, size) == CPX_HEADER_GOOD)
    check_taken (&header);
  if (size > 0)
    try_laid_over (data, size);

  return 0;
}
