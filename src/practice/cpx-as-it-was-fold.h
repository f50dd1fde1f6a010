/* cpx-as-it-was-fold.h: records put together from their changes, up to an instant. Pure. For this folder and its tests.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-change.h>
#include <cpx-record.h>

G_BEGIN_DECLS

GPtrArray *cpx_as_it_was_fold (GPtrArray *changes,
                               guint64    until_hlc);

G_END_DECLS
