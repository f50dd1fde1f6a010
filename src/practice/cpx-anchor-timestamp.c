/* cpx-anchor-timestamp.c: an authority states in writing that the seal existed at a time (RFC 3161). It is sent the
 * hash of the signed note's bytes, so that the file of the seal is what the time-stamp is of:
 *
 *   openssl ts -verify -data sceau -in recu.tsr -CAfile autorite.pem
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-anchor-kind.h"
#include "cpx-practice-error.h"

#include <cpx-clock.h>
#include <cpx-timestamp-client.h>
#include <cpx-timestamp.h>

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
fail (CpxPracticeError   code,
      GError            *failure,
      GError           **error)
{
  if (failure->domain == G_IO_ERROR && failure->code == G_IO_ERROR_CANCELLED)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  g_set_error_literal (error, CPX_PRACTICE_ERROR, (int) code, failure->message);
  g_error_free (failure);

  return FALSE;
}

static gboolean
check (CpxPractice  *practice,
       const char   *target,
       const char   *proof,
       GError      **error)
{
  GError *failure = NULL;
  g_autofree char *authority = NULL;

  if (!cpx_timestamp_address_check (target, &failure))
    return fail (CPX_PRACTICE_ERROR_INVALID, failure, error);
  authority = cpx_timestamp_dup_authority (proof != NULL ? proof : "", &failure);

  return authority != NULL || fail (CPX_PRACTICE_ERROR_INVALID, failure, error);
}

static void
hash (const CpxAnchorOrder *order,
      guint8                out_imprint[CPX_SHA256_SIZE])
{
  cpx_sha256 (order->note, strlen (order->note), out_imprint);
}

static GBytes *
anchor (const CpxAnchorOrder  *order,
        gint64                *out_time_us,
        GCancellable          *cancellable,
        GError               **error)
{
  guint8 imprint[CPX_SHA256_SIZE];
  g_autoptr(GBytes) request = NULL;
  g_autoptr(GBytes) answer = NULL;
  GError *failure = NULL;

  hash (order, imprint);
  request = cpx_timestamp_make_request (imprint);
  answer = cpx_timestamp_ask (order->target, request, CPX_TIMESTAMP_CLIENT_LIMIT_MS, cancellable, &failure);
  if (answer == NULL)
    fail (CPX_PRACTICE_ERROR_NETWORK, failure, error);
  else if (!cpx_timestamp_check (request, answer, order->proof, cpx_clock_now_us (), out_time_us, &failure))
    fail (CPX_PRACTICE_ERROR_NETWORK, failure, error);
  else
    return g_steal_pointer (&answer);

  return NULL;
}

static gboolean
verify (const CpxAnchorOrder  *order,
        GBytes                *receipt,
        gint64                *out_time_us,
        GError               **error)
{
  guint8 imprint[CPX_SHA256_SIZE];
  GError *failure = NULL;

  hash (order, imprint);

  return cpx_timestamp_check_data (imprint, receipt, order->proof, out_time_us, &failure) ||
         fail (CPX_PRACTICE_ERROR_DAMAGED, failure, error);
}

const CpxAnchorKind cpx_anchor_timestamp = { "rfc3161", N_("Time-stamping authority"), ".tsr", TRUE,
                                             check, anchor, verify };
