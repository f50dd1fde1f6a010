/* chat-server.h: a real HTTP server on this machine that answers as a language model, or as none should.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libsoup/soup.h>

/* What it answers. */
typedef enum {
  CHAT_SERVER_GOOD,          /* a completion with the text of chat_server_set_text() */
  CHAT_SERVER_SLOW,          /* never */
  CHAT_SERVER_DRIP,          /* a byte now and then, for ever */
  CHAT_SERVER_STATUS,        /* the status of chat_server_set_status(), with a good body */
  CHAT_SERVER_GARBAGE,       /* bytes that call themselves JSON */
  CHAT_SERVER_HTML,
  CHAT_SERVER_HUGE,          /* with its length */
  CHAT_SERVER_HUGE_UNSAID,   /* in chunks, without */
  CHAT_SERVER_DEEP,
  CHAT_SERVER_NO_CHOICE,
  CHAT_SERVER_TWO_CHOICES,
  CHAT_SERVER_REDIRECT,      /* to the same server, which would answer well */
  CHAT_SERVER_CLOSE,         /* the connection, without a word */
  CHAT_SERVER_HALF,          /* closes in the middle of the answer */
} ChatServerMode;

typedef struct
{
  SoupServer     *server;
  char           *base;       /* "http://127.0.0.1:1234/v1" */
  ChatServerMode  mode;
  const char     *text;
  guint           status;
  guint           n_asked;
  char           *body;       /* of the last request */
  char           *headers;    /* the same, a line each */
} ChatServer;

ChatServer      *chat_server_new          (GTlsCertificate *certificate);
void             chat_server_free         (ChatServer      *self);
GTlsCertificate *chat_server_certificate  (const char      *host);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatServer, chat_server_free)
