/* cpx-specialty.c: codes of R_TB04, tokens of our own, and the words a practice writes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-specialty.h"

#include <cpx-fold.h>
#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *token;
  const char *label;
  const char *codes;  /* COD_SPECIA of R_TB04, two digits each */
} Group;

static const Group groups[CPX_N_SPECIALTIES] = {
  [CPX_SPECIALTY_UNKNOWN] = { "unknown", N_("Unknown specialty"), "" },
  [CPX_SPECIALTY_SURGEON] = { "surgeon", N_("Surgeon"), "04 10 16 41 43 44 45 46 47 48 49" },
  [CPX_SPECIALTY_ENT] = { "ent", N_("ENT specialist"), "11" },
  [CPX_SPECIALTY_STOMATOLOGIST] = { "stomatologist", N_("Stomatologist"), "18" },
  [CPX_SPECIALTY_OPHTHALMOLOGIST] = { "ophthalmologist", N_("Ophthalmologist"), "15" },
  [CPX_SPECIALTY_OBSTETRICIAN] = { "obstetrician", N_("Gynaecologist-obstetrician"), "07 77 79" },
  [CPX_SPECIALTY_ANAESTHETIST] = { "anaesthetist", N_("Anaesthetist"), "02" },
  [CPX_SPECIALTY_GENERAL_PRACTITIONER] = { "general_practitioner", N_("General practitioner"), "01 22 23" },
  [CPX_SPECIALTY_PAEDIATRICIAN] = { "paediatrician", N_("Paediatrician"), "12" },
  [CPX_SPECIALTY_DENTIST] = { "dentist", N_("Dentist"), "19 36" },
  [CPX_SPECIALTY_MIDWIFE] = { "midwife", N_("Midwife"), "21" },
  [CPX_SPECIALTY_RADIOLOGIST] = { "radiologist", N_("Radiologist"), "06" },
  [CPX_SPECIALTY_OTHER] = { "other", N_("Other specialty"),
                            "03 05 08 09 13 14 17 20 30 31 32 33 34 35 37 38 39 40 42 70 71 72 73 74 75 76 78 80" },
};

/* Beginnings of folded words, tried from the top: a "chirurgien-dentiste" is a dentist. */
static const struct
{
  CpxSpecialty  specialty;
  const char   *beginning;
} words[] = {
  { CPX_SPECIALTY_DENTIST, "dent" }, { CPX_SPECIALTY_DENTIST, "odont" },
  { CPX_SPECIALTY_ANAESTHETIST, "anesth" }, { CPX_SPECIALTY_ANAESTHETIST, "anaesth" },
  { CPX_SPECIALTY_MIDWIFE, "sage" }, { CPX_SPECIALTY_MIDWIFE, "maieut" },
  { CPX_SPECIALTY_OBSTETRICIAN, "obstet" },
  { CPX_SPECIALTY_SURGEON, "chirur" }, { CPX_SPECIALTY_SURGEON, "neurochir" }, { CPX_SPECIALTY_SURGEON, "orthop" },
  { CPX_SPECIALTY_SURGEON, "traumato" }, { CPX_SPECIALTY_SURGEON, "urolo" }, { CPX_SPECIALTY_SURGEON, "viscer" },
  { CPX_SPECIALTY_ENT, "orl" }, { CPX_SPECIALTY_ENT, "oto" }, { CPX_SPECIALTY_ENT, "laryngo" },
  { CPX_SPECIALTY_OPHTHALMOLOGIST, "opht" }, { CPX_SPECIALTY_STOMATOLOGIST, "stomat" },
  { CPX_SPECIALTY_PAEDIATRICIAN, "pediat" },
  { CPX_SPECIALTY_RADIOLOGIST, "radiolo" }, { CPX_SPECIALTY_RADIOLOGIST, "radiodia" },
  { CPX_SPECIALTY_OTHER, "medical" }, { CPX_SPECIALTY_OBSTETRICIAN, "gyneco" },
  { CPX_SPECIALTY_OTHER, "cardio" }, { CPX_SPECIALTY_OTHER, "dermato" }, { CPX_SPECIALTY_OTHER, "gastro" },
  { CPX_SPECIALTY_OTHER, "hepato" }, { CPX_SPECIALTY_OTHER, "interne" }, { CPX_SPECIALTY_OTHER, "pneumo" },
  { CPX_SPECIALTY_OTHER, "rhumato" }, { CPX_SPECIALTY_OTHER, "psychi" }, { CPX_SPECIALTY_OTHER, "reanim" },
  { CPX_SPECIALTY_OTHER, "geriat" }, { CPX_SPECIALTY_OTHER, "neuro" }, { CPX_SPECIALTY_OTHER, "nephro" },
  { CPX_SPECIALTY_OTHER, "endocri" }, { CPX_SPECIALTY_OTHER, "hemato" }, { CPX_SPECIALTY_OTHER, "onco" },
  { CPX_SPECIALTY_OTHER, "physique" }, { CPX_SPECIALTY_OTHER, "nucleaire" },
  { CPX_SPECIALTY_GENERAL_PRACTITIONER, "generali" }, { CPX_SPECIALTY_GENERAL_PRACTITIONER, "generale" },
};

/**
 * cpx_specialty_get_token:
 * @self: a specialty
 *
 * Returns: (transfer none): what records and the wire call it
 */
const char *
cpx_specialty_get_token (CpxSpecialty self)
{
  g_return_val_if_fail ((guint) self < CPX_N_SPECIALTIES, "unknown");

  return groups[self].token;
}

/**
 * cpx_specialty_get_label:
 * @self: a specialty
 *
 * Returns: (transfer none): what the screen calls it
 */
const char *
cpx_specialty_get_label (CpxSpecialty self)
{
  g_return_val_if_fail ((guint) self < CPX_N_SPECIALTIES, "");

  return _(groups[self].label);
}

/**
 * cpx_specialty_get_code:
 * @self: a specialty
 *
 * Returns: (nullable): the code of R_TB04 that stands for the group
 */
const char *
cpx_specialty_get_code (CpxSpecialty self)
{
  static const char * const codes[CPX_N_SPECIALTIES] = {
    [CPX_SPECIALTY_SURGEON] = "04", [CPX_SPECIALTY_ENT] = "11", [CPX_SPECIALTY_STOMATOLOGIST] = "18",
    [CPX_SPECIALTY_OPHTHALMOLOGIST] = "15", [CPX_SPECIALTY_OBSTETRICIAN] = "07", [CPX_SPECIALTY_ANAESTHETIST] = "02",
    [CPX_SPECIALTY_GENERAL_PRACTITIONER] = "01", [CPX_SPECIALTY_PAEDIATRICIAN] = "12", [CPX_SPECIALTY_DENTIST] = "19",
    [CPX_SPECIALTY_MIDWIFE] = "21", [CPX_SPECIALTY_RADIOLOGIST] = "06", [CPX_SPECIALTY_OTHER] = "03",
  };

  g_return_val_if_fail ((guint) self < CPX_N_SPECIALTIES, NULL);

  return codes[self];
}

/**
 * cpx_specialty_is_surgical:
 * @self: a specialty
 *
 * Returns: `TRUE` for those that R_TB23 calls "Spé chir et gynéco-obst"; that ENT, stomatology and ophthalmology are
 *   among them is read from the convention's list of surgical specialties, not from the nomenclature
 */
gboolean
cpx_specialty_is_surgical (CpxSpecialty self)
{
  return self >= CPX_SPECIALTY_SURGEON && self <= CPX_SPECIALTY_OBSTETRICIAN;
}

static gboolean
lists_code (const char *codes,
            const char *code)
{
  const char *found = strlen (code) == 2 ? strstr (codes, code) : NULL;

  return found != NULL && (found - codes) % 3 == 0;
}

static gboolean
has_word (char       **tokens,
          const char  *beginning)
{
  for (guint i = 0; tokens[i] != NULL; i++)
    {
      if (g_str_has_prefix (tokens[i], beginning))
        return TRUE;
    }

  return FALSE;
}

/**
 * cpx_specialty_from_text:
 * @text: (nullable): a token, a code of R_TB04, or what a practice wrote: "Chirurgie viscérale"
 *
 * Returns: the group, or %CPX_SPECIALTY_UNKNOWN
 */
CpxSpecialty
cpx_specialty_from_text (const char *text)
{
  g_auto(GStrv) tokens = NULL;

  if (text == NULL)
    return CPX_SPECIALTY_UNKNOWN;
  for (guint i = CPX_SPECIALTY_SURGEON; i < CPX_N_SPECIALTIES; i++)
    {
      if (strcmp (groups[i].token, text) == 0 || lists_code (groups[i].codes, text))
        return (CpxSpecialty) i;
    }

  tokens = cpx_fold_tokens (text);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (has_word (tokens, words[i].beginning))
        return words[i].specialty;
    }

  return CPX_SPECIALTY_UNKNOWN;
}
