/* page-fixture.c: a practice of one's own in a temporary folder, and a window to show its widgets in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-fixture.h"

#include "cpx-settings-page.h"
#include "cpx-unsaved.h"

#include <cpx-create-practice.h>
#include <cpx-unlock.h>

#include <glib/gstdio.h>
#include <string.h>

#define PATIENCE_S 30  /* two cores and other tests beside */

/**
 * page_fixture_has_display:
 *
 * Starts GTK, or says in TAP that the tests are skipped for want of a display.
 *
 * Returns: whether there is one
 */
gboolean
page_fixture_has_display (void)
{
  if (!gtk_init_check ())
    return FALSE;

  adw_init ();
  /* A cursor that blinks complains of focus events that come late on a busy machine. */
  g_object_set (gtk_settings_get_default (), "gtk-cursor-blink", FALSE, "gtk-enable-animations", FALSE, NULL);

  return TRUE;
}

static void
delete_tree (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        delete_tree (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  PageFixture *self = user_data;
  g_autofree char *code = NULL;
  g_autoptr(GError) error = NULL;

  self->practice = cpx_practice_create_finish (result, &code, &error);
  g_assert_no_error (error);
}

static gboolean
is_created (gpointer fixture)
{
  return ((PageFixture *) fixture)->practice != NULL;
}

/**
 * page_fixture_set_up:
 * @self: a fixture
 * @data: not used
 *
 * Makes the practice as the application does, so that its lists are told of changes.
 */
void
page_fixture_set_up (PageFixture   *self,
                     gconstpointer  data)
{
  CpxPracticeSetup setup = {
    .practice_name = "Cabinet Delorme",
    .login = FIXTURE_LOGIN,
    .user_name = "Dr Claire Martin",
    .passphrase = FIXTURE_PASSPHRASE,
    .kdf_cost = CPX_KDF_COST_FOR_TESTS,
  };
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("cpx-gui-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "practice.cpx", NULL);
  cpx_practice_create_async (self->path, &setup, NULL, created_cb, self);
  page_fixture_wait (is_created, self);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* The practice is nobody's any more once the last answer under way has come: not before, and then surely. */
static void
let_go (PageFixture *self)
{
  gpointer practice = self->practice;

  g_object_add_weak_pointer (practice, &practice);
  g_clear_object (&self->practice);
  page_fixture_wait (is_gone, &practice);
}

/**
 * page_fixture_tear_down:
 * @self: a fixture
 * @data: not used
 *
 * Closes all and sees that nothing kept the practice.
 */
void
page_fixture_tear_down (PageFixture   *self,
                        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  self->window = NULL;
  page_fixture_settle ();
  cpx_practice_close (self->practice, &error);
  g_assert_no_error (error);
  page_fixture_settle ();
  let_go (self);
  delete_tree (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

/**
 * page_fixture_show:
 * @self: a fixture
 * @widget: what is to be tested
 *
 * Shows @widget in a window with toasts.
 */
void
page_fixture_show (PageFixture *self,
                   GtkWidget   *widget)
{
  GtkWidget *overlay = adw_toast_overlay_new ();

  g_assert_null (self->window);
  self->window = adw_window_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), widget);
  adw_window_set_content (ADW_WINDOW (self->window), overlay);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1024, 700);
  gtk_window_present (GTK_WINDOW (self->window));
  page_fixture_settle ();
}

/**
 * page_fixture_settle:
 *
 * Lets everything that is ready happen.
 */
void
page_fixture_settle (void)
{
  gint64 until_us = g_get_monotonic_time () + 100000;

  while (g_get_monotonic_time () < until_us)
    {
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

/**
 * page_fixture_wait:
 * @condition: what is waited for
 * @data: for @condition
 *
 * Lets things happen until @condition holds; fails if it never does.
 */
void
page_fixture_wait (PageCondition condition,
                   gpointer      data)
{
  gint64 until_us = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;

  while (!condition (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until_us);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

typedef gboolean (*Match) (GtkWidget     *widget,
                           gconstpointer  wanted);

static GtkWidget *
find (GtkWidget     *root,
      Match          match,
      gconstpointer  wanted,
      guint         *nth)
{
  if (match (root, wanted) && (*nth)-- == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, match, wanted, nth);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
match_type (GtkWidget     *widget,
            gconstpointer  wanted)
{
  return g_type_is_a (G_OBJECT_TYPE (widget), GPOINTER_TO_SIZE (wanted));
}

static gboolean
match_name (GtkWidget     *widget,
            gconstpointer  wanted)
{
  return g_str_equal (gtk_widget_get_name (widget), wanted);
}

static gboolean
match_label (GtkWidget     *widget,
             gconstpointer  wanted)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
         strstr (gtk_label_get_text (GTK_LABEL (widget)), wanted) != NULL;
}

/**
 * page_fixture_find_type:
 * @root: a widget
 * @type: a type
 * @nth: from 0
 *
 * Returns: (nullable): the @nth widget of @type in @root
 */
GtkWidget *
page_fixture_find_type (GtkWidget *root,
                        GType      type,
                        guint      nth)
{
  return find (root, match_type, GSIZE_TO_POINTER (type), &nth);
}

/**
 * page_fixture_find_name:
 * @root: a widget
 * @name: the name of a widget, which for the row of a field is that of the field
 *
 * Returns: (nullable): the first widget of that name in @root
 */
GtkWidget *
page_fixture_find_name (GtkWidget  *root,
                        const char *name)
{
  guint nth = 0;

  return find (root, match_name, name, &nth);
}

static gboolean
match_action (GtkWidget     *widget,
              gconstpointer  wanted)
{
  return GTK_IS_ACTIONABLE (widget) &&
         g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), wanted) == 0;
}

/**
 * page_fixture_can:
 * @root: a widget
 * @action_name: an action
 *
 * Returns: whether a button in @root offers it, and can be pressed
 */
gboolean
page_fixture_can (GtkWidget  *root,
                  const char *action_name)
{
  guint nth = 0;
  GtkWidget *button = find (root, match_action, action_name, &nth);

  return button != NULL && gtk_widget_is_sensitive (button);
}

/**
 * page_fixture_find_label:
 * @root: a widget
 * @text: a part of a text
 *
 * Returns: (nullable): the first label on the screen that holds @text
 */
GtkWidget *
page_fixture_find_label (GtkWidget  *root,
                         const char *text)
{
  guint nth = 0;

  return find (root, match_label, text, &nth);
}

/* Some text on the screen: what page_fixture_wait() waits for. */
typedef struct
{
  GtkWidget  *root;
  const char *text;
} Sight;

static gboolean
is_seen (gpointer data)
{
  Sight *sight = data;

  return page_fixture_find_label (sight->root, sight->text) != NULL;
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  cpx_unsaved_keep_finish (CPX_UNSAVED (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  cpx_unsaved_load_finish (CPX_UNSAVED (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

/**
 * page_fixture_keep_typed:
 * @self: a fixture
 *
 * Has what is typed and not kept written down, as before a lock.
 */
void
page_fixture_keep_typed (PageFixture *self)
{
  gboolean kept = FALSE;

  cpx_unsaved_keep_async (cpx_unsaved_get (self->practice), kept_cb, &kept);
  page_fixture_wait (is_true, &kept);
}

/**
 * page_fixture_lock_and_unlock:
 * @self: a fixture
 * @login: who comes back, with the passphrase of all
 *
 * Does what an idle lock and the next unlock do; the window and its dialogs are gone, what was typed is read back.
 */
void
page_fixture_lock_and_unlock (PageFixture *self,
                              const char  *login)
{
  g_autoptr(GError) error = NULL;
  gboolean loaded = FALSE;

  page_fixture_keep_typed (self);
  cpx_practice_close (self->practice, &error);
  g_assert_no_error (error);
  gtk_window_destroy (GTK_WINDOW (self->window));
  self->window = NULL;
  page_fixture_settle ();
  let_go (self);
  self->practice = cpx_practice_unlock (self->path, login, FIXTURE_PASSPHRASE, NULL, &error);
  g_assert_no_error (error);
  cpx_unsaved_load_async (cpx_unsaved_get (self->practice), loaded_cb, &loaded);
  page_fixture_wait (is_true, &loaded);
}

/**
 * page_fixture_wait_for_label:
 * @root: a widget
 * @text: what it is to say
 *
 * Waits until page_fixture_find_label() finds it.
 */
void
page_fixture_wait_for_label (GtkWidget  *root,
                             const char *text)
{
  Sight sight = { root, text };

  page_fixture_wait (is_seen, &sight);
}

/**
 * page_fixture_show_settings:
 * @self: a fixture
 * @section: the name of one of the settings' sections
 *
 * Returns: (transfer none): the page of the settings, shown in the window
 */
GtkWidget *
page_fixture_show_settings (PageFixture *self,
                            const char  *section)
{
  GtkWidget *page = cpx_settings_page_new (self->practice);

  page_fixture_show (self, page);
  g_assert_true (gtk_widget_activate_action (page, "settings.show-section", "s", section));
  page_fixture_settle ();
  g_assert_cmpstr (cpx_settings_page_get_section (CPX_SETTINGS_PAGE (page)), ==, section);

  return page;
}

/**
 * page_fixture_type:
 * @root: a widget
 * @name: the field
 * @text: what is typed
 *
 * Types into the row of a field.
 */
void
page_fixture_type (GtkWidget  *root,
                   const char *name,
                   const char *text)
{
  GtkWidget *row = page_fixture_find_name (root, name);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

/**
 * page_fixture_press_in_toast:
 * @self: a fixture
 * @label: of the button
 *
 * Presses the button of the toast on the screen.
 */
void
page_fixture_press_in_toast (PageFixture *self,
                             const char  *label)
{
  GtkWidget *text = page_fixture_find_label (self->window, label);
  GtkWidget *button = text != NULL ? gtk_widget_get_ancestor (text, GTK_TYPE_BUTTON) : NULL;

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

/**
 * page_fixture_answer:
 * @response: the response of a confirmation
 *
 * Answers the question on the screen.
 */
void
page_fixture_answer (const char *response)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        {
          adw_message_dialog_response (ADW_MESSAGE_DIALOG (window), response);
          gtk_window_destroy (window);
          return;
        }
    }
  g_assert_not_reached ();
}
