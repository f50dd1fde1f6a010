/* cpx-language-model-settings.c: one journalled record, and the key beside the settings of this post.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-language-model-settings-private.h"

#include "cpx-journal.h"
#include "cpx-practice-private.h"
#include "cpx-rerank-counts-private.h"

#include <cpx-chat-address.h>
#include <cpx-json.h>
#include <cpx-language-model.h>
#include <cpx-record-builder.h>
#include <cpx-setting-table.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define KEY            "language-model.key"   /* {"origin", "key"} */
#define PERMISSION     "language-model:write"
#define MAX_KEY_LENGTH 500

/* A wish on its way to the writer thread; a copy. */
typedef struct
{
  CpxLanguageModelWanted  wanted;
  char                   *address;
  char                   *name;
  char                   *key;
} Wish;

static Wish *
wish_new (const CpxLanguageModelWanted *wanted)
{
  Wish *self = g_new0 (Wish, 1);

  self->wanted = *wanted;
  self->wanted.address = self->address = g_strdup (wanted->address);
  self->wanted.name = self->name = g_strdup (wanted->name);
  self->wanted.key = self->key = g_strdup (wanted->key);

  return self;
}

static void
wish_free (Wish *self)
{
  g_free (self->address);
  g_free (self->name);
  g_free (self->key);
  g_free (self);
}

void
cpx_language_model_settings_free (CpxLanguageModelSettings *self)
{
  g_free (self->address);
  g_free (self->name);
  g_free (self);
}

/* Two posts may each have made one: the older is it. */
static gboolean
find_record (CpxTxn     *txn,
             CpxRecord **out_record,
             GError    **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_language_model_kind);
  g_autoptr(GPtrArray) records = cpx_txn_list (txn, query, error);
  CpxRecord *found = NULL;

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      CpxRecord *record = g_ptr_array_index (records, i);

      if (found == NULL || strcmp (cpx_record_get_id (record), cpx_record_get_id (found)) < 0)
        found = record;
    }
  *out_record = found != NULL ? g_object_ref (found) : NULL;

  return records != NULL;
}

/* The key, if it was typed for the machine of @address; NULL without an error if there is none. */
static char *
read_key (CpxTxn      *txn,
          const char  *address,
          GError     **error)
{
  g_autofree char *text = address != NULL ? cpx_setting_table_get_text (txn, KEY, error) : NULL;
  g_autoptr(json_t) object = text != NULL ? cpx_json_parse (text, -1, NULL) : NULL;
  g_autofree char *origin = object != NULL ? cpx_chat_address_dup_origin (address) : NULL;

  if (origin == NULL || g_strcmp0 (origin, json_string_value (json_object_get (object, "origin"))) != 0)
    return NULL;

  return g_strdup (json_string_value (json_object_get (object, "key")));
}

/**
 * cpx_language_model_settings_read:
 * @txn: a transaction
 * @out_settings: (out): the settings
 * @out_key: (out) (nullable) (optional): the key for the machine of the address
 * @error: where the fault goes
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_language_model_settings_read (CpxTxn                    *txn,
                                  CpxLanguageModelSettings **out_settings,
                                  char                     **out_key,
                                  GError                   **error)
{
  g_autoptr(CpxLanguageModelSettings) settings = g_new0 (CpxLanguageModelSettings, 1);
  g_autoptr(CpxRecord) record = NULL;
  g_autoptr(GError) local_error = NULL;
  g_autofree char *key = NULL;

  if (!find_record (txn, &record, error) || !cpx_rerank_counts_load (txn, &settings->counts, error))
    return FALSE;
  if (record != NULL)
    {
      settings->is_on = cpx_record_get_boolean (record, CPX_LANGUAGE_MODEL_IS_ON);
      settings->address = g_strdup (cpx_record_get_text (record, CPX_LANGUAGE_MODEL_ADDRESS));
      settings->name = g_strdup (cpx_record_get_text (record, CPX_LANGUAGE_MODEL_NAME));
    }
  key = read_key (txn, settings->address, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  settings->has_key = key != NULL;
  *out_settings = g_steal_pointer (&settings);
  if (out_key != NULL)
    *out_key = g_steal_pointer (&key);

  return TRUE;
}

/* A CpxTxnFunc. */
static gpointer
load (CpxTxn    *txn,
      gpointer   data,
      GError   **error)
{
  CpxLanguageModelSettings *settings;

  return cpx_language_model_settings_read (txn, &settings, NULL, error) ? settings : NULL;
}

/**
 * cpx_practice_load_language_model:
 * @practice: a practice
 * @error: where the fault goes
 *
 * Reads the settings, and waits. The key is not among them.
 *
 * Returns: (transfer full) (nullable): the settings; all empty where nobody set anything
 */
CpxLanguageModelSettings *
cpx_practice_load_language_model (CpxPractice  *practice,
                                  GError      **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_look (practice, NULL, load, NULL, (GDestroyNotify) cpx_language_model_settings_free, error);
}

/**
 * cpx_practice_load_language_model_async:
 * @practice: a practice
 * @cancellable: (nullable): the page's
 * @callback: called when they are read
 * @user_data: for @callback
 *
 * Does cpx_practice_load_language_model().
 */
void
cpx_practice_load_language_model_async (CpxPractice         *practice,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_look_async (practice, NULL, load, NULL, NULL, (GDestroyNotify) cpx_language_model_settings_free,
                           cancellable, callback, user_data);
}

/**
 * cpx_practice_load_language_model_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): the settings
 */
CpxLanguageModelSettings *
cpx_practice_load_language_model_finish (CpxPractice   *practice,
                                         GAsyncResult  *result,
                                         GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

static gboolean
refuse (const char  *sentence,
        GError     **error)
{
  g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID, sentence);

  return FALSE;
}

/* A key goes into a header: what ends a line there would begin another. */
static gboolean
check_key (const char  *key,
           GError     **error)
{
  gsize length = strlen (key);

  if (length == 0 || length > MAX_KEY_LENGTH)
    return refuse (_("A key has 1 to 500 characters."), error);
  for (const char *at = key; *at != '\0'; at++)
    {
      if (!g_ascii_isgraph (*at))
        return refuse (_("A key has letters, digits and signs, no spaces: copy it again."), error);
    }

  return TRUE;
}

static gboolean
check (const CpxLanguageModelWanted  *wanted,
       GError                       **error)
{
  g_autoptr(GError) fault = NULL;
  g_autoptr(GUri) uri = wanted->address != NULL ? cpx_chat_address_resolve (wanted->address, &fault) : NULL;

  if (wanted->address != NULL && uri == NULL)
    return refuse (fault->message, error);
  if (wanted->key != NULL && uri == NULL)
    return refuse (_("A key is for an address: give the address too."), error);

  return wanted->key == NULL || check_key (wanted->key, error);
}

static void
set_text (CpxRecordBuilder *builder,
          int               field,
          const char       *text)
{
  if (text != NULL)
    cpx_record_builder_set_text (builder, field, text);
  else
    cpx_record_builder_clear (builder, field);
}

static CpxReceipt *
save_record (CpxJournal                    *journal,
             CpxRecord                     *before,
             const CpxLanguageModelWanted  *wanted,
             GError                       **error)
{
  CpxRecordBuilder *builder = before != NULL ? cpx_record_builder_new_from (before)
                                             : cpx_record_builder_new (&cpx_language_model_kind, NULL);
  g_autoptr(CpxRecord) after = NULL;

  cpx_record_builder_set_boolean (builder, CPX_LANGUAGE_MODEL_IS_ON, wanted->is_on);
  set_text (builder, CPX_LANGUAGE_MODEL_ADDRESS, wanted->address);
  set_text (builder, CPX_LANGUAGE_MODEL_NAME, wanted->name);
  after = cpx_record_builder_end (builder);

  return cpx_journal_save (journal, before, after, PERMISSION, "language-model.set", NULL, error);
}

/* That it was set is noted; what it is nowhere. */
static gboolean
save_key (CpxJournal                    *journal,
          CpxRecord                     *record,
          const CpxLanguageModelWanted  *wanted,
          GError                       **error)
{
  g_autofree char *origin = NULL;
  g_autofree char *text = NULL;
  g_autoptr(json_t) object = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;

  if (wanted->key == NULL && !wanted->forgets_key)
    return TRUE;
  if (wanted->key != NULL)
    {
      origin = cpx_chat_address_dup_origin (wanted->address);
      object = json_pack ("{s:s, s:s}", "origin", origin, "key", wanted->key);
      text = cpx_json_print (object);
    }
  if (!cpx_setting_table_set_text (cpx_journal_get_txn (journal), KEY, text, error))
    return FALSE;
  receipt = cpx_journal_note (journal, PERMISSION,
                              text != NULL ? "language-model.key-set" : "language-model.key-removed", record, NULL,
                              error);

  return receipt != NULL;
}

/* A CpxDeedFunc. */
static gpointer
save (CpxJournal  *journal,
      gpointer     data,
      GError     **error)
{
  const CpxLanguageModelWanted *wanted = &((Wish *) data)->wanted;
  g_autoptr(CpxRecord) before = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;

  if (!cpx_journal_check (journal, PERMISSION, error) || !check (wanted, error) ||
      !find_record (cpx_journal_get_txn (journal), &before, error))
    return NULL;
  receipt = save_record (journal, before, wanted, error);
  if (receipt == NULL || !save_key (journal, cpx_receipt_get_record (receipt), wanted, error))
    return NULL;

  return g_steal_pointer (&receipt);
}

/**
 * cpx_practice_save_language_model:
 * @practice: a practice
 * @wanted: the settings from now on
 * @error: where the refusal goes
 *
 * Sets what the language model is, and waits until it is durable.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_save_language_model (CpxPractice                   *practice,
                                  const CpxLanguageModelWanted  *wanted,
                                  GError                       **error)
{
  Wish wish = { .wanted = *wanted };

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_perform (practice, save, &wish, g_object_unref, error);
}

/**
 * cpx_practice_save_language_model_async:
 * @practice: a practice
 * @wanted: the settings from now on; copied
 * @callback: called when they are durable, or refused
 * @user_data: for @callback
 *
 * Does cpx_practice_save_language_model().
 */
void
cpx_practice_save_language_model_async (CpxPractice                  *practice,
                                        const CpxLanguageModelWanted *wanted,
                                        GAsyncReadyCallback           callback,
                                        gpointer                      user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_perform_async (practice, save, wish_new (wanted), (GDestroyNotify) wish_free, g_object_unref, NULL,
                              callback, user_data);
}

/**
 * cpx_practice_save_language_model_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_save_language_model_finish (CpxPractice   *practice,
                                         GAsyncResult  *result,
                                         GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}
