/* cpx-suggestion-state.c: one suggested code in the words of the screen: how sure, from where, what spoke against it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-suggestion-state.h"

#include <cpx-rerank.h>
#include <cpx-suggester.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define HIGH   0.75
#define MEDIUM 0.40
#define MAX_OF_ONE_GESTURE 4  /* where there are several gestures */
#define SURE 0.90             /* of the best code of a gesture */
#define NOISE 0.05            /* beside such a one */
#define MAX_WORDS 12          /* that support a code, told in one line */

static const CpxSuggestionFields *
get_fields (GPtrArray *suggestions,
            guint      position)
{
  return cpx_suggestion_get_fields (g_ptr_array_index (suggestions, position));
}

/**
 * cpx_confidence_get_word:
 * @probability: that the code is right
 *
 * Returns: how sure that is, in one word
 */
const char *
cpx_confidence_get_word (double probability)
{
  if (probability >= HIGH)
    return C_("confidence", "High");

  return probability >= MEDIUM ? C_("confidence", "Medium") : C_("confidence", "Low");
}

static const char *
find_tone (double probability)
{
  if (probability >= HIGH)
    return "success";

  return probability >= MEDIUM ? "warning" : "error";
}

static const char *
get_axis_mark (CpxAxisState state)
{
  if (state == CPX_AXIS_AGREES)
    return "✓";

  return state == CPX_AXIS_DIFFERS ? "✗" : "–";
}

static const char *
get_axis_word (CpxAxisState state)
{
  if (state == CPX_AXIS_AGREES)
    return _("agrees");

  return state == CPX_AXIS_DIFFERS ? _("differs") : _("not said");
}

static void
describe_axes (CpxSuggestionState        *self,
               const CpxSuggestionFields *fields)
{
  const CpxAxisState *axes = fields->axes;

  if (axes[CPX_AXIS_SITE] == CPX_AXIS_UNSAID && axes[CPX_AXIS_ACTION] == CPX_AXIS_UNSAID &&
      axes[CPX_AXIS_ACCESS] == CPX_AXIS_UNSAID)
    return;
  /* Translators: the axes of a code and whether the text agrees (✓), differs (✗) or says nothing (–) */
  self->axes = g_strdup_printf (_("site %s  gesture %s  approach %s"), get_axis_mark (axes[CPX_AXIS_SITE]),
                                get_axis_mark (axes[CPX_AXIS_ACTION]), get_axis_mark (axes[CPX_AXIS_ACCESS]));
  self->axes_said = g_strdup_printf (_("Site: %s, gesture: %s, approach: %s"), get_axis_word (axes[CPX_AXIS_SITE]),
                                     get_axis_word (axes[CPX_AXIS_ACTION]), get_axis_word (axes[CPX_AXIS_ACCESS]));
}

static char *
describe_source (GPtrArray *suggestions,
                 guint      position)
{
  const CpxSuggestion *suggestion = g_ptr_array_index (suggestions, position);
  g_autofree char *reranked = cpx_rerank_dup_reason (suggestion);
  const char *source;

  switch (cpx_suggestion_get_fields (suggestion)->source)
    {
    case CPX_SUGGESTION_FROM_HISTORY:
      source = _("Source: history");
      break;
    case CPX_SUGGESTION_FROM_PLAN:
      source = _("Source: planned acts");
      break;
    case CPX_SUGGESTION_FROM_TEXT:
    default:
      source = _("Source: text");
    }

  return reranked != NULL ? g_strdup_printf ("%s. %s", source, reranked) : g_strdup (source);
}

static char *
describe_rival (const CpxSuggestionFields *fields)
{
  if (fields->rival == NULL || fields->rival_words == NULL || *fields->rival_words == '\0')
    return NULL;

  return g_strdup_printf (_("Why not %s: its label says “%s”"), fields->rival, fields->rival_words);
}

static const char *
find_heading (GPtrArray *suggestions,
              guint      position)
{
  static const char * const headings[] = { N_("Principal gesture"), N_("Second gesture"), N_("Third gesture"),
                                           N_("Another gesture") };
  guint n_before = 0;

  for (guint i = 1; i <= position; i++)
    {
      if (get_fields (suggestions, i)->group != get_fields (suggestions, i - 1)->group)
        n_before++;
      else if (i == position)
        return NULL;
    }
  if (position == 0 && get_fields (suggestions, 0)->group == get_fields (suggestions, suggestions->len - 1)->group)
    return NULL;

  return _(headings[MIN (n_before, G_N_ELEMENTS (headings) - 1)]);
}

/**
 * cpx_suggestion_state_compute:
 * @suggestions: (element-type CpxSuggestion): as they are shown
 * @position: one of them
 * @kept: whether it is among the acts kept
 *
 * Returns: what is said of it; cleared with cpx_suggestion_state_clear(); borrows from @suggestions
 */
CpxSuggestionState
cpx_suggestion_state_compute (GPtrArray *suggestions,
                              guint      position,
                              gboolean   kept)
{
  const CpxSuggestionFields *fields = get_fields (suggestions, position);
  g_autofree char *percent = cpx_suggestion_dup_percent (fields->probability);
  CpxSuggestionState self = {
    .number = position + 1,
    .code = fields->code,
    .label = fields->label,
    .fraction = fields->probability,
    .tone = find_tone (fields->probability),
    .kept = kept,
  };

  self.confidence = g_strdup_printf ("%s  %s", percent, cpx_confidence_get_word (fields->probability));
  if (fields->n_shown > 0)
    self.history = g_strdup_printf (_("%u times of %u with you"), fields->n_kept, fields->n_shown);
  self.source = describe_source (suggestions, position);
  describe_axes (&self, fields);
  if (fields->against != NULL && fields->against[0] != NULL)
    self.against = g_strjoinv ("\n", fields->against);
  self.rival = describe_rival (fields);
  self.heading = find_heading (suggestions, position);

  return self;
}

/**
 * cpx_suggestion_state_clear:
 * @self: a state
 */
void
cpx_suggestion_state_clear (CpxSuggestionState *self)
{
  g_free (self->confidence);
  g_free (self->history);
  g_free (self->axes);
  g_free (self->axes_said);
  g_free (self->source);
  g_free (self->against);
  g_free (self->rival);
  memset (self, 0, sizeof *self);
}

static guint
count_groups (GPtrArray *suggestions)
{
  guint n = 0;

  for (guint i = 0; i < suggestions->len; i++)
    n = MAX (n, get_fields (suggestions, i)->group + 1);

  return n;
}

static double
find_best (GPtrArray *suggestions,
           guint      group)
{
  double best = 0;

  for (guint i = 0; i < suggestions->len; i++)
    {
      const CpxSuggestionFields *fields = get_fields (suggestions, i);

      if (fields->group == group)
        best = MAX (best, fields->probability);
    }

  return best;
}

/* What was planned, or what this practice chooses, is shown however unlikely the text makes it. */
static gboolean
is_noise (const CpxSuggestionFields *fields,
          double                     best)
{
  return best >= SURE && fields->probability < NOISE && fields->source == CPX_SUGGESTION_FROM_TEXT &&
         fields->n_kept == 0;
}

/**
 * cpx_suggestions_arrange:
 * @suggestions: (element-type CpxSuggestion): the best first, whatever their gesture
 * @limit: how many are shown
 *
 * Puts the codes of one gesture together, the gestures as their best codes rank. Where there are several gestures,
 * none takes the place of the others. Beside a code that is nearly sure, codes that are hardly possible are not shown:
 * they are not what was shown, and are not recorded either.
 *
 * Returns: (transfer full) (element-type CpxSuggestion): as they are shown
 */
GPtrArray *
cpx_suggestions_arrange (GPtrArray *suggestions,
                         guint      limit)
{
  GPtrArray *arranged = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_suggestion_unref);
  guint n_groups = count_groups (suggestions);
  guint max = n_groups > 1 ? MAX_OF_ONE_GESTURE : limit;

  for (guint group = 0; group < n_groups; group++)
    {
      double best = find_best (suggestions, group);
      guint n = 0;

      for (guint i = 0; i < suggestions->len && n < max && arranged->len < limit; i++)
        {
          const CpxSuggestionFields *fields = get_fields (suggestions, i);

          if (fields->group != group || is_noise (fields, best))
            continue;
          g_ptr_array_add (arranged, cpx_suggestion_ref (g_ptr_array_index (suggestions, i)));
          n++;
        }
    }

  return arranged;
}

static gboolean
is_within (const CpxTextSpan *span,
           gsize              size)
{
  return span->start < span->end && span->end <= size;
}

/**
 * cpx_suggestions_dup_words:
 * @suggestions: (element-type CpxSuggestion): some
 * @position: one of them
 * @text: the text they were asked for
 *
 * Tells the words of the text that support a code, for those who do not see them underlined.
 *
 * Returns: (transfer full): the sentence; empty without any
 */
char *
cpx_suggestions_dup_words (GPtrArray  *suggestions,
                           guint       position,
                           const char *text)
{
  const CpxSuggestionFields *fields = get_fields (suggestions, position);
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  gsize size = strlen (text);
  g_autofree char *joined = NULL;

  for (guint i = 0; i < fields->n_spans && words->len < MAX_WORDS; i++)
    {
      const CpxTextSpan *span = &fields->spans[i];

      if (is_within (span, size))
        g_ptr_array_add (words, g_strndup (text + span->start, span->end - span->start));
    }
  if (words->len == 0)
    return g_strdup_printf (_("%s: no word of the text supports it"), fields->code);
  g_ptr_array_add (words, NULL);
  joined = g_strjoinv (", ", (char **) words->pdata);

  return g_strdup_printf (_("Words that support %s: %s"), fields->code, joined);
}

/**
 * cpx_suggestions_notice_find:
 * @suggestions: (nullable) (element-type CpxSuggestion): the answer
 * @asking: whether another is awaited
 * @has_engine: whether there is anything to ask
 * @has_dismissed: whether some were put aside
 *
 * Returns: what is said above the suggestions, or in their place
 */
CpxSuggestionsNotice
cpx_suggestions_notice_find (GPtrArray *suggestions,
                             gboolean   asking,
                             gboolean   has_engine,
                             gboolean   has_dismissed)
{
  CpxSuggestionsNotice notice = { NULL, NULL };

  if (suggestions != NULL && suggestions->len > 0)
    {
      if (get_fields (suggestions, 0)->probability < CPX_SUGGESTION_ENOUGH)
        return (CpxSuggestionsNotice) { _("Not enough evidence"),
                                        _("These codes are the nearest ones, none is likely. Say more of the site, the "
                                          "gesture and the approach, or search an act.") };
      return notice;
    }
  if (asking)
    return (CpxSuggestionsNotice) { _("Reading…"), NULL };
  if (!has_engine)
    return (CpxSuggestionsNotice) { _("No suggestion"), _("There is no nomenclature for the day of this operation.") };
  if (has_dismissed)
    return (CpxSuggestionsNotice) { _("None of these codes"), _("Search the act by its code or by words.") };
  if (suggestions == NULL)
    return (CpxSuggestionsNotice) { _("Nothing to read yet"),
                                    _("Write the operative report, or say in a few words what was done.") };

  return (CpxSuggestionsNotice) { _("Not enough evidence"),
                                  _("No code answers to this text. Say more of the site, the gesture and the approach, "
                                    "or search an act.") };
}
