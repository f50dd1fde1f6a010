/* cpx-post-section.h: what concerns this computer alone: when it locks itself, where the vault lies.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *cpx_post_section_new (CpxPractice *practice);

G_END_DECLS
