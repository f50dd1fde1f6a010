/* chat-server.c: a SoupServer on a port of loopback that the system chooses.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chat-server.h"

#include <jansson.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string.h>

#define GOOD_TEXT "{\"ranking\": []}"

static void
keep_header (const char *name,
             const char *value,
             gpointer    data)
{
  g_string_append_printf (data, "%s: %s\n", name, value);
}

static void
keep_request (ChatServer        *self,
              SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  GString *headers = g_string_new (NULL);
  g_autoptr(GBytes) bytes = soup_message_body_flatten (body);

  self->n_asked++;
  g_free (self->body);
  g_free (self->headers);
  self->body = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  soup_message_headers_foreach (soup_server_message_get_request_headers (message), keep_header, headers);
  self->headers = g_string_free (headers, FALSE);
}

static char *
make_completion (const char *text,
                 guint       n_choices)
{
  json_t *choices = json_array ();
  json_t *completion = json_pack ("{s:s, s:s, s:o}", "id", "chatcmpl-1", "object", "chat.completion", "choices",
                                  choices);
  char *printed;
  char *copy;

  for (guint i = 0; i < n_choices; i++)
    json_array_append_new (choices, json_pack ("{s:i, s:{s:s, s:s}, s:s}", "index", (int) i, "message", "role",
                                               "assistant", "content", text, "finish_reason", "stop"));
  printed = json_dumps (completion, JSON_COMPACT);
  copy = g_strdup (printed);
  free (printed);
  json_decref (completion);

  return copy;
}

static void
answer (SoupServerMessage *message,
        guint              status,
        const char        *type,
        char              *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_TAKE, body, strlen (body));
}

/* What drips, until its message ends. */
static gboolean
drip_cb (gpointer data)
{
  SoupServerMessage *message = data;

  if (g_object_get_data (G_OBJECT (message), "ended") != NULL)
    return G_SOURCE_REMOVE;
  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC, " ", 1);
  soup_server_message_unpause (message);

  return G_SOURCE_CONTINUE;
}

static void
ended_cb (SoupServerMessage *message,
          gpointer           data)
{
  g_object_set_data (G_OBJECT (message), "ended", message);
}

static void
drip (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_headers_set_content_type (headers, "application/json", NULL);
  g_signal_connect (message, "finished", G_CALLBACK (ended_cb), NULL);
  g_signal_connect (message, "disconnected", G_CALLBACK (ended_cb), NULL);
  g_timeout_add_full (G_PRIORITY_DEFAULT, 50, drip_cb, g_object_ref (message), g_object_unref);
}

static void
close_connection (SoupServerMessage *message,
                  gboolean           half)
{
  static const char begun[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"cho";
  g_autoptr(GIOStream) stream = soup_server_message_steal_connection (message);

  if (half)
    g_output_stream_write_all (g_io_stream_get_output_stream (stream), begun, strlen (begun), NULL, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

static void
answer_huge (SoupServerMessage *message,
             gboolean           says_length)
{
  char *spaces = g_strnfill (400 * 1024, ' ');

  answer (message, SOUP_STATUS_OK, "application/json", spaces);
  if (!says_length)
    soup_message_headers_set_encoding (soup_server_message_get_response_headers (message), SOUP_ENCODING_CHUNKED);
}

static void
answer_deep (SoupServerMessage *message)
{
  g_autofree char *brackets = g_strnfill (10000, '[');

  answer (message, SOUP_STATUS_OK, "application/json", g_strconcat ("{\"choices\":", brackets, NULL));
}

static void
asked_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  ChatServer *self = user_data;

  keep_request (self, message);
  if (g_str_equal (path, "/elsewhere"))
    answer (message, SOUP_STATUS_OK, "application/json", make_completion (self->text, 1));
  else if (self->mode == CHAT_SERVER_GOOD)
    answer (message, SOUP_STATUS_OK, "application/json; charset=utf-8", make_completion (self->text, 1));
  else if (self->mode == CHAT_SERVER_SLOW)
    soup_server_message_pause (message);
  else if (self->mode == CHAT_SERVER_DRIP)
    drip (message);
  else if (self->mode == CHAT_SERVER_STATUS)
    answer (message, self->status, "application/json", make_completion (self->text, 1));
  else if (self->mode == CHAT_SERVER_GARBAGE)
    answer (message, SOUP_STATUS_OK, "application/json", g_strdup ("{\"choices\": [\x01\xff\xfe"));
  else if (self->mode == CHAT_SERVER_HTML)
    answer (message, SOUP_STATUS_OK, "text/html", make_completion (self->text, 1));
  else if (self->mode == CHAT_SERVER_HUGE || self->mode == CHAT_SERVER_HUGE_UNSAID)
    answer_huge (message, self->mode == CHAT_SERVER_HUGE);
  else if (self->mode == CHAT_SERVER_DEEP)
    answer_deep (message);
  else if (self->mode == CHAT_SERVER_NO_CHOICE || self->mode == CHAT_SERVER_TWO_CHOICES)
    answer (message, SOUP_STATUS_OK, "application/json",
            make_completion (self->text, self->mode == CHAT_SERVER_TWO_CHOICES ? 2 : 0));
  else if (self->mode == CHAT_SERVER_REDIRECT)
    soup_server_message_set_redirect (message, SOUP_STATUS_TEMPORARY_REDIRECT, "/elsewhere");
  else
    close_connection (message, self->mode == CHAT_SERVER_HALF);
}

ChatServer *
chat_server_new (GTlsCertificate *certificate)
{
  ChatServer *self = g_new0 (ChatServer, 1);
  g_autoptr(GError) error = NULL;
  g_autoptr(GUri) uri = NULL;
  GSList *uris;

  self->text = GOOD_TEXT;
  self->server = soup_server_new ("tls-certificate", certificate, NULL);
  soup_server_add_handler (self->server, NULL, asked_cb, self, NULL);
  soup_server_listen_local (self->server, 0,
                            SOUP_SERVER_LISTEN_IPV4_ONLY | (certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0),
                            &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->base = g_strdup_printf ("%s://localhost:%d/v1", certificate != NULL ? "https" : "http",
                                g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return self;
}

void
chat_server_free (ChatServer *self)
{
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_free (self->base);
  g_free (self->body);
  g_free (self->headers);
  g_free (self);
}

static X509 *
make_certificate (EVP_PKEY   *key,
                  const char *host)
{
  X509 *certificate = X509_new ();
  X509_NAME *name = X509_get_subject_name (certificate);
  g_autofree char *names = g_strdup_printf ("DNS:%s", host);
  X509_EXTENSION *extension = X509V3_EXT_conf_nid (NULL, NULL, NID_subject_alt_name, names);

  X509_set_version (certificate, 2);
  ASN1_INTEGER_set (X509_get_serialNumber (certificate), 1);
  X509_gmtime_adj (X509_getm_notBefore (certificate), -3600);
  X509_gmtime_adj (X509_getm_notAfter (certificate), 3600);
  X509_set_pubkey (certificate, key);
  X509_NAME_add_entry_by_txt (name, "CN", MBSTRING_ASC, (const guchar *) host, -1, -1, 0);
  X509_set_issuer_name (certificate, name);
  X509_add_ext (certificate, extension, -1);
  X509_EXTENSION_free (extension);
  X509_sign (certificate, key, EVP_sha256 ());

  return certificate;
}

/* A certificate for @host, made now, that signs itself. */
GTlsCertificate *
chat_server_certificate (const char *host)
{
  EVP_PKEY *key = EVP_EC_gen ("P-256");
  X509 *certificate = make_certificate (key, host);
  BIO *bio = BIO_new (BIO_s_mem ());
  g_autoptr(GError) error = NULL;
  GTlsCertificate *made;
  char *pem;
  long size;

  PEM_write_bio_X509 (bio, certificate);
  PEM_write_bio_PrivateKey (bio, key, NULL, NULL, 0, NULL, NULL);
  size = BIO_get_mem_data (bio, &pem);
  made = g_tls_certificate_new_from_pem (pem, size, &error);
  g_assert_no_error (error);
  BIO_free (bio);
  X509_free (certificate);
  EVP_PKEY_free (key);

  return made;
}
