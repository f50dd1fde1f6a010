/* fuzz-deidentify.c: any bytes as a report about to leave: what is known of its people is not in what leaves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz-target.h"

#include <cpx-deidentify.h>

#include <string.h>

static const char seed[] =
  "Mme Jeanne DUPONT, née le 14/03/1958, NIR 2 58 03 75 056 123 45, 06 12 34 56 78, jeanne@exemple.fr, "
  "12 rue des Lilas 75002 Paris, adressée par le Dr Vasseur avec son mari Paul. Aides : Durand, Martin. "
  "Cure de hernie selon Lichtenstein, "
  "d’un DuPoNt à l’autre, DÚPONT.";

guint8 *
fuzz_target_make_seed (gsize *out_n_bytes)
{
  *out_n_bytes = strlen (seed);

  return g_memdup2 (seed, strlen (seed));
}

static CpxKnownTraits *
know (void)
{
  CpxKnownTraits *traits = cpx_known_traits_new ();

  cpx_known_traits_add (traits, CPX_TRAIT_PATIENT_NAME, "Dupont");
  cpx_known_traits_add (traits, CPX_TRAIT_PATIENT_NAME, "Jeanne");
  cpx_known_traits_add (traits, CPX_TRAIT_DATE, "1958-03-14");
  cpx_known_traits_add (traits, CPX_TRAIT_PHONE, "+33612345678");
  cpx_known_traits_add (traits, CPX_TRAIT_NIR, "258037505612345");
  cpx_known_traits_add (traits, CPX_TRAIT_EMAIL, "jeanne@exemple.fr");
  cpx_known_traits_add (traits, CPX_TRAIT_STREET, "12 rue des Lilas");

  return traits;
}

/* A name between what are no letters, whatever its case. */
static gboolean
names (const char *text,
       const char *name)
{
  g_autofree char *small = g_utf8_strdown (text, -1);
  gsize length = strlen (name);

  for (const char *at = strstr (small, name); at != NULL; at = strstr (at + 1, name))
    {
      gunichar before = at > small ? g_utf8_get_char (g_utf8_prev_char (at)) : ' ';
      gunichar after = g_utf8_get_char (at + length);

      if (!g_unichar_isalpha (before) && !g_unichar_ismark (before) && !g_unichar_isalpha (after) &&
          !g_unichar_ismark (after))
        return TRUE;
    }

  return FALSE;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static CpxKnownTraits *traits;
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *told = NULL;
  g_autofree char *again = NULL;

  if (traits == NULL)
    traits = know ();
  told = cpx_deidentify (text, traits);
  if (told == NULL)
    return 0;   /* it was not sure: nothing leaves */
  g_assert_true (g_utf8_validate (told, -1, NULL));
  g_assert_false (names (told, "dupont"));
  g_assert_false (names (told, "jeanne"));
  g_assert_null (strstr (told, "jeanne@exemple.fr"));
  g_assert_null (strstr (told, "2 58 03 75 056 123 45"));
  g_assert_null (strstr (told, "06 12 34 56 78"));
  again = cpx_deidentify (told, traits);
  g_assert_true (again == NULL || g_utf8_validate (again, -1, NULL));

  return 0;
}
