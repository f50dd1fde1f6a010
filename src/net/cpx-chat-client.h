/* cpx-chat-client.h: one question to an OpenAI-compatible chat completion endpoint, one answer or a reason why not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-json.h>

#include <gio/gio.h>

G_BEGIN_DECLS

#define CPX_CHAT_ERROR (cpx_chat_error_quark ())

/* What went wrong; each is counted. */
typedef enum {
  CPX_CHAT_ERROR_ADDRESS,      /* one that may not be asked */
  CPX_CHAT_ERROR_UNREACHABLE,  /* no machine, no network, the connection closed */
  CPX_CHAT_ERROR_TOO_SLOW,
  CPX_CHAT_ERROR_INSECURE,     /* TLS: the other side is not shown to be who it says */
  CPX_CHAT_ERROR_REFUSED,      /* by the service: its key, its limits, its own fault */
  CPX_CHAT_ERROR_REDIRECTED,   /* to somewhere that nobody agreed to */
  CPX_CHAT_ERROR_TOO_LARGE,
  CPX_CHAT_ERROR_ANSWER,       /* not what such a service answers */
} CpxChatError;

GQuark   cpx_chat_error_quark (void);

/* A question. Everything is borrowed. */
typedef struct
{
  const char *address;   /* see cpx-chat-address.h */
  const char *key;       /* (nullable) */
  GBytes     *body;      /* from cpx_chat_make_body(): the very bytes that leave */
  guint       limit_ms;  /* for all of it, from here to the end of the answer */
} CpxChatQuestion;

GBytes  *cpx_chat_make_body  (const char             *model,
                              json_t                 *messages);
char    *cpx_chat_ask        (const CpxChatQuestion  *question,
                              GCancellable           *cancellable,
                              GError                **error);
void     cpx_chat_ask_async  (const CpxChatQuestion  *question,
                              GCancellable           *cancellable,
                              GAsyncReadyCallback     callback,
                              gpointer                user_data);
char    *cpx_chat_ask_finish (GAsyncResult           *result,
                              GError                **error);

G_END_DECLS
