/* cpx-room.h: a room of an establishment.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record.h"

G_BEGIN_DECLS

#define CPX_TYPE_ROOM (cpx_room_get_type ())
G_DECLARE_FINAL_TYPE (CpxRoom, cpx_room, CPX, ROOM, CpxRecord)

extern const CpxKind cpx_room_kind;

/* The fields, in the order of the table. */
enum
{
  CPX_ROOM_ESTABLISHMENT,
  CPX_ROOM_NAME,
  CPX_ROOM_USE,
  CPX_ROOM_NOTES,
  CPX_ROOM_ARCHIVED,
  CPX_N_ROOM_FIELDS
};

G_END_DECLS
