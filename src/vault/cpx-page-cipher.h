/* cpx-page-cipher.h: everything a vault writes after its header is sealed here, each piece with its own nonce.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-cipher.h"
#include "cpx-secret.h"

G_BEGIN_DECLS

#define CPX_TRAILER_SIZE 32  /* epoch 12 | counter 4 | tag 16; SQLite's reserved bytes of a page */

/* What a sealed piece is.  The values are authenticated with stored bytes: never renumber. */
typedef enum {
  CPX_PIECE_PAGE         = 1,  /* of the main file; index: its number */
  CPX_PIECE_WAL_HEADER   = 2,  /* generation: the WAL's */
  CPX_PIECE_FRAME_HEADER = 3,  /* generation: the WAL's, index: the frame's, from 1 */
  CPX_PIECE_FRAME_PAGE   = 4,  /* the same */
  CPX_PIECE_JOURNAL      = 5,  /* generation: the journal's, index: the block's, from 0 */
  CPX_PIECE_MARK         = 6,  /* index: the slot's */
} CpxPieceKind;

/* Where a piece belongs; it opens nowhere else. */
typedef struct
{
  CpxPieceKind kind;
  guint32      index;
  guint64      generation;
} CpxPiece;

typedef struct _CpxPageKeys CpxPageKeys;
typedef struct _CpxPageCipher CpxPageCipher;

CpxPageKeys   *cpx_page_keys_new      (CpxCipherSuite  suite,
                                       CpxSecret      *data_key,
                                       const guint8    vault_id[16]);
void           cpx_page_keys_free     (CpxPageKeys    *self);
/* Lets some nonces go unused, so that a test need not seal sixteen million pieces to see an epoch end */
void           cpx_page_keys_skip     (CpxPageKeys    *self,
                                       guint32         n_nonces);

CpxPageCipher *cpx_page_cipher_new    (CpxPageKeys    *keys);
void           cpx_page_cipher_free   (CpxPageCipher  *self);
void           cpx_page_cipher_seal   (CpxPageCipher  *self,
                                       CpxPiece        piece,
                                       const guint8   *plain,
                                       gsize           n_bytes,
                                       guint8         *out_sealed,
                                       guint8          out_trailer[CPX_TRAILER_SIZE]);
void           cpx_page_cipher_seal_alone
                                      (CpxPageCipher  *self,
                                       CpxPiece        piece,
                                       const guint8   *plain,
                                       gsize           n_bytes,
                                       guint8         *out_sealed,
                                       guint8          out_trailer[CPX_TRAILER_SIZE]);
gboolean       cpx_page_cipher_open   (CpxPageCipher  *self,
                                       CpxPiece        piece,
                                       const guint8   *sealed,
                                       gsize           n_bytes,
                                       const guint8    trailer[CPX_TRAILER_SIZE],
                                       guint8         *out_plain);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxPageKeys, cpx_page_keys_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxPageCipher, cpx_page_cipher_free)

G_END_DECLS
