/* test-erase-state.c: what the dialog that erases a file lets do, from what is entered.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-erase-state.h"

#include <string.h>

#define REASON "Vingt ans depuis le dernier passage."

typedef struct
{
  const char    *name;
  CpxEraseInput  input;   /* basis, reason, has_passphrase, left_reason, tried, failure, busy */
  gboolean       can_accept;
  char           wrong;   /* 'b'asis, 'r'eason, 'p'assphrase, or nothing */
  const char    *message; /* (nullable): a part of the sentence */
} Row;

static const Row rows[] = {
  { "empty", { 0, "" }, FALSE, 0, NULL },
  { "empty, pressed", { 0, "", .tried = TRUE }, FALSE, 'b', "legal basis" },
  { "basis", { 1, "" }, FALSE, 0, NULL },
  { "basis, pressed", { 1, "", .tried = TRUE }, FALSE, 'r', "justification is required" },
  { "no such basis", { 99, REASON, TRUE, .tried = TRUE }, FALSE, 'b', "legal basis" },
  { "short reason left", { 1, "RGPD", .left_reason = TRUE }, FALSE, 'r', "justification is required" },
  { "reason of spaces", { 1, "a                         b", TRUE, .tried = TRUE }, FALSE, 'r', "is required" },
  { "no basis, reason left", { 0, REASON, TRUE, TRUE }, FALSE, 0, NULL },
  { "no passphrase", { 1, REASON }, FALSE, 0, NULL },
  { "no passphrase, pressed", { 1, REASON, .tried = TRUE }, FALSE, 'p', "passphrase" },
  { "all", { 1, REASON, TRUE }, TRUE, 0, NULL },
  { "refused", { 1, REASON, FALSE, .failure = "not yours" }, FALSE, 'p', "not yours" },
  { "refused, pressed", { 1, REASON, FALSE, .tried = TRUE, .failure = "not yours" }, FALSE, 'p', "Type your" },
  { "busy", { 1, REASON, TRUE, .busy = TRUE }, FALSE, 0, NULL },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  CpxEraseState state = cpx_erase_state_compute (&row->input);

  g_assert_cmpint (state.can_accept, ==, row->can_accept);
  g_assert_cmpint (state.basis_is_wrong, ==, row->wrong == 'b');
  g_assert_cmpint (state.reason_is_wrong, ==, row->wrong == 'r');
  g_assert_cmpint (state.passphrase_is_wrong, ==, row->wrong == 'p');
  if (row->message == NULL)
    g_assert_cmpstr (state.message, ==, NULL);
  else
    g_assert_nonnull (strstr (state.message, row->message));
}

/* Too long is said while one types: it would be typed in vain. */
static void
test_too_long (void)
{
  g_autofree char *reason = g_strnfill (3000, 'a');
  CpxEraseInput input = { .basis = 1, .reason = reason, .has_passphrase = TRUE };
  CpxEraseState state = cpx_erase_state_compute (&input);

  g_assert_false (state.can_accept);
  g_assert_true (state.reason_is_wrong);
  g_assert_nonnull (strstr (state.message, "too long"));
}

/* What stays in clear: the basis and the reason, without what a record refuses. */
static void
test_basis (void)
{
  g_autofree char *basis = cpx_erase_state_dup_basis (5, "  Ordonnance du \001juge, dossier 26/123.\n");

  g_assert_cmpstr (basis, ==, "Decision of a court or of the CNIL – Ordonnance du juge, dossier 26/123.");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/erase-state/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/erase-state/long", test_too_long);
  g_test_add_func ("/erase-state/kept", test_basis);

  return g_test_run ();
}
