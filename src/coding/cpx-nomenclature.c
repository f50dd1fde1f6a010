/* cpx-nomenclature.c: the bytes, who holds them, what they say of themselves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-nomenclature-private.h"

G_DEFINE_QUARK (cpx-nomenclature-error-quark, cpx_nomenclature_error)

G_DEFINE_BOXED_TYPE (CpxNomenclature, cpx_nomenclature, cpx_nomenclature_ref, cpx_nomenclature_unref)

static void
clear (gpointer data)
{
  CpxNomenclature *self = data;

  g_bytes_unref (self->bytes);
}

/* Words are read as words: bytes that begin anywhere else are copied. */
static GBytes *
align (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  return GPOINTER_TO_SIZE (data) % sizeof (guint32) == 0 ? g_bytes_ref (bytes) : g_bytes_new (data, size);
}

/**
 * cpx_nomenclature_new_from_bytes:
 * @bytes: what a `CpxNomenclatureBuilder` made
 * @error: where the fault goes
 *
 * Reads a nomenclature in place. Every offset and index is checked here, once.
 *
 * Returns: (transfer full) (nullable): the nomenclature
 */
CpxNomenclature *
cpx_nomenclature_new_from_bytes (GBytes  *bytes,
                                 GError **error)
{
  g_autoptr(CpxNomenclature) self = NULL;
  gsize n_bytes;

  g_return_val_if_fail (bytes != NULL, NULL);

  self = g_atomic_rc_box_new0 (CpxNomenclature);
  self->bytes = align (bytes);
  self->words = g_bytes_get_data (self->bytes, &n_bytes);
  if (!cpx_nomenclature_check (self, n_bytes, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * cpx_nomenclature_ref:
 * @self: a nomenclature
 *
 * Returns: (transfer full): @self
 */
CpxNomenclature *
cpx_nomenclature_ref (CpxNomenclature *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cpx_nomenclature_unref:
 * @self: (transfer full): a nomenclature
 */
void
cpx_nomenclature_unref (CpxNomenclature *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * cpx_nomenclature_get_bytes:
 * @self: a nomenclature
 *
 * Returns: (transfer none): what it is read from
 */
GBytes *
cpx_nomenclature_get_bytes (CpxNomenclature *self)
{
  return self->bytes;
}

static guint32
header (CpxNomenclature *self,
        CpxHeaderWord    word)
{
  return GUINT32_FROM_LE (self->words[word]);
}

/**
 * cpx_nomenclature_get_version:
 * @self: a nomenclature
 *
 * Returns: the number of the version, "78.10"
 */
const char *
cpx_nomenclature_get_version (CpxNomenclature *self)
{
  return self->pool + header (self, CPX_HEADER_VERSION);
}

/**
 * cpx_nomenclature_get_effect:
 * @self: a nomenclature
 *
 * Returns: the day from which this version is the one in force
 */
CpxDay
cpx_nomenclature_get_effect (CpxNomenclature *self)
{
  return header (self, CPX_HEADER_EFFECT);
}

/**
 * cpx_nomenclature_get_source:
 * @self: a nomenclature
 *
 * Returns: where it comes from, to be shown as it is: the licence asks for the mention
 */
const char *
cpx_nomenclature_get_source (CpxNomenclature *self)
{
  return self->pool + header (self, CPX_HEADER_SOURCE);
}

/**
 * cpx_nomenclature_is_starter:
 * @self: a nomenclature
 *
 * Returns: `TRUE` if it is the small one that the program comes with, not an official distribution
 */
gboolean
cpx_nomenclature_is_starter (CpxNomenclature *self)
{
  return header (self, CPX_HEADER_STARTER) != 0;
}

/**
 * cpx_nomenclature_get_n_acts:
 * @self: a nomenclature
 *
 * Returns: how many acts it knows, closed ones included
 */
guint
cpx_nomenclature_get_n_acts (CpxNomenclature *self)
{
  return self->n_rows[CPX_TABLE_ACT];
}
