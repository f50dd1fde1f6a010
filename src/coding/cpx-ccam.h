/* cpx-ccam.h: the rows of the CCAM as plain values: what a nomenclature gives and what its builder takes.
 *
 * Rows name one another by index: those that a CpxNomenclature gives are valid in that nomenclature alone, those
 * that a builder gives in that builder alone. Texts belong to the nomenclature. Amounts are in cents, coefficients
 * in thousandths (1180 is 1.180). A span tells on which days a row holds; all zeros is always.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-day.h>

G_BEGIN_DECLS

#define CPX_CCAM_NONE     G_MAXUINT32  /* no index */
#define CPX_CCAM_ALL_GRIDS 0           /* "Tous secteurs": a row of this grid serves where a grid has none of its own */

typedef enum
{
  CPX_CCAM_KIND_ISOLATED,
  CPX_CCAM_KIND_PROCEDURE,      /* a usual grouping of isolated acts */
  CPX_CCAM_KIND_COMPLEMENTARY,  /* a complementary act or a supplement: never alone */
} CpxCcamKind;

typedef enum
{
  CPX_CCAM_SEX_ANY,
  CPX_CCAM_SEX_MAN,
  CPX_CCAM_SEX_WOMAN,
} CpxCcamSex;

typedef enum
{
  CPX_CCAM_REFUND_UNKNOWN,  /* the files leave it blank */
  CPX_CCAM_REFUND_YES,
  CPX_CCAM_REFUND_NO,
  CPX_CCAM_REFUND_CONDITIONAL,
} CpxCcamRefund;

typedef enum
{
  CPX_CCAM_NO,
  CPX_CCAM_YES,
  CPX_CCAM_UNKNOWN,  /* this nomenclature does not hold that day, or not that table */
} CpxCcamAnswer;

/* Rows of one owner, which follow one another: first, first + 1, … */
typedef struct
{
  guint first;
  guint n;
} CpxCcamRange;

/* An act: what does not change from a version to the next. Letters 1 and 2 of the code tell the site, 3 the action,
 * 4 the approach. */
typedef struct
{
  const char  *code;         /* "HHFA016" */
  const char  *short_label;
  const char  *long_label;
  CpxCcamKind  kind;
  CpxCcamSex   sex;
  CpxDay       creation;
  CpxDay       closing;      /* from that day it is billed no more; 0: open */
  CpxDay       effect;       /* of its last version */
  guint        menu;         /* index, or CPX_CCAM_NONE */
  guint        place;        /* its rank in the chapter */
} CpxCcamAct;

/* What is historised of an act. The span begins at DT_EFFET, not at DT_MODIF, and ends the day before the next
 * version's. */
typedef struct
{
  guint          act;
  CpxDaySpan     span;
  CpxDay         modified;         /* DT_MODIF: the files' own date of the version */
  CpxDay         published;        /* in the Journal officiel; 0: unknown */
  CpxCcamRefund  refund;
  char           prior_agreement;  /* 'O', 'N', 0: unknown */
  char           travel;           /* FRAIDP_COD, 0: unknown */
  guint          exemptions;       /* EXO_TM: bit 1 for code 1, bit 2 for code 2, … */
  char           package;          /* FORFAI_COD: '1' scanner, '2' MRI…, 0: none */
} CpxCcamVersion;

typedef struct
{
  guint act;
  char  activity;  /* '1' to '5' */
} CpxCcamActivity;

typedef struct
{
  guint       activity;
  CpxDaySpan  span;
  const char *grouping;  /* "ADC": the prestation code that is billed */
  const char *category;  /* CATMED_COD: "99" none */
} CpxCcamActivityState;

typedef struct
{
  guint       activity;
  CpxDaySpan  span;
  const char *performers;  /* CATSPE_COD: "TS" all physicians, "SF", "CD", "D1", "D2" */
} CpxCcamExecutant;

typedef struct
{
  guint activity;  /* index */
  guint phase;     /* 0 to 3 */
} CpxCcamPhase;

typedef struct
{
  guint      phase;
  CpxDaySpan span;
  int        supplement_cents;  /* cabinet charges */
  guint      n_sessions;
  guint      age_min;           /* years, included; 0: none */
  guint      age_max;
} CpxCcamPhaseState;

typedef struct
{
  guint      phase;
  guint      grid;
  CpxDaySpan span;
  int        cents;
} CpxCcamPrice;

typedef enum
{
  CPX_CCAM_PRICE_KNOWN,
  CPX_CCAM_PRICE_CLOSED,   /* the version in force that day has no price in that grid */
  CPX_CCAM_PRICE_UNKNOWN,  /* this nomenclature does not hold that day, or no price at all */
} CpxCcamPriceState;

typedef struct
{
  guint      phase;
  guint      territory;    /* 971 to 974 */
  CpxDaySpan span;
  guint      coefficient;
} CpxCcamTerritory;

typedef struct
{
  guint      activity;
  char       letter;
  CpxDaySpan span;
} CpxCcamAllowedModifier;

/* A foreseen association: @other may be billed with @activity, at the coefficient of @rule (TB03). */
typedef struct
{
  guint      activity;
  guint      other;
  CpxDaySpan span;
  char       rule;
} CpxCcamAssociation;

/* An unordered pair of acts. */
typedef struct
{
  guint      act;
  guint      other;
  CpxDaySpan span;
} CpxCcamIncompatibility;

typedef struct
{
  guint      act;
  guint      procedure;  /* an act of kind procedure that contains @act */
  CpxDaySpan span;
} CpxCcamProcedure;

typedef struct
{
  char        letter;
  guint       grid;
  CpxDaySpan  span;
  guint       coefficient;  /* 1000 for a flat amount */
  int         flat_cents;
  const char *label;
} CpxCcamModifierValue;

typedef struct
{
  char       letter;
  char       other;
  CpxDaySpan span;
} CpxCcamModifierPair;

typedef struct
{
  char       letter;
  CpxDaySpan span;
  gboolean   on_all_activities;  /* TOP_CTRLE: the same on all activities of the act */
  gboolean   may_repeat;         /* TOP_MULTIP; FALSE: once for a performer and an invoice */
} CpxCcamModifierRule;

typedef struct
{
  char       letter;
  CpxDaySpan span;
  guint      age_min;   /* 0: none */
  char       unit_min;  /* 'A' years, 'J' days */
  guint      age_max;
  char       unit_max;
} CpxCcamModifierAge;

typedef struct
{
  char        code;         /* '1' to '5' of TB02, the rule of TB03 */
  guint       grid;
  CpxDaySpan  span;
  guint       coefficient;
  const char *label;
} CpxCcamAssociationCode;

typedef struct
{
  CpxDaySpan span;
  int        metropole_cents;
  int        antilles_cents;
  int        reunion_cents;
  int        guyane_cents;
} CpxCcamThreshold;

typedef struct
{
  guint      day;   /* MMDD each year, or YYYYMMDD */
  guint      fund;  /* 0: all */
  CpxDaySpan span;
  char       type;  /* 'F' or 'V' */
} CpxCcamHoliday;

typedef struct
{
  CpxDaySpan span;
  int        flat_cents;
  guint      coefficient;
} CpxCcamNonContracted;

typedef struct
{
  CpxDaySpan span;
  guint      n;
} CpxCcamModifierLimit;

typedef struct
{
  guint       grid;
  const char *label;
  const char *definition;
} CpxCcamGrid;

/* R_TB22: the context of the physician and that of the patient give the grid. */
typedef struct
{
  guint      physician;
  guint      patient;
  CpxDaySpan span;
  guint      grid;
} CpxCcamContext;

typedef struct
{
  CpxDaySpan  span;
  const char *code;        /* "04" */
  const char *performers;  /* as in CpxCcamExecutant */
  const char *label;
} CpxCcamSpecialty;

typedef struct
{
  CpxDaySpan  span;
  const char *concept;
  const char *code;
} CpxCcamConcept;

typedef enum
{
  CPX_CCAM_LABELS_ACTIVITY,
  CPX_CCAM_LABELS_PHASE,
  CPX_CCAM_LABELS_NOTE_TYPE,   /* "1", not "01" */
  CPX_CCAM_LABELS_GROUPING,
  CPX_CCAM_LABELS_CATEGORY,
  CPX_CCAM_LABELS_PERFORMERS,
  CPX_CCAM_LABELS_REFUND,
  CPX_CCAM_LABELS_EXEMPTION,
  CPX_CCAM_LABELS_TERRITORY,
  CPX_CCAM_LABELS_PACKAGE,
  CPX_CCAM_LABELS_TRAVEL,
  CPX_CCAM_LABELS_PHYSICIAN,   /* contexts of R_TB22 */
  CPX_CCAM_LABELS_PATIENT,
} CpxCcamLabels;

typedef struct
{
  CpxCcamLabels  list;
  const char    *code;
  const char    *label;
} CpxCcamLabel;

typedef enum
{
  CPX_CCAM_NOTE_OF_ACT,
  CPX_CCAM_NOTE_OF_MENU,
} CpxCcamNoteOwner;

typedef struct
{
  CpxCcamNoteOwner  owner;
  guint             of;    /* act or menu */
  guint             type;  /* 1 to 17, see CPX_CCAM_LABELS_NOTE_TYPE */
  const char       *text;  /* lines end with \n */
} CpxCcamNote;

/* A code quoted in a note: @length bytes of its text from @start. */
typedef struct
{
  guint note;
  guint act;
  guint start;
  guint length;
} CpxCcamNoteLink;

/* A chapter, in the order of the book: those below it are the rows up to @end, not included. Row 0 is the root. */
typedef struct
{
  guint       id;      /* COD_MENU */
  guint       parent;  /* index; CPX_CCAM_NONE: the root */
  guint       rank;
  guint       depth;   /* 0: the root */
  guint       end;
  const char *number;  /* "01.02.03.04"; "" for the root */
  const char *label;
} CpxCcamMenu;

typedef struct
{
  guint menu;
  guint act;
} CpxCcamMenuAct;

typedef struct
{
  guint       act;
  guint       number;
  const char *text;
} CpxCcamCondition;

typedef struct
{
  const char *term;
  const char *definition;
} CpxCcamTerm;

G_END_DECLS
