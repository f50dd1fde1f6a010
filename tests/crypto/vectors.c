/* vectors.c: public test vectors, from $CPX_SHARED/vectors when it is there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "vectors.h"

#include <string.h>

/* NULL, and the test skipped by name, when the vectors are not on this machine. */
json_t *
vectors_load (const char *path)
{
  const char *shared = g_getenv ("CPX_SHARED");
  g_autofree char *file = g_build_filename (shared != NULL ? shared : "/nonexistent", "vectors", path, NULL);
  json_error_t error;
  json_t *root;

  if (!g_file_test (file, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the shared vectors are not here");
      return NULL;
    }
  root = json_load_file (file, 0, &error);
  if (root == NULL)
    g_error ("%s: %s", file, error.text);

  return root;
}

GByteArray *
vectors_hex (json_t     *object,
             const char *name)
{
  const char *text = json_string_value (json_object_get (object, name));
  GByteArray *bytes = g_byte_array_new ();

  g_assert_nonnull (text);
  for (gsize i = 0; i + 1 < strlen (text); i += 2)
    {
      guint8 byte = (guint8) (g_ascii_xdigit_value (text[i]) << 4 | g_ascii_xdigit_value (text[i + 1]));

      g_byte_array_append (bytes, &byte, 1);
    }

  return bytes;
}
