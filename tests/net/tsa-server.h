/* tsa-server.h: a real time-stamping authority on this machine, `openssl ts` behind a small HTTP server on a thread of
 * its own, and all that one may answer that it should not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libsoup/soup.h>

typedef enum
{
  TSA_SERVER_GOOD,
  TSA_SERVER_OTHER_NONCE,      /* an answer to another question about the same hash */
  TSA_SERVER_NO_NONCE,
  TSA_SERVER_OTHER_HASH,       /* the same nonce, of something else */
  TSA_SERVER_OTHER_AUTHORITY,  /* signed by one that nobody chose */
  TSA_SERVER_EXPIRED,          /* signed with a certificate that is over */
  TSA_SERVER_REFUSES,          /* a real refusal: the hash is none that it takes */
  TSA_SERVER_GARBAGE,
  TSA_SERVER_TRUNCATED,
  TSA_SERVER_LONGER,           /* a good answer, and a byte */
  TSA_SERVER_HUGE,
  TSA_SERVER_EMPTY,
  TSA_SERVER_STATUS,           /* 500 */
  TSA_SERVER_HTML,
  TSA_SERVER_REDIRECT,
  TSA_SERVER_SLOW,             /* never answers */
} TsaServerMode;

typedef struct
{
  char          *folder;       /* keys and certificates */
  char          *address;      /* http://127.0.0.1:1234/tsr */
  char          *certificate;  /* in PEM, of who vouches for the authority */
  char          *path;         /* the same, as a file */
  gint           mode;         /* atomic: a TsaServerMode */
  gint           n_asked;      /* atomic */

  GThread       *thread;
  GMainContext  *context;
  GMainLoop     *loop;
  SoupServer    *server;
} TsaServer;

TsaServer *tsa_server_new      (void);
void       tsa_server_set_mode (TsaServer      *self,
                                TsaServerMode   mode);
gboolean   tsa_server_run      (TsaServer      *self,
                                GError        **error,
                                ...);
void       tsa_server_free     (TsaServer      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsaServer, tsa_server_free)
