/* test-erase-state.c: what the dialog that erases a file lets do, from what is entered.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-erase-state.h"

#include <string.h>

#define REASON "Vingt ans depuis le dernier passage."

typedef struct
{
  const char        *name;
  guint              basis;
  CpxSignatureInput  input;   /* reason, has_passphrase … */
  gboolean           can_accept;
  char               wrong;   /* 'b'asis, 'r'eason, 'p'assphrase, 'c'ode, or nothing */
  const char        *message; /* (nullable): a part of the sentence */
} Row;

#define CODE .asks_code = TRUE

static const Row rows[] = {
  { "empty", 0, { "" }, FALSE, 0, NULL },
  { "empty, pressed", 0, { "", .tried = TRUE }, FALSE, 'b', "legal basis" },
  { "basis", 1, { "" }, FALSE, 0, NULL },
  { "basis, pressed", 1, { "", .tried = TRUE }, FALSE, 'r', "justification is required to erase" },
  { "no such basis", 99, { REASON, TRUE, .tried = TRUE }, FALSE, 'b', "legal basis" },
  { "short reason left", 1, { "RGPD", .left_reason = TRUE }, FALSE, 'r', "justification is required" },
  { "reason of spaces", 1, { "a                         b", TRUE, .tried = TRUE }, FALSE, 'r', "is required" },
  { "no basis, reason left", 0, { REASON, TRUE, .left_reason = TRUE }, FALSE, 0, NULL },
  { "no passphrase", 1, { REASON }, FALSE, 0, NULL },
  { "no passphrase, pressed", 1, { REASON, .tried = TRUE }, FALSE, 'p', "passphrase" },
  { "all", 1, { REASON, TRUE }, TRUE, 0, NULL },
  { "refused", 1, { REASON, FALSE, .failure = "not yours" }, FALSE, 'p', "not yours" },
  { "refused, pressed", 1, { REASON, FALSE, .tried = TRUE, .failure = "not yours" }, FALSE, 'p', "Type your" },
  { "busy", 1, { REASON, TRUE, .busy = TRUE }, FALSE, 0, NULL },
  { "code to type", 1, { REASON, TRUE, CODE }, FALSE, 0, NULL },
  { "no code, pressed", 1, { REASON, TRUE, CODE, .tried = TRUE }, FALSE, 'c', "six digits" },
  { "no basis, with code", 0, { REASON, TRUE, CODE, .has_code = TRUE, .tried = TRUE }, FALSE, 'b', "legal basis" },
  { "with code", 1, { REASON, TRUE, CODE, .has_code = TRUE }, TRUE, 0, NULL },
  { "code refused", 1, { REASON, TRUE, CODE, .wrong_code = TRUE, .failure = "no" }, FALSE, 'c', "no" },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  CpxEraseState state = cpx_erase_state_compute (row->basis, &row->input);

  g_assert_cmpint (state.signature.can_accept, ==, row->can_accept);
  g_assert_cmpint (state.basis_is_wrong, ==, row->wrong == 'b');
  g_assert_cmpint (state.signature.reason_is_wrong, ==, row->wrong == 'r');
  g_assert_cmpint (state.signature.passphrase_is_wrong, ==, row->wrong == 'p');
  g_assert_cmpint (state.signature.code_is_wrong, ==, row->wrong == 'c');
  if (row->message == NULL)
    g_assert_cmpstr (state.signature.message, ==, NULL);
  else
    g_assert_nonnull (strstr (state.signature.message, row->message));
}

/* Too long is said while one types: it would be typed in vain. */
static void
test_too_long (void)
{
  g_autofree char *reason = g_strnfill (3000, 'a');
  CpxSignatureInput input = { .reason = reason, .has_passphrase = TRUE };
  CpxEraseState state = cpx_erase_state_compute (1, &input);

  g_assert_false (state.signature.can_accept);
  g_assert_true (state.signature.reason_is_wrong);
  g_assert_nonnull (strstr (state.signature.message, "too long"));
}

/* What stays in clear: the basis and the reason, without what a record refuses. */
static void
test_basis (void)
{
  g_autofree char *basis = cpx_erase_state_dup_basis (5, "  Ordonnance du \001juge, dossier 26/123.\n");

  g_assert_cmpstr (basis, ==, "decided: Ordonnance du juge, dossier 26/123.");
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
