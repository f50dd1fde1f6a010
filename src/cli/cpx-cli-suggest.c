/* cpx-cli-suggest.c: acts suggested from texts, acts found by words, and how often acts are done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-commands.h"

#include <cpx-act-search.h>
#include <cpx-learning.h>
#include <cpx-suggesters.h>
#include <cpx-user.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define PERCENT_WIDTH 6  /* of “> 99 %” */
#define USUAL_LIMIT 5
#define MAX_LIMIT 30
#define MAX_AGE 150
#define NO_AGE -1

static int limit = USUAL_LIMIT;
static char *batch;
static char *specialty;
static char *practitioner;
static char *date;
static int age = NO_AGE;
static char *sex;
static char *side;
static char *planned;

static const GOptionEntry suggest_options[] = {
  { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("How many at most (5)"), "N" },
  { "specialty", 0, 0, G_OPTION_ARG_FILENAME, &specialty, N_("The surgeon’s specialty"), N_("SPECIALTY") },
  { "practitioner", 0, 0, G_OPTION_ARG_FILENAME, &practitioner,
    N_("Whose habits count (id); those of who types if not given"), "ID" },
  { "date", 0, 0, G_OPTION_ARG_FILENAME, &date, N_("As on this day"), N_("DATE") },
  { "age", 0, 0, G_OPTION_ARG_INT, &age, N_("The patient’s age, in full years"), N_("YEARS") },
  { "sex", 0, 0, G_OPTION_ARG_FILENAME, &sex, N_("The patient’s sex: M or F"), N_("SEX") },
  { "side", 0, 0, G_OPTION_ARG_FILENAME, &side, N_("The side of the operation: left, right, both or none"),
    N_("SIDE") },
  { "planned", 0, 0, G_OPTION_ARG_FILENAME, &planned, N_("Codes of the acts that were planned, parted by commas"),
    N_("CODES") },
  { "batch", 0, 0, G_OPTION_ARG_FILENAME, &batch,
    N_("Answer each line of a table with the columns id, text and perhaps specialty, age, sex, side, parted by tabs"),
    N_("FILE") },
  { NULL }
};

static const GOptionEntry search_options[] = {
  { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("How many at most (5)"), "N" },
  { "date", 0, 0, G_OPTION_ARG_FILENAME, &date, N_("As on this day"), N_("DATE") },
  { NULL }
};

/* Where the columns of a batch stand. */
typedef struct
{
  guint id;
  guint text;
  guint specialty;   /* G_MAXUINT: there is none; so for those below */
  guint age;
  guint sex;
  guint side;
} Columns;

static const char * const sexes[] = { "M", "F", NULL };
static const char * const sides[] = { "left", "right", "both", "none", NULL };

static gboolean
read_options (CpxDay  *out_day,
              GError **error)
{
  *out_day = cpx_day_today ();
  if (!cpx_cli_check_option (specialty, error) || !cpx_cli_check_option (practitioner, error) ||
      !cpx_cli_check_option (sex, error) || !cpx_cli_check_option (side, error) ||
      !cpx_cli_check_option (planned, error))
    return FALSE;
  if (limit < 1 || limit > MAX_LIMIT)
    {
      g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE, _("--limit takes a number from 1 to %d."), MAX_LIMIT);
      return FALSE;
    }
  if (date != NULL && !cpx_day_parse (date, out_day))
    {
      g_autofree char *fault = cpx_day_dup_fault ("--date", date);

      g_set_error_literal (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE, fault);
      return FALSE;
    }

  return TRUE;
}

static gboolean
is_one_of (const char         *token,
           const char * const *tokens)
{
  return token == NULL || g_strv_contains (tokens, token);
}

static CpxSex
read_sex (const char *token)
{
  return token == NULL ? CPX_SEX_UNKNOWN : *token == 'M' ? CPX_SEX_MAN : CPX_SEX_WOMAN;
}

/* What a screen would take from the patient's file and from the intervention. */
static gboolean
read_patient (CpxCodingContext *patient,
              CpxDay            day,
              GError          **error)
{
  cpx_coding_context_init (patient, day);
  if (age != NO_AGE && (age < 0 || age > MAX_AGE))
    {
      g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE, _("--age takes a number of years from 0 to %d."),
                   MAX_AGE);
      return FALSE;
    }
  if (!is_one_of (sex, sexes) || !is_one_of (side, sides))
    {
      g_set_error_literal (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE,
                           _("--sex takes M or F, --side takes left, right, both or none."));
      return FALSE;
    }
  patient->age_months = age != NO_AGE ? age * 12 : -1;
  patient->sex = read_sex (sex);

  return TRUE;
}

/* Acts that were planned must be acts: a slip of the finger would else weigh on nothing, silently. */
static gboolean
check_planned (const CpxSuggester  *suggester,
               GError             **error)
{
  g_auto(GStrv) codes = g_strsplit_set (planned != NULL ? planned : "", " ,", -1);

  for (guint i = 0; codes[i] != NULL; i++)
    {
      guint act;

      if (*codes[i] == '\0' || cpx_act_index_find (cpx_suggester_get_index (suggester), codes[i], &act))
        continue;
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
                   _("“%s” is no act of this nomenclature: --planned takes codes, parted by commas."), codes[i]);
      return FALSE;
    }

  return TRUE;
}

static gboolean
show_suggestion (const CpxSuggestionFields *fields,
                 GError                   **error)
{
  g_autofree char *against = fields->against != NULL ? g_strjoinv (" ", fields->against) : g_strdup ("");
  g_autofree char *percent = cpx_suggestion_dup_percent (fields->probability);

  if (!cpx_cli_output_text (error, "%*s%s  %s  %s", (int) (PERCENT_WIDTH - g_utf8_strlen (percent, -1)), "", percent,
                            fields->code, fields->label) ||
      (fields->n_shown > 0 &&
       !cpx_cli_output_text (error, _("        Kept here %u times of %u."), fields->n_kept, fields->n_shown)))
    return FALSE;

  return (*against == '\0' || cpx_cli_output_text (error, "        %s", against));
}

static gboolean
show_suggestions (CpxCli     *cli,
                  GPtrArray  *suggestions,
                  GError    **error)
{
  const CpxSuggestionFields *first =
    suggestions->len > 0 ? cpx_suggestion_get_fields (g_ptr_array_index (suggestions, 0)) : NULL;
  g_autoptr(json_t) object = NULL;

  if (cli->json)
    {
      object = json_pack ("{s:b, s:o}", "enough", first != NULL && first->probability >= CPX_SUGGESTION_ENOUGH,
                          "suggestions", cpx_suggestions_to_json (suggestions));
      return cpx_cli_output_json (object, error);
    }
  if ((first == NULL || first->probability < CPX_SUGGESTION_ENOUGH) &&
      !cpx_cli_output_text (error, "%s", _("Not enough evidence.")))
    return FALSE;
  for (guint i = 0; i < suggestions->len; i++)
    {
      if (!show_suggestion (cpx_suggestion_get_fields (g_ptr_array_index (suggestions, i)), error))
        return FALSE;
    }

  return TRUE;
}

static json_t *
answer_to_json (const char *id,
                GPtrArray  *suggestions)
{
  json_t *array = json_array ();

  for (guint i = 0; i < suggestions->len; i++)
    {
      const CpxSuggestionFields *fields = cpx_suggestion_get_fields (g_ptr_array_index (suggestions, i));

      json_array_append_new (array, json_pack ("{s:s, s:f}", "code", fields->code, "confidence",
                                               (double) (int) (fields->probability * 1000 + 0.5) / 1000));
    }

  return json_pack ("{s:s, s:o}", "id", id, "suggestions", array);
}

static gboolean
find_column (char       **names,
             const char  *name,
             guint       *out_column)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_str_equal (g_strstrip (names[i]), name))
        {
          *out_column = i;
          return TRUE;
        }
    }

  return FALSE;
}

static guint
find_optional_column (char       **names,
                      const char  *name)
{
  guint column;

  return find_column (names, name, &column) ? column : G_MAXUINT;
}

static gboolean
read_header (const char  *line,
             Columns     *out_columns,
             GError     **error)
{
  g_auto(GStrv) names = g_strsplit (g_str_has_prefix (line, "\xef\xbb\xbf") ? line + 3 : line, "\t", -1);

  out_columns->specialty = find_optional_column (names, "specialty");
  out_columns->age = find_optional_column (names, "age");
  out_columns->sex = find_optional_column (names, "sex");
  out_columns->side = find_optional_column (names, "side");
  if (find_column (names, "id", &out_columns->id) && find_column (names, "text", &out_columns->text))
    return TRUE;
  g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
                       _("The first line of a batch must name the columns “id” and “text”, parted by a tab."));

  return FALSE;
}

/* What a line has in a column; nothing written is nothing told. */
static const char *
get_field (char  **fields,
           guint   n,
           guint   column)
{
  return column < n && *fields[column] != '\0' ? fields[column] : NULL;
}

/* What a line tells of its own patient and side comes before what the options tell of all. */
static gboolean
read_line_context (const Columns      *columns,
                   char              **fields,
                   CpxSuggestContext  *context,
                   CpxCodingContext   *patient)
{
  guint n = g_strv_length (fields);
  const char *years = get_field (fields, n, columns->age);
  const char *told_sex = get_field (fields, n, columns->sex);
  const char *told_side = get_field (fields, n, columns->side);
  guint64 number = 0;

  if ((years != NULL && !g_ascii_string_to_unsigned (years, 10, 0, MAX_AGE, &number, NULL)) ||
      !is_one_of (told_sex, sexes) || !is_one_of (told_side, sides))
    return FALSE;
  if (years != NULL)
    patient->age_months = (int) number * 12;
  if (told_sex != NULL)
    patient->sex = read_sex (told_sex);
  if (told_side != NULL)
    context->side = told_side;
  if (get_field (fields, n, columns->specialty) != NULL)
    context->specialty = get_field (fields, n, columns->specialty);

  return TRUE;
}

static gboolean
answer_line (const CpxSuggester       *suggester,
             const Columns            *columns,
             const char               *line,
             guint                     number,
             const CpxSuggestContext  *known,
             GError                  **error)
{
  g_auto(GStrv) fields = g_strsplit (line, "\t", -1);
  guint n = g_strv_length (fields);
  CpxCodingContext patient = *known->circumstances;
  CpxSuggestContext context = *known;
  g_autoptr(GPtrArray) suggestions = NULL;
  g_autoptr(json_t) object = NULL;

  if (columns->id >= n || columns->text >= n)
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
                   _("Line %u of the batch is too short: give it an id and a text, parted by a tab."), number);
      return FALSE;
    }
  context.circumstances = &patient;
  if (!read_line_context (columns, fields, &context, &patient))
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
                   _("Line %u of the batch: age is 0 to %d years, sex M or F, side left, right, both or none."),
                   number, MAX_AGE);
      return FALSE;
    }
  suggestions = cpx_suggester_suggest (suggester, fields[columns->text], &context, (guint) limit);
  object = answer_to_json (fields[columns->id], suggestions);

  return cpx_cli_signals_check (error) && cpx_cli_output_json (object, error);
}

static gboolean
answer_batch (const CpxSuggester       *suggester,
              const CpxSuggestContext  *context,
              GError                  **error)
{
  g_autofree char *content = NULL;
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  Columns columns;
  gsize size;

  if (!g_file_get_contents (batch, &content, &size, error))
    return FALSE;
  text = g_utf8_make_valid (content, size);
  lines = g_strsplit (text, "\n", -1);
  if (!read_header (lines[0] != NULL ? g_strchomp (lines[0]) : "", &columns, error))
    return FALSE;
  for (guint i = 1; lines[i] != NULL; i++)
    {
      gsize length = strlen (lines[i]);

      if (length > 0 && lines[i][length - 1] == '\r')
        lines[i][length - 1] = '\0';
      if (*lines[i] != '\0' && !answer_line (suggester, &columns, lines[i], i + 1, context, error))
        return FALSE;
    }

  return TRUE;
}

/* Without volumes the engine works, and says so: after its answer, so that a refusal stays one line. */
static void
tell_volumes (CpxCli             *cli,
              const CpxSuggester *suggester)
{
  if (!cli->json && !cpx_suggester_has_volumes (suggester))
    cpx_cli_output_complain ("%s", _("No volumes of acts were imported: usual and rare acts weigh the same."));
}

static gboolean
answer_text (CpxCli                   *cli,
             const CpxSuggester       *suggester,
             char                    **words,
             const CpxSuggestContext  *context,
             GError                  **error)
{
  g_autofree char *text = g_strjoinv (" ", words);
  g_autoptr(GPtrArray) suggestions = cpx_suggester_suggest (suggester, text, context, (guint) limit);

  return show_suggestions (cli, suggestions, error);
}

static gboolean
suggest (CpxCli  *cli,
         char   **arguments,
         GError **error)
{
  CpxCodingContext patient;
  CpxSuggestContext context = {
    .specialty = specialty, .circumstances = &patient, .side = side, .planned = planned };
  g_autoptr(CpxSuggester) suggester = NULL;
  g_autoptr(CpxPracticePrior) prior = NULL;

  if (!cpx_cli_check_arguments (arguments, batch == NULL ? 1 : 0, batch == NULL ? G_MAXUINT : 0, error) ||
      !read_options (&context.day, error) || !read_patient (&patient, context.day, error) ||
      cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  suggester = cpx_practice_open_suggester (cli->practice, context.day, error);
  prior = suggester != NULL && check_planned (suggester, error) ? cpx_practice_learn (cli->practice, error) : NULL;
  if (prior == NULL)
    return FALSE;
  context.prior = prior;
  context.practitioner = practitioner != NULL ? practitioner :
    cpx_record_get_text (cpx_practice_get_user (cli->practice), CPX_USER_PRACTITIONER);
  if (!(batch != NULL ? answer_batch (suggester, &context, error)
                      : answer_text (cli, suggester, arguments, &context, error)))
    return FALSE;
  tell_volumes (cli, suggester);

  return TRUE;
}

static gboolean
show_found (CpxCli              *cli,
            const CpxActIndex   *index,
            const CpxActFound   *found,
            GError             **error)
{
  const char *code = cpx_act_index_get_code (index, found->act);
  const char *label = cpx_act_index_get_label (index, found->act);
  g_autoptr(json_t) object = NULL;

  if (!cli->json)
    return cpx_cli_output_text (error, "%s  %s", code, label);
  object = json_pack ("{s:s, s:s}", "code", code, "label", label);

  return cpx_cli_output_json (object, error);
}

static void
tell_unheard (CpxCli  *cli,
              char   **unheard)
{
  g_autofree char *words = g_strjoinv (", ", unheard);

  if (!cli->json && *words != '\0')
    cpx_cli_output_complain (_("No act has “%s”: searched without."), words);
}

static gboolean
search (CpxCli  *cli,
        char   **arguments,
        GError **error)
{
  g_autoptr(CpxSuggester) suggester = NULL;
  g_autoptr(GArray) found = NULL;
  g_autofree char *typed = NULL;
  g_auto(GStrv) unheard = NULL;
  CpxDay day;

  if (!cpx_cli_check_arguments (arguments, 1, G_MAXUINT, error) || !read_options (&day, error) ||
      cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  suggester = cpx_practice_open_suggester (cli->practice, day, error);
  if (suggester == NULL)
    return FALSE;
  typed = g_strjoinv (" ", arguments);
  found = cpx_act_search (suggester, typed, day, (guint) limit, &unheard);
  for (guint i = 0; i < found->len; i++)
    {
      if (!show_found (cli, cpx_suggester_get_index (suggester), &g_array_index (found, CpxActFound, i), error))
        return FALSE;
    }

  if (found->len == 0)
    return cli->json || cpx_cli_output_text (error, "%s", _("No act found."));
  tell_unheard (cli, unheard);

  return TRUE;
}

static gboolean
import_volumes (CpxCli  *cli,
                char   **arguments,
                GError **error)
{
  g_autofree char *content = NULL;
  g_autofree char *source = NULL;
  g_autoptr(GBytes) table = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;
  gsize size;

  if (!cpx_cli_check_arguments (arguments, 1, 1, error) ||
      !g_file_get_contents (arguments[0], &content, &size, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  source = g_path_get_basename (arguments[0]);
  table = g_bytes_new_take (g_steal_pointer (&content), size);
  receipt = cpx_practice_import_volumes (cli->practice, table, source, error);

  return receipt != NULL && cpx_cli_show_receipt (cli, receipt, _("Volumes of acts imported."), error);
}

static gboolean
remove_volumes (CpxCli  *cli,
                char   **arguments,
                GError **error)
{
  g_autoptr(CpxReceipt) receipt = NULL;

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  receipt = cpx_practice_remove_volumes (cli->practice, error);

  return receipt != NULL &&
         cpx_cli_show_receipt (cli, receipt, _("Volumes of acts removed: the suggestions work without."), error);
}

const CpxCliCommand cpx_cli_suggest_commands[] = {
  { "ccam suggest", N_("TEXT | --batch FILE"), N_("Suggest acts from what was written, with how sure each is"),
    N_("With --batch, one JSON object a line: id, and suggestions with code and confidence, the best first."),
    suggest_options, suggest },
  { "ccam search", N_("CODE | WORDS"), N_("Find acts by the beginning of a code, or by words"), NULL, search_options,
    search },
  { "ccam volumes import", N_("FILE"), N_("Import how often acts are done, from public statistics"),
    N_("The first line names the columns; “code” and “nb_acts” are read."), NULL, import_volumes },
  { "ccam volumes remove", NULL, N_("Do without volumes: usual and rare acts weigh the same"), NULL, NULL,
    remove_volumes },
  { NULL }
};
