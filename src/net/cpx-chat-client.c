/* cpx-chat-client.c: a session of libsoup for one question, on a thread and in a main context of its own.
 *
 * Nothing that the other side does can hold up the screen, grow the memory or lead elsewhere. Invariants, which the
 * tests number alike:
 *   1. The time limit is for everything: name, connection, TLS, headers, each byte of the answer.
 *   2. Only a certificate that the system trusts, for that name; http on this machine alone.
 *   3. No redirect is followed, no cookie and no password of anywhere else is sent.
 *   4. Of an answer no more than MAX_ANSWER_BYTES are read, after decompression, and only if it says it is JSON.
 *   5. The answer is one chat completion with one text; its depth and its keys are checked before it is believed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-chat-client.h"

#include "cpx-chat-address.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#define MAX_ANSWER_BYTES (256 * 1024)
#define MAX_TOKENS       400   /* thirty codes and their quotes */
#define CHUNK            (16 * 1024)

G_DEFINE_QUARK (cpx-chat-error-quark, cpx_chat_error)

/* One question under way, on its thread. */
typedef struct
{
  GMainLoop    *loop;
  SoupSession  *session;
  SoupMessage  *message;
  GInputStream *stream;     /* (nullable): once the headers are there */
  GCancellable *inner;      /* cancelled by the caller or by the clock */
  gboolean      is_late;
  GByteArray   *body;
  GError       *error;      /* (nullable) */
} Exchange;

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

static void
fail (Exchange     *self,
      CpxChatError  code,
      const char   *sentence)
{
  g_clear_error (&self->error);
  self->error = g_error_new_literal (CPX_CHAT_ERROR, code, sentence);
}

/* What GIO and libsoup say, in our words: theirs may hold what the other side sent. */
static void
translate (Exchange *self,
           GError   *fault)
{
  if (self->is_late)
    fail (self, CPX_CHAT_ERROR_TOO_SLOW, _("The language model did not answer in time."));
  else if (g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_set_error_literal (&self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED, fault->message);
  else if (fault->domain == G_TLS_ERROR)
    fail (self, CPX_CHAT_ERROR_INSECURE,
          _("The machine of the language model does not show who it is (TLS certificate)."));
  else if (g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    fail (self, CPX_CHAT_ERROR_TOO_SLOW, _("The language model did not answer in time."));
  else
    fail (self, CPX_CHAT_ERROR_UNREACHABLE, _("The machine of the language model cannot be reached."));
}

static void
end (Exchange *self)
{
  g_main_loop_quit (self->loop);
}

static void read_more (Exchange *self);

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Exchange *self = user_data;
  g_autoptr(GError) fault = NULL;
  g_autoptr(GBytes) chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &fault);
  gsize size = 0;
  const guint8 *data = chunk != NULL ? g_bytes_get_data (chunk, &size) : NULL;

  if (chunk == NULL)
    {
      translate (self, fault);
      end (self);
      return;
    }
  g_byte_array_append (self->body, data, (guint) size);
  if (self->body->len > MAX_ANSWER_BYTES)
    fail (self, CPX_CHAT_ERROR_TOO_LARGE, _("The answer of the language model is too long."));
  if (size == 0 || self->error != NULL)
    end (self);
  else
    read_more (self);
}

static void
read_more (Exchange *self)
{
  g_input_stream_read_bytes_async (self->stream, CHUNK, G_PRIORITY_DEFAULT, self->inner, read_cb, self);
}

/* 3 and 4: before a byte of the body is read. */
static gboolean
check_headers (Exchange *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  guint status = soup_message_get_status (self->message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);

  if (SOUP_STATUS_IS_REDIRECTION (status))
    fail (self, CPX_CHAT_ERROR_REDIRECTED, _("The language model sends elsewhere: that is not followed."));
  else if (status == SOUP_STATUS_UNAUTHORIZED || status == SOUP_STATUS_FORBIDDEN)
    fail (self, CPX_CHAT_ERROR_REFUSED, _("The language model refuses the key."));
  else if (status != SOUP_STATUS_OK)
    fail (self, CPX_CHAT_ERROR_REFUSED, _("The language model refuses the question, or has a fault of its own."));
  else if (g_strcmp0 (type, "application/json") != 0)
    fail (self, CPX_CHAT_ERROR_ANSWER, _("The answer is not that of a language model."));
  else if (soup_message_headers_get_content_length (headers) > MAX_ANSWER_BYTES)
    fail (self, CPX_CHAT_ERROR_TOO_LARGE, _("The answer of the language model is too long."));

  return self->error == NULL;
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Exchange *self = user_data;
  g_autoptr(GError) fault = NULL;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &fault);
  if (self->stream == NULL)
    translate (self, fault);
  if (self->stream != NULL && check_headers (self))
    read_more (self);
  else
    end (self);
}

/* A GSourceFunc: 1 */
static gboolean
late_cb (gpointer data)
{
  Exchange *self = data;

  self->is_late = TRUE;
  g_cancellable_cancel (self->inner);

  return G_SOURCE_REMOVE;
}

/* On the caller's thread. */
static void
cancelled_cb (GCancellable *outer,
              gpointer      inner)
{
  g_cancellable_cancel (inner);
}

static SoupMessage *
make_message (GUri                  *uri,
              const CpxChatQuestion *question)
{
  SoupMessage *message = soup_message_new_from_uri (SOUP_METHOD_POST, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autofree char *bearer = question->key != NULL ? g_strconcat ("Bearer ", question->key, NULL) : NULL;

  soup_message_set_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  soup_message_set_request_body_from_bytes (message, "application/json", question->body);
  soup_message_headers_replace (headers, "Accept", "application/json");
  if (bearer != NULL)
    soup_message_headers_replace (headers, "Authorization", bearer);

  return message;
}

/* A proxy would put what is for this machine on the wire. */
static SoupSession *
make_session (GUri *uri)
{
  SoupSession *session = soup_session_new_with_options ("max-conns", 1, "user-agent", "ChirurgieProX", NULL);

  if (cpx_chat_address_is_loopback (uri))
    soup_session_set_proxy_resolver (session, NULL);

  return session;
}

static void
run (Exchange     *self,
     GMainContext *context,
     guint         limit_ms)
{
  g_autoptr(GSource) clock = g_timeout_source_new (limit_ms);

  g_source_set_callback (clock, late_cb, self, NULL);
  g_source_attach (clock, context);
  soup_session_send_async (self->session, self->message, G_PRIORITY_DEFAULT, self->inner, sent_cb, self);
  g_main_loop_run (self->loop);
  g_source_destroy (clock);
  g_clear_object (&self->stream);
  soup_session_abort (self->session);
  while (g_main_context_iteration (context, FALSE))
    ;
}

static void
exchange_clear (Exchange *self)
{
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_object (&self->message);
  g_clear_object (&self->session);
  g_clear_object (&self->inner);
  g_clear_pointer (&self->body, g_byte_array_unref);
}

/* The body of the answer, in a context that this thread has for it alone. */
static GBytes *
exchange (GUri                   *uri,
          const CpxChatQuestion  *question,
          GCancellable           *cancellable,
          GError                **error)
{
  g_autoptr(GMainContext) context = g_main_context_new ();
  Exchange self = { .loop = g_main_loop_new (context, FALSE), .inner = g_cancellable_new (),
                    .body = g_byte_array_new (), .message = make_message (uri, question) };
  gulong connected;
  GBytes *body = NULL;

  g_main_context_push_thread_default (context);
  self.session = make_session (uri);
  connected = cancellable == NULL
              ? 0
              : g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), g_object_ref (self.inner),
                                       g_object_unref);
  run (&self, context, question->limit_ms);
  if (connected != 0)
    g_cancellable_disconnect (cancellable, connected);
  if (self.error != NULL)
    g_propagate_error (error, self.error);
  else
    body = g_bytes_new (self.body->data, self.body->len);
  exchange_clear (&self);
  g_main_context_pop_thread_default (context);

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
