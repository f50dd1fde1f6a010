/* test-sha256-many.c: whoever hashes side by side comes to what OpenSSL comes to: 1 of cpx-sha256-many.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-sha256-many.h"

#include <string.h>

#define LONGEST 1024

/* Bytes that differ from message to message and from place to place. */
static void
fill (guint8 *bytes,
      gsize   n_bytes)
{
  guint32 state = 20261122;

  for (gsize i = 0; i < n_bytes; i++)
    {
      state = state * 1664525 + 1013904223;
      bytes[i] = (guint8) (state >> 24);
    }
}

static void
assert_same (const CpxSha256Message *messages,
             gsize                   n)
{
  g_autofree guint8 *digests = g_malloc0 (n * CPX_SHA256_SIZE + 1);
  guint8 alone[CPX_SHA256_SIZE];

  digests[n * CPX_SHA256_SIZE] = 0xa5;
  cpx_sha256_many (messages, n, digests);
  for (gsize i = 0; i < n; i++)
    {
      cpx_sha256 (messages[i].bytes, messages[i].n_bytes, alone);
      g_assert_cmpmem (digests + i * CPX_SHA256_SIZE, CPX_SHA256_SIZE, alone, sizeof alone);
    }
  g_assert_cmpint (digests[n * CPX_SHA256_SIZE], ==, 0xa5);
}

/* FIPS 180-4's messages of one block and of two, in every lane. */
static void
test_known (void)
{
  static const char *two = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
  static const guint8 of_abc[] = {
    0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40, 0xde, 0x5d, 0xae, 0x22, 0x23,
    0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17, 0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad,
  };
  static const guint8 of_two[] = {
    0x24, 0x8d, 0x6a, 0x61, 0xd2, 0x06, 0x38, 0xb8, 0xe5, 0xc0, 0x26, 0x93, 0x0c, 0x3e, 0x60, 0x39,
    0xa3, 0x3c, 0xe4, 0x59, 0x64, 0xff, 0x21, 0x67, 0xf6, 0xec, 0xed, 0xd4, 0x19, 0xdb, 0x06, 0xc1,
  };
  CpxSha256Message messages[40];
  guint8 digests[G_N_ELEMENTS (messages)][CPX_SHA256_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    messages[i] = i % 2 == 0 ? (CpxSha256Message) { "abc", 3 } : (CpxSha256Message) { two, strlen (two) };
  cpx_sha256_many (messages, G_N_ELEMENTS (messages), digests[0]);
  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    g_assert_cmpmem (digests[i], CPX_SHA256_SIZE, i % 2 == 0 ? of_abc : of_two, CPX_SHA256_SIZE);
}

/* Every length, the empty message among them, each among messages of every other. */
static void
test_lengths (void)
{
  g_autofree guint8 *bytes = g_malloc (2 * LONGEST + 1);
  CpxSha256Message messages[LONGEST + 1];

  fill (bytes, 2 * LONGEST + 1);
  for (gsize n = 0; n <= LONGEST; n++)
    messages[n] = (CpxSha256Message) { bytes + n, n };
  assert_same (messages, G_N_ELEMENTS (messages));
  assert_same (messages + 1, G_N_ELEMENTS (messages) - 1);
  for (gsize n = 1; n <= LONGEST; n++)
    messages[n] = (CpxSha256Message) { bytes + LONGEST - n, LONGEST + 1 - n };
  assert_same (messages + 1, G_N_ELEMENTS (messages) - 1);
}

/* Fewer than there are lanes, as many, and more. */
static void
test_counts (void)
{
  guint8 bytes[1024];
  CpxSha256Message messages[70];

  fill (bytes, sizeof bytes);
  for (gsize i = 0; i < G_N_ELEMENTS (messages); i++)
    messages[i] = (CpxSha256Message) { bytes + i, 65 + i * 7 };
  for (gsize n = 0; n <= G_N_ELEMENTS (messages); n++)
    assert_same (messages, n);
}

/* A message longer than the library's lanes count. */
static void
test_long (void)
{
  gsize sizes[] = { 16383, 16384, 16385, 65534, 65535, 65536, 65537, 1 << 20 };
  g_autofree guint8 *bytes = g_malloc (1 << 20);
  CpxSha256Message messages[20];

  fill (bytes, 1 << 20);
  for (gsize s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (messages); i++)
        messages[i] = (CpxSha256Message) { bytes, i == s ? sizes[s] : sizes[s] / 2 + i };
      assert_same (messages, G_N_ELEMENTS (messages));
    }
}

static gpointer
hash_in_thread (gpointer data)
{
  test_lengths ();

  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[3];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("hash", hash_in_thread, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/crypto/sha256-many/known", test_known);
  g_test_add_func ("/crypto/sha256-many/lengths", test_lengths);
  g_test_add_func ("/crypto/sha256-many/counts", test_counts);
  g_test_add_func ("/crypto/sha256-many/long", test_long);
  g_test_add_func ("/crypto/sha256-many/threads", test_threads);

  return g_test_run ();
}
