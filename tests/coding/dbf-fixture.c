/* dbf-fixture.c: dBase III as SCHEMA section 1 tells: no code page, fields without gaps, an end mark.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "dbf-fixture.h"

#include <string.h>

typedef struct
{
  char  type;
  guint width;
} Width;

static void
append_16 (GByteArray *bytes,
           guint       number)
{
  guint8 two[] = { (guint8) number, (guint8) (number >> 8) };

  g_byte_array_append (bytes, two, sizeof two);
}

static Width
append_column (GByteArray *bytes,
               const char *column)
{
  g_auto(GStrv) words = g_strsplit (g_strstrip ((char *) column), " ", 2);
  g_auto(GStrv) sizes = g_strsplit (words[1] + 1, ".", 2);
  Width width = { words[1][0], words[1][0] == 'D' ? 8 : (guint) g_ascii_strtoull (sizes[0], NULL, 10) };
  guint8 header[32] = { 0 };

  memcpy (header, words[0], strlen (words[0]));
  header[11] = (guint8) width.type;
  header[16] = (guint8) width.width;
  header[17] = sizes[0] != NULL && sizes[1] != NULL ? (guint8) g_ascii_strtoull (sizes[1], NULL, 10) : 0;
  g_byte_array_append (bytes, header, sizeof header);

  return width;
}

static void
append_value (GByteArray *bytes,
              Width       width,
              const char *value)
{
  gsize length = MIN (strlen (value), width.width);
  g_autofree char *blank = g_strnfill (width.width, ' ');

  memcpy (blank + (width.type == 'N' ? width.width - length : 0), value, length);
  g_byte_array_append (bytes, (const guint8 *) blank, width.width);
}

static void
append_row (GByteArray  *bytes,
            const Width *widths,
            guint        n_columns,
            const char  *row)
{
  gboolean is_deleted = row[0] == '*';
  g_auto(GStrv) values = g_strsplit (row + (is_deleted ? 1 : 0), "|", -1);

  g_byte_array_append (bytes, (const guint8 *) (is_deleted ? "*" : " "), 1);
  g_assert_cmpuint (g_strv_length (values), ==, n_columns);
  for (guint i = 0; i < n_columns; i++)
    append_value (bytes, widths[i], values[i]);
}

GBytes *
dbf_make (const char         *columns,
          const char * const *rows)
{
  g_auto(GStrv) names = g_strsplit (columns, ",", -1);
  guint n_columns = g_strv_length (names);
  guint n_rows = g_strv_length ((char **) rows);
  g_autofree Width *widths = g_new0 (Width, n_columns);
  GByteArray *bytes = g_byte_array_new ();
  guint8 header[] = { 0x03, 0x17, 3, 3 };
  guint8 zeros[20] = { 0 };
  guint row_bytes = 1;

  g_byte_array_append (bytes, header, sizeof header);
  append_16 (bytes, n_rows);
  append_16 (bytes, 0);
  append_16 (bytes, 32 + 32 * n_columns + 1);
  append_16 (bytes, 0);
  g_byte_array_append (bytes, zeros, sizeof zeros);
  for (guint i = 0; i < n_columns; i++)
    {
      widths[i] = append_column (bytes, names[i]);
      row_bytes += widths[i].width;
    }
  bytes->data[10] = (guint8) row_bytes;
  bytes->data[11] = (guint8) (row_bytes >> 8);
  g_byte_array_append (bytes, (const guint8 *) "\r", 1);
  for (guint i = 0; i < n_rows; i++)
    append_row (bytes, widths, n_columns, rows[i]);
  g_byte_array_append (bytes, (const guint8 *) "\x1a", 1);

  return g_byte_array_free_to_bytes (bytes);
}

void
dbf_set (GHashTable         *tables,
         const char         *name,
         const char         *columns,
         const char * const *rows)
{
  g_hash_table_replace (tables, g_strdup (name), dbf_make (columns, rows));
}

GBytes *
dbf_load (const char  *table,
          gpointer     tables,
          GError     **error)
{
  GBytes *bytes = g_hash_table_lookup (tables, table);

  return bytes != NULL ? g_bytes_ref (bytes) : NULL;
}

#define ROWS(...) ((const char * const[]) { __VA_ARGS__, NULL })

static void
add_acts (GHashTable *tables)
{
  dbf_set (tables, "R_MENU", "COD_MENU N6, RANG N6, LIBELLE C254, COD_PERE N6",
           ROWS ("3|2|Appendice|2", "2|7|DIGESTIF|1", "1|0|ARBORESCENCE CCAM|0"));
  /* The second version is decided in 2024 and takes effect in 2025. The label is cut beside a space. */
  dbf_set (tables, "R_ACTE", "COD_ACTE C13, DT_MODIF D, MENU_COD N6, FRAIDP_COD C1, REMBOU_COD N1, TYPE_COD N1, "
           "NOM_COURT C70, NOM_LONG C16, NOM_LONG0 C16, SEXE N1, DT_CREATIO D, DT_FIN D, ENTENTE C1, DT_EFFET D, "
           "DT_JO D, "
           "MFIC_PLACE N13.6",
           ROWS ("HHFA016|20241104|3|N|1|0|append.|Appendicectomie,| par coelio|0|20050301||N|20250101|20240621|2.0",
                 "HHFA016|20220303|3|N|1|0|append.|Appendicectomie|. Ancienne|0|20050301||O|20220401|20210925|2.000000",
                 "AHQJ021|20241104|3|||2|supplt|Guidage|bioproth.\xa0valve|0|20200101||N|20250101||1.000000"));
  dbf_set (tables, "R_ACTE_IVITE", "COD_AA C14, DT_MODIF D, ACTE_COD C13, ACDT_MODIF D, ACTIV_COD C1, REGROU_COD C3, "
           "CATMED_COD C2",
           ROWS ("HHFA0161|20220303|HHFA016|20220303|1|ADC|99", "HHFA0161|20241104|HHFA016|20241104|1|ADC|99",
                 "AHQJ0211|20241104|AHQJ021|20241104|1|ADI|99"));
  dbf_set (tables, "R_ACTE_IVITE_PHASE",
    "COD_AAP C16, DT_MODIF D, AA_COD C14, AADT_MODIF D, PHASE_COD N2, NB_SEANCES N2, "
           "PU_BASE N7.2, SUPPLEMENT N7.2, AGE_MIN N3, AGE_MAX N3",
           ROWS ("HHFA01610|20220303|HHFA0161|20220303|0|0|187.89|0.00|0|0",
                 "HHFA01610|20241104|HHFA0161|20241104|0|0|191.86|0.00|0|0",
                 "AHQJ02110|20241104|AHQJ0211|20241104|0|0|35.00|0.00|0|0"));
  dbf_set (tables, "R_PU_BASE", "AAP_COD C16, GRILLE_COD N3, PU_BASE N7.2, APDT_MODIF D",
           ROWS ("HHFA01610|3|187.89|20220303", "HHFA01610|7|187.89|20220303", "HHFA01610|3|191.86|20241104",
                 "AHQJ02110|3|0.00|20241104"));
}

static void
add_links (GHashTable *tables)
{
  dbf_set (tables, "R_ACTIVITE_MODIFICATEUR", "AA_CODE C14, AADT_MODIF D, MODIFI_COD C1",
           ROWS ("HHFA0161|20241104|J", "HHFA0161|20241104|U", "*HHFA0161|20241104|Z"));
  dbf_set (tables, "R_ASSOCIATIONS", "AA_CODE1 C14, DT_MODIF1 D, AA_CODE2 C14, DT_MODIF2 D, REGLE_COD C1",
           ROWS ("HHFA0161|20241104|AHQJ0211|20241104|6"));
  dbf_set (tables, "R_INCOMPATIBILITES", "ACTE_COD1 C13, DT_MODIF1 D, ACTE_COD2 C13, DT_MODIF2 D",
           ROWS ("HHFA016|20050310|AHQJ021|20050310"));
  dbf_set (tables, "R_ACTE_EXO_TM", "ACTE_COD C13, ACDT_MODIF D, EXOTM_COD N1", ROWS ("HHFA016|20241104|1"));
  dbf_set (tables, "R_NOTE_ACTE",
           "ACTE_COD C13, ACDT_MODIF D, ORDRE_NOTE N4, TYPNOT_COD N2, TEXTE_NOTE C12, TEXTE_NOT0 C12, "
           "TEXTE_NOTD C12, TEXTE_NOTF C12",
           ROWS ("HHFA016|20241104|2|4|seconde|||", "HHFA016|20220303|1|1|ancienne|||",
                 "HHFA016|20241104|1|1|l\xa8\141vis  \xf4- 1|234567890123|4567890123 A|HQJ021"));
}

static void
add_values (GHashTable *tables)
{
  static const char modifiers[] = "COD_MODIFI C1, DT_DEBUT D, LIBELLE C100, COEF N5.3, FORFAIT N8.2, DT_FIN D, "
                                  "GRILLE_COD N3";
  static const char codes[] = "COD_ASSONP C2, DT_DEBUT D, LIBELLE C100, COEF N5.3, DT_FIN D, GRILLE_COD N3";
  static const char rules[] = "COD_REGLE C1, DT_DEBUT D, LIBELLE C100, LIBELLE0 C20, COEF N5.3, DT_FIN D, "
                              "GRILLE_COD N3";

  dbf_set (tables, "R_TB11", modifiers, ROWS ("J|20050901|Par coelioscopie|1.065|0.00|20141231|0",
                                              "U|20150101|Nuit|1.000|25.15||3"));
  dbf_set (tables, "R_TB02", codes, ROWS ("2|20150101|Moitie|0.500||3"));
  dbf_set (tables, "R_TB03", rules, ROWS ("6|20050325|Prevue||1.000||0"));
  dbf_set (tables, "R_TB09", "MODIF_COD1 C1, MODIF_COD2 C1, DT_DEBUT D, DT_FIN D", ROWS ("J|U|20050325|"));
  dbf_set (tables, "R_TB10", "MODIFI_COD C1, DT_DEBUT D, TOP_CTRLE C1, TOP_MULTIP C1, DT_FIN D",
           ROWS ("U|20050901|N|N|"));
  dbf_set (tables, "R_TB19", "DT_DEBUT D, NB_MODIFIC N1, DT_FIN D", ROWS ("20050325|4|"));
  dbf_set (tables, "R_TB23", "COD_GRILLE N3, LIBELLE C100, DEFINITION C254", ROWS ("3|Chirurgiens s1|",
                                                                                   "7|Anesthesistes|"));
}

GHashTable *
dbf_distribution (void)
{
  GHashTable *tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);

  add_acts (tables);
  add_links (tables);
  add_values (tables);

  return tables;
}
