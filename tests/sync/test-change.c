/* test-change.c: a change survives its JSON form; what is no change is refused.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-change.h"

#define ID     "018f3a1c-0000-7000-8000-000000000001"
#define DEVICE "018f3a1c-0000-7000-8000-000000000002"
#define BASE   "018f3a1c-0000-7000-8000-000000000003"

#define HEAD "\"v\":1,\"id\":\"" ID "\",\"device\":\"" DEVICE "\",\"kind\":\"patient\",\"record\":\"" ID "\"," \
             "\"action\":\"patient.edited\""

static const struct
{
  const char *name;
  const char *text;
  gboolean    valid;
} cases[] = {
  { "empty", "{" HEAD ",\"hlc\":\"1\",\"fields\":{}}", TRUE },
  { "largest-time", "{" HEAD ",\"hlc\":\"18446744073709551615\",\"fields\":{}}", TRUE },
  { "new-and-base", "{" HEAD ",\"hlc\":\"1\",\"fields\":{\"city\":{\"new\":\"Lyon\",\"base\":\"" BASE "\"}}}", TRUE },
  { "cleared", "{" HEAD ",\"hlc\":\"1\",\"fields\":{\"city\":{\"base\":\"" BASE "\"}}}", TRUE },
  { "unknown-value", "{" HEAD ",\"hlc\":\"1\",\"fields\":{\"later\":{\"new\":[1,null,{\"a\":true}]}}}", TRUE },
  { "follows", "{" HEAD ",\"hlc\":\"1\",\"follows\":\"" BASE "\",\"fields\":{}}", TRUE },
  { "follows-no-text", "{" HEAD ",\"hlc\":\"1\",\"follows\":1,\"fields\":{}}", FALSE },
  { "other-version", "{\"v\":2,\"id\":\"" ID "\",\"device\":\"" DEVICE "\",\"hlc\":\"1\",\"kind\":\"a\","
                     "\"record\":\"" ID "\",\"action\":\"a\",\"fields\":{}}", FALSE },
  { "time-as-number", "{" HEAD ",\"hlc\":1,\"fields\":{}}", FALSE },
  { "time-negative", "{" HEAD ",\"hlc\":\"-1\",\"fields\":{}}", FALSE },
  { "no-fields", "{" HEAD ",\"hlc\":\"1\"}", FALSE },
  { "bad-base", "{" HEAD ",\"hlc\":\"1\",\"fields\":{\"city\":{\"new\":\"Lyon\",\"base\":\"me\"}}}", FALSE },
  { "field-no-object", "{" HEAD ",\"hlc\":\"1\",\"fields\":{\"city\":\"Lyon\"}}", FALSE },
  { "user-no-text", "{" HEAD ",\"hlc\":\"1\",\"user\":1,\"fields\":{}}", FALSE },
  { "no-object", "[]", FALSE },
};

static void
test_json (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr(json_t) object = cpx_json_parse (cases[i].text, -1, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxChange) change = cpx_change_from_json (object, &error);
  g_autoptr(json_t) again = NULL;

  if (!cases[i].valid)
    {
      g_assert_null (change);
      g_assert_error (error, CPX_CHANGE_ERROR, CPX_CHANGE_ERROR_FORMAT);
      return;
    }
  g_assert_no_error (error);
  again = cpx_change_to_json (change);
  g_assert_true (json_equal (object, again));
}

static void
test_fields (void)
{
  CpxChangeHead head = { .hlc = 5, .user_id = ID, .kind = "patient", .record_id = ID, .action = "patient.edited" };
  g_autoptr(CpxChange) change = cpx_change_new (&head);
  g_autoptr(json_t) value = json_string ("Lyon");
  CpxChangeField field;
  CpxId base;

  g_assert_true (cpx_id_parse (BASE, &base));
  cpx_change_add_field (change, "city", value, NULL);
  g_assert_true (cpx_change_is_creation (change));
  cpx_change_add_field (change, "phone", NULL, &base);
  g_assert_false (cpx_change_is_creation (change));

  g_assert_cmpuint (cpx_change_get_n_fields (change), ==, 2);
  g_assert_true (cpx_change_find_field (change, "city", &field));
  g_assert_cmpstr (json_string_value (field.value), ==, "Lyon");
  g_assert_null (field.base);
  g_assert_true (cpx_change_find_field (change, "phone", &field));
  g_assert_null (field.value);
  g_assert_true (cpx_id_equal (field.base, &base));
  g_assert_false (cpx_change_find_field (change, "name", &field));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/change/json/", cases[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_json);
    }
  g_test_add_func ("/change/fields", test_fields);

  return g_test_run ();
}
