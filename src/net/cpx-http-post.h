/* cpx-http-post.h: one POST to a machine that is not trusted, one answer of a limited size in a limited time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CPX_HTTP_POST_ERROR (cpx_http_post_error_quark ())

/* What went wrong; whoever asked says it in the words of what was asked. */
typedef enum
{
  CPX_HTTP_POST_ERROR_UNREACHABLE,  /* no machine, no network, the connection closed */
  CPX_HTTP_POST_ERROR_TOO_SLOW,
  CPX_HTTP_POST_ERROR_INSECURE,     /* TLS: the other side is not shown to be who it says */
  CPX_HTTP_POST_ERROR_FORBIDDEN,    /* the key, or none */
  CPX_HTTP_POST_ERROR_REFUSED,      /* by the service: its limits, its own fault */
  CPX_HTTP_POST_ERROR_REDIRECTED,   /* to somewhere that nobody agreed to */
  CPX_HTTP_POST_ERROR_TOO_LARGE,
  CPX_HTTP_POST_ERROR_TYPE,         /* not what such a service answers */
} CpxHttpPostError;

GQuark  cpx_http_post_error_quark (void);

/* Everything is borrowed. */
typedef struct
{
  GUri       *uri;
  const char *type;              /* of @body */
  GBytes     *body;              /* the very bytes that leave */
  const char *key;               /* (nullable): sent as a bearer token */
  const char *answer_type;       /* the only one that is taken */
  guint       max_answer_bytes;
  guint       limit_ms;          /* for all of it, from here to the end of the answer */
} CpxHttpPost;

GBytes *cpx_http_post             (const CpxHttpPost  *post,
                                   GCancellable       *cancellable,
                                   GError            **error);

G_END_DECLS
