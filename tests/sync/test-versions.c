/* test-versions.c: where values come from survives its bytes; other bytes are refused, not read past.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-versions.h"

#include <string.h>

static CpxVersion
make_version (guint8 number)
{
  CpxVersion version = { .hlc = 1000u + number };

  memset (&version.change, number, sizeof version.change);
  memset (&version.device, number % 3, sizeof version.device);

  return version;
}

static void
assert_version (const CpxVersions *versions,
                const char        *field,
                guint8             number)
{
  const CpxVersion *found = cpx_versions_find (versions, field);
  CpxVersion expected = make_version (number);

  g_assert_nonnull (found);
  g_assert_true (cpx_id_equal (&found->change, &expected.change));
  g_assert_true (cpx_id_equal (&found->device, &expected.device));
  g_assert_cmpuint (found->hlc, ==, expected.hlc);
}

static CpxVersions *
make_versions (void)
{
  CpxVersions *versions = cpx_versions_new ();
  CpxVersion creation = make_version (1), second = make_version (2), third = make_version (3);

  cpx_versions_set (versions, NULL, &creation);
  cpx_versions_set (versions, "city", &second);
  cpx_versions_set (versions, "phone", &second);
  cpx_versions_set (versions, "city", &third);

  return versions;
}

static void
test_round_trip (void)
{
  g_autoptr(CpxVersions) versions = make_versions ();
  g_autoptr(GBytes) bytes = cpx_versions_to_bytes (versions);
  g_autoptr(CpxVersions) read = cpx_versions_from_data (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr(CpxVersions) copy = cpx_versions_copy (read);

  assert_version (copy, "city", 3);
  assert_version (copy, "phone", 2);
  assert_version (copy, "never-edited", 1);
}

static void
test_nothing_known (void)
{
  g_autoptr(CpxVersions) versions = cpx_versions_new ();
  g_autoptr(GBytes) bytes = cpx_versions_to_bytes (versions);
  g_autoptr(CpxVersions) read = cpx_versions_from_data (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_null (cpx_versions_find (read, "city"));
}

static void
test_small (void)
{
  g_autoptr(CpxVersions) versions = cpx_versions_new ();
  CpxVersion creation = make_version (1);
  g_autoptr(GBytes) bytes = NULL;

  cpx_versions_set (versions, NULL, &creation);
  bytes = cpx_versions_to_bytes (versions);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 46);
}

static void
test_damaged (void)
{
  g_autoptr(CpxVersions) versions = make_versions ();
  g_autoptr(GBytes) bytes = cpx_versions_to_bytes (versions);
  gsize size = g_bytes_get_size (bytes);
  g_autofree guint8 *copy = g_malloc (size + 1);

  for (gsize cut = 0; cut < size; cut++)
    {
      g_autofree guint8 *part = g_memdup2 (g_bytes_get_data (bytes, NULL), cut);

      g_assert_null (cpx_versions_from_data (part, cut));
    }
  memcpy (copy, g_bytes_get_data (bytes, NULL), size);
  copy[size] = 0;
  g_assert_null (cpx_versions_from_data (copy, size + 1));

  /* Any byte changed: refused or read, under a sanitizer without a word. */
  for (gsize i = 0; i < size * 255; i++)
    {
      g_autofree guint8 *other = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
      g_autoptr(CpxVersions) read = NULL;

      other[i / 255] ^= (guint8) (i % 255 + 1);
      read = cpx_versions_from_data (other, size);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/versions/round-trip", test_round_trip);
  g_test_add_func ("/versions/nothing-known", test_nothing_known);
  g_test_add_func ("/versions/small", test_small);
  g_test_add_func ("/versions/damaged", test_damaged);

  return g_test_run ();
}
