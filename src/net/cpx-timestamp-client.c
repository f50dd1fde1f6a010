/* cpx-timestamp-client.c: carries a request there and an answer back; what it is worth crypto/cpx-timestamp.c tells.
 *
 * Plain http will do, as most authorities have it: what leaves is a hash and a random number, and what comes back is
 * signed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-timestamp-client.h"

#include "cpx-http-post.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_ADDRESS_LENGTH 500
#define MAX_ANSWER_BYTES   65536

static const char *const faults[] = {
  [CPX_HTTP_POST_ERROR_UNREACHABLE] = N_("The time-stamping authority cannot be reached."),
  [CPX_HTTP_POST_ERROR_TOO_SLOW] = N_("The time-stamping authority did not answer in time."),
  [CPX_HTTP_POST_ERROR_INSECURE] = N_("The time-stamping authority does not show who it is (TLS certificate)."),
  [CPX_HTTP_POST_ERROR_FORBIDDEN] = N_("The time-stamping authority is not open to this practice."),
  [CPX_HTTP_POST_ERROR_REFUSED] = N_("The time-stamping authority refuses, or has a fault of its own."),
  [CPX_HTTP_POST_ERROR_REDIRECTED] = N_("The time-stamping authority sends elsewhere: that is not followed."),
  [CPX_HTTP_POST_ERROR_TOO_LARGE] = N_("The answer of the time-stamping authority is too long."),
  [CPX_HTTP_POST_ERROR_TYPE] = N_("The answer is not that of a time-stamping authority."),
};

static GUri *
parse (const char  *address,
       GError     **error)
{
  g_autoptr(GUri) uri =
    strlen (address) <= MAX_ADDRESS_LENGTH ? g_uri_parse (address, G_URI_FLAGS_HAS_PASSWORD, NULL) : NULL;
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host != NULL && *host != '\0' && g_uri_get_userinfo (uri) == NULL &&
      (strcmp (scheme, "http") == 0 || strcmp (scheme, "https") == 0))
    return g_steal_pointer (&uri);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       _("This is no address of an authority: write it as http://machine/path, without a password."));

  return NULL;
}

/**
 * cpx_timestamp_address_check:
 * @address: as typed
 * @error: where the refusal goes
 *
 * Returns: whether @address may be asked
 */
gboolean
cpx_timestamp_address_check (const char  *address,
                             GError     **error)
{
  g_autoptr(GUri) uri = parse (address, error);

  return uri != NULL;
}

/**
 * cpx_timestamp_ask:
 * @address: of the authority
 * @request: the question, in DER
 * @limit_ms: for all of it
 * @cancellable: (nullable): for who no longer wants to know
 * @error: where the fault goes
 *
 * Asks, and waits on this thread.
 *
 * Returns: (transfer full) (nullable): the answer, not looked at
 */
GBytes *
cpx_timestamp_ask (const char    *address,
                   GBytes        *request,
                   guint          limit_ms,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr(GUri) uri = parse (address, error);
  CpxHttpPost post = { .uri = uri, .type = "application/timestamp-query", .body = request,
                       .answer_type = "application/timestamp-reply", .max_answer_bytes = MAX_ANSWER_BYTES,
                       .limit_ms = limit_ms };
  g_autoptr(GError) fault = NULL;
  GBytes *answer = uri != NULL ? cpx_http_post (&post, cancellable, &fault) : NULL;

  if (fault != NULL && fault->domain == CPX_HTTP_POST_ERROR)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _(faults[fault->code]));
  else if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));

  return answer;
}
