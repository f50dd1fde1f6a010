/* test-rival-acts.c: pairs of labels of the public nomenclature that are one gesture, and pairs that are two.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-rival-acts.h"

#include "ccam-tables.h"

typedef struct
{
  const char *code, *label, *other, *other_label;
  CpxRivalry  rivalry;
} PairCase;

#define CHOLECYSTECTOMY "HMFC004", "Cholécystectomie, par coelioscopie"
#define THR "NEKA020", "Remplacement de l'articulation coxofémorale par prothèse totale"

static const PairCase pairs[] = {
  { CHOLECYSTECTOMY, "HMFA007", "Cholécystectomie, par laparotomie", CPX_RIVALRY_ACCESS },
  { CHOLECYSTECTOMY, "HMFA006", "Cholécystectomie par coelioscopie, avec cholédochoduodénostomie par laparotomie",
    CPX_RIVALRY_VARIANT },
  { CHOLECYSTECTOMY, "HMFC004", "Cholécystectomie, par coelioscopie", CPX_RIVALRY_NONE },
  { "JKFA005", "Hystérectomie totale avec annexectomie unilatérale ou bilatérale, par abord vaginal",
    "JKFA006", "Hystérectomie totale avec annexectomie unilatérale ou bilatérale, par coelioscopie et par abord "
    "vaginal", CPX_RIVALRY_ACCESS },
  { "JKFA024", "Hystérectomie subtotale, par laparotomie", "JKFC005", "Hystérectomie totale, par coelioscopie",
    CPX_RIVALRY_NONE },
  { "LMMA001", "Cure bilatérale d'une hernie de l'aine avec pose de prothèse, par abord inguinal",
    "LMMA012", "Cure unilatérale d'une hernie de l'aine avec pose de prothèse, par abord inguinal",
    CPX_RIVALRY_ACCESS },
  { "LMMA012", "Cure unilatérale d'une hernie de l'aine avec pose de prothèse, par abord inguinal",
    "LMMA017", "Cure unilatérale d'une hernie de l'aine sans pose de prothèse sous anesthésie générale ou "
    "locorégionale, par abord inguinal", CPX_RIVALRY_VARIANT },
  { "LMMA012", "Cure unilatérale d'une hernie de l'aine avec pose de prothèse, par abord inguinal",
    "LMMA006", "Cure de hernie de la paroi abdominale antérieure après l'âge de 16 ans avec pose de prothèse, par "
    "abord direct", CPX_RIVALRY_NONE },
  { THR, "NEKA012", "Remplacement de l'articulation coxofémorale par prothèse totale, avec reconstruction acétabulaire "
    "ou fémorale par greffe", CPX_RIVALRY_VARIANT },
  { THR, "NEKA018", "Remplacement de l'articulation coxofémorale par prothèse fémorale cervicocéphalique",
    CPX_RIVALRY_NONE },
  { THR, "NFKA007", "Remplacement de l'articulation du genou par prothèse tricompartimentaire", CPX_RIVALRY_NONE },
  { "AHPA009", "Libération du nerf médian au canal carpien, par abord direct",
    "AHPC001", "Libération du nerf médian au canal carpien, par vidéochirurgie", CPX_RIVALRY_ACCESS },
  { "HHFA016", "Appendicectomie, par coelioscopie ou par laparotomie avec préparation par coelioscopie",
    "HHFA025", "Appendicectomie avec toilette péritonéale pour péritonite aigüe généralisée, par coelioscopie",
    CPX_RIVALRY_VARIANT },
  { "NFFA001", "Méniscectomies latérale et médiale du genou, par arthrotomie",
    "NFFC004", "Méniscectomie latérale ou médiale du genou, par arthroscopie", CPX_RIVALRY_ACCESS },
  /* Of lesions, fingers and soft tissues there may be several. */
  { "PDFA001", "Exérèse de lésion fasciale et/ou sousfasciale des tissus mous, sans dissection d'un gros tronc",
    "PDFA002", "Exérèse de lésion fasciale et/ou sousfasciale des tissus mous, avec dissection de gros tronc",
    CPX_RIVALRY_NONE },
  { "MJMA002", "Réparation de plaie de l'appareil extenseur d'un doigt avec suture de plaie d'une articulation, sur un "
    "rayon de la main",
    "MJMA015", "Réparation de plaie de l'appareil extenseur d'un doigt avec suture de plaies d'un nerf, sur un rayon",
    CPX_RIVALRY_NONE },
  { "HBGD022", "Avulsion d'1 dent permanente sur arcade avec alvéolectomie",
    "HBGD031", "Avulsion d'1 dent permanente sur arcade avec séparation des racines", CPX_RIVALRY_NONE },
  /* Labels that say nothing are no gesture. */
  { "HMFA900", "", "HMFA901", "", CPX_RIVALRY_NONE },
  { "HMFA900", ", par laparotomie", "HMFC901", "par coelioscopie", CPX_RIVALRY_NONE },
};

static void
test_pairs (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      const PairCase *row = &pairs[i];

      g_test_message ("%s %s", row->code, row->other);
      g_assert_cmpint (cpx_rival_acts_compare (row->code, row->label, row->other, row->other_label), ==, row->rivalry);
      g_assert_cmpint (cpx_rival_acts_compare (row->other, row->other_label, row->code, row->label), ==, row->rivalry);
    }
}

/* By code: the long label. */
static GHashTable *
load_labels (void)
{
  GHashTable *labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *path = ccam_tables_path ("ccam/data/acts.tsv");
  g_auto(GStrv) lines = ccam_tables_read_lines (path);

  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto(GStrv) fields = g_strsplit (lines[i], "\t", 4);

      if (g_strv_length (fields) == 4)
        g_hash_table_insert (labels, g_strdup (fields[0]), g_strdup (fields[2]));
    }

  return labels;
}

/* What the nomenclature itself foresees together is never taken for one gesture, the exemption of the rule left out. */
static void
test_foreseen (void)
{
  g_autofree char *path = ccam_tables_path ("ccam/data/associations.tsv.gz");
  g_autoptr(GHashTable) labels = NULL;
  g_auto(GStrv) lines = NULL;
  guint n = 0, n_rivals = 0;

  if (!ccam_tables_are_there ())
    {
      g_test_skip ("the nomenclature of ../shared is not there");
      return;
    }
  labels = load_labels ();
  lines = ccam_tables_read_packed_lines (path);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto(GStrv) fields = g_strsplit (lines[i], "\t", 4);
      const char *label = g_strv_length (fields) == 4 ? g_hash_table_lookup (labels, fields[0]) : NULL;
      const char *other = label != NULL ? g_hash_table_lookup (labels, fields[2]) : NULL;

      if (other == NULL)
        continue;
      n++;
      n_rivals += cpx_rival_acts_compare (fields[0], label, fields[2], other) != CPX_RIVALRY_NONE;
    }
  g_test_message ("%u foreseen associations, %u taken for one gesture", n, n_rivals);
  g_assert_cmpuint (n, >, 30000);
  g_assert_cmpuint (n_rivals, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rival-acts/pairs", test_pairs);
  g_test_add_func ("/rival-acts/foreseen", test_foreseen);

  return g_test_run ();
}
