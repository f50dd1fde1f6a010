/* test-merge.c: last writer wins by field; the loser is told; every order of arrival ends the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-merge.h"

#include <string.h>

#define RECORD "018f3a1c-0000-7000-8000-000000000001"

/* One field of a change; a change is up to three of them that share a number. */
typedef struct
{
  guint8      change;   /* 0: the end */
  guint8      device;
  guint64     hlc;
  const char *field;
  const char *value;    /* NULL: cleared */
  guint8      base;     /* 0: none */
} Step;

typedef struct
{
  const char *name;
  Step        steps[8];
  const char *state;       /* what the record ends as */
  const char *conflicts;   /* field:kept:lost, in order of arrival */
} Case;

static const Case cases[] = {
  { "creation", { { 1, 1, 10, "city", "Lyon" }, { 1, 1, 10, "name", "A" } }, "{\"city\":\"Lyon\",\"name\":\"A\"}", "" },
  { "follows", { { 1, 1, 10, "city", "Lyon" }, { 2, 2, 20, "city", "Nice", 1 } }, "{\"city\":\"Nice\"}", "" },
  { "clears", { { 1, 1, 10, "city", "Lyon" }, { 2, 1, 20, "city", NULL, 1 } }, "{}", "" },
  { "two-fields",
    { { 1, 1, 10, "name", "A" }, { 2, 1, 20, "city", "Nice", 1 }, { 3, 2, 15, "phone", "06", 1 } },
    "{\"name\":\"A\",\"city\":\"Nice\",\"phone\":\"06\"}", "" },
  { "later-wins",
    { { 1, 1, 10, "city", "Lyon" }, { 2, 1, 20, "city", "Nice", 1 }, { 3, 2, 30, "city", "Metz", 1 } },
    "{\"city\":\"Metz\"}", "city:Metz:Nice " },
  { "earlier-loses",
    { { 1, 1, 10, "city", "Lyon" }, { 3, 2, 30, "city", "Metz", 1 }, { 2, 1, 20, "city", "Nice", 1 } },
    "{\"city\":\"Metz\"}", "city:Metz:Nice " },
  { "tie-by-device",
    { { 1, 1, 10, "city", "Lyon" }, { 2, 1, 20, "city", "Nice", 1 }, { 3, 2, 20, "city", "Metz", 1 } },
    "{\"city\":\"Metz\"}", "city:Metz:Nice " },
  { "same-value",
    { { 1, 1, 10, "city", "Lyon" }, { 2, 1, 20, "city", "Nice", 1 }, { 3, 2, 30, "city", "Nice", 1 } },
    "{\"city\":\"Nice\"}", "" },
  { "cleared-against-set",
    { { 1, 1, 10, "city", "Lyon" }, { 2, 1, 20, "city", NULL, 1 }, { 3, 2, 30, "city", "Metz", 1 } },
    "{\"city\":\"Metz\"}", "city:Metz:- " },
  { "set-against-cleared",
    { { 1, 1, 10, "city", "Lyon" }, { 2, 1, 20, "city", "Nice", 1 }, { 3, 2, 30, "city", NULL, 1 } },
    "{}", "city:-:Nice " },
  { "twice", { { 1, 1, 10, "city", "Lyon" }, { 2, 2, 20, "city", "Nice", 1 }, { 2, 2, 20, "city", "Nice", 1 } },
    "{\"city\":\"Nice\"}", "" },
  { "creation-late", { { 2, 2, 20, "city", "Nice", 1 }, { 1, 1, 10, "city", "Lyon" }, { 1, 1, 10, "name", "A" } },
    "{\"city\":\"Nice\",\"name\":\"A\"}", "" },
  { "first-value-of-both",
    { { 1, 1, 10, "name", "A" }, { 2, 1, 20, "city", "Nice", 1 }, { 3, 2, 30, "city", "Metz", 1 } },
    "{\"name\":\"A\",\"city\":\"Metz\"}", "city:Metz:Nice " },
  { "deleted-against-edited", { { 1, 1, 10, "name", "A" }, { 2, 1, 20, CPX_CHANGE_DELETED, "yes", 1 },
                                { 3, 2, 30, "name", "B", 1 } },
    "{\"name\":\"B\",\"@deleted\":\"yes\"}", "" },
};

static CpxId
make_id (guint8 number)
{
  CpxId id;

  memset (&id, number, sizeof id);

  return id;
}

/* Reads the change that begins at @steps; gives how many steps it took. */
static guint
make_change (const Step  *steps,
             guint        n_max,
             CpxChange  **out_change)
{
  CpxChangeHead head = { make_id (steps->change), make_id (steps->device), steps->hlc, NULL, "patient", RECORD, NULL,
                         "test" };
  guint n = 0;

  *out_change = cpx_change_new (&head);
  for (; n < n_max && steps[n].change == steps->change; n++)
    {
      g_autoptr(json_t) value = steps[n].value != NULL ? json_string (steps[n].value) : NULL;
      CpxId base = make_id (steps[n].base);
      CpxChangeField known;

      if (cpx_change_find_field (*out_change, steps[n].field, &known))
        break;
      cpx_change_add_field (*out_change, steps[n].field, value, steps[n].base != 0 ? &base : NULL);
    }

  return n;
}

static void
tell_conflicts (GPtrArray *conflicts,
                GString   *told)
{
  for (guint i = 0; i < conflicts->len; i++)
    {
      const CpxMergeConflict *conflict = g_ptr_array_index (conflicts, i);

      g_string_append_printf (told, "%s:%s:%s ", conflict->field,
                              conflict->kept != NULL ? json_string_value (conflict->kept) : "-",
                              conflict->lost != NULL ? json_string_value (conflict->lost) : "-");
    }
}

static void
test_case (gconstpointer data)
{
  const Case *expected = data;
  g_autoptr(json_t) state = json_object ();
  g_autoptr(json_t) wanted = cpx_json_parse (expected->state, -1, NULL);
  g_autoptr(CpxVersions) versions = cpx_versions_new ();
  GString *told = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (expected->steps) && expected->steps[i].change != 0;)
    {
      g_autoptr(CpxChange) change = NULL;
      g_autoptr(GPtrArray) conflicts = NULL;

      i += make_change (&expected->steps[i], G_N_ELEMENTS (expected->steps) - i, &change);
      conflicts = cpx_merge_change (state, versions, change);
      tell_conflicts (conflicts, told);
    }

  g_assert_true (json_equal (state, wanted));
  g_assert_cmpstr (told->str, ==, expected->conflicts);
  g_string_free (told, TRUE);
}

/* A creation and then five edits of two devices, each based on the creation, in every order: one end. */
static void
test_every_order (void)
{
  static const Step edits[5] = {
    { 2, 1, 20, "city", "a", 1 }, { 3, 2, 20, "city", "b", 1 }, { 4, 1, 21, "phone", "c", 1 },
    { 5, 2, 30, "phone", NULL, 1 }, { 6, 2, 31, "city", "d", 3 },
  };
  static const Step creation = { 1, 1, 10, "city", "z", 0 };
  const char *end = "{\"city\":\"d\"}";
  g_autoptr(json_t) wanted = cpx_json_parse (end, -1, NULL);
  guint n_orders = 0;

  for (guint code = 0; code < 5 * 5 * 5 * 5 * 5; code++)
    {
      g_autoptr(json_t) state = json_object ();
      g_autoptr(CpxVersions) versions = cpx_versions_new ();
      g_autoptr(CpxChange) first = NULL;
      guint order[5], seen = 0;

      for (guint i = 0, rest = code; i < 5; i++, rest /= 5)
        seen |= 1u << (order[i] = rest % 5);
      if (seen != 0x1f)
        continue;
      n_orders++;
      make_change (&creation, 1, &first);
      g_ptr_array_unref (cpx_merge_change (state, versions, first));
      for (guint i = 0; i < 5; i++)
        {
          g_autoptr(CpxChange) change = NULL;

          make_change (&edits[order[i]], 1, &change);
          g_ptr_array_unref (cpx_merge_change (state, versions, change));
        }
      g_assert_true (json_equal (state, wanted));
    }
  g_assert_cmpuint (n_orders, ==, 120);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/merge/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/merge/every-order", test_every_order);

  return g_test_run ();
}
