/* cpx-timestamp.c: OpenSSL's time-stamp functions, with what they leave to the caller.
 *
 * Invariants, which the tests number alike:
 *   1. A question holds a nonce of 64 random bits, SHA-256, and asks for the certificate of who answers.
 *   2. An answer is one DER value and nothing after it, no larger than CPX_TIMESTAMP_MAX_ANSWER_BYTES.
 *   3. It says granted, has the nonce and the imprint of the question, and its signature holds.
 *   4. Who signed is trusted by the certificates that were chosen and by no other, is allowed to time-stamp, and its
 *      certificate was valid: when the answer came for a new one, at the time that it states for a kept one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-timestamp.h"

#include "cpx-crypto.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <string.h>

#define NONCE_BYTES 8

G_DEFINE_QUARK (cpx-timestamp-error-quark, cpx_timestamp_error)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TS_REQ, TS_REQ_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TS_RESP, TS_RESP_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TS_MSG_IMPRINT, TS_MSG_IMPRINT_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TS_VERIFY_CTX, TS_VERIFY_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_STORE, X509_STORE_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_ALGOR, X509_ALGOR_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_INTEGER, ASN1_INTEGER_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free_all)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)

static gboolean
fail (CpxTimestampError   code,
      const char         *sentence,
      GError            **error)
{
  ERR_clear_error ();
  g_set_error_literal (error, CPX_TIMESTAMP_ERROR, (int) code, sentence);

  return FALSE;
}

/* The question */

static TS_MSG_IMPRINT *
make_imprint (const guint8 imprint[CPX_SHA256_SIZE])
{
  TS_MSG_IMPRINT *made = TS_MSG_IMPRINT_new ();
  g_autoptr(X509_ALGOR) algorithm = X509_ALGOR_new ();

  g_assert (X509_ALGOR_set0 (algorithm, OBJ_nid2obj (NID_sha256), V_ASN1_NULL, NULL) == 1);
  g_assert (TS_MSG_IMPRINT_set_algo (made, algorithm) == 1);
  g_assert (TS_MSG_IMPRINT_set_msg (made, (unsigned char *) imprint, CPX_SHA256_SIZE) == 1);

  return made;
}

/* 1: DER knows no leading zeros, so the first byte has none; nor a sign. */
static ASN1_INTEGER *
make_nonce (void)
{
  ASN1_INTEGER *nonce = ASN1_INTEGER_new ();
  guint8 bytes[NONCE_BYTES];

  cpx_crypto_fill_random (bytes, sizeof bytes);
  bytes[0] |= 0x40;
  g_assert (ASN1_STRING_set (nonce, bytes, sizeof bytes) == 1);

  return nonce;
}

static TS_REQ *
make_question (const guint8 imprint[CPX_SHA256_SIZE])
{
  TS_REQ *question = TS_REQ_new ();
  g_autoptr(TS_MSG_IMPRINT) made = make_imprint (imprint);

  g_assert (TS_REQ_set_version (question, 1) == 1);
  g_assert (TS_REQ_set_msg_imprint (question, made) == 1);
  g_assert (TS_REQ_set_cert_req (question, 1) == 1);

  return question;
}

/**
 * cpx_timestamp_make_request:
 * @imprint: the SHA-256 of what is to be time-stamped
 *
 * Returns: (transfer full): the question, in DER, never twice the same
 */
GBytes *
cpx_timestamp_make_request (const guint8 imprint[CPX_SHA256_SIZE])
{
  g_autoptr(TS_REQ) question = make_question (imprint);
  g_autoptr(ASN1_INTEGER) nonce = make_nonce ();
  unsigned char *der = NULL;
  GBytes *bytes;
  int size;

  g_assert (TS_REQ_set_nonce (question, nonce) == 1);
  size = i2d_TS_REQ (question, &der);
  g_assert (size > 0);
  bytes = g_bytes_new (der, (gsize) size);
  OPENSSL_free (der);

  return bytes;
}

/* The certificates */

static BIO *
open_text (const char *text)
{
  gsize size = strlen (text);

  return size <= CPX_TIMESTAMP_MAX_CERTIFICATES_BYTES ? BIO_new_mem_buf (text, (int) size) : NULL;
}

/* 4: each of them is trusted by itself, also that of the authority without those above it. */
static X509_STORE *
make_store (const char  *certificates,
            gint64       at_us,
            GError     **error)
{
  g_autoptr(X509_STORE) store = X509_STORE_new ();
  g_autoptr(BIO) text = open_text (certificates);
  X509 *certificate;
  guint n = 0;

  for (; text != NULL && (certificate = PEM_read_bio_X509 (text, NULL, NULL, NULL)) != NULL; n++)
    {
      X509_STORE_add_cert (store, certificate);
      X509_free (certificate);
    }
  ERR_clear_error ();
  if (n == 0)
    {
      fail (CPX_TIMESTAMP_ERROR_CERTIFICATES,
            _("This is no certificate: choose the file (PEM) that the authority publishes."), error);
      return NULL;
    }
  X509_STORE_set_flags (store, X509_V_FLAG_PARTIAL_CHAIN);
  X509_VERIFY_PARAM_set_time (X509_STORE_get0_param (store), (time_t) (at_us / G_USEC_PER_SEC));

  return g_steal_pointer (&store);
}

/**
 * cpx_timestamp_dup_authority:
 * @certificates: in PEM
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): what the first of @certificates calls its holder
 */
char *
cpx_timestamp_dup_authority (const char  *certificates,
                             GError     **error)
{
  g_autoptr(BIO) text = open_text (certificates);
  g_autoptr(X509) certificate = text != NULL ? PEM_read_bio_X509 (text, NULL, NULL, NULL) : NULL;
  char name[200] = "";

  if (certificate == NULL)
    {
      fail (CPX_TIMESTAMP_ERROR_CERTIFICATES,
            _("This is no certificate: choose the file (PEM) that the authority publishes."), error);
      return NULL;
    }
  if (X509_NAME_get_text_by_NID (X509_get_subject_name (certificate), NID_commonName, name, sizeof name) <= 0)
    X509_NAME_oneline (X509_get_subject_name (certificate), name, sizeof name);

  return g_utf8_make_valid (name, -1);
}

/* The answer */

/* 2 */
static TS_RESP *
read_answer (GBytes  *bytes,
             GError **error)
{
  gsize size;
  const unsigned char *data = g_bytes_get_data (bytes, &size);
  const unsigned char *end = data;
  g_autoptr(TS_RESP) answer = NULL;

  if (size > 0 && size <= CPX_TIMESTAMP_MAX_ANSWER_BYTES)
    answer = d2i_TS_RESP (NULL, &end, (long) size);
  if (answer != NULL && end == data + size)
    return g_steal_pointer (&answer);
  fail (CPX_TIMESTAMP_ERROR_FORMAT, _("The answer is not that of a time-stamping authority."), error);

  return NULL;
}

static gboolean
is_granted (TS_RESP *answer)
{
  long status = ASN1_INTEGER_get (TS_STATUS_INFO_get0_status (TS_RESP_get_status_info (answer)));

  return (status == TS_STATUS_GRANTED || status == TS_STATUS_GRANTED_WITH_MODS) &&
         TS_RESP_get_tst_info (answer) != NULL;
}

static gboolean
read_time (TS_RESP  *answer,
           gint64   *out_us,
           GError  **error)
{
  struct tm broken = { 0 };

  if (!is_granted (answer))
    return fail (CPX_TIMESTAMP_ERROR_REFUSED, _("The time-stamping authority refused the request."), error);
  if (ASN1_TIME_to_tm (TS_TST_INFO_get_time (TS_RESP_get_tst_info (answer)), &broken) != 1)
    return fail (CPX_TIMESTAMP_ERROR_FORMAT, _("The answer is not that of a time-stamping authority."), error);
  *out_us = (gint64) timegm (&broken) * G_USEC_PER_SEC;

  return TRUE;
}

/* The reason of X509 is in the data of the error, in OpenSSL's own words. */
static gboolean
is_about (const char *data,
          long        code)
{
  return data != NULL && strstr (data, X509_verify_cert_error_string (code)) != NULL;
}

static gboolean
fail_as_openssl (GError **error)
{
  const char *data = NULL;
  int flags = 0;
  unsigned long code;
  gboolean is_over = FALSE;

  while ((code = ERR_get_error_all (NULL, NULL, NULL, &data, &flags)) != 0)
    {
      is_over = is_over || is_about (data, X509_V_ERR_CERT_HAS_EXPIRED) ||
                is_about (data, X509_V_ERR_CERT_NOT_YET_VALID);
      if (ERR_GET_LIB (code) == ERR_LIB_TS && (ERR_GET_REASON (code) == TS_R_NONCE_MISMATCH ||
                                               ERR_GET_REASON (code) == TS_R_NONCE_NOT_RETURNED))
        return fail (CPX_TIMESTAMP_ERROR_NONCE,
                     _("The time-stamp answers another question than the one that was asked."), error);
      if (ERR_GET_LIB (code) == ERR_LIB_TS && ERR_GET_REASON (code) == TS_R_MESSAGE_IMPRINT_MISMATCH)
        return fail (CPX_TIMESTAMP_ERROR_IMPRINT, _("The time-stamp is of something else than this seal."), error);
    }
  if (is_over)
    return fail (CPX_TIMESTAMP_ERROR_EXPIRED,
                 _("The certificate of the time-stamping authority is over or not valid yet."), error);

  return fail (CPX_TIMESTAMP_ERROR_UNTRUSTED,
               _("The time-stamp was not signed by the authority whose certificate was chosen."), error);
}

/* 3, 4 */
static gboolean
verify (TS_VERIFY_CTX  *context,
        TS_RESP        *answer,
        const char     *certificates,
        gint64          at_us,
        GError        **error)
{
  X509_STORE *store = make_store (certificates, at_us, error);

  if (store == NULL)
    return FALSE;
  TS_VERIFY_CTX_add_flags (context, TS_VFY_SIGNATURE);
  TS_VERIFY_CTX_set_store (context, store);   /* which owns it from here on */
  ERR_clear_error ();

  return TS_RESP_verify_response (context, answer) == 1 || fail_as_openssl (error);
}

/**
 * cpx_timestamp_check:
 * @request: what was asked, from cpx_timestamp_make_request()
 * @answer: what came back
 * @certificates: in PEM: those that are trusted, of the authority or of who vouches for it
 * @now_us: the time, microseconds since the epoch, UTC
 * @out_time_us: (out): the time that the authority states
 * @error: where the refusal goes
 *
 * Checks a new answer.
 *
 * Returns: `TRUE` if the authority states that the imprint existed at @out_time_us
 */
gboolean
cpx_timestamp_check (GBytes      *request,
                     GBytes      *answer,
                     const char  *certificates,
                     gint64       now_us,
                     gint64      *out_time_us,
                     GError     **error)
{
  gsize size;
  const unsigned char *der = g_bytes_get_data (request, &size);
  g_autoptr(TS_REQ) question = d2i_TS_REQ (NULL, &der, (long) size);
  g_autoptr(TS_RESP) read = read_answer (answer, error);
  g_autoptr(TS_VERIFY_CTX) context = NULL;

  g_return_val_if_fail (question != NULL, FALSE);

  if (read == NULL || !read_time (read, out_time_us, error))
    return FALSE;
  context = TS_REQ_to_TS_VERIFY_CTX (question, NULL);

  return verify (context, read, certificates, now_us, error);
}

/**
 * cpx_timestamp_check_data:
 * @imprint: the SHA-256 of what was time-stamped
 * @answer: a kept answer
 * @certificates: in PEM: those that are trusted
 * @out_time_us: (out): the time that the authority states
 * @error: where the refusal goes
 *
 * Checks a kept answer, as of the time that it states: certificates end, and what they signed before stays signed.
 *
 * Returns: `TRUE` if the authority states that the imprint existed at @out_time_us
 */
gboolean
cpx_timestamp_check_data (const guint8   imprint[CPX_SHA256_SIZE],
                          GBytes        *answer,
                          const char    *certificates,
                          gint64        *out_time_us,
                          GError       **error)
{
  g_autoptr(TS_REQ) question = make_question (imprint);
  g_autoptr(TS_RESP) read = read_answer (answer, error);
  g_autoptr(TS_VERIFY_CTX) context = NULL;

  if (read == NULL || !read_time (read, out_time_us, error))
    return FALSE;
  context = TS_REQ_to_TS_VERIFY_CTX (question, NULL);

  return verify (context, read, certificates, *out_time_us, error);
}
