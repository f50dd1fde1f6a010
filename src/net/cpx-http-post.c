/* cpx-http-post.c: a session of libsoup for one POST, on the caller's thread and in a main context of its own.
 *
 * Nothing that the other side does can hold up the screen, grow the memory or lead elsewhere. Invariants, which the
 * tests number alike:
 *   1. The time limit is for everything: name, connection, TLS, headers, each byte of the answer.
 *   2. Only a certificate that the system trusts, for that name.
 *   3. No redirect is followed, no cookie and no password of anywhere else is sent.
 *   4. Of an answer no more than its limit is read, after decompression, and only if it is of the type that is
 * expected.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-http-post.h"

#include "cpx-chat-address.h"

#include <libsoup/soup.h>

#define CHUNK (16 * 1024)

G_DEFINE_QUARK (cpx-http-post-error-quark, cpx_http_post_error)

/* One POST under way, on its thread. */
typedef struct
{
  const CpxHttpPost *post;
  GMainLoop         *loop;
  SoupSession       *session;
  SoupMessage       *message;
  GInputStream      *stream;   /* (nullable): once the headers are there */
  GCancellable      *inner;    /* cancelled by the caller or by the clock */
  gboolean           is_late;
  GByteArray        *body;
  GError            *error;    /* (nullable) */
} Exchange;

/* What GIO and libsoup say may hold what the other side sent: the code alone is handed on. */
static void
fail (Exchange         *self,
      CpxHttpPostError  code)
{
  g_clear_error (&self->error);
  self->error = g_error_new_literal (CPX_HTTP_POST_ERROR, (int) code, "POST");
}

static void
translate (Exchange *self,
           GError   *fault)
{
  if (self->is_late)
    fail (self, CPX_HTTP_POST_ERROR_TOO_SLOW);
  else if (g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_set_error_literal (&self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED, fault->message);
  else if (fault->domain == G_TLS_ERROR)
    fail (self, CPX_HTTP_POST_ERROR_INSECURE);
  else if (g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    fail (self, CPX_HTTP_POST_ERROR_TOO_SLOW);
  else
    fail (self, CPX_HTTP_POST_ERROR_UNREACHABLE);
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
  if (self->body->len > self->post->max_answer_bytes)
    fail (self, CPX_HTTP_POST_ERROR_TOO_LARGE);
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
    fail (self, CPX_HTTP_POST_ERROR_REDIRECTED);
  else if (status == SOUP_STATUS_UNAUTHORIZED || status == SOUP_STATUS_FORBIDDEN)
    fail (self, CPX_HTTP_POST_ERROR_FORBIDDEN);
  else if (status != SOUP_STATUS_OK)
    fail (self, CPX_HTTP_POST_ERROR_REFUSED);
  else if (g_strcmp0 (type, self->post->answer_type) != 0)
    fail (self, CPX_HTTP_POST_ERROR_TYPE);
  else if (soup_message_headers_get_content_length (headers) > self->post->max_answer_bytes)
    fail (self, CPX_HTTP_POST_ERROR_TOO_LARGE);

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
make_message (const CpxHttpPost *post)
{
  SoupMessage *message = soup_message_new_from_uri (SOUP_METHOD_POST, post->uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autofree char *bearer = post->key != NULL ? g_strconcat ("Bearer ", post->key, NULL) : NULL;

  soup_message_set_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  soup_message_set_request_body_from_bytes (message, post->type, post->body);
  soup_message_headers_replace (headers, "Accept", post->answer_type);
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

/**
 * cpx_http_post:
 * @post: what, where, and for how long
 * @cancellable: (nullable): for who no longer wants to know
 * @error: where the fault goes: %CPX_HTTP_POST_ERROR, for the caller to put into words, or %G_IO_ERROR_CANCELLED
 *
 * Asks, and waits on this thread. It does not run the caller's main context, but one that it has for it alone.
 *
 * Returns: (transfer full) (nullable): the body of the answer
 */
GBytes *
cpx_http_post (const CpxHttpPost  *post,
               GCancellable       *cancellable,
               GError            **error)
{
  g_autoptr(GMainContext) context = g_main_context_new ();
  Exchange self = { .post = post, .loop = g_main_loop_new (context, FALSE), .inner = g_cancellable_new (),
                    .body = g_byte_array_new (), .message = make_message (post) };
  gulong connected;
  GBytes *body = NULL;

  g_main_context_push_thread_default (context);
  self.session = make_session (post->uri);
  connected = cancellable == NULL
              ? 0
              : g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), g_object_ref (self.inner),
                                       g_object_unref);
  run (&self, context, post->limit_ms);
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
