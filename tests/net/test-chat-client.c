/* test-chat-client.c: a real server, good and bad, on loopback. Numbers are those of cpx-chat-client.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chat-server.h"
#include "cpx-chat-address.h"
#include "cpx-chat-client.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#define LIMIT_MS 2000

typedef struct
{
  gboolean  done;
  char     *answer;
  GError   *error;
} Outcome;

static void
outcome_clear (Outcome *self)
{
  g_clear_pointer (&self->answer, g_free);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Outcome *self = user_data;

  self->answer = cpx_chat_ask_finish (result, &self->error);
  self->done = TRUE;
}

static Outcome
ask_with (const char   *address,
          const char   *key,
          guint         limit_ms,
          GCancellable *cancellable)
{
  g_autoptr(json_t) messages = json_pack ("[{s:s, s:s}]", "role", "user", "content", "Cholécystectomie");
  g_autoptr(GBytes) body = cpx_chat_make_body ("petit-modele", messages);
  CpxChatQuestion question = { address, key, body, limit_ms };
  Outcome outcome = { 0 };

  cpx_chat_ask_async (&question, cancellable, asked_cb, &outcome);
  while (!outcome.done)
    g_main_context_iteration (NULL, TRUE);

  return outcome;
}

static Outcome
ask (const char *address)
{
  return ask_with (address, NULL, LIMIT_MS, NULL);
}

/* The very bytes that leave, and the headers beside them. */
static void
test_good (void)
{
  g_autoptr(ChatServer) server = chat_server_new (NULL);
  g_auto(Outcome) outcome = { 0 };

  server->text = "{\"ranking\": [\"HMFC004\"]}";
  outcome = ask_with (server->base, "clef-secrete", LIMIT_MS, NULL);
  g_assert_no_error (outcome.error);
  g_assert_cmpstr (outcome.answer, ==, server->text);
  g_assert_cmpuint (server->n_asked, ==, 1);
  g_assert_cmpstr (server->body, ==,
                   "{\"model\":\"petit-modele\",\"temperature\":0,\"max_tokens\":400,\"stream\":false,"
                   "\"response_format\":{\"type\":\"json_object\"},"
                   "\"messages\":[{\"role\":\"user\",\"content\":\"Cholécystectomie\"}]}");
  g_assert_nonnull (strstr (server->headers, "Authorization: Bearer clef-secrete\n"));
  g_assert_nonnull (strstr (server->headers, "Content-Type: application/json\n"));
  g_assert_nonnull (strstr (server->headers, "User-Agent: ChirurgieProX\n"));
  g_assert_null (strstr (server->headers, "Cookie"));
  g_assert_null (strstr (server->headers, "Referer"));
  g_assert_null (strstr (server->headers, "Accept-Language"));
}

static void
test_no_key (void)
{
  g_autoptr(ChatServer) server = chat_server_new (NULL);
  g_auto(Outcome) outcome = ask (server->base);

  g_assert_no_error (outcome.error);
  g_assert_null (strstr (server->headers, "Authorization"));
}

typedef struct
{
  const char     *name;
  ChatServerMode  mode;
  guint           status;
  int             error;
} BadCase;

static const BadCase bad_cases[] = {
  { "slow", CHAT_SERVER_SLOW, 0, CPX_CHAT_ERROR_TOO_SLOW },
  { "drip", CHAT_SERVER_DRIP, 0, CPX_CHAT_ERROR_TOO_SLOW },
  { "500", CHAT_SERVER_STATUS, 500, CPX_CHAT_ERROR_REFUSED },
  { "429", CHAT_SERVER_STATUS, 429, CPX_CHAT_ERROR_REFUSED },
  { "401", CHAT_SERVER_STATUS, 401, CPX_CHAT_ERROR_REFUSED },
  { "404", CHAT_SERVER_STATUS, 404, CPX_CHAT_ERROR_REFUSED },
  { "204", CHAT_SERVER_STATUS, 204, CPX_CHAT_ERROR_REFUSED },
  { "garbage", CHAT_SERVER_GARBAGE, 0, CPX_CHAT_ERROR_ANSWER },
  { "html", CHAT_SERVER_HTML, 0, CPX_CHAT_ERROR_ANSWER },
  { "huge", CHAT_SERVER_HUGE, 0, CPX_CHAT_ERROR_TOO_LARGE },
  { "huge-unsaid", CHAT_SERVER_HUGE_UNSAID, 0, CPX_CHAT_ERROR_TOO_LARGE },
  { "deep", CHAT_SERVER_DEEP, 0, CPX_CHAT_ERROR_ANSWER },
  { "no-choice", CHAT_SERVER_NO_CHOICE, 0, CPX_CHAT_ERROR_ANSWER },
  { "two-choices", CHAT_SERVER_TWO_CHOICES, 0, CPX_CHAT_ERROR_ANSWER },
  { "redirect", CHAT_SERVER_REDIRECT, 0, CPX_CHAT_ERROR_REDIRECTED },
  { "close", CHAT_SERVER_CLOSE, 0, CPX_CHAT_ERROR_UNREACHABLE },
  { "half", CHAT_SERVER_HALF, 0, CPX_CHAT_ERROR_UNREACHABLE },
};

/* 1, 3, 4, 5 */
static void
test_bad (gconstpointer data)
{
  const BadCase *expected = data;
  g_autoptr(ChatServer) server = chat_server_new (NULL);
  gint64 begun = g_get_monotonic_time ();
  g_auto(Outcome) outcome = { 0 };

  server->mode = expected->mode;
  server->status = expected->status;
  outcome = ask (server->base);
  g_assert_null (outcome.answer);
  g_assert_error (outcome.error, CPX_CHAT_ERROR, expected->error);
  g_assert_cmpuint (server->n_asked, ==, 1);   /* 3: nobody asked /elsewhere */
  g_assert_cmpint (g_get_monotonic_time () - begun, <, (LIMIT_MS + 3000) * 1000);
  if (expected->error == CPX_CHAT_ERROR_TOO_SLOW)
    g_assert_cmpint (g_get_monotonic_time () - begun, >=, LIMIT_MS * 1000);
}

/* 2 */
static void
test_unknown_certificate (void)
{
  g_autoptr(GTlsCertificate) certificate = chat_server_certificate ("localhost");
  g_autoptr(ChatServer) server = chat_server_new (certificate);
  g_auto(Outcome) outcome = ask (server->base);

  g_assert_error (outcome.error, CPX_CHAT_ERROR, CPX_CHAT_ERROR_INSECURE);
  g_assert_cmpuint (server->n_asked, ==, 0);
}

/* As if the system trusted @certificate, from here to the end of the program; the file, which is read when it is
 * needed, is to be removed then. */
static char *
trust (GTlsCertificate *certificate)
{
  char *path = NULL;
  g_autofree char *pem = NULL;
  g_autoptr(GTlsDatabase) database = NULL;
  g_autoptr(GError) error = NULL;
  int file = g_file_open_tmp ("cpx-ca-XXXXXX.pem", &path, &error);

  g_assert_no_error (error);
  g_close (file, NULL);
  g_object_get (certificate, "certificate-pem", &pem, NULL);
  g_file_set_contents (path, pem, -1, &error);
  g_assert_no_error (error);
  database = g_tls_file_database_new (path, &error);
  g_assert_no_error (error);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), database);

  return path;
}

static void
test_certificate_of_another (void)
{
  g_autoptr(GTlsCertificate) certificate = chat_server_certificate ("ailleurs.exemple");
  g_autoptr(ChatServer) server = chat_server_new (certificate);
  g_autofree char *path = trust (certificate);
  g_auto(Outcome) outcome = ask (server->base);

  g_remove (path);
  g_assert_error (outcome.error, CPX_CHAT_ERROR, CPX_CHAT_ERROR_INSECURE);
  g_assert_cmpuint (server->n_asked, ==, 0);
}

static void
test_good_certificate (void)
{
  g_autoptr(GTlsCertificate) certificate = chat_server_certificate ("localhost");
  g_autoptr(ChatServer) server = chat_server_new (certificate);
  g_autofree char *path = trust (certificate);
  g_auto(Outcome) outcome = ask (server->base);

  g_remove (path);
  g_assert_no_error (outcome.error);
  g_assert_cmpuint (server->n_asked, ==, 1);
}

static void
test_unreachable (void)
{
  g_autoptr(ChatServer) server = chat_server_new (NULL);
  g_autofree char *base = g_strdup (server->base);
  g_auto(Outcome) closed = { 0 };
  g_auto(Outcome) unknown = { 0 };

  g_clear_pointer (&server, chat_server_free);
  closed = ask (base);
  g_assert_error (closed.error, CPX_CHAT_ERROR, CPX_CHAT_ERROR_UNREACHABLE);
  unknown = ask ("https://nulle-part.invalid/v1");
  g_assert_nonnull (unknown.error);
  g_assert_true (unknown.error->domain == CPX_CHAT_ERROR);
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);

  return G_SOURCE_REMOVE;
}

static void
test_cancelled (void)
{
  g_autoptr(ChatServer) server = chat_server_new (NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Outcome) outcome = { 0 };

  server->mode = CHAT_SERVER_SLOW;
  g_timeout_add (100, cancel_cb, cancellable);
  outcome = ask_with (server->base, NULL, 60000, cancellable);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The caller's main context goes on while the other side says nothing. */
static gboolean
tick_cb (gpointer n_ticks)
{
  ++*(guint *) n_ticks;

  return G_SOURCE_CONTINUE;
}

static void
test_screen_goes_on (void)
{
  g_autoptr(ChatServer) server = chat_server_new (NULL);
  guint n_ticks = 0;
  guint source = g_timeout_add (10, tick_cb, &n_ticks);
  g_auto(Outcome) outcome = { 0 };

  server->mode = CHAT_SERVER_SLOW;
  outcome = ask_with (server->base, NULL, 500, NULL);
  g_source_remove (source);
  g_assert_error (outcome.error, CPX_CHAT_ERROR, CPX_CHAT_ERROR_TOO_SLOW);
  g_assert_cmpuint (n_ticks, >, 5);
}

typedef struct
{
  const char *address;
  const char *endpoint;   /* NULL: refused */
} AddressCase;

static const AddressCase address_cases[] = {
  { "https://modele.exemple/v1", "https://modele.exemple/v1/chat/completions" },
  { "https://modele.exemple/v1/", "https://modele.exemple/v1/chat/completions" },
  { "https://modele.exemple", "https://modele.exemple/chat/completions" },
  { "https://modele.exemple:8443/v1/chat/completions", "https://modele.exemple:8443/v1/chat/completions" },
  { "http://127.0.0.1:11434/v1", "http://127.0.0.1:11434/v1/chat/completions" },
  { "http://localhost:8080", "http://localhost:8080/chat/completions" },
  { "http://[::1]:8080/v1", "http://[::1]:8080/v1/chat/completions" },
  { "http://modele.exemple/v1", NULL },
  { "http://192.168.1.10/v1", NULL },
  { "http://localhost.exemple/v1", NULL },
  { "http://127.0.0.1.exemple/v1", NULL },
  { "https://moi:secret@modele.exemple/v1", NULL },
  { "https://modele.exemple/v1?cle=secret", NULL },
  { "https://modele.exemple/v1#x", NULL },
  { "ftp://modele.exemple", NULL },
  { "file:///etc/passwd", NULL },
  { "modele.exemple/v1", NULL },
  { "https:///v1", NULL },
  { "", NULL },
};

static void
test_addresses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (address_cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GUri) uri = cpx_chat_address_resolve (address_cases[i].address, &error);
      g_autofree char *endpoint = uri != NULL ? g_uri_to_string (uri) : NULL;

      g_assert_cmpstr (endpoint, ==, address_cases[i].endpoint);
      if (endpoint == NULL)
        g_assert_error (error, CPX_CHAT_ERROR, CPX_CHAT_ERROR_ADDRESS);
    }
}

static void
test_origins (void)
{
  g_autofree char *one = cpx_chat_address_dup_origin ("https://modele.exemple/v1");
  g_autofree char *same = cpx_chat_address_dup_origin ("https://modele.exemple/v2/chat/completions");
  g_autofree char *other = cpx_chat_address_dup_origin ("https://modele.exemple:8443/v1");

  g_assert_cmpstr (one, ==, "https://modele.exemple");
  g_assert_cmpstr (one, ==, same);
  g_assert_cmpstr (one, !=, other);
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chat-client/addresses", test_addresses);
  g_test_add_func ("/chat-client/origins", test_origins);
  g_test_add_func ("/chat-client/good", test_good);
  g_test_add_func ("/chat-client/no-key", test_no_key);
  for (gsize i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/chat-client/bad/%s", bad_cases[i].name);

      g_test_add_data_func (path, &bad_cases[i], test_bad);
    }
  g_test_add_func ("/chat-client/unknown-certificate", test_unknown_certificate);
  g_test_add_func ("/chat-client/certificate-of-another", test_certificate_of_another);
  g_test_add_func ("/chat-client/good-certificate", test_good_certificate);
  g_test_add_func ("/chat-client/unreachable", test_unreachable);
  g_test_add_func ("/chat-client/cancelled", test_cancelled);
  g_test_add_func ("/chat-client/screen-goes-on", test_screen_goes_on);

  return g_test_run ();
}
