/* cpx-practice-section.c: the name and the address of the practice, as printed on what it sends.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-practice-section.h"

#include "cpx-record-form.h"
#include "cpx-toast.h"
#include "cpx-unsaved.h"

#include <cpx-practice-record.h>

#include <glib/gi18n-lib.h>

struct _CpxPracticeSection
{
  AdwPreferencesPage  parent_instance;

  CpxRecordForm      *form;   /* (owned) */
};

static const int identity_fields[] = { CPX_PRACTICE_RECORD_NAME, CPX_PRACTICE_RECORD_FINESS, CPX_PRACTICE_RECORD_SIRET,
                                       CPX_END_OF_FIELDS };
static const int contact_fields[] = {
  CPX_PRACTICE_RECORD_ADDRESS_LINE_1, CPX_PRACTICE_RECORD_ADDRESS_LINE_2, CPX_PRACTICE_RECORD_POSTAL_CODE,
  CPX_PRACTICE_RECORD_CITY, CPX_PRACTICE_RECORD_PHONE, CPX_PRACTICE_RECORD_FAX, CPX_PRACTICE_RECORD_EMAIL,
  CPX_END_OF_FIELDS
};
static const int other_fields[] = { CPX_PRACTICE_RECORD_NOTES, CPX_END_OF_FIELDS };

G_DEFINE_FINAL_TYPE (CpxPracticeSection, cpx_practice_section, ADW_TYPE_PREFERENCES_PAGE)

static void
failed_cb (CpxPracticeSection *self,
           GError             *error)
{
  cpx_toast_show_error (GTK_WIDGET (self), error);
}

/* Someone else, or another window, changed the practice. */
static void
practice_changed_cb (CpxPractice        *practice,
                     GPtrArray          *changes,
                     CpxPracticeSection *self)
{
  CpxDraft *draft = cpx_record_form_get_draft (self->form);

  if (!cpx_practice_is_locked (practice) && cpx_draft_get_kept (draft) != cpx_practice_get_record (practice))
    cpx_draft_set_kept (draft, cpx_practice_get_record (practice));
}

static void
add_group (CpxPracticeSection *self,
           const char         *title,
           const int          *fields)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), ADW_PREFERENCES_GROUP (group));
  cpx_record_form_fill_group (self->form, ADW_PREFERENCES_GROUP (group), fields);
}

static void
cpx_practice_section_dispose (GObject *object)
{
  CpxPracticeSection *self = CPX_PRACTICE_SECTION (object);

  g_clear_object (&self->form);

  G_OBJECT_CLASS (cpx_practice_section_parent_class)->dispose (object);
}

static void
cpx_practice_section_class_init (CpxPracticeSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cpx_practice_section_dispose;
}

static void
cpx_practice_section_init (CpxPracticeSection *self)
{
}

/**
 * cpx_practice_section_new:
 * @practice: an unlocked practice
 *
 * Returns: (transfer floating): the practice's own record
 */
GtkWidget *
cpx_practice_section_new (CpxPractice *practice)
{
  CpxPracticeSection *self = g_object_new (CPX_TYPE_PRACTICE_SECTION, NULL);
  g_autoptr(CpxDraft) draft = cpx_unsaved_begin (cpx_unsaved_get (practice), cpx_practice_get_record (practice));

  self->form = cpx_record_form_new (practice, draft, CPX_FORM_SAVES_WHEN_LEFT);
  g_signal_connect_object (self->form, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (practice, "changed", G_CALLBACK (practice_changed_cb), self, 0);
  add_group (self, _("Identity of the practice"), identity_fields);
  add_group (self, _("Address and contact"), contact_fields);
  add_group (self, _("Notes"), other_fields);

  return GTK_WIDGET (self);
}
