/* cpx-passphrase-fields.h: the rows in which a new passphrase is typed twice, with what may be said of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CPX_TYPE_PASSPHRASE_FIELDS (cpx_passphrase_fields_get_type ())
G_DECLARE_FINAL_TYPE (CpxPassphraseFields, cpx_passphrase_fields, CPX, PASSPHRASE_FIELDS, AdwPreferencesGroup)

GtkWidget  *cpx_passphrase_fields_new        (void);
void        cpx_passphrase_fields_set_login  (CpxPassphraseFields *self,
                                              const char          *login);
void        cpx_passphrase_fields_ask_old    (CpxPassphraseFields *self,
                                              gboolean             asks_old);
const char *cpx_passphrase_fields_get_old    (CpxPassphraseFields *self);
const char *cpx_passphrase_fields_get_fresh  (CpxPassphraseFields *self);
gboolean    cpx_passphrase_fields_can_accept (CpxPassphraseFields *self);
void        cpx_passphrase_fields_wipe       (CpxPassphraseFields *self);

G_END_DECLS
