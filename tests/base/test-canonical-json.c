/* test-canonical-json.c: the examples of RFC 8785 (§3.2.2 to 3.2.4 and appendix B) and of ECMA-262.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-canonical-json.h"
#include "cpx-json.h"

#include <string.h>

typedef struct
{
  guint64     bits;  /* IEEE 754 */
  const char *text;
} NumberCase;

static const NumberCase number_cases[] = {
  /* RFC 8785, appendix B */
  { 0x0000000000000000, "0" },
  { 0x8000000000000000, "0" },
  { 0x0000000000000001, "5e-324" },
  { 0x8000000000000001, "-5e-324" },
  { 0x7fefffffffffffff, "1.7976931348623157e+308" },
  { 0xffefffffffffffff, "-1.7976931348623157e+308" },
  { 0x4340000000000000, "9007199254740992" },
  { 0xc340000000000000, "-9007199254740992" },
  { 0x4430000000000000, "295147905179352830000" },
  { 0x44b52d02c7e14af5, "9.999999999999997e+22" },
  { 0x44b52d02c7e14af6, "1e+23" },
  { 0x44b52d02c7e14af7, "1.0000000000000001e+23" },
  { 0x444b1ae4d6e2ef4e, "999999999999999700000" },
  { 0x444b1ae4d6e2ef4f, "999999999999999900000" },
  { 0x444b1ae4d6e2ef50, "1e+21" },
  { 0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7" },
  { 0x3eb0c6f7a0b5ed8d, "0.000001" },
  { 0x41b3de4355555553, "333333333.3333332" },
  { 0x41b3de4355555554, "333333333.33333325" },
  { 0x41b3de4355555555, "333333333.3333333" },
  { 0x41b3de4355555556, "333333333.3333334" },
  { 0x41b3de4355555557, "333333333.33333343" },
  { 0xbecbf647612f3696, "-0.0000033333333333333333" },
  { 0x43143ff3c1cb0959, "1424953923781206.2" },
  /* Powers of two, whose lower neighbour is twice as close: 2^-44, 2^-1074 above, 2^89, 2^-1022. */
  { 0x3d30000000000000, "5.684341886080802e-14" },
  { 0x4580000000000000, "6.189700196426902e+26" },
  { 0x0010000000000000, "2.2250738585072014e-308" },
  { 0x3fb999999999999a, "0.1" },
  { 0x3fd3333333333334, "0.30000000000000004" },
  { 0x4009000000000000, "3.125" },
  { 0x40f86a0000000000, "100000" },
};

static void
test_numbers (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (number_cases); i++)
    {
      g_autoptr(GString) out = g_string_new (NULL);
      double value;

      memcpy (&value, &number_cases[i].bits, sizeof value);
      cpx_canonical_json_append_real (value, out);
      g_assert_cmpstr (out->str, ==, number_cases[i].text);
    }
}

/* Whatever the number, its text reads back as it, and none of fewer digits does. */
static void
test_round_trip (void)
{
  for (int i = 0; i < 20000; i++)
    {
      g_autoptr(GString) out = g_string_new (NULL);
      guint64 bits = (guint64) g_test_rand_int () << 32 | (guint32) g_test_rand_int ();
      double value;

      if ((bits >> 52 & 0x7ff) == 0x7ff)
        continue;
      memcpy (&value, &bits, sizeof value);
      cpx_canonical_json_append_real (value, out);
      g_assert_cmpfloat (g_ascii_strtod (out->str, NULL), ==, value);
      g_assert_cmpuint (out->len, <=, 26);
    }
}

typedef struct
{
  const char *name;
  const char *text;
  const char *canonical;
} PrintCase;

static const PrintCase print_cases[] = {
  { "section-3.2.2",
    "{ \"numbers\": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],"
    "  \"string\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\","
    "  \"literals\": [null, true, false] }",
    "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
    "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}" },
  { "section-3.2.3",
    "{ \"\\u20ac\": \"Euro Sign\", \"\\r\": \"Carriage Return\", \"\\ufb33\": \"Hebrew Letter Dalet With Dagesh\","
    "  \"1\": \"One\", \"\\ud83d\\ude00\": \"Emoji: Grinning Face\", \"\\u0080\": \"Control\","
    "  \"\\u00f6\": \"Latin Small Letter O With Diaeresis\" }",
    "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\xc2\x80\":\"Control\","
    "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\","
    "\"\xef\xac\xb3\":\"Hebrew Letter Dalet With Dagesh\"}" },
  { "prefix", "{\"ab\":1,\"a\":2,\"\":3,\"b\":4}", "{\"\":3,\"a\":2,\"ab\":1,\"b\":4}" },
  { "empty", "{\"b\":{},\"a\":[]}", "{\"a\":[],\"b\":{}}" },
  { "controls", "\"\\b\\t\\n\\f\\r\\u001f\\u007f\"", "\"\\b\\t\\n\\f\\r\\u001f\x7f\"" },
  { "integers", "[0,-0,-1,9007199254740991,-9007199254740991]", "[0,0,-1,9007199254740991,-9007199254740991]" },
  { "large-integers", "[9007199254740993,-9007199254740995]", "[9007199254740992,-9007199254740996]" },
};

static void
test_print (gconstpointer data)
{
  const PrintCase *expected = data;
  g_autoptr(json_t) value = cpx_json_parse (expected->text, -1, NULL);
  g_autofree char *text = cpx_canonical_json_print (value);
  g_autoptr(json_t) again = cpx_json_parse (text, -1, NULL);
  g_autofree char *again_text = cpx_canonical_json_print (again);

  g_assert_cmpstr (text, ==, expected->canonical);
  g_assert_cmpstr (again_text, ==, text);
}

static void
test_long_numbers (void)
{
  GString *out = g_string_new (NULL);

  cpx_canonical_json_append_uint64 (0, out);
  cpx_canonical_json_append_uint64 (1234567890, out);
  cpx_canonical_json_append_uint64 (G_MAXUINT64, out);
  g_assert_cmpstr (out->str, ==, "\"0\"\"1234567890\"\"18446744073709551615\"");
  g_string_free (out, TRUE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/canonical-json/numbers", test_numbers);
  g_test_add_func ("/canonical-json/round-trip", test_round_trip);
  g_test_add_func ("/canonical-json/long-numbers", test_long_numbers);
  for (gsize i = 0; i < G_N_ELEMENTS (print_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/canonical-json/print/", print_cases[i].name, NULL);

      g_test_add_data_func (path, &print_cases[i], test_print);
    }

  return g_test_run ();
}
