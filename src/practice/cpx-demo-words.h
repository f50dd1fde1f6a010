/* cpx-demo-words.h: the words an invented practice is made of.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* First names given often in the ten years from `decade` on, each list ended by NULL, the most usual first. */
typedef struct
{
  int                decade;
  const char * const *women;
  const char * const *men;
} CpxDemoFirstNames;

typedef struct
{
  const char *name;
  const char *postal_code;
  const char *insee;
} CpxDemoCity;

/* Who is more likely to have it: patients from `from_age` on. */
typedef struct
{
  const char *type;      /* token of the history kind */
  const char *label;
  int         from_age;
  char        sex;       /* 'M', 'F', or 0 */
  gboolean    sided;
} CpxDemoHistory;

typedef struct
{
  const char *drug;
  const char *dose;
  const char *blood_thinner;  /* (nullable): token of the treatment kind */
  int         from_age;
} CpxDemoTreatment;

typedef struct
{
  const char *substance;
  const char *reaction;
  const char *severity;  /* token of the allergy kind */
} CpxDemoAllergy;

extern const CpxDemoFirstNames cpx_demo_first_names[];
extern const guint             cpx_demo_n_first_names;
extern const char * const      cpx_demo_names[];
extern const guint             cpx_demo_n_names;
extern const CpxDemoCity       cpx_demo_cities[];
extern const guint             cpx_demo_n_cities;
extern const CpxDemoHistory    cpx_demo_histories[];
extern const guint             cpx_demo_n_histories;
extern const CpxDemoTreatment  cpx_demo_treatments[];
extern const guint             cpx_demo_n_treatments;
extern const CpxDemoAllergy    cpx_demo_allergies[];
extern const guint             cpx_demo_n_allergies;
extern const char * const      cpx_demo_streets[];
extern const guint             cpx_demo_n_streets;
extern const char * const      cpx_demo_professions[];
extern const guint             cpx_demo_n_professions;
extern const char * const      cpx_demo_mutuals[];
extern const guint             cpx_demo_n_mutuals;
extern const char * const      cpx_demo_specialties[];
extern const guint             cpx_demo_n_specialties;

G_END_DECLS
