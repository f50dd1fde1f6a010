/* test-suggest.c: cpxctl ccam suggest, search, volumes and learn: what is answered, and what is refused how.
 *
 * On the starter nomenclature, which each practice has, and on the official one where $CPX_SHARED/ccam holds it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cli-fixture.h"

#include <cpx-json.h>

#define MEGABYTE   (1 << 20)
#define NO_VOLUMES "^cpxctl: No volumes of acts were imported"

/* What stands in the folder of each practice here. */
static const struct
{
  const char *name;
  const char *text;
} files[] = {
  { "batch.tsv", "id\ttext\n7\tappendicectomie\n8\tcholécystectomie coelio\n" },
  { "dos.tsv", "\xef\xbb\xbftext\tspecialty\tid\r\nappendicectomie\tdigestive\ta\r\n\r\ncanal carpien\t\tb\r\n" },
  { "patients.tsv", "id\ttext\tage\tsex\tside\nc\tcure de hernie ombilicale\t4\tM\t\n"
    "d\tcure de hernie ombilicale\t40\t\tnone\ne\tcure de hernie ombilicale\t\n" },
  { "patients-sides.tsv", "id\ttext\tside\nf\thernie aine coelio\tboth\ng\thernie aine coelio\tleft\n" },
  { "patients-age.tsv", "id\ttext\tage\n7\tappendicectomie\t12 ans\n" },
  { "patients-sex.tsv", "id\ttext\tsex\n7\tappendicectomie\tX\n" },
  { "patients-side.tsv", "id\ttext\tside\n7\tappendicectomie\tgauche\n" },
  { "blank-text.tsv", "id\ttext\n7\t\n" },
  { "short.tsv", "id\ttext\n7\tappendicectomie\n\nMme Martin\n" },
  { "no-header.tsv", "7\tappendicectomie\n" },
  { "header.tsv", "id\ttext\n" },
  { "empty", "" },
  { "line-end", "\n" },
  { "volumes.tsv", "code\tnb_acts\nHMFC004\t125000\nHHFA016\t30000\n" },
  { "unknown.tsv", "code\tnb_acts\nZZZZ999\t3\n" },
  { "wrong-header.tsv", "kode\tn\nHMFC004\t3\n" },
  { "no-code.tsv", "code\tnb_acts\nHMFC004\t3\nappendice\t3\n" },
  { "negative.tsv", "code\tnb_acts\nHMFC004\t-3\n" },
  { "decimal.tsv", "code\tnb_acts\nHMFC004\t3.5\n" },
  { "none.tsv", "code\tnb_acts\n" },
  { "lexicon.tsv", "# mine\nzorg | zorglub\tact\tHHFA016\tvu au bloc\tvisceral\nhop\tquiet\n" },
  { "lexicon-dos.tsv", "glub\tword\tappendicectomie\r\n" },
  { "lexicon-bad.tsv", "bon\tact\tHHFA016\nmauvais\tact\tZZZZ999\n" },
  { "lexicon-kind.tsv", "bon\tact\tHHFA016\nmauvais\tcue\tdone\n" },
};

static void
set_up (CliFixture *fixture)
{
  cli_fixture_set_up (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    cli_fixture_write (fixture, files[i].name, files[i].text);
}

static const CliStep suggest_steps[] = {
  { "best first", "ccam suggest cholécystectomie coelio", NULL, 0,
    "\\A *(>\u00a0)?[0-9]+\u00a0%  HMFC004 ", NO_VOLUMES },
  { "one word an argument", "ccam suggest --limit 1 'cholécystectomie coelio'", NULL, 0,
    "\\A *(>\u00a0)?[0-9]+\u00a0%  HMFC004 [^\n]*\n(?!.*[0-9]\u00a0%)", NO_VOLUMES },
  { "an option behind", "ccam suggest appendicectomie --limit 1 --json", NULL, 0,
    "\\A{\"enough\":true,\"suggestions\":\\[{\"code\":\"HHFA016\",\"confidence\":0\\.[0-9]+,[^\n]*\n\\z", NULL },
  { "no evidence", "ccam suggest xyzzy", NULL, 0, "\\ANot enough evidence\\.\n\\z", NO_VOLUMES },
  { "no evidence, JSON", "--json ccam suggest xyzzy", NULL, 0, "\\A{\"enough\":false,\"suggestions\":\\[\\]}\n\\z",
    NULL },
  { "an empty text", "--json ccam suggest ''", NULL, 0, "\\A{\"enough\":false,\"suggestions\":\\[\\]}\n\\z", NULL },
  { "no text", "ccam suggest", NULL, 2, "^$", "^cpxctl: .* is missing" },
  { "none at most", "ccam suggest --limit 0 x", NULL, 2, "^$", "--limit .*from 1 to 30" },
  { "fewer than none", "ccam suggest --limit -1 x", NULL, 2, "^$", "--limit .*from 1 to 30" },
  { "too many", "ccam suggest --limit 31 x", NULL, 2, "^$", "--limit .*from 1 to 30" },
  { "no number", "ccam suggest --limit cinq x", NULL, 2, "^$", "“cinq” for --limit" },
  { "no day", "ccam suggest --date 2026-02-30 x", NULL, 2, "^$", "2026-02-30" },
  { "text no UTF-8", "ccam suggest a\xff", NULL, 1, "^$", "UTF-8" },
  { "specialty no UTF-8", "ccam suggest --specialty \xff x", NULL, 2, "^$", "UTF-8" },
  { "practitioner no UTF-8", "ccam suggest --practitioner \xff x", NULL, 2, "^$", "UTF-8" },
  { "a specialty unheard of", "ccam suggest --specialty alchimie appendicectomie", NULL, 0, "HHFA016", NO_VOLUMES },
  { "a woman", "ccam suggest --limit 1 --sex F 'annexectomie coelioscopie'", NULL, 0,
    "  JJFC(?s:(?!for patients of the other sex).)*\\z", NO_VOLUMES },
  { "a man", "ccam suggest --limit 1 --sex M 'annexectomie coelioscopie'", NULL, 0,
    "\\A(?s:(?!JJFC).)*\\z", NO_VOLUMES },
  { "a man, an act for women alone", "ccam suggest --limit 1 --sex M conisation", NULL, 0,
    "Not enough evidence(?s:.*)for patients of the other sex", NO_VOLUMES },
  { "planned", "ccam suggest --limit 1 --planned HMFA007 'cholécystectomie'", NULL, 0, "  HMFA007 ", NO_VOLUMES },
  { "nothing planned", "ccam suggest --limit 1 'cholécystectomie'", NULL, 0, "  HMFC004 ", NO_VOLUMES },
  { "planned and silent", "--json ccam suggest --planned HMFA007,HHFA016 xyzzy", NULL, 0,
    "\"HMFA007\".*\"HHFA016\"|\"HHFA016\".*\"HMFA007\"", NULL },
  { "both sides", "ccam suggest --limit 1 --side both 'hernie inguinale coelio'", NULL, 0, "  LMMC001 ", NO_VOLUMES },
  { "one side", "ccam suggest --limit 1 --side left 'hernie inguinale coelio'", NULL, 0, "  LMMC002 ", NO_VOLUMES },
  { "a child", "ccam suggest --limit 1 --age 4 'cure de hernie ombilicale après l’âge de 16 ans'", NULL, 0,
    "  LMMA009 (?s:.*)names another age", NO_VOLUMES },
  { "an adult", "ccam suggest --limit 1 --age 40 'cure de hernie ombilicale après l’âge de 16 ans'", NULL, 0,
    "  LMMA009 (?s:(?!names another age).)*\\z", NO_VOLUMES },
  { "no age", "ccam suggest --age 151 x", NULL, 2, "^$", "--age" },
  { "less than no age", "ccam suggest --age -2 x", NULL, 2, "^$", "--age" },
  { "an age in words", "ccam suggest --age vieux x", NULL, 2, "^$", "vieux" },
  { "no sex", "ccam suggest --sex homme x", NULL, 2, "^$", "--sex" },
  { "sex no UTF-8", "ccam suggest --sex \xff x", NULL, 2, "^$", "UTF-8" },
  { "no side", "ccam suggest --side gauche x", NULL, 2, "^$", "--side" },
  { "side no UTF-8", "ccam suggest --side \xff x", NULL, 2, "^$", "UTF-8" },
  { "planned no act", "ccam suggest --planned ZZZZ999 x", NULL, 1, "^$", "“ZZZZ999”" },
  { "planned no UTF-8", "ccam suggest --planned \xff x", NULL, 2, "^$", "UTF-8" },
  { "an unknown option", "ccam suggest --loud x", NULL, 2, "^$", "--loud" },
};

static const CliStep batch_steps[] = {
  { "one at most", "ccam suggest --batch @/batch.tsv --limit 1 --json", NULL, 0,
    "\\A{\"id\":\"7\",\"suggestions\":\\[{\"code\":\"HHFA016\",\"confidence\":0\\.[0-9]+}\\]}\n"
    "{\"id\":\"8\",\"suggestions\":\\[{\"code\":\"HMFC004\",\"confidence\":0\\.[0-9]+}\\]}\n\\z", NULL },
  { "columns in any order, CRLF, a mark", "--json ccam suggest --batch @/dos.tsv", NULL, 0,
    "\\A{\"id\":\"a\",.*\"HHFA016\".*\n{\"id\":\"b\",.*\"AHP[AC]00.*\n\\z",
    NULL },
  { "an age a line", "--json ccam suggest --limit 1 --age 50 --batch @/patients.tsv", NULL, 0,
    "\\A{\"id\":\"c\",.*\"confidence\":([0-9.]+).*\n{\"id\":\"d\",.*\"confidence\":(?!\\1)([0-9.]+).*\n"
    "{\"id\":\"e\",.*\"confidence\":\\2.*\n\\z", NULL },
  { "a side a line", "--json ccam suggest --limit 1 --batch @/patients-sides.tsv", NULL, 0,
    "\\A{\"id\":\"f\",.*\"LMMC001\".*\n{\"id\":\"g\",.*\"LMMC002\".*\n\\z", NULL },
  { "a wrong age", "--json ccam suggest --batch @/patients-age.tsv", NULL, 1, "\\A\\z",
    "^cpxctl: Line 2 of the batch: age" },
  { "a wrong sex", "--json ccam suggest --batch @/patients-sex.tsv", NULL, 1, "\\A\\z",
    "^cpxctl: Line 2 of the batch: " },
  { "a wrong side", "--json ccam suggest --batch @/patients-side.tsv", NULL, 1, "\\A\\z",
    "^cpxctl: Line 2 of the batch: " },
  { "nothing written", "--json ccam suggest --batch @/blank-text.tsv", NULL, 0,
    "\\A{\"id\":\"7\",\"suggestions\":\\[\\]}\n\\z", NULL },
  { "no lines", "--json ccam suggest --batch @/header.tsv", NULL, 0, "\\A\\z", NULL },
  { "a line too short", "--json ccam suggest --batch @/short.tsv", NULL, 1, "\\A{\"id\":\"7\"[^\n]*\n\\z",
    "^cpxctl: Line 4 of the batch (?!.*Martin)" },
  { "no header", "--json ccam suggest --batch @/no-header.tsv", NULL, 1, "\\A\\z", "“id” and “text”" },
  { "empty", "--json ccam suggest --batch @/empty", NULL, 1, "\\A\\z", "“id” and “text”" },
  { "a line end", "--json ccam suggest --batch @/line-end", NULL, 1, "\\A\\z", "“id” and “text”" },
  { "no file", "--json ccam suggest --batch @/nowhere", NULL, 1, "\\A\\z", "nowhere" },
  { "a folder", "--json ccam suggest --batch @", NULL, 5, "\\A\\z", "." },
  { "text besides", "--json ccam suggest --batch @/batch.tsv text", NULL, 2, "\\A\\z",
    "“text” is one argument too many" },
};

static const CliStep search_steps[] = {
  { "a code begun", "ccam search hmfc0", NULL, 0, "\\AHMFC004  ", NULL },
  { "words begun", "ccam search appendi", NULL, 0, "^HHFA016  ", NULL },
  { "two at most", "--json ccam search --limit 2 de", NULL, 0,
    "\\A({\"code\":\"[A-Z]{4}[0-9]{3}\",\"label\":\"[^\n]*\"}\n){0,2}\\z", NULL },
  { "JSON", "ccam search HMFC004 --json", NULL, 0, "\\A{\"code\":\"HMFC004\",\"label\":\"Cholé[^\n]*\"}\n\\z", NULL },
  { "none", "ccam search xyzzyqw", NULL, 0, "\\ANo act found\\.\n\\z", NULL },
  { "a word of two", "ccam search appendicectomie xyzzyqw", NULL, 0, "^HHFA016  ",
    "\\Acpxctl: [^\n]*“xyzzyqw”[^\n]*\n\\z" },
  { "none, JSON", "--json ccam search xyzzyqw", NULL, 0, "\\A\\z", NULL },
  { "nothing typed", "ccam search", NULL, 2, "^$", "^cpxctl: .* is missing" },
  { "typed and empty", "ccam search ''", NULL, 0, "\\ANo act found\\.\n\\z", NULL },
  { "none at most", "ccam search --limit 0 x", NULL, 2, "^$", "--limit" },
  { "no day", "ccam search --date hier x", NULL, 2, "^$", "“--date”: write the whole day" },
  { "no UTF-8", "ccam search \xff", NULL, 1, "^$", "UTF-8" },
};

static const CliStep volumes_steps[] = {
  { "wrong header", "ccam volumes import @/wrong-header.tsv", NULL, 1, "^$", "“code” and “nb_acts”" },
  { "empty", "ccam volumes import @/empty", NULL, 1, "^$", "“code” and “nb_acts”" },
  { "no act", "ccam volumes import @/none.tsv", NULL, 1, "^$", "names no act" },
  { "no code", "ccam volumes import @/no-code.tsv", NULL, 1, "^$", "Line 3 " },
  { "below zero", "ccam volumes import @/negative.tsv", NULL, 1, "^$", "Line 2 " },
  { "a fraction", "ccam volumes import @/decimal.tsv", NULL, 1, "^$", "Line 2 " },
  { "no file", "ccam volumes import @/nowhere", NULL, 1, "^$", "nowhere" },
  { "a folder", "ccam volumes import @", NULL, 5, "^$", "." },
  { "the practice itself", "ccam volumes import @/practice.cpx", NULL, 1, "^$", "“code” and “nb_acts”" },
  { "which", "ccam volumes import", NULL, 2, "^$", " is missing" },
  { "nothing came of it", "ccam suggest appendicectomie", NULL, 0, "HHFA016", NO_VOLUMES },
  { "codes that no version knows", "ccam volumes import @/unknown.tsv", NULL, 0, "Volumes of acts imported", NULL },
  { "good", "--ack ccam volumes import @/volumes.tsv", NULL, 0, "\\AACK ", NULL },
  { "in place of the others", "--json ccam volumes import @/volumes.tsv", NULL, 0, "\"n_codes\":2,", NULL },
  { "they count", "ccam suggest appendicectomie", NULL, 0, "HHFA016", NULL },
  { "a bad file changes nothing", "ccam volumes import @/negative.tsv", NULL, 1, "^$", "Line 2 " },
  { "they still count", "ccam suggest appendicectomie", NULL, 0, "HHFA016", NULL },
  { "removed", "--ack ccam volumes remove", NULL, 0, "\\AACK ", NULL },
  { "they count no more", "ccam suggest appendicectomie", NULL, 0, "HHFA016", NO_VOLUMES },
  { "nothing to remove", "ccam volumes remove", NULL, 1, "^$", "no volumes" },
  { "one argument too many", "ccam volumes remove all", NULL, 2, "^$", "“all” is one argument too many" },
  { "whole", "check", NULL, 0, "Nothing wrong", NULL },
};

static const CliStep lexicon_steps[] = {
  { "none", "ccam lexicon list", NULL, 0, "\\AThis practice added no word yet\\.\n\\z", NULL },
  { "none, JSON", "--json ccam lexicon list", NULL, 0, "\\A\\z", NULL },
  { "nobody knows it", "ccam suggest zorglub", NULL, 0, "Not enough evidence", NO_VOLUMES },
  { "which", "ccam lexicon add --nothing", NULL, 2, "^$", " is missing" },
  { "what do they mean", "ccam lexicon add zorglub", NULL, 2, "^$", "--acts, --words and --nothing" },
  { "two things at once", "ccam lexicon add zorglub --acts HHFA016 --nothing", NULL, 2, "^$", "one of --acts" },
  { "an unknown code", "ccam lexicon add zorglub --acts ZZZZ999", NULL, 1, "^$", "ZZZZ999" },
  { "no code", "ccam lexicon add zorglub --acts appendice", NULL, 1, "^$", "appendice" },
  { "an empty code", "ccam lexicon add zorglub --acts ''", NULL, 1, "^$", "point" },
  { "an unknown word", "ccam lexicon add zorglub --words 'appendicectomie xyzzy'", NULL, 1, "^$", "“xyzzy”" },
  { "nothing between two bars", "ccam lexicon add 'zorglub|' --nothing", NULL, 1, "^$", "bars" },
  { "an unknown specialty", "ccam lexicon add zorglub --nothing --specialty alchimie", NULL, 1, "^$",
    "specialty.*not one it can have" },
  { "no UTF-8", "ccam lexicon add zorglub --words \xff", NULL, 2, "^$", "UTF-8" },
  { "phrases no UTF-8", "ccam lexicon add \xff --nothing", NULL, 1, "^$", "UTF-8" },
  { "nothing came of it", "--json ccam lexicon list", NULL, 0, "\\A\\z", NULL },
  { "added", "--ack ccam lexicon add 'zorglub | zorg' --acts hhfa016 --remark bloc", NULL, 0, "\\AACK ", NULL },
  { "known at once", "ccam suggest zorglub", NULL, 0, "\\A *(>\u00a0)?[0-9]+\u00a0%  HHFA016 ", NO_VOLUMES },
  { "listed", "ccam lexicon list", NULL, 0, "\tzorglub \\| zorg\tact\tHHFA016\t\n", NULL },
  { "listed, JSON", "--json ccam lexicon list", NULL, 0, "\"phrases\":\"zorglub \\| zorg\"", NULL },
  { "sound", "ccam lexicon check", NULL, 0, "Every entry points to something", NULL },
  { "a bad line", "ccam lexicon import @/lexicon-bad.tsv", NULL, 1, "^$", "^cpxctl: Line 2 .*ZZZZ999" },
  { "a kind of the program", "ccam lexicon import @/lexicon-kind.tsv", NULL, 1, "^$", "^cpxctl: Line 2 " },
  { "no lexicon", "ccam lexicon import @/volumes.tsv", NULL, 1, "^$", "^cpxctl: Line 1 " },
  { "an empty file", "ccam lexicon import @/empty", NULL, 1, "^$", "no entry" },
  { "the practice itself", "ccam lexicon import @/practice.cpx", NULL, 1, "^$", "no UTF-8 text" },
  { "no file", "ccam lexicon import @/nowhere", NULL, 1, "^$", "nowhere" },
  { "a folder", "ccam lexicon import @", NULL, 5, "^$", "." },
  { "a file", "ccam lexicon import @/lexicon.tsv", NULL, 0, "\\A2 entries added", NULL },
  { "twice", "ccam lexicon import @/lexicon.tsv", NULL, 0, "\\A0 entries added", NULL },
  { "of another system", "--json ccam lexicon import @/lexicon-dos.tsv", NULL, 0,
    "\"target\":\"appendicectomie\"", NULL },
  { "out", "ccam lexicon export", NULL, 0, "\\A#[^\n]*\nzorglub \\| zorg\tact\tHHFA016\tbloc\nzorg \\| zorglub\tact\t"
    "HHFA016\tvu au bloc\tvisceral\nhop\tquiet\nglub\tword\tappendicectomie\n\\z", NULL },
  { "into a file", "ccam lexicon export --out @/mine.tsv", NULL, 0, "\\A\\z", NULL },
  { "into no folder", "ccam lexicon export --out @/nowhere/mine.tsv", NULL, 1, "^$", "nowhere" },
  { "and in again", "ccam lexicon import @/mine.tsv", NULL, 0, "\\A0 entries added", NULL },
  { "remove which", "ccam lexicon remove", NULL, 2, "^$", " is missing" },
  { "remove nobody", "ccam lexicon remove personne", NULL, 1, "^$", "personne" },
  { "remove what is not there", "ccam lexicon remove 01a20186-03a2-7000-8347-55279e6da8f4", NULL, 1, "^$", "01a20186" },
  { "whole", "check", NULL, 0, "Nothing wrong", NULL },
};

static const CliStep learn_steps[] = {
  { "nothing learnt", "ccam learn export", NULL, 0, "\\A{\"format\":1,\"cases\":0,\"tallies\":\\[\\]}\n\\z", NULL },
  { "into a file", "ccam learn export --out @/learnt.json", NULL, 0, "\\A\\z", NULL },
  { "into no folder", "ccam learn export --out @/nowhere/learnt.json", NULL, 1, "^$", "nowhere" },
  { "into a folder", "ccam learn export --out @", NULL, 5, "^$", "." },
  { "an argument", "ccam learn export all", NULL, 2, "^$", "“all” is one argument too many" },
  { "of nobody", "ccam learn reset --practitioner nobody", NULL, 1, "^$", "Practitioner" },
  { "of one who is not there", "ccam learn reset --practitioner 01a20186-03a2-7000-8347-55279e6da8f4", NULL, 1, "^$",
    "01a20186" },
  { "a reason no UTF-8", "ccam learn reset --reason \xff", NULL, 2, "^$", "UTF-8" },
  { "a reset too many", "ccam learn reset all", NULL, 2, "^$", "“all” is one argument too many" },
  { "reset", "--ack ccam learn reset --reason 'nouvel associé'", NULL, 0, "\\AACK ", NULL },
  { "take back what", "ccam learn undo-reset", NULL, 2, "^$", " is missing" },
  { "take back nobody’s", "ccam learn undo-reset personne", NULL, 1, "^$", "personne" },
  { "take back none", "ccam learn undo-reset 01a20186-03a2-7000-8347-55279e6da8f4", NULL, 1, "^$", "01a20186" },
};

static const CliStep proof_steps[] = {
  { "of nothing", "act proof", NULL, 2, "^$", " is missing" },
  { "of two", "act proof a b", NULL, 2, "^$", "“b” is one argument too many" },
  { "of no identifier", "act proof personne", NULL, 1, "^$", "personne" },
  { "of none", "act proof 01a20186-03a2-7000-8347-55279e6da8f4", NULL, 1, "^$", "01a20186" },
  { "no UTF-8", "act proof \xff", NULL, 1, "^$", "UTF-8" },
};

/* A table of lines to type. */
typedef struct
{
  const char    *name;
  const CliStep *steps;
  gsize          n_steps;
} Table;

static const Table tables[] = {
  { "suggest", suggest_steps, G_N_ELEMENTS (suggest_steps) },
  { "batch", batch_steps, G_N_ELEMENTS (batch_steps) },
  { "search", search_steps, G_N_ELEMENTS (search_steps) },
  { "volumes", volumes_steps, G_N_ELEMENTS (volumes_steps) },
  { "lexicon", lexicon_steps, G_N_ELEMENTS (lexicon_steps) },
  { "learn", learn_steps, G_N_ELEMENTS (learn_steps) },
  { "proof", proof_steps, G_N_ELEMENTS (proof_steps) },
};

static void
test_table (gconstpointer data)
{
  const Table *table = data;
  g_auto(CliFixture) fixture = { NULL };

  set_up (&fixture);
  cli_fixture_play (&fixture, table->steps, table->n_steps);
}

static void
write_megabyte (CliFixture *fixture,
                const char *name,
                const char *before)
{
  g_autofree char *long_word = g_strnfill (MEGABYTE, '1');
  g_autofree char *text = g_strconcat (before, long_word, "\n", NULL);

  cli_fixture_write (fixture, name, text);
}

/* A line of a megabyte is answered, or refused in a line that is none. */
static void
test_megabyte (void)
{
  static const CliStep steps[] = {
    { "text", "--json ccam suggest --batch @/long-text", NULL, 0,
      "\\A{\"id\":\"7\",\"suggestions\":\\[.*\\]}\n\\z", NULL },
    { "no tab", "--json ccam suggest --batch @/long-line", NULL, 1, "\\A\\z", "^.{1,200}$" },
    { "header", "--json ccam suggest --batch @/long-header", NULL, 1, "\\A\\z", "^.{1,200}$" },
    { "count", "ccam volumes import @/long-count", NULL, 1, "\\A\\z", "^cpxctl: Line 2 .{1,200}$" },
    { "volumes header", "ccam volumes import @/long-header", NULL, 1, "\\A\\z", "^.{1,200}$" },
  };
  g_auto(CliFixture) fixture = { NULL };

  set_up (&fixture);
  write_megabyte (&fixture, "long-text", "id\ttext\n7\t");
  write_megabyte (&fixture, "long-line", "id\ttext\n");
  write_megabyte (&fixture, "long-header", "");
  write_megabyte (&fixture, "long-count", "code\tnb_acts\nHMFC004\t");
  cli_fixture_play (&fixture, steps, G_N_ELEMENTS (steps));
}

/* Lines of what breaks other programs, as a batch: each has its answer, in order. */
static void
test_naughty_strings (void)
{
  const char *shared = g_getenv ("CPX_SHARED");
  g_autofree char *path = g_build_filename (shared != NULL ? shared : "", "vectors", "naughty-strings", "blns.txt",
                                            NULL);
  g_autofree char *text = NULL;
  g_autoptr(GString) batch = g_string_new ("id\ttext\n");
  g_autoptr(json_t) answers = NULL;
  g_auto(GStrv) lines = NULL;
  g_auto(CliFixture) fixture = { NULL };
  guint n_lines;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    {
      g_test_skip ("no naughty-strings below $CPX_SHARED/vectors");
      return;
    }
  cli_fixture_set_up (&fixture);
  lines = g_strsplit (text, "\n", -1);
  n_lines = g_strv_length (lines);
  for (guint i = 0; i < n_lines; i++)
    g_string_append_printf (batch, "%u\t%s\n", i, lines[i]);
  cli_fixture_write (&fixture, "naughty.tsv", batch->str);
  answers = cli_fixture_read_json (&fixture, "ccam suggest --batch @/naughty.tsv");
  g_assert_cmpuint (json_array_size (answers), ==, n_lines);
  for (guint i = 0; i < n_lines; i++)
    {
      const char *id = json_string_value (json_object_get (json_array_get (answers, i), "id"));

      g_assert_cmpuint ((guint) g_ascii_strtoull (id, NULL, 10), ==, i);
    }
}

static const CliStep french_steps[] = {
  { "batch too short", "--json ccam suggest --batch @/short.tsv", NULL, 1, "\"7\"",
    "La ligne 4 du lot est trop courte" },
  { "batch empty", "ccam suggest --batch @/empty", NULL, 1, "^$", "La première ligne d’un lot" },
  { "limit", "ccam suggest --limit 0 x", NULL, 2, "^$", "--limit attend un nombre de 1 à 30" },
  { "no act", "ccam volumes import @/none.tsv", NULL, 1, "^$", "ne nomme aucun acte" },
  { "below zero", "ccam volumes import @/negative.tsv", NULL, 1, "^$", "La ligne 2 du fichier de volumes" },
  { "none found", "ccam search xyzzyqw", NULL, 0, "Aucun acte", NULL },
};

/* In the language of its users. */
static void
test_french (void)
{
  const char *built = g_getenv ("G_TEST_BUILDDIR");
  g_autofree char *folder = g_build_filename (built != NULL ? built : "", "..", "po", NULL);
  g_autofree char *catalogue = g_build_filename (folder, "fr", "LC_MESSAGES", "chirurgieprox.mo", NULL);
  g_auto(CliFixture) fixture = { NULL };

  if (!g_file_test (catalogue, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the French catalogue is not built");
      return;
    }
  g_setenv ("CPX_LOCALEDIR", folder, TRUE);
  g_setenv ("CPXCTL_TEST_LANGUAGE", "fr", TRUE);
  set_up (&fixture);
  cli_fixture_play (&fixture, french_steps, G_N_ELEMENTS (french_steps));
  g_unsetenv ("CPXCTL_TEST_LANGUAGE");
  g_unsetenv ("CPX_LOCALEDIR");
}

static const CliStep official_steps[] = {
  { "volumes", "--json ccam volumes import @/act_volumes_2024.tsv", NULL, 0, "\"n_codes\":[0-9]{4},", NULL },
  { "rare words", "ccam suggest PTH droite", NULL, 0, "\\A *(>\u00a0)?[0-9]+\u00a0%  NEKA020 ", NULL },
  { "nine", "--json ccam suggest --limit 9 cholécystectomie", NULL, 0, "(\"code\":\"[A-Z]{4}[0-9]{3}\",\"conf.*){9}",
    NULL },
  { "batch", "ccam suggest --batch @/batch.tsv --limit 5 --json", NULL, 0,
    "\\A{\"id\":\"7\",\"suggestions\":\\[{\"code\":\"HHFA016\".*\n{\"id\":\"8\",.*\\[{\"code\":\"HMFC004\".*\n\\z",
    NULL },
  { "everyday words", "ccam search canal car", NULL, 0, "^AHPA009  ", NULL },
  { "a code begun", "ccam search neka0", NULL, 0, "^NEKA020  ", NULL },
  { "no evidence", "ccam suggest xyzzy", NULL, 0, "\\ANot enough evidence\\.\n\\z", NULL },
};

/* The official distribution, and the volumes published with it. */
static void
test_official (void)
{
  const char *shared = g_getenv ("CPX_SHARED");
  g_autofree char *archives = g_build_filename (shared != NULL ? shared : "", "ccam", "dbf", "zip", NULL);
  g_autofree char *volumes = g_build_filename (shared != NULL ? shared : "", "ccam", "data", "act_volumes_2024.tsv",
                                               NULL);
  g_autofree char *import = g_strdup_printf ("ccam import '%s'", archives);
  const CliStep step = { "import", import, NULL, 0, "acts, in force from", NULL };
  g_autofree char *table = NULL;
  g_auto(CliFixture) fixture = { NULL };

  if (!g_file_test (archives, G_FILE_TEST_IS_DIR) || !g_file_get_contents (volumes, &table, NULL, NULL))
    {
      g_test_skip ("the official distribution is not below $CPX_SHARED/ccam");
      return;
    }
  set_up (&fixture);
  cli_fixture_write (&fixture, "act_volumes_2024.tsv", table);
  cli_fixture_play (&fixture, &step, 1);
  cli_fixture_play (&fixture, official_steps, G_N_ELEMENTS (official_steps));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *path = g_strconcat ("/cli/suggest/", tables[i].name, NULL);

      g_test_add_data_func (path, &tables[i], test_table);
    }
  g_test_add_func ("/cli/suggest/megabyte", test_megabyte);
  g_test_add_func ("/cli/suggest/naughty-strings", test_naughty_strings);
  g_test_add_func ("/cli/suggest/french", test_french);
  g_test_add_func ("/cli/suggest/official", test_official);

  return g_test_run ();
}
