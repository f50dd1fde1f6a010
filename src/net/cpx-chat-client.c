/* cpx-chat-client.c: the question and the answer; between them cpx-http-post.c, whose invariants 1 to 4 the tests
 * number with this one:
 *   2. http on this machine alone.
 *   5. The answer is one chat completion with one text; its depth and its keys are checked before it is believed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-chat-client.h"

#include "cpx-chat-address.h"
#include "cpx-http-post.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_ANSWER_BYTES (256 * 1024)
#define MAX_TOKENS       400   /* thirty codes and their quotes */

G_DEFINE_QUARK (cpx-chat-error-quark, cpx_chat_error)

/* A question on its way to its thread; a copy. */
typedef struct
{
  char   *address;
  char   *key;
  GBytes *body;
  guint   limit_ms;
} Order;

/**
 * cpx_chat_make_body:
 * @model: the name of the model
 * @messages: (transfer none): an array
 *
 * Returns: (transfer full): the body of a request that asks for a JSON object, without chance (temperature 0)
 */
GBytes *
cpx_chat_make_body (const char *model,
                    json_t     *messages)
{
  g_autoptr(json_t) body =
    json_pack ("{s:s, s:i, s:i, s:b, s:{s:s}, s:O}", "model", model, "temperature", 0, "max_tokens", MAX_TOKENS,
               "stream", FALSE, "response_format", "type", "json_object", "messages", messages);
  char *text = cpx_json_print (body);

  return g_bytes_new_take (text, strlen (text));
}

/* What HTTP says, in the words of a question to a language model. */
static const struct
{
  CpxChatError  code;
  const char   *sentence;
} faults[] = {
  [CPX_HTTP_POST_ERROR_UNREACHABLE] =
    { CPX_CHAT_ERROR_UNREACHABLE, N_("The machine of the language model cannot be reached.") },
  [CPX_HTTP_POST_ERROR_TOO_SLOW] =
    { CPX_CHAT_ERROR_TOO_SLOW, N_("The language model did not answer in time.") },
  [CPX_HTTP_POST_ERROR_INSECURE] =
    { CPX_CHAT_ERROR_INSECURE, N_("The machine of the language model does not show who it is (TLS certificate).") },
  [CPX_HTTP_POST_ERROR_FORBIDDEN] =
    { CPX_CHAT_ERROR_REFUSED, N_("The language model refuses the key.") },
  [CPX_HTTP_POST_ERROR_REFUSED] =
    { CPX_CHAT_ERROR_REFUSED, N_("The language model refuses the question, or has a fault of its own.") },
  [CPX_HTTP_POST_ERROR_REDIRECTED] =
    { CPX_CHAT_ERROR_REDIRECTED, N_("The language model sends elsewhere: that is not followed.") },
  [CPX_HTTP_POST_ERROR_TOO_LARGE] =
    { CPX_CHAT_ERROR_TOO_LARGE, N_("The answer of the language model is too long.") },
  [CPX_HTTP_POST_ERROR_TYPE] =
    { CPX_CHAT_ERROR_ANSWER, N_("The answer is not that of a language model.") },
};

static void
translate (GError *fault,
           GError **error)
{
  if (fault->domain != CPX_HTTP_POST_ERROR)
    {
      g_propagate_error (error, fault);
      return;
    }
  g_set_error_literal (error, CPX_CHAT_ERROR, (int) faults[fault->code].code, _(faults[fault->code].sentence));
  g_error_free (fault);
}

static GBytes *
exchange (GUri                   *uri,
          const CpxChatQuestion  *question,
          GCancellable           *cancellable,
          GError                **error)
{
  CpxHttpPost post = { .uri = uri, .type = "application/json", .body = question->body, .key = question->key,
                       .answer_type = "application/json", .max_answer_bytes = MAX_ANSWER_BYTES,
                       .limit_ms = question->limit_ms };
  GError *fault = NULL;
  GBytes *body = cpx_http_post (&post, cancellable, &fault);

  if (body == NULL)
    translate (fault, error);

  return body;
}

/* 5 */
static char *
read_answer (GBytes  *body,
             GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (body, &size);
  g_autoptr(json_t) answer = size > 0 ? cpx_json_parse (text, (gssize) size, NULL) : NULL;
  json_t *choices = json_object_get (answer, "choices");
  json_t *message = json_object_get (json_array_get (choices, 0), "message");
  const char *content = json_string_value (json_object_get (message, "content"));

  if (json_array_size (choices) == 1 && content != NULL)
    return g_strdup (content);
  g_set_error_literal (error, CPX_CHAT_ERROR, CPX_CHAT_ERROR_ANSWER, _("The answer is not that of a language model."));

  return NULL;
}

/**
 * cpx_chat_ask:
 * @question: what, where, and for how long
 * @cancellable: (nullable): for who no longer wants to know
 * @error: where the fault goes: %CPX_CHAT_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Asks, and waits on this thread. It does not run the caller's main context.
 *
 * Returns: (transfer full) (nullable): the text that the model wrote
 */
char *
cpx_chat_ask (const CpxChatQuestion  *question,
              GCancellable           *cancellable,
              GError                **error)
{
  g_autoptr(GUri) uri = cpx_chat_address_resolve (question->address, error);
  g_autoptr(GBytes) body = NULL;

  if (uri == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  body = exchange (uri, question, cancellable, error);

  return body != NULL ? read_answer (body, error) : NULL;
}

static void
order_free (Order *self)
{
  g_free (self->address);
  g_free (self->key);
  g_bytes_unref (self->body);
  g_free (self);
}

/* A GTaskThreadFunc. */
static void
ask_in_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  const Order *order = data;
  CpxChatQuestion question = { order->address, order->key, order->body, order->limit_ms };
  GError *error = NULL;
  char *answer = cpx_chat_ask (&question, cancellable, &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, g_free);
  else
    g_task_return_error (task, error);
}

/**
 * cpx_chat_ask_async:
 * @question: what, where, and for how long; copied
 * @cancellable: (nullable): for who no longer wants to know
 * @callback: called when done
 * @user_data: for @callback
 *
 * Does cpx_chat_ask() on a thread.
 */
void
cpx_chat_ask_async (const CpxChatQuestion *question,
                    GCancellable          *cancellable,
                    GAsyncReadyCallback    callback,
                    gpointer               user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Order *order = g_new0 (Order, 1);

  order->address = g_strdup (question->address);
  order->key = g_strdup (question->key);
  order->body = g_bytes_ref (question->body);
  order->limit_ms = question->limit_ms;
  g_task_set_source_tag (task, cpx_chat_ask_async);
  g_task_set_task_data (task, order, (GDestroyNotify) order_free);
  g_task_run_in_thread (task, ask_in_thread);
}

/**
 * cpx_chat_ask_finish:
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): the text that the model wrote
 */
char *
cpx_chat_ask_finish (GAsyncResult  *result,
                     GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
