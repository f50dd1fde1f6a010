/* cpx-cli-ccam-act.c: one object; the text is made of it, so that neither says more than the other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-ccam-act.h"

#include <cpx-nomenclatures.h>
#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const kinds[] = { "isolated", "procedure", "complementary" };
static const char *const sexes[] = { "any", "man", "woman" };
static const char *const refunds[] = { NULL, "yes", "no", "conditional" };

/* What is being shown. */
typedef struct
{
  CpxNomenclature *nomenclature;
  CpxDay           day;
} Look;

static json_t *
make_day (CpxDay day)
{
  g_autofree char *text = cpx_day_format_iso (day);

  return day != CPX_DAY_NONE ? json_string (text) : json_null ();
}

static json_t *
make_prices (const Look *look,
             guint       phase)
{
  json_t *prices = json_array ();
  CpxCcamRange grids = cpx_nomenclature_list_grids (look->nomenclature);

  for (guint i = grids.first; i < grids.first + grids.n; i++)
    {
      CpxCcamGrid grid = cpx_nomenclature_get_grid (look->nomenclature, i);
      CpxCcamPrice price;

      if (cpx_nomenclature_find_price (look->nomenclature, phase, grid.grid, look->day, &price) == CPX_CCAM_PRICE_KNOWN)
        json_array_append_new (prices, json_pack ("{s:i, s:s, s:i, s:o}", "grid", (int) grid.grid, "label", grid.label,
                                                  "cents", price.cents, "since", make_day (price.span.first)));
    }

  return prices;
}

static json_t *
make_phases (const Look *look,
             guint       activity)
{
  json_t *phases = json_array ();
  CpxCcamRange range = cpx_nomenclature_list_phases (look->nomenclature, activity);

  for (guint i = range.first; i < range.first + range.n; i++)
    {
      CpxCcamPhase phase = cpx_nomenclature_get_phase (look->nomenclature, i);
      CpxCcamPhaseState state = { 0 };
      gboolean exists = cpx_nomenclature_find_phase_state (look->nomenclature, i, look->day, &state);

      json_array_append_new (phases, json_pack ("{s:i, s:b, s:i, s:i, s:i, s:o}", "phase", (int) phase.phase, "exists",
                                                exists, "supplement_cents", state.supplement_cents, "age_min",
                                                (int) state.age_min, "age_max", (int) state.age_max, "prices",
                                                make_prices (look, i)));
    }

  return phases;
}

static json_t *
make_modifiers (const Look *look,
                guint       activity)
{
  json_t *modifiers = json_array ();
  CpxCcamRange range = cpx_nomenclature_list_allowed_modifiers (look->nomenclature, activity);

  for (guint i = range.first; i < range.first + range.n; i++)
    {
      CpxCcamAllowedModifier allowed = cpx_nomenclature_get_allowed_modifier (look->nomenclature, i);
      char letter[2] = { allowed.letter, '\0' };

      if (cpx_day_span_contains (allowed.span, look->day))
        json_array_append_new (modifiers, json_pack ("{s:s, s:s*}", "modifier", letter, "label",
                                                     cpx_nomenclature_get_modifier_label (look->nomenclature,
                                                                                          allowed.letter)));
    }

  return modifiers;
}

static json_t *
make_associations (const Look *look,
                   guint       activity)
{
  json_t *associations = json_array ();
  CpxCcamRange range = cpx_nomenclature_list_associations (look->nomenclature, activity);

  for (guint i = range.first; i < range.first + range.n; i++)
    {
      CpxCcamAssociation association = cpx_nomenclature_get_association (look->nomenclature, i);
      CpxCcamActivity other = cpx_nomenclature_get_activity (look->nomenclature, association.other);
      char letter[2] = { other.activity, '\0' };
      char rule[2] = { association.rule, '\0' };

      if (cpx_day_span_contains (association.span, look->day))
        json_array_append_new (associations,
                               json_pack ("{s:s, s:s, s:s}", "code",
                                          cpx_nomenclature_get_code (look->nomenclature, other.act), "activity", letter,
                                          "rule", rule));
    }

  return associations;
}

static json_t *
make_activity (const Look *look,
               guint       index)
{
  CpxCcamActivity activity = cpx_nomenclature_get_activity (look->nomenclature, index);
  CpxCcamActivityState state = { 0 };
  gboolean exists = cpx_nomenclature_find_activity_state (look->nomenclature, index, look->day, &state);
  gboolean known = cpx_nomenclature_allows_modifier (look->nomenclature, index, '?', look->day) != CPX_CCAM_UNKNOWN;
  char letter[2] = { activity.activity, '\0' };

  return json_pack ("{s:s, s:b, s:s*, s:o, s:o, s:b, s:o}", "activity", letter, "exists", exists, "grouping",
                    state.grouping, "phases", make_phases (look, index), "modifiers", make_modifiers (look, index),
                    "modifiers_known", known, "associations", make_associations (look, index));
}

static json_t *
make_notes (const Look *look,
            guint       act)
{
  json_t *notes = json_array ();
  CpxCcamRange range = cpx_nomenclature_list_notes (look->nomenclature, CPX_CCAM_NOTE_OF_ACT, act);

  for (guint i = range.first; i < range.first + range.n; i++)
    {
      CpxCcamNote note = cpx_nomenclature_get_note (look->nomenclature, i);
      CpxCcamRange links = cpx_nomenclature_list_note_links (look->nomenclature, i);
      json_t *named = json_array ();

      for (guint j = links.first; j < links.first + links.n; j++)
        {
          guint other = cpx_nomenclature_get_note_link (look->nomenclature, j).act;

          json_array_append_new (named, json_string (cpx_nomenclature_get_code (look->nomenclature, other)));
        }
      json_array_append_new (notes, json_pack ("{s:i, s:s, s:o}", "type", (int) note.type, "text", note.text, "acts",
                                               named));
    }

  return notes;
}

static json_t *
make_codes (const Look *look,
            GArray     *acts)
{
  json_t *codes = json_array ();

  for (guint i = 0; i < acts->len; i++)
    json_array_append_new (codes, json_string (cpx_nomenclature_get_code (look->nomenclature,
                                                                          g_array_index (acts, guint, i))));

  return codes;
}

static json_t *
make_procedures (const Look *look,
                 guint       act)
{
  json_t *procedures = json_array ();
  CpxCcamRange range = cpx_nomenclature_list_procedures (look->nomenclature, act);

  for (guint i = range.first; i < range.first + range.n; i++)
    {
      CpxCcamProcedure procedure = cpx_nomenclature_get_procedure (look->nomenclature, i);

      if (cpx_day_span_contains (procedure.span, look->day))
        json_array_append_new (procedures,
                               json_string (cpx_nomenclature_get_code (look->nomenclature, procedure.procedure)));
    }

  return procedures;
}

static void
add_version (const Look *look,
             guint       act,
             json_t     *object)
{
  CpxCcamVersion version;
  char agreement[2] = { 0 };

  if (!cpx_nomenclature_find_act_version (look->nomenclature, act, look->day, &version))
    return;
  agreement[0] = version.prior_agreement;
  json_object_set_new (object, "in_force_since", make_day (version.span.first));
  if (refunds[version.refund] != NULL)
    json_object_set_new (object, "refund", json_string (refunds[version.refund]));
  if (agreement[0] != '\0')
    json_object_set_new (object, "prior_agreement", json_string (agreement));
  for (int code = 0; code < 32; code++)
    {
      if ((version.exemptions & 1u << code) != 0)
        json_object_set_new (object, "exemption", json_integer (code));
    }
}

static json_t *
make_act (const Look *look,
          guint       index)
{
  CpxNomenclature *nomenclature = look->nomenclature;
  CpxCcamAct act = cpx_nomenclature_get_act (nomenclature, index);
  CpxCcamRange range = cpx_nomenclature_list_activities (nomenclature, index);
  g_autoptr(GArray) incompatible = cpx_nomenclature_list_incompatible_acts (nomenclature, index, look->day);
  json_t *activities = json_array ();
  json_t *object = json_pack ("{s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:s, s:b, s:s}", "code", act.code, "label",
                              act.long_label, "short_label", act.short_label, "type", kinds[MIN (act.kind, 2)], "sex",
                              sexes[MIN (act.sex, 2)], "created", make_day (act.creation), "closed",
                              make_day (act.closing), "version", cpx_nomenclature_get_version (nomenclature), "starter",
                              cpx_nomenclature_is_starter (nomenclature), "source",
                              cpx_nomenclature_get_source (nomenclature));

  if (act.menu != CPX_CCAM_NONE)
    {
      CpxCcamMenu menu = cpx_nomenclature_get_menu (nomenclature, act.menu);

      json_object_set_new (object, "chapter", json_pack ("{s:s, s:s}", "number", menu.number, "label", menu.label));
    }
  add_version (look, index, object);
  for (guint i = range.first; i < range.first + range.n; i++)
    json_array_append_new (activities, make_activity (look, i));
  json_object_set_new (object, "activities", activities);
  json_object_set_new (object, "notes", make_notes (look, index));
  json_object_set_new (object, "procedures", make_procedures (look, index));
  json_object_set_new (object, "incompatible", make_codes (look, incompatible));

  return object;
}

static const char *
get_text (json_t     *object,
          const char *name)
{
  const char *text = json_string_value (json_object_get (object, name));

  return text != NULL ? text : "";
}

static gboolean
show_prices (json_t      *phase,
             const char  *activity,
             GError     **error)
{
  json_t *price;
  size_t i;

  json_array_foreach (json_object_get (phase, "prices"), i, price)
    {
      int cents = (int) json_integer_value (json_object_get (price, "cents"));

      if (!cpx_cli_output_text (error, _("  activity %s, phase %d, grid %d: %d.%02d € since %s (%s)"), activity,
                                (int) json_integer_value (json_object_get (phase, "phase")),
                                (int) json_integer_value (json_object_get (price, "grid")), cents / 100, cents % 100,
                                get_text (price, "since"), get_text (price, "label")))
        return FALSE;
    }

  return i > 0 || cpx_cli_output_text (error, _("  activity %s, phase %d: price unknown in this version"), activity,
                                       (int) json_integer_value (json_object_get (phase, "phase")));
}

static gboolean
show_activity (json_t  *activity,
               GError **error)
{
  g_autoptr(GString) letters = g_string_new (NULL);
  json_t *item;
  size_t i;

  json_array_foreach (json_object_get (activity, "phases"), i, item)
    {
      if (json_is_true (json_object_get (item, "exists")) &&
          !show_prices (item, get_text (activity, "activity"), error))
        return FALSE;
    }
  json_array_foreach (json_object_get (activity, "modifiers"), i, item)
    g_string_append_printf (letters, "%s ", get_text (item, "modifier"));
  if (json_is_false (json_object_get (activity, "modifiers_known")))
    g_string_assign (letters, _("unknown in this version"));

  return cpx_cli_output_text (error, _("  activity %s, modifiers: %s"), get_text (activity, "activity"), letters->str);
}

static gboolean
show_text (json_t  *object,
           GError **error)
{
  json_t *item;
  size_t i;

  if (!cpx_cli_output_text (error, "%s  %s", get_text (object, "code"), get_text (object, "label")) ||
      !cpx_cli_output_text (error, "  %s %s", get_text (json_object_get (object, "chapter"), "number"),
                            get_text (json_object_get (object, "chapter"), "label")) ||
      !cpx_cli_output_text (error, _("  version %s, %s"), get_text (object, "version"), get_text (object, "source")))
    return FALSE;
  if (json_is_true (json_object_get (object, "starter")) &&
      !cpx_cli_output_text (error, "  %s", _("starter nomenclature: import the official one (cpxctl ccam import)")))
    return FALSE;
  if (*get_text (object, "closed") != '\0' &&
      !cpx_cli_output_text (error, _("  closed from %s on"), get_text (object, "closed")))
    return FALSE;
  json_array_foreach (json_object_get (object, "activities"), i, item)
    {
      if (!show_activity (item, error))
        return FALSE;
    }
  json_array_foreach (json_object_get (object, "notes"), i, item)
    {
      if (!cpx_cli_output_text (error, "  %s", get_text (item, "text")))
        return FALSE;
    }

  return TRUE;
}

/**
 * cpx_cli_show_ccam_act:
 * @cli: the command line
 * @nomenclature: a nomenclature
 * @act: an act of it
 * @day: a day
 * @error: where the fault goes
 *
 * Returns: `TRUE` if it could be written
 */
gboolean
cpx_cli_show_ccam_act (CpxCli           *cli,
                       CpxNomenclature  *nomenclature,
                       guint             act,
                       CpxDay            day,
                       GError          **error)
{
  Look look = { nomenclature, day };
  g_autoptr(json_t) object = make_act (&look, act);

  return cli->json ? cpx_cli_output_json (object, error) : show_text (object, error);
}
