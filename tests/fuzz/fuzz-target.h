/* fuzz-target.h: what each fuzz target gives: one input to try, and an input to begin with.
 *
 * With clang and -Dfuzz=true a target is a libFuzzer program; else fuzz-runner.c runs it over mutations of its seed,
 * the same ones each time, as a test like the others.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

/* (transfer full): a well-formed input */
guint8 *fuzz_target_make_seed  (gsize        *out_n_bytes);

int     LLVMFuzzerTestOneInput (const guint8 *data,
                                gsize         size);
