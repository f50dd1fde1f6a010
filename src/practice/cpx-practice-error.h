/* cpx-practice-error.h: why something could not be done, in codes that a screen or a terminal acts on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CPX_PRACTICE_ERROR (cpx_practice_error_quark ())

typedef enum
{
  CPX_PRACTICE_ERROR_REFUSED,           /* a rule, or input that cannot be what it says it is */
  CPX_PRACTICE_ERROR_INVALID,           /* a field's value is refused; the sentence names the field */
  CPX_PRACTICE_ERROR_NOT_FOUND,         /* no such file or record */
  CPX_PRACTICE_ERROR_NEWER_FORMAT,      /* the vault was written by a newer program */
  CPX_PRACTICE_ERROR_WRONG_PASSPHRASE,  /* or an unknown login: nobody is told which */
  CPX_PRACTICE_ERROR_TOO_SOON,          /* the delay after failed attempts is not over */
  CPX_PRACTICE_ERROR_NEED_CODE,         /* right passphrase; the one-time code is asked next */
  CPX_PRACTICE_ERROR_WRONG_CODE,        /* wrong, too old or already used one-time code */
  CPX_PRACTICE_ERROR_DAMAGED,           /* damage or tampering was found */
  CPX_PRACTICE_ERROR_IO,                /* disk full, read-only, unreadable */
  CPX_PRACTICE_ERROR_CONFLICT,          /* someone changed the same thing meanwhile */
  CPX_PRACTICE_ERROR_HELD,              /* another process holds the vault */
  CPX_PRACTICE_ERROR_NOT_ALLOWED,       /* not for this role */
  CPX_PRACTICE_ERROR_LOCKED,            /* the practice was locked meanwhile */
  CPX_PRACTICE_ERROR_NETWORK,           /* another machine does not answer, or not as it should */
} CpxPracticeError;

GQuark           cpx_practice_error_quark     (void);
CpxPracticeError cpx_practice_error_get_code  (const GError  *error);
gboolean         cpx_practice_error_translate (GError       **error);
GError          *cpx_practice_error_new_gap   (guint         n_unreadable);
void             cpx_practice_error_say_lost  (GError      **error,
                                               const char   *path,
                                               const char   *lost);

G_END_DECLS
