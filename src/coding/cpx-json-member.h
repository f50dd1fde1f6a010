/* cpx-json-member.h: a C struct of fixed size and its JSON object, described once, read strictly and written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-json.h>

G_BEGIN_DECLS

typedef enum
{
  CPX_MEMBER_BOOLEAN,  /* gboolean */
  CPX_MEMBER_FACT,     /* CpxFact: absent is unknown */
  CPX_MEMBER_INT,      /* int from minimum to maximum; left out when it is the default */
  CPX_MEMBER_CENTS,    /* gint64, the same */
  CPX_MEMBER_TOKEN,    /* an enum whose values are the indices of tokens */
  CPX_MEMBER_LETTERS,  /* char[maximum + 1] of A-Z and 0-9; a string, or an array of strings */
  CPX_MEMBER_DAY,      /* CpxDay */
  CPX_MEMBER_MINUTE,   /* int, "14:30" */
} CpxMemberType;

typedef struct
{
  const char         *name;
  CpxMemberType       type;
  gsize               offset;
  int                 minimum;       /* of a number; of a text, its length */
  int                 maximum;
  int                 default_value; /* of a number or token: what the struct holds before it is read */
  const char * const *tokens;        /* ends with NULL */
} CpxMember;

gboolean  cpx_members_read  (const CpxMember     *members,
                             gsize                n_members,
                             const char * const  *others,
                             const char          *place,
                             json_t              *object,
                             gpointer             data,
                             GError             **error);
json_t   *cpx_members_write (const CpxMember     *members,
                             gsize                n_members,
                             gconstpointer        data);

G_END_DECLS
