/* cpx-act-sheet.c: the head of a sheet, its notes, its activities, how it is taken care of.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-act-sheet-private.h"

#include "cpx-ccam-text.h"

#include <glib/gi18n-lib.h>

#define NO_RATE 1000  /* × 1,000: as in metropolitan France */

static const char *const kinds[] = { N_("Isolated act"), N_("Procedure"), N_("Complementary act") };
static const char *const sexes[] = { NULL, N_("Man only"), N_("Woman only") };
static const char *const refunds[] = { N_("Refund unknown"), N_("Refunded"), N_("Not refunded"),
                                       N_("Refunded exceptionally") };

static const char *
translate (const char *text)
{
  return g_dgettext (GETTEXT_PACKAGE, text);
}

static void
add_tag (CpxActLook *look,
         const char *text)
{
  g_ptr_array_add (look->sheet->tags, g_strdup (text));
}

static void
add_tags (CpxActLook *look)
{
  CpxCcamAct act = cpx_nomenclature_get_act (look->nomenclature, look->act);

  add_tag (look, translate (kinds[MIN (act.kind, CPX_CCAM_KIND_COMPLEMENTARY)]));
  if (act.sex != CPX_CCAM_SEX_ANY)
    add_tag (look, translate (sexes[MIN (act.sex, CPX_CCAM_SEX_WOMAN)]));
  if (look->has_version)
    add_tag (look, translate (refunds[MIN (look->version.refund, CPX_CCAM_REFUND_CONDITIONAL)]));
  if (look->has_version && look->version.prior_agreement == 'O')
    add_tag (look, _("Prior agreement"));
}

/* Why the act is not to be coded on that day; NULL if it is. */
static char *
make_notice (const CpxActLook *look)
{
  CpxCcamAct act = cpx_nomenclature_get_act (look->nomenclature, look->act);
  CpxCcamRange versions = cpx_nomenclature_list_versions (look->nomenclature, look->act);
  g_autofree char *closing = cpx_day_format_french (act.closing);
  g_autofree char *first = NULL;

  if (act.closing != CPX_DAY_NONE && act.closing <= look->day)
    return g_strdup_printf (_("Closed since %s: it is not to be coded any more on that day"), closing);
  if (look->has_version)
    return NULL;
  if (versions.n == 0)
    return g_strdup (_("No version found on the day wanted"));
  first = cpx_day_format_french (cpx_nomenclature_get_act_version (look->nomenclature, versions.first).span.first);

  return g_strdup_printf (_("No version found on the day wanted: the first one here is of %s"), first);
}

/* "ADC · Acte de chirurgie"; nothing for a list that this version does not hold. */
static void
append_coded (CpxNomenclature *nomenclature,
              GString         *text,
              CpxCcamLabels    list,
              const char      *name,
              const char      *code)
{
  const char *label;

  if (code == NULL || *code == '\0')
    return;
  label = cpx_nomenclature_get_label (nomenclature, list, code);
  g_string_append_printf (text, "%s%s%s", text->len > 0 ? "\n" : "", name, code);
  if (label != NULL && *label != '\0')
    g_string_append_printf (text, " · %s", label);
}

static void
append_performers (const CpxActLook *look,
                   GString          *text,
                   guint             activity)
{
  CpxCcamRange range = cpx_nomenclature_list_executants (look->nomenclature, activity);

  for (guint i = range.first; i < range.first + range.n; i++)
    {
      CpxCcamExecutant row = cpx_nomenclature_get_executant (look->nomenclature, i);

      if (cpx_day_span_contains (row.span, look->day))
        append_coded (look->nomenclature, text, CPX_CCAM_LABELS_PERFORMERS, _("Performed by "), row.performers);
    }
}

static void
append_territories (const CpxActLook *look,
                    GString          *text,
                    guint             phase)
{
  for (guint territory = 971; territory <= 974; territory++)
    {
      guint rate = cpx_nomenclature_find_territory (look->nomenclature, phase, territory, look->day);
      g_autofree char *shown = cpx_ccam_text_dup_rate (rate);

      if (rate != 0 && rate != NO_RATE)
        g_string_append_printf (text, ", %u %s", territory, shown);
    }
}

static void
append_phases (const CpxActLook *look,
               GString          *text,
               guint             activity)
{
  CpxCcamRange range = cpx_nomenclature_list_phases (look->nomenclature, activity);

  for (guint i = range.first; i < range.first + range.n; i++)
    {
      CpxCcamPhase phase = cpx_nomenclature_get_phase (look->nomenclature, i);
      CpxCcamPhaseState state;
      g_autofree char *amount = NULL;

      if (!cpx_nomenclature_find_phase_state (look->nomenclature, i, look->day, &state))
        continue;
      g_string_append_printf (text, _("\nPhase %u"), phase.phase);
      if (state.n_sessions > 1)
        g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, ", %u session", ", %u sessions", state.n_sessions),
                                state.n_sessions);
      if (state.age_min > 0 || state.age_max > 0)
        g_string_append_printf (text, _(", from %u to %u years"), state.age_min, state.age_max);
      amount = cpx_ccam_text_dup_amount (state.supplement_cents);
      if (state.supplement_cents > 0)
        g_string_append_printf (text, _(", cabinet charges %s"), amount);
      append_territories (look, text, i);
    }
}

static void
add_activity (CpxActLook      *look,
              CpxSheetSection *section,
              guint            index)
{
  char letter[2] = { cpx_nomenclature_get_activity (look->nomenclature, index).activity, '\0' };
  const char *label = cpx_nomenclature_get_label (look->nomenclature, CPX_CCAM_LABELS_ACTIVITY, letter);
  g_autofree char *caption = g_strdup_printf (_("Activity %s"), letter);
  CpxCcamActivityState state;
  GString *text;

  if (!cpx_nomenclature_find_activity_state (look->nomenclature, index, look->day, &state))
    return;
  text = g_string_new (label);
  append_coded (look->nomenclature, text, CPX_CCAM_LABELS_GROUPING, _("Billed as "), state.grouping);
  append_performers (look, text, index);
  append_phases (look, text, index);
  cpx_sheet_section_add (section, g_markup_escape_text (g_strstrip (text->str), -1), caption, NULL);
  g_string_free (text, TRUE);
}

static void
add_activities (CpxActLook *look)
{
  CpxCcamRange range = cpx_nomenclature_list_activities (look->nomenclature, look->act);
  CpxSheetSection *section = cpx_ccam_sheet_add_section (look->sheet, "activities", _("Activities and phases"));

  for (guint i = range.first; i < range.first + range.n; i++)
    add_activity (look, section, i);
}

/**
 * cpx_act_sheet_add_notes:
 * @nomenclature: a nomenclature
 * @owner: whether @of is an act or a chapter
 * @of: whose notes
 * @sheet: where they go
 *
 * Adds the notes, with their kinds and links to the acts they name.
 */
void
cpx_act_sheet_add_notes (CpxNomenclature  *nomenclature,
                         CpxCcamNoteOwner  owner,
                         guint             of,
                         CpxCcamSheet     *sheet)
{
  CpxCcamRange range = cpx_nomenclature_list_notes (nomenclature, owner, of);
  CpxSheetSection *section = cpx_ccam_sheet_add_section (sheet, "notes", C_("act", "Notes"));

  for (guint i = range.first; i < range.first + range.n; i++)
    {
      g_autofree char *type = g_strdup_printf ("%u", cpx_nomenclature_get_note (nomenclature, i).type);

      cpx_sheet_section_add (section, cpx_ccam_text_dup_note (nomenclature, i),
                             cpx_nomenclature_get_label (nomenclature, CPX_CCAM_LABELS_NOTE_TYPE, type), NULL);
    }
}

static void
add_coded (const CpxActLook *look,
           CpxSheetSection  *section,
           const char       *caption,
           CpxCcamLabels     list,
           char              code)
{
  char text[2] = { code, '\0' };
  const char *label = cpx_nomenclature_get_label (look->nomenclature, list, text);

  if (code != '\0')
    cpx_sheet_section_add (section, g_markup_escape_text (label != NULL && *label != '\0' ? label : text, -1), caption,
                           NULL);
}

static void
add_exemptions (const CpxActLook *look,
                CpxSheetSection  *section)
{
  for (char code = '0'; code <= '9'; code++)
    {
      if ((look->version.exemptions & 1u << (code - '0')) != 0)
        add_coded (look, section, _("Exemption of the patient’s share"), CPX_CCAM_LABELS_EXEMPTION, code);
    }
}

static void
add_conditions (const CpxActLook *look,
                CpxSheetSection  *section)
{
  CpxCcamRange range = cpx_nomenclature_list_conditions (look->nomenclature, look->act);

  for (guint i = range.first; i < range.first + range.n; i++)
    {
      CpxCcamCondition row = cpx_nomenclature_get_condition (look->nomenclature, i);

      cpx_sheet_section_add (section, g_markup_escape_text (row.text, -1), _("General condition"), NULL);
    }
}

static const char *
name_agreement (char letter)
{
  if (letter == 'O')
    return _("Required");

  return letter == 'N' ? _("Not required") : _("Unknown in this version");
}

/**
 * cpx_act_sheet_add_care:
 * @look: a sheet under way
 *
 * Adds what the health insurance says of the act: refund, agreement, exemption, packages.
 */
void
cpx_act_sheet_add_care (CpxActLook *look)
{
  CpxSheetSection *section = cpx_ccam_sheet_add_section (look->sheet, "care", _("Health insurance"));

  if (look->has_version)
    {
      cpx_sheet_section_add (section, g_markup_escape_text (translate (refunds[look->version.refund]), -1), _("Refund"),
                             NULL);
      cpx_sheet_section_add (section, g_markup_escape_text (name_agreement (look->version.prior_agreement), -1),
                             _("Prior agreement"), NULL);
      add_exemptions (look, section);
      add_coded (look, section, _("Travel costs"), CPX_CCAM_LABELS_TRAVEL, look->version.travel);
      add_coded (look, section, _("Package"), CPX_CCAM_LABELS_PACKAGE, look->version.package);
    }
  add_conditions (look, section);
}

/**
 * cpx_act_sheet_compute:
 * @nomenclature: a nomenclature
 * @act: one of its acts
 * @day: a day
 * @own_grid: the grid of the tariffs of who looks, or `CPX_CCAM_NONE`
 *
 * Tells of an act as on @day. What that version does not hold is said to be unknown.
 *
 * Returns: (transfer full): the sheet; it lives no longer than @nomenclature
 */
CpxCcamSheet *
cpx_act_sheet_compute (CpxNomenclature *nomenclature,
                       guint            act,
                       CpxDay           day,
                       guint            own_grid)
{
  CpxCcamAct row = cpx_nomenclature_get_act (nomenclature, act);
  CpxActLook look = { .nomenclature = nomenclature, .act = act, .day = day, .own_grid = own_grid,
                      .sheet = cpx_ccam_sheet_new (row.code, row.long_label) };

  look.has_version = cpx_nomenclature_find_act_version (nomenclature, act, day, &look.version);
  look.sheet->is_act = TRUE;
  look.sheet->subtitle = g_strcmp0 (row.short_label, row.long_label) != 0 ? g_strdup (row.short_label) : NULL;
  look.sheet->path = cpx_ccam_text_dup_path (nomenclature, row.menu);
  look.sheet->notice = make_notice (&look);
  add_tags (&look);
  cpx_act_sheet_add_prices (&look);
  cpx_act_sheet_add_notes (nomenclature, CPX_CCAM_NOTE_OF_ACT, act, look.sheet);
  if (look.has_version)
    {
      add_activities (&look);
      cpx_act_sheet_add_relations (&look);
    }
  cpx_act_sheet_add_care (&look);
  cpx_act_sheet_add_history (&look);
  cpx_ccam_sheet_drop_empty (look.sheet);

  return look.sheet;
}

static void
add_chapters (CpxNomenclature *nomenclature,
              guint            menu,
              CpxCcamSheet    *sheet)
{
  CpxCcamMenu parent = cpx_nomenclature_get_menu (nomenclature, menu);
  CpxSheetSection *section = cpx_ccam_sheet_add_section (sheet, "chapters", _("Chapters"));

  for (guint i = menu + 1; i < parent.end; i = cpx_nomenclature_get_menu (nomenclature, i).end)
    {
      CpxCcamMenu row = cpx_nomenclature_get_menu (nomenclature, i);
      g_autofree char *id = g_strdup_printf ("%u", row.id);
      g_autofree char *text = g_strdup_printf ("%s  %s", row.number, row.label);

      cpx_sheet_section_add (section, cpx_ccam_text_dup_link (CPX_CCAM_LINK_MENU, id, text), NULL, NULL);
    }
}

static void
add_acts (CpxNomenclature *nomenclature,
          guint            menu,
          CpxDay           day,
          CpxCcamSheet    *sheet)
{
  CpxCcamRange range = cpx_nomenclature_list_menu_acts (nomenclature, menu);
  CpxSheetSection *section = cpx_ccam_sheet_add_section (sheet, "acts", _("Acts"));
  CpxCcamVersion version;

  for (guint i = range.first; i < range.first + range.n; i++)
    {
      guint act = cpx_nomenclature_get_menu_act (nomenclature, i).act;
      CpxDay closing = cpx_nomenclature_get_act (nomenclature, act).closing;

      if (cpx_nomenclature_find_act_version (nomenclature, act, day, &version) &&
          (closing == CPX_DAY_NONE || closing > day))
        cpx_sheet_section_add (section, cpx_ccam_text_dup_act (nomenclature, act), NULL, NULL);
    }
}

/**
 * cpx_menu_sheet_compute:
 * @nomenclature: a nomenclature
 * @menu: one of its chapters
 * @day: a day
 *
 * Tells of a chapter: its notes, the chapters below it, the acts that may be coded on @day.
 *
 * Returns: (transfer full): the sheet; it lives no longer than @nomenclature
 */
CpxCcamSheet *
cpx_menu_sheet_compute (CpxNomenclature *nomenclature,
                        guint            menu,
                        CpxDay           day)
{
  CpxCcamMenu row = cpx_nomenclature_get_menu (nomenclature, menu);
  CpxCcamSheet *sheet = cpx_ccam_sheet_new (row.number, row.label);

  sheet->path = cpx_ccam_text_dup_path (nomenclature, row.parent);
  cpx_act_sheet_add_notes (nomenclature, CPX_CCAM_NOTE_OF_MENU, menu, sheet);
  add_chapters (nomenclature, menu, sheet);
  add_acts (nomenclature, menu, day, sheet);
  cpx_ccam_sheet_drop_empty (sheet);

  return sheet;
}
