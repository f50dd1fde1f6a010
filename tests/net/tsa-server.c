/* tsa-server.c: keys and certificates made by `openssl req` and `openssl ca`, answers by `openssl ts -reply`.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "tsa-server.h"

#include <glib/gstdio.h>
#include <stdarg.h>
#include <string.h>

#define N_ARGUMENTS 40

/* "%s": the folder, each time. */
static const char config[] =
  "[ca]\ndefault_ca = own\n"
  "[own]\ndatabase = %s/index.txt\nserial = %s/ca.serial\nnew_certs_dir = %s\ncertificate = %s/ca.pem\n"
  "private_key = %s/ca.key\ndefault_md = sha256\npolicy = any\ndefault_days = 30\nunique_subject = no\n"
  "[any]\ncommonName = supplied\n"
  "[stamping]\nextendedKeyUsage = critical,timeStamping\nbasicConstraints = CA:FALSE\n"
  "[tsa]\ndefault_tsa = own_tsa\n"
  "[own_tsa]\nserial = %s/tsa.serial\nsigner_digest = sha256\ndefault_policy = 1.2.3.4.1\ndigests = sha256\n"
  "ess_cert_id_alg = sha256\naccuracy = secs:1\n"
  "[picky_tsa]\nserial = %s/tsa.serial\nsigner_digest = sha256\ndefault_policy = 1.2.3.4.1\ndigests = sha512\n"
  "ess_cert_id_alg = sha256\n"
  "[req]\ndistinguished_name = name\n[name]\n";

/* Runs openssl in the folder; the arguments end with NULL. */
gboolean
tsa_server_run (TsaServer  *self,
                GError    **error,
                ...)
{
  const char *arguments[N_ARGUMENTS] = { "openssl" };
  g_autoptr(GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr(GSubprocess) process = NULL;
  va_list list;

  va_start (list, error);
  for (guint i = 1; i < N_ARGUMENTS - 1 && (arguments[i] = va_arg (list, const char *)) != NULL; i++)
    ;
  va_end (list);
  g_subprocess_launcher_set_cwd (launcher, self->folder);
  process = g_subprocess_launcher_spawnv (launcher, arguments, error);

  return process != NULL && g_subprocess_wait_check (process, NULL, error);
}

static char *
in_folder (TsaServer  *self,
           const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

static void
put (TsaServer  *self,
     const char *name,
     const char *bytes,
     gsize       size)
{
  g_autofree char *path = in_folder (self, name);

  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
}

static char *
get (TsaServer  *self,
     const char *name,
     gsize      *out_size)
{
  g_autofree char *path = in_folder (self, name);
  char *bytes = NULL;

  g_assert_true (g_file_get_contents (path, &bytes, out_size, NULL));

  return bytes;
}

static void
make_certificate (TsaServer  *self,
                  const char *name,
                  const char *use,
                  const char *from,
                  const char *to)
{
  g_autofree char *key = g_strconcat (name, ".key", NULL), *request = g_strconcat (name, ".csr", NULL);
  g_autofree char *certificate = g_strconcat (name, ".pem", NULL), *subject = g_strconcat ("/CN=", name, NULL);
  g_autoptr(GError) error = NULL;

  tsa_server_run (self, &error, "req", "-config", "cnf", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                  "-nodes", "-keyout", key, "-out", request, "-subj", subject, NULL);
  g_assert_no_error (error);
  tsa_server_run (self, &error, "ca", "-batch", "-config", "cnf", "-in", request, "-out", certificate, "-notext",
                  "-extensions", use, "-startdate", from, "-enddate", to, NULL);
  g_assert_no_error (error);
}

static void
make_authority (TsaServer  *self,
                const char *name)
{
  g_autofree char *key = g_strconcat (name, ".key", NULL), *certificate = g_strconcat (name, ".pem", NULL);
  g_autofree char *subject = g_strconcat ("/CN=Autorite ", name, NULL);
  g_autoptr(GError) error = NULL;

  tsa_server_run (self, &error, "req", "-x509", "-config", "cnf", "-newkey", "ec", "-pkeyopt",
                  "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", certificate, "-days", "3650", "-subj",
                  subject, "-addext", "basicConstraints=critical,CA:TRUE", NULL);
  g_assert_no_error (error);
}

/* The other one vouches for itself. */
static void
make_other (TsaServer *self)
{
  g_autoptr(GError) error = NULL;

  tsa_server_run (self, &error, "req", "-x509", "-config", "cnf", "-newkey", "ec", "-pkeyopt",
                  "ec_paramgen_curve:P-256", "-nodes", "-keyout", "other.key", "-out", "other.pem", "-days", "30",
                  "-subj", "/CN=other", "-addext", "extendedKeyUsage=critical,timeStamping", NULL);
  g_assert_no_error (error);
}

static char *
make_config (TsaServer *self)
{
  g_auto(GStrv) parts = g_strsplit (config, "%s", -1);

  return g_strjoinv (self->folder, parts);
}

static void
make_files (TsaServer *self)
{
  g_autofree char *text = make_config (self);

  put (self, "cnf", text, strlen (text));
  put (self, "index.txt", "", 0);
  put (self, "ca.serial", "01\n", 3);
  put (self, "tsa.serial", "01\n", 3);
  make_authority (self, "ca");
  make_certificate (self, "good", "stamping", "20200101000000Z", "20991231000000Z");
  make_certificate (self, "over", "stamping", "20200101000000Z", "20210101000000Z");
  make_other (self);
}

/* The answer of `openssl ts -reply` to a question in a file, signed by @signer. */
static char *
reply (TsaServer  *self,
       const char *question,
       const char *signer,
       const char *section,
       gsize      *out_size)
{
  g_autofree char *key = g_strconcat (signer, ".key", NULL), *certificate = g_strconcat (signer, ".pem", NULL);
  g_autoptr(GError) error = NULL;

  tsa_server_run (self, &error, "ts", "-reply", "-config", "cnf", "-section", section, "-queryfile", question,
                  "-signer", certificate, "-inkey", key, "-out", "answer", NULL);
  g_assert_no_error (error);

  return get (self, "answer", out_size);
}

/* Another question, by `openssl ts -query`, about the hash at the end of the one that was asked. */
static void
ask_anew (TsaServer    *self,
          const guint8 *digest,
          gboolean      has_nonce)
{
  GString *hex = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 32; i++)
    g_string_append_printf (hex, "%02x", digest[i]);
  tsa_server_run (self, &error, "ts", "-query", "-digest", hex->str, "-sha256", "-cert", "-out", "question",
                  has_nonce ? NULL : "-no_nonce", NULL);
  g_assert_no_error (error);
  g_string_free (hex, TRUE);
}

/* Where the 32 bytes of the hash begin: after "OCTET STRING, 32". */
static guint8 *
find_digest (char  *question,
             gsize  size)
{
  guint8 *found = memmem (question, size, "\x04\x20", 2);

  g_assert_nonnull (found);

  return found + 2;
}

static char *
answer_badly (TsaServer     *self,
              TsaServerMode  mode,
              char          *question,
              gsize          size,
              gsize         *out_size)
{
  if (mode == TSA_SERVER_OTHER_NONCE || mode == TSA_SERVER_NO_NONCE)
    ask_anew (self, find_digest (question, size), mode == TSA_SERVER_OTHER_NONCE);
  if (mode == TSA_SERVER_OTHER_HASH)
    {
      find_digest (question, size)[7] ^= 1;
      put (self, "question", question, size);
    }
  if (mode == TSA_SERVER_OTHER_AUTHORITY)
    return reply (self, "question", "other", "own_tsa", out_size);
  if (mode == TSA_SERVER_EXPIRED)
    return reply (self, "question", "over", "own_tsa", out_size);
  if (mode == TSA_SERVER_REFUSES)
    return reply (self, "question", "good", "picky_tsa", out_size);

  return reply (self, "question", "good", "own_tsa", out_size);
}

static void
answer (TsaServer         *self,
        SoupServerMessage *message,
        TsaServerMode      mode)
{
  g_autoptr(GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *question = g_memdup2 (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  gsize size = 0;
  char *bytes;

  put (self, "question", question, g_bytes_get_size (body));
  if (mode == TSA_SERVER_GARBAGE || mode == TSA_SERVER_HUGE)
    bytes = g_strnfill (size = mode == TSA_SERVER_HUGE ? 500000 : 300, '0');
  else
    bytes = answer_badly (self, mode, question, g_bytes_get_size (body), &size);
  if (mode == TSA_SERVER_TRUNCATED)
    size -= 20;
  if (mode == TSA_SERVER_LONGER)
    size += 1;   /* g_file_get_contents() ends with a zero */
  if (mode == TSA_SERVER_EMPTY)
    size = 0;
  soup_server_message_set_status (message, mode == TSA_SERVER_STATUS ? 500 : SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, mode == TSA_SERVER_HTML ? "text/html" : "application/timestamp-reply",
                                    SOUP_MEMORY_TAKE, bytes, size);
}

static void
asked_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  TsaServer *self = user_data;
  TsaServerMode mode = (TsaServerMode) g_atomic_int_get (&self->mode);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  g_atomic_int_inc (&self->n_asked);
  if (g_strcmp0 (soup_message_headers_get_content_type (headers, NULL), "application/timestamp-query") != 0)
    soup_server_message_set_status (message, SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE, NULL);
  else if (mode == TSA_SERVER_SLOW)
    soup_server_message_pause (message);
  else if (mode == TSA_SERVER_REDIRECT)
    soup_server_message_set_redirect (message, SOUP_STATUS_TEMPORARY_REDIRECT, "/elsewhere");
  else
    answer (self, message, mode);
}

static gpointer
serve (gpointer data)
{
  TsaServer *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  while (g_main_context_iteration (self->context, FALSE))   /* what it had under way is let go of */
    ;
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

static void
start_listening (TsaServer *self)
{
  g_autoptr(GError) error = NULL;
  GSList *uris;

  g_main_context_push_thread_default (self->context);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, asked_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->address = g_strdup_printf ("http://127.0.0.1:%d/tsr", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_main_context_pop_thread_default (self->context);
}

TsaServer *
tsa_server_new (void)
{
  TsaServer *self = g_new0 (TsaServer, 1);
  g_autoptr(GError) error = NULL;
  gsize size;

  self->folder = g_dir_make_tmp ("cpx-tsa-XXXXXX", &error);
  g_assert_no_error (error);
  make_files (self);
  self->certificate = get (self, "ca.pem", &size);
  self->path = in_folder (self, "ca.pem");
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  start_listening (self);
  self->thread = g_thread_new ("tsa", serve, self);

  return self;
}

void
tsa_server_set_mode (TsaServer     *self,
                     TsaServerMode  mode)
{
  g_atomic_int_set (&self->mode, (int) mode);
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);

  return G_SOURCE_REMOVE;
}

static void
remove_files (TsaServer *self)
{
  g_autoptr(GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = in_folder (self, name);

      g_unlink (path);
    }
  g_rmdir (self->folder);
}

void
tsa_server_free (TsaServer *self)
{
  g_autoptr(GSource) quit = g_idle_source_new ();

  g_source_set_callback (quit, quit_cb, self->loop, NULL);
  g_source_attach (quit, self->context);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  remove_files (self);
  g_free (self->folder);
  g_free (self->address);
  g_free (self->certificate);
  g_free (self->path);
  g_free (self);
}
