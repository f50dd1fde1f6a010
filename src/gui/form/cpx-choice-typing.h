/* cpx-choice-typing.h: a letter typed on a row of choices chooses.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void cpx_choice_typing_add (AdwComboRow *row);

G_END_DECLS
