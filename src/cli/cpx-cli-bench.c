/* cpx-cli-bench.c: how long the practice's own jobs take, measured where they are done.
 *
 * Each figure is a line "name<TAB>operations<TAB>CPU µs<TAB>wall µs", which ./dev bench reads; with --json an object
 * with percentiles too. CPU is the whole process's: the store works on threads of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-commands.h"

#include <cpx-add-patient.h>
#include <cpx-batch.h>
#include <cpx-find-records.h>
#include <cpx-journal.h>
#include <cpx-patient.h>
#include <cpx-record-builder.h>
#include <cpx-save-record.h>
#include <cpx-unlock.h>

#include <glib/gi18n-lib.h>
#include <time.h>

#define SAMPLE 400     /* patients that searches are made from */
#define FIRST_PAGE 50  /* what a list shows at once */

static int count;

static const GOptionEntry options[] = {
  { "count", 0, 0, G_OPTION_ARG_INT, &count, N_("How many times"), "N" },
  { NULL }
};

/* One series of like operations. */
typedef struct
{
  const char *name;
  GArray     *walls_us;  /* (element-type gint64) */
  gint64      cpu_us;
  gint64      wall_us;
  gint64      cpu_start_us;
  gint64      wall_start_us;
} Series;

static gint64
get_time_us (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);

  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
series_init (Series     *self,
             const char *name)
{
  *self = (Series) { .name = name, .walls_us = g_array_new (FALSE, FALSE, sizeof (gint64)) };
}

static void
series_clear (Series *self)
{
  g_clear_pointer (&self->walls_us, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Series, series_clear)

static void
series_start (Series *self)
{
  self->cpu_start_us = get_time_us (CLOCK_PROCESS_CPUTIME_ID);
  self->wall_start_us = get_time_us (CLOCK_MONOTONIC);
}

static void
series_stop (Series *self)
{
  gint64 wall_us = get_time_us (CLOCK_MONOTONIC) - self->wall_start_us;

  self->cpu_us += get_time_us (CLOCK_PROCESS_CPUTIME_ID) - self->cpu_start_us;
  self->wall_us += wall_us;
  g_array_append_val (self->walls_us, wall_us);
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static gint64
get_percentile_us (Series *self,
                   guint   percent)
{
  return g_array_index (self->walls_us, gint64, (self->walls_us->len - 1) * percent / 100);
}

static gboolean
series_show (Series   *self,
             CpxCli   *cli,
             guint64   n_operations,
             GError  **error)
{
  g_autoptr(json_t) object = NULL;

  g_array_sort (self->walls_us, compare_times);
  if (!cli->json)
    return cpx_cli_output_text (error, "%s\t%" G_GUINT64_FORMAT "\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT,
                                self->name, n_operations, self->cpu_us, self->wall_us) &&
           cpx_cli_output_text (error,
                                _("# %s: %.3f ms CPU each; wall: half within %.3f ms, 95 %% within %.3f ms, "
                                  "all within %.3f ms"),
                                self->name, (double) self->cpu_us / 1000 / (double) n_operations,
                                (double) get_percentile_us (self, 50) / 1000, (double) get_percentile_us (self,
                                                                                                          95) / 1000,
                                (double) get_percentile_us (self, 100) / 1000);
  object = json_pack ("{s:s, s:I, s:I, s:I, s:I, s:I, s:I}", "figure", self->name, "operations",
                      (json_int_t) n_operations,
                      "cpu_us", (json_int_t) self->cpu_us, "wall_us", (json_int_t) self->wall_us,
                      "p50_us", (json_int_t) get_percentile_us (self, 50),
                      "p95_us", (json_int_t) get_percentile_us (self, 95),
                      "max_us", (json_int_t) get_percentile_us (self, 100));

  return cpx_cli_output_json (object, error);
}

static guint
get_count (guint usual)
{
  return count > 0 ? (guint) count : usual;
}

/* Figures of writing add patients nobody has: never in a real practice. */
static gboolean
check_demonstration (CpxCli  *cli,
                     GError **error)
{
  if (cpx_practice_is_demonstration (cli->practice))
    return TRUE;
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
               _("“%s” is a real practice: measure writing in one made by “cpxctl demo”."), cpx_cli_get_vault (cli));

  return FALSE;
}

static CpxRecord *
make_patient (guint number)
{
  g_autofree char *name = g_strdup_printf ("MESURE-%06u", number);
  g_autofree char *date = g_strdup_printf ("%u-%02u-%02u", 1930 + number % 80, 1 + number % 12, 1 + number % 28);

  return cpx_record_new_with_texts (&cpx_patient_kind, NULL, CPX_PATIENT_BIRTH_NAME, name,
                                    CPX_PATIENT_BIRTH_FIRST_NAMES, "CAMILLE", CPX_PATIENT_SEX, number % 2 == 0 ? "F"
                                           : "M",
                                    CPX_PATIENT_BIRTH_DATE, date, CPX_PATIENT_CITY, "RENNES", -1);
}

/* A name replaced by one with a letter slipped, so that typing errors are measured too. */
static char *
misspell (const char *name)
{
  GString *slipped = g_string_new (name);

  if (slipped->len > 4 && g_ascii_isalpha (slipped->str[2]))
    slipped->str[2] = slipped->str[2] == 'E' ? 'A' : 'E';

  return g_string_free (slipped, FALSE);
}

/* What someone might type to find @patient, one of five ways. */
static char *
make_question (CpxRecord *patient,
               guint      number)
{
  const char *name = cpx_record_get_text (patient, CPX_PATIENT_BIRTH_NAME);
  const char *first = cpx_record_get_text (patient, CPX_PATIENT_BIRTH_FIRST_NAMES);
  const char *date = cpx_record_get_text (patient, CPX_PATIENT_BIRTH_DATE);
  const char *mobile = cpx_record_get_text (patient, CPX_PATIENT_MOBILE);
  const char *nir = cpx_record_get_text (patient, CPX_PATIENT_NIR);

  switch (number % 6)
    {
    case 0:
      return g_utf8_substring (name, 0, MIN (3, g_utf8_strlen (name, -1)));
    case 1:
      return g_strconcat (name, " ", first, NULL);
    case 2:
      return misspell (name);
    case 3:
      return g_strdup (date != NULL ? date : name);
    case 4:
      return g_strdup (mobile != NULL ? mobile : name);
    default:
      return g_strdup (nir != NULL ? nir : name);
    }
}

/* Patients from all over the list: it is read once, in pages, outside the figures. */
static GPtrArray *
sample_patients (CpxCli  *cli,
                 GError **error)
{
  g_autoptr(GPtrArray) sample = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 26; i++)
    {
      char letter[] = { (char) ('A' + i), '\0' };
      guint n_unreadable;
      g_autoptr(GPtrArray) found = cpx_practice_search_patients (cli->practice, letter, FALSE, SAMPLE / 26 + 1,
                                                                 &n_unreadable, error);

      if (found == NULL)
        return NULL;
      for (guint j = 0; j < found->len; j++)
        g_ptr_array_add (sample, g_object_ref (g_ptr_array_index (found, j)));
    }
  if (sample->len > 0)
    return g_steal_pointer (&sample);
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED, _("“%s” has no patients to search for."),
               cpx_cli_get_vault (cli));

  return NULL;
}

static gboolean
search (CpxCli  *cli,
        char   **arguments,
        GError **error)
{
  g_auto(Series) series = { NULL };
  g_autoptr(GPtrArray) sample = NULL;
  guint n = get_count (1200);
  guint n_unreadable;

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  sample = sample_patients (cli, error);
  if (sample == NULL)
    return FALSE;
  series_init (&series, "search as you type");
  for (guint i = 0; i < n && cpx_cli_signals_check (error); i++)
    {
      g_autofree char *question = make_question (g_ptr_array_index (sample, i * 7919 % sample->len), i);
      g_autoptr(GPtrArray) found = NULL;

      series_start (&series);
      found = cpx_practice_search_patients (cli->practice, question, FALSE, FIRST_PAGE, &n_unreadable, error);
      series_stop (&series);
      if (found == NULL)
        return FALSE;
    }

  return cpx_cli_signals_check (error) && series_show (&series, cli, n, error);
}

/* A CpxDeedFunc. */
static gpointer
add_patient (CpxJournal  *journal,
             gpointer     patient,
             GError     **error)
{
  return cpx_add_patient (journal, patient, error);
}

static gboolean
commit (CpxCli  *cli,
        char   **arguments,
        GError **error)
{
  g_auto(Series) series = { NULL };
  guint n = get_count (1000);

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || cpx_cli_unlock (cli, error) == NULL ||
      !check_demonstration (cli, error))
    return FALSE;
  series_init (&series, "journalled commit");
  for (guint i = 0; i < n && cpx_cli_signals_check (error); i++)
    {
      g_autoptr(CpxRecord) patient = make_patient (i);
      g_autoptr(CpxReceipt) receipt = NULL;

      series_start (&series);
      receipt = cpx_practice_perform (cli->practice, add_patient, patient, g_object_unref, error);
      series_stop (&series);
      if (receipt == NULL)
        return FALSE;
    }

  return cpx_cli_signals_check (error) && series_show (&series, cli, n, error);
}

/* A CpxBatchKeptFunc. */
static gboolean
ignore (CpxReceipt *receipt,
        gpointer    user_data,
        GError    **error)
{
  return TRUE;
}

static gboolean
batch (CpxCli  *cli,
       char   **arguments,
       GError **error)
{
  g_auto(Series) series = { NULL };
  g_autoptr(CpxBatch) patients = NULL;
  guint n = get_count (10000);

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || cpx_cli_unlock (cli, error) == NULL ||
      !check_demonstration (cli, error))
    return FALSE;
  patients = cpx_batch_new (cli->practice, CPX_BATCH_PER_COMMIT, ignore, NULL);
  series_init (&series, "batch of patients");
  series_start (&series);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(CpxRecord) patient = make_patient (i);

      if (!cpx_cli_signals_check (error) || !cpx_batch_add (patients, i + 1, patient, error))
        return FALSE;
    }
  if (!cpx_batch_commit (patients, error))
    return FALSE;
  series_stop (&series);

  return series_show (&series, cli, n, error);
}

static gboolean
show_first_page (CpxCli  *cli,
                 GError **error)
{
  const CpxRecordsWanted wanted = { .kind = &cpx_patient_kind, .limit = FIRST_PAGE };
  g_autoptr(GPtrArray) page = cpx_practice_list_records (cli->practice, &wanted, error);

  return page != NULL;
}

/* Two figures: all of it, key derivation included, and what follows until a list could be shown. */
static gboolean
unlock (CpxCli  *cli,
        char   **arguments,
        GError **error)
{
  g_auto(Series) opening = { NULL };
  g_auto(Series) listing = { NULL };

  if (!cpx_cli_check_arguments (arguments, 0, 0, error))
    return FALSE;
  series_init (&opening, "unlock, key derivation included");
  series_start (&opening);
  if (cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  series_stop (&opening);
  series_init (&listing, "first page of the list");
  series_start (&listing);
  if (!show_first_page (cli, error))
    return FALSE;
  series_stop (&listing);

  return series_show (&opening, cli, 1, error) && series_show (&listing, cli, 1, error);
}

static gboolean
reads (CpxCli  *cli,
       char   **arguments,
       GError **error)
{
  g_auto(Series) series = { NULL };
  g_autoptr(GPtrArray) sample = NULL;
  guint n = get_count (5000);

  if (!cpx_cli_check_arguments (arguments, 0, 0, error) || cpx_cli_unlock (cli, error) == NULL)
    return FALSE;
  sample = sample_patients (cli, error);
  if (sample == NULL)
    return FALSE;
  series_init (&series, "record read");
  for (guint i = 0; i < n && cpx_cli_signals_check (error); i++)
    {
      CpxRecord *wanted = g_ptr_array_index (sample, i * 7919 % sample->len);
      g_autoptr(CpxRecord) read = NULL;

      series_start (&series);
      read = cpx_practice_load (cli->practice, &cpx_patient_kind, cpx_record_get_id (wanted), error);
      series_stop (&series);
      if (read == NULL)
        return FALSE;
    }

  return cpx_cli_signals_check (error) && series_show (&series, cli, n, error);
}

const CpxCliCommand cpx_cli_bench_commands[] = {
  { "bench search", NULL, N_("Measure searching as one types"), NULL, options, search },
  { "bench commit", NULL, N_("Measure one patient a transaction (demonstration only)"), NULL, options, commit },
  { "bench batch", NULL, N_("Measure many patients a transaction (demonstration only)"), NULL, options, batch },
  { "bench unlock", NULL, N_("Measure unlocking until the list could be shown"), NULL, NULL, unlock },
  { "bench reads", NULL, N_("Measure reading one record"), NULL, options, reads },
  { NULL }
};
