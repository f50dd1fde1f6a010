/* cpx-side-state.c: what must be seen beside every form of a patient's file.
 *
 * Nothing is said by its colour alone: each section has an icon and words. "Not asked" and "none" are two sentences.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-side-state.h"

#include "cpx-history-line.h"

#include <cpx-alert.h>
#include <cpx-allergy.h>
#include <cpx-history.h>
#include <cpx-patient.h>
#include <cpx-treatment.h>

#include <glib/gi18n-lib.h>

typedef gboolean (*WantedFunc) (CpxRecord      *record,
                                CpxPartialDate  today);

static void
section_free (gpointer data)
{
  CpxSideSection *section = data;

  g_free (section->title);
  g_strfreev (section->lines);
  g_free (section);
}

static void
add_section (GPtrArray    *sections,
             const char   *title,
             const char   *icon_name,
             CpxTone       tone,
             GStrvBuilder *lines)
{
  CpxSideSection *section = g_new0 (CpxSideSection, 1);

  section->title = g_strdup (title);
  section->icon_name = icon_name;
  section->tone = tone;
  section->lines = g_strv_builder_end (lines);
  g_ptr_array_add (sections, section);
}

static gboolean
is_over (CpxRecord      *record,
         int             until_field,
         CpxPartialDate  today)
{
  CpxPartialDate until;
  const char *text = cpx_record_get_text (record, until_field);

  return text != NULL && cpx_partial_date_parse_iso (text, &until) && cpx_partial_date_compare (until, today) < 0;
}

static gboolean
is_standing_alert (CpxRecord      *record,
                   CpxPartialDate  today)
{
  return !is_over (record, CPX_ALERT_UNTIL, today);
}

static gboolean
is_taken (CpxRecord      *record,
          CpxPartialDate  today)
{
  return !is_over (record, CPX_TREATMENT_UNTIL, today);
}

static gboolean
is_taken_blood_thinner (CpxRecord      *record,
                        CpxPartialDate  today)
{
  return cpx_record_has (record, CPX_TREATMENT_BLOOD_THINNER) && is_taken (record, today);
}

static gboolean
is_other_treatment (CpxRecord      *record,
                    CpxPartialDate  today)
{
  return !cpx_record_has (record, CPX_TREATMENT_BLOOD_THINNER) && is_taken (record, today);
}

static gboolean
is_any (CpxRecord      *record,
        CpxPartialDate  today)
{
  return TRUE;
}

static char *
describe (CpxRecord *record)
{
  g_autofree char *level = NULL;

  if (cpx_record_get_kind (record) == &cpx_history_kind)
    return cpx_history_line_dup (record);
  if (cpx_record_get_kind (record) != &cpx_alert_kind)
    return cpx_record_summarize (record);

  level = cpx_record_dup_display (record, CPX_ALERT_LEVEL);

  return g_strdup_printf (_("%s: %s"), level, cpx_record_get_text (record, CPX_ALERT_TEXT));
}

static guint
add_lines (GStrvBuilder   *lines,
           GListModel     *list,
           WantedFunc      is_wanted,
           CpxPartialDate  today)
{
  guint n_lines = 0;

  for (guint i = 0; list != NULL && i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(CpxRecord) record = g_list_model_get_item (list, i);
      g_autofree char *line = is_wanted (record, today) ? describe (record) : NULL;

      if (line == NULL)
        continue;
      g_strv_builder_add (lines, line);
      n_lines++;
    }

  return n_lines;
}

/* A blood thinner has a section of its own: whoever noted one has asked. */
static gboolean
is_listed_elsewhere (GListModel     *list,
                     CpxPartialDate  today)
{
  for (guint i = 0; list != NULL && i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(CpxRecord) record = g_list_model_get_item (list, i);

      if (cpx_record_get_kind (record) == &cpx_treatment_kind && is_taken_blood_thinner (record, today))
        return TRUE;
    }

  return FALSE;
}

/* What is listed, or the statement that there is nothing, or that nobody asked. */
static void
add_stated (GPtrArray      *sections,
            CpxRecord      *patient,
            int             statement_field,
            const char     *title,
            const char     *icon_name,
            CpxTone         tone,
            GListModel     *list,
            WantedFunc      is_wanted,
            CpxPartialDate  today)
{
  g_autoptr(GStrvBuilder) lines = g_strv_builder_new ();
  g_autofree char *statement = cpx_record_has (patient, statement_field)
                                 ? cpx_record_dup_display (patient, statement_field)
                                 : NULL;
  guint n_lines = add_lines (lines, list, is_wanted, today);

  if (n_lines == 0 && statement == NULL && is_listed_elsewhere (list, today))
    statement = g_strdup (C_("treatment", "No other noted"));
  if (n_lines == 0)
    {
      g_strv_builder_add (lines, statement != NULL ? statement : _("Not asked yet"));
      tone = statement != NULL ? CPX_TONE_QUIET : CPX_TONE_UNKNOWN;
    }
  add_section (sections, title, icon_name, tone, lines);
}

static void
add_alerts (GPtrArray      *sections,
            GListModel     *alerts,
            CpxPartialDate  today)
{
  g_autoptr(GStrvBuilder) lines = g_strv_builder_new ();

  if (add_lines (lines, alerts, is_standing_alert, today) > 0)
    add_section (sections, _("Alerts"), "cpx-alert-symbolic", CPX_TONE_DANGER, lines);
}

static void
add_blood_thinners (GPtrArray      *sections,
                    GListModel     *treatments,
                    CpxPartialDate  today)
{
  g_autoptr(GStrvBuilder) lines = g_strv_builder_new ();
  guint n_lines = add_lines (lines, treatments, is_taken_blood_thinner, today);

  if (n_lines == 0)
    g_strv_builder_add (lines, C_("blood thinner", "None noted"));
  add_section (sections, _("Anticoagulant / antiplatelet"), "cpx-drop-symbolic",
               n_lines > 0 ? CPX_TONE_DANGER : CPX_TONE_QUIET, lines);
}

static void
add_blood_group (GPtrArray *sections,
                 CpxRecord *patient)
{
  g_autoptr(GStrvBuilder) lines = g_strv_builder_new ();
  const char *group = cpx_record_get_text (patient, CPX_PATIENT_BLOOD_GROUP);
  const char *rhesus = cpx_record_get_text (patient, CPX_PATIENT_RHESUS);
  g_autofree char *rhesus_label = cpx_record_dup_display_inside (patient, CPX_PATIENT_RHESUS);
  g_autofree char *line = NULL;

  if (group == NULL && rhesus == NULL)
    line = g_strdup (_("Not known"));
  else if (rhesus == NULL)
    line = g_strdup (group);
  else
    line = g_strdup_printf (_("%s, rhesus %s"), group != NULL ? group : "?", rhesus_label);
  g_strv_builder_add (lines, line);
  add_section (sections, _("Blood group and rhesus"), "cpx-drop-symbolic",
               group != NULL ? CPX_TONE_PLAIN : CPX_TONE_QUIET, lines);
}

/* In the language of the screen, whatever the locale of the machine. */
static char *
format_decimal (double value,
                int    n_decimals)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  char format[] = "%.0f";

  format[2] = (char) ('0' + n_decimals);
  g_ascii_formatd (text, sizeof text, format, value);

  return g_strdelimit (g_strdup (text), ".", *C_("decimal separator", "."));
}

static void
add_measures (GPtrArray *sections,
              CpxRecord *patient)
{
  g_autoptr(GStrvBuilder) lines = g_strv_builder_new ();
  double weight_kg = (double) cpx_record_get_integer (patient, CPX_PATIENT_WEIGHT_G) / 1000;
  double height_m = (double) cpx_record_get_integer (patient, CPX_PATIENT_HEIGHT_CM) / 100;
  g_autofree char *weight = format_decimal (weight_kg, 0);
  g_autofree char *height = format_decimal (height_m, 2);
  g_autofree char *size = NULL;
  g_autofree char *bmi = NULL;
  g_autofree char *bmi_line = NULL;

  if (weight_kg <= 0 && height_m <= 0)
    return;

  if (weight_kg > 0 && height_m > 0)
    {
      size = g_strdup_printf (_("%s kg, %s m"), weight, height);
      bmi = format_decimal (weight_kg / (height_m * height_m), 1);
      bmi_line = g_strdup_printf (_("BMI %s"), bmi);
    }
  else
    size = weight_kg > 0 ? g_strdup_printf (_("%s kg"), weight) : g_strdup_printf (_("%s m"), height);
  g_strv_builder_add (lines, size);
  if (bmi_line != NULL)
    g_strv_builder_add (lines, bmi_line);
  add_section (sections, _("Weight and height"), "cpx-scale-symbolic", CPX_TONE_PLAIN, lines);
}

/**
 * cpx_side_state_compute:
 * @patient: the patient
 * @lists: what hangs on them
 * @today: the day it is
 *
 * Computes the sections of the right column, the most dangerous first.
 *
 * Returns: (transfer full) (element-type CpxSideSection): the sections
 */
GPtrArray *
cpx_side_state_compute (CpxRecord          *patient,
                        const CpxSideLists *lists,
                        CpxPartialDate      today)
{
  GPtrArray *sections = g_ptr_array_new_with_free_func (section_free);

  add_alerts (sections, lists->alerts, today);
  add_stated (sections, patient, CPX_PATIENT_ALLERGIES_STATEMENT, _("Allergies"), "cpx-allergy-symbolic",
              CPX_TONE_DANGER, lists->allergies, is_any, today);
  add_blood_thinners (sections, lists->treatments, today);
  add_stated (sections, patient, CPX_PATIENT_HISTORY_STATEMENT, _("History"), "cpx-history-symbolic", CPX_TONE_PLAIN,
              lists->histories, is_any, today);
  add_stated (sections, patient, CPX_PATIENT_TREATMENTS_STATEMENT, _("Current treatments"), "cpx-pill-symbolic",
              CPX_TONE_PLAIN, lists->treatments, is_other_treatment, today);
  add_blood_group (sections, patient);
  add_measures (sections, patient);

  return sections;
}
