/* cpx-chat-address.c: checks an address that somebody typed, and completes it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-chat-address.h"

#include "cpx-chat-client.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_LENGTH 500
#define ENDPOINT   "/chat/completions"

static gboolean
refuse (const char  *sentence,
        GError     **error)
{
  g_set_error_literal (error, CPX_CHAT_ERROR, CPX_CHAT_ERROR_ADDRESS, sentence);

  return FALSE;
}

/**
 * cpx_chat_address_is_loopback:
 * @uri: an address
 *
 * Returns: whether it is of this machine, so that nothing goes over a wire
 */
gboolean
cpx_chat_address_is_loopback (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  g_autoptr(GInetAddress) address = host != NULL ? g_inet_address_new_from_string (host) : NULL;

  return g_strcmp0 (host, "localhost") == 0 || (address != NULL && g_inet_address_get_is_loopback (address));
}

static gboolean
check (GUri    *uri,
       GError **error)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);

  if (host == NULL || *host == '\0')
    return refuse (_("This address names no machine: write it as https://machine/v1."), error);
  if (g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return refuse (_("This address holds a password or options: write it as https://machine/v1, and the key in its "
                     "own field."), error);
  if (strcmp (scheme, "https") == 0 || (strcmp (scheme, "http") == 0 && cpx_chat_address_is_loopback (uri)))
    return TRUE;

  return refuse (_("Only an https address is asked, or an http one on this very machine."), error);
}

/**
 * cpx_chat_address_resolve:
 * @address: as typed: the base of an OpenAI-compatible service, or its chat completion endpoint
 * @error: where the refusal goes: %CPX_CHAT_ERROR_ADDRESS
 *
 * Returns: (transfer full) (nullable): the endpoint
 */
GUri *
cpx_chat_address_resolve (const char  *address,
                          GError     **error)
{
  g_autoptr(GUri) uri = strlen (address) <= MAX_LENGTH ? g_uri_parse (address, G_URI_FLAGS_HAS_PASSWORD, NULL) : NULL;
  g_autofree char *path = NULL;
  gsize length;

  if (uri == NULL)
    {
      refuse (_("This is no address: write it as https://machine/v1."), error);
      return NULL;
    }
  if (!check (uri, error))
    return NULL;
  path = g_strdup (g_uri_get_path (uri));
  for (length = strlen (path); length > 0 && path[length - 1] == '/'; length--)
    path[length - 1] = '\0';
  if (!g_str_has_suffix (path, ENDPOINT))
    {
      char *completed = g_strconcat (path, ENDPOINT, NULL);

      g_free (path);
      path = completed;
    }

  return g_uri_build (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri), g_uri_get_port (uri), path,
                      NULL, NULL);
}

/**
 * cpx_chat_address_dup_origin:
 * @address: as typed
 *
 * Returns: (transfer full) (nullable): scheme, machine and port: what a key is good for; `NULL` if it is no address
 */
char *
cpx_chat_address_dup_origin (const char *address)
{
  g_autoptr(GUri) uri = cpx_chat_address_resolve (address, NULL);
  g_autoptr(GUri) origin =
    uri != NULL ? g_uri_build (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                               g_uri_get_port (uri), "", NULL, NULL)
                : NULL;

  return origin != NULL ? g_uri_to_string (origin) : NULL;
}
