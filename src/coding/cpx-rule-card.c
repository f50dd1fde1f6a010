/* cpx-rule-card.c: the cards, in the order of their ids.  A test holds each finding's rule against them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-rule-card.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

static const CpxRuleCard cards[] = {
  { "ccam.1.1", CPX_CONFIDENCE_HIGH, N_("The line must exist in the nomenclature"),
    N_("A billed line is an act, an activity and a phase; the three together must exist in the version in force on "
       "the day of execution."),
    N_("SFG ETS V06.09, RG_IP650, RG_VF630") },
  { "ccam.1.10", CPX_CONFIDENCE_HIGH, N_("Refund of the act"),
    N_("An act is refunded, not refunded, or refunded under conditions. Under conditions, the physician states that "
       "they are met; else the base is nil."),
    N_("SFG RG_IP651, RG_VF640 CP01") },
  { "ccam.1.11", CPX_CONFIDENCE_HIGH, N_("Prior agreement"),
    N_("Some acts need the agreement of the fund's medical officer; fifteen days of silence mean yes."),
    N_("CSS art. R. 162-52; CNAMTS norm 2007 n°24") },
  { "ccam.1.13", CPX_CONFIDENCE_MEDIUM, N_("Closed act"),
    N_("An act cannot be billed from the day it is closed."),
    N_("CNAMTS norm 2007 n°19 (bound not stated)") },
  { "ccam.1.2", CPX_CONFIDENCE_HIGH, N_("An activity is priced once per act"),
    N_("Activities 1 to 3 are surgery or medicine by distinct performers, 4 is anaesthesia, 5 extracorporeal "
       "circulation. Each can be priced once per act."),
    N_("LAP art. I-6; CNAMTS norm 2007 n°2") },
  { "ccam.1.3", CPX_CONFIDENCE_HIGH, N_("Stages of an act"),
    N_("Phase 0 is the act in one stage. Phases 1 to 3 are stages, each billed when it is complete, with all its "
       "sessions."),
    N_("CNAMTS norm 2007 n°4; SFG CP02") },
  { "ccam.1.4", CPX_CONFIDENCE_HIGH, N_("Global act"),
    N_("One label covers every gesture needed at the same operating time: opening, closing, usual exploration. "
       "Anaesthesia is charged only through activity 4."),
    N_("LAP art. I-6") },
  { "ccam.1.5", CPX_CONFIDENCE_HIGH, N_("Operation report"),
    N_("An act is billed only with a report: administrative and medical data, indication, technique, results, "
       "conclusions, signature."),
    N_("LAP art. I-5") },
  { "ccam.1.7", CPX_CONFIDENCE_HIGH, N_("Sex of the patient"),
    N_("Some acts exist for one sex only."),
    N_("CNAMTS norm 2007 n°15") },
  { "ccam.1.8", CPX_CONFIDENCE_HIGH, N_("Age of the patient"),
    N_("The phase of an act may have a lower and an upper age, both included."),
    N_("CNAMTS norm 2007 n°45-46") },
  { "ccam.1.9", CPX_CONFIDENCE_HIGH, N_("Class of performer"),
    N_("An activity lists the classes of professionals who may perform it; the specialty gives the class."),
    N_("CNAMTS norm 2007 n°32; R_ACTIVITE_EXECUTANT, R_TB04") },
  { "ccam.2.2", CPX_CONFIDENCE_HIGH, N_("A complementary act is never alone"),
    N_("A complementary act or a supplement is billed with an isolated act or a procedure of the same day on the "
       "same invoice."),
    N_("SFG RG_VF_CC3") },
  { "ccam.2.3", CPX_CONFIDENCE_HIGH, N_("A complementary act must be foreseen"),
    N_("The nomenclature lists, for each act, the complementary acts and supplements that go with it. AHQJ021 and "
       "YYYY041 may be added without being listed."),
    N_("R_ASSOCIATIONS; UNCAM decision of 08/01/2020 art. 1") },
  { "ccam.2.5", CPX_CONFIDENCE_HIGH, N_("Anaesthesia by another physician"),
    N_("Activity 4 is charged by another physician than the operator. An act without it goes with a complementary "
       "anaesthesia act."),
    N_("LAP art. I-7; UNCAM decision of 08/01/2020 art. 1") },
  { "ccam.2.6", CPX_CONFIDENCE_HIGH, N_("Procedures"),
    N_("Acts of one procedure are not associated with one another, nor an act with a procedure that contains it. "
       "Several organs make an exception."),
    N_("SFG RG_VF_RC15; CNAMTS norm 2007 n°9.1") },
  { "ccam.3.1", CPX_CONFIDENCE_HIGH, N_("The dearest act first"),
    N_("The act with the highest tariff, modifiers left out, is charged in full; the others are reduced."),
    N_("UNCAM decision of 18/07/2005 (JO 26/08/2005), Livre III, article III-3 B") },
  { "ccam.3.3", CPX_CONFIDENCE_OPEN, N_("Complementary acts in the count"),
    N_("Complementary acts are charged in full, yet the text counts them among the two acts allowed. Two readings "
       "exist: they add to two acts, or they take the place of one. Both amounts are shown."),
    N_("UNCAM decision of 18/07/2005 (JO 26/08/2005), Livre III, article III-3 B") },
  { "ccam.3.4", CPX_CONFIDENCE_MEDIUM, N_("Number of acts charged"),
    N_("Two acts at most are charged for one operating time, three for multiple recent traumatic lesions and for "
       "ENT cancer surgery. Others may be coded, not charged."),
    N_("UNCAM decision of 18/07/2005 (JO 26/08/2005), Livre III, article III-3 B") },
  { "ccam.3.6", CPX_CONFIDENCE_HIGH, N_("Consultation and technical act"),
    N_("A consultation and a technical act of the same physician at the same time are not charged together, apart "
       "from the exceptions of article III-3 A. Acts of the CCAM and of the NGAP are not added either."),
    N_("LAP art. III-3 A; SFG RG_VF620") },
  { "ccam.3.EA", CPX_CONFIDENCE_HIGH, N_("Different limbs, trunk and limb, head and limb"),
    N_("Surgery on different limbs, on the trunk and a limb, or on the head and a limb: the cheaper act at 75 %, "
       "code 3."),
    N_("UNCAM decision of 18/07/2005 (JO 26/08/2005), Livre III, article III-3 B 2a") },
  { "ccam.3.EB", CPX_CONFIDENCE_HIGH, N_("Multiple recent traumatic lesions"),
    N_("Up to three acts at 100, 75 and 50 %, codes 1, 3 and 2. The lesions are told in the operation report."),
    N_("UNCAM decision of 18/07/2005 (JO 26/08/2005), Livre III, article III-3 B 2b") },
  { "ccam.3.EC", CPX_CONFIDENCE_HIGH, N_("ENT cancer surgery"),
    N_("Excision, neck dissection and reconstruction together: three acts at 100, 50 and 50 %, codes 1, 2 and 2."),
    N_("UNCAM decision of 18/07/2005 (JO 26/08/2005), Livre III, article III-3 B 2c") },
  { "ccam.3.ED", CPX_CONFIDENCE_HIGH, N_("Ultrasound of several regions"),
    N_("One ultrasound act is charged, two for abdomen or pelvis with breast, thyroid or testis."),
    N_("UNCAM decision of 18/07/2005 (JO 26/08/2005), Livre III, article III-3 B 2d") },
  { "ccam.3.EE", CPX_CONFIDENCE_MEDIUM, N_("Scans of joint regions"),
    N_("Scans of the head, the thorax, the abdomen or a limb, each of another of these regions, are charged in full "
       "together with code 4. For other regions the general rule holds. The reduction of the second technical fee is "
       "not reckoned here."),
    N_("SFG RG_IP654; UNCAM decision of 18/07/2005 (JO 26/08/2005), Livre III, article III-3 B") },
  { "ccam.3.EG", CPX_CONFIDENCE_MEDIUM, N_("Acts charged in full together"),
    N_("Pathology, electromyography, radiotherapy and dental acts are charged in full with code 4, without limit; "
       "as soon as a line is at 50 %, those in full have code 1."),
    N_("SFG RG_IP654; UNCAM decision of 18/07/2005 (JO 26/08/2005), Livre III, article III-3 B") },
  { "ccam.3.EH", CPX_CONFIDENCE_MEDIUM, N_("Distinct moments of the day"),
    N_("Acts at distinct, discontinuous moments of a day, for a medical reason kept in the file: the dearest of the "
       "second moment has code 5 at 100 %, the others code 2."),
    N_("SFG RG_IP654") },
  { "ccam.3.EI", CPX_CONFIDENCE_MEDIUM, N_("Conventional radiology"),
    N_("The dearest film is charged in full, the others at 50 %, without limit."),
    N_("SFG RG_IP654, example 3") },
  { "ccam.3.code", CPX_CONFIDENCE_HIGH, N_("Association codes"),
    N_("A single act, or an act with one complementary act or supplement, has no association code. As soon as acts "
       "are associated otherwise, each line has one: 1 for the dearest at 100 %, 2 at 50 %, 3 at 75 %, 4 for "
       "specific acts at 100 %, 5 for another moment of the day at 100 %."),
    N_("LAP art. I-11; UNCAM decision of 18/07/2005 (JO 26/08/2005), Livre III, article III-3 B; SFG RG_IP654; "
       "R_TB02") },
  { "ccam.4.1", CPX_CONFIDENCE_HIGH, N_("Modifiers of an act"),
    N_("A modifier is allowed only if the nomenclature lists it for that act and that activity."),
    N_("LAP art. I-9; SFG RG_IP_CC2; R_ACTIVITE_MODIFICATEUR") },
  { "ccam.4.10", CPX_CONFIDENCE_MEDIUM, N_("Which of several emergency modifiers"),
    N_("Where S and U are both possible, S is kept; on a Sunday night, U or S rather than F."),
    N_("lecardiologue.com") },
  { "ccam.4.11", CPX_CONFIDENCE_MEDIUM, N_("Modifiers of age"),
    N_("A: anaesthesia before 4 or after 80 years. E: imaging before 5 years. G: before 1 or 3 years. Whether the "
       "bound itself belongs to it is not stated."),
    N_("R_TB06, labels of R_TB11") },
  { "ccam.4.12", CPX_CONFIDENCE_HIGH, N_("4 and 5: analgesia after the operation"),
    N_("Loco-regional or spinal postoperative analgesia begun during the operation, without (4) or with (5) a "
       "catheter."),
    N_("UNCAM decision of 08/01/2020 art. 2") },
  { "ccam.4.13", CPX_CONFIDENCE_MEDIUM, N_("3: anaesthetists"),
    N_("Since 01/01/2025, for anaesthetists with OPTAM or OPTAM-ACO or of sector 1, and for others with a patient "
       "with C2S or in an emergency."),
    N_("syndicat-aal.fr; labels V78.10") },
  { "ccam.4.17", CPX_CONFIDENCE_MEDIUM, N_("Modifiers of a specialty"),
    N_("Y and Z are for radiologists (Y also chest physicians and rheumatologists), M for general practitioners, "
       "paediatricians and midwives in their practice, 7 and A for anaesthesia, N and 9 for dentists."),
    N_("Labels of R_TB11, V78.10") },
  { "ccam.4.2", CPX_CONFIDENCE_HIGH, N_("Number of modifiers"),
    N_("The first modifiers are charged, in their order, up to the number of the nomenclature: four."),
    N_("SFG RG_VF640; R_TB19") },
  { "ccam.4.3", CPX_CONFIDENCE_HIGH, N_("Modifiers that exclude one another"),
    N_("F, P, S and U exclude one another. Two modifiers of one line must be a pair that the nomenclature lists."),
    N_("LAP art. I-9; R_TB09") },
  { "ccam.4.4", CPX_CONFIDENCE_HIGH, N_("Modifiers charged once"),
    N_("Emergency modifiers are charged once per performer and invoice, whatever the number of acts."),
    N_("SFG CP01, RG_VF_CC2; R_TB10") },
  { "ccam.4.5", CPX_CONFIDENCE_HIGH, N_("K or T"),
    N_("K and T exclude one another; they belong to acts entitled to J and to deliveries."),
    N_("UNCAM decision of 23/02/2017 art. 2") },
  { "ccam.4.6", CPX_CONFIDENCE_HIGH, N_("Who is entitled to K and T"),
    N_("K is for surgeons and obstetricians of sector 1 or with OPTAM-ACO, T for obstetricians with OPTAM; for the "
       "others, only at the opposable tariff, for a patient with C2S or in an emergency."),
    N_("UNCAM decisions of 23/02/2017 art. 2 and 18/12/2018 art. 4; ameli.fr") },
  { "ccam.4.7", CPX_CONFIDENCE_HIGH, N_("What an emergency is"),
    N_("An act not planned eight hours before, at night, on a Sunday or a holiday; or by day, within six hours of "
       "admission; with a threat to life or to the integrity of the organism and a rapid mobilisation of means. F "
       "is for Sundays and holidays."),
    N_("UNCAM decision of 27/09/2017 art. 2; R_TB08") },
  { "ccam.4.8", CPX_CONFIDENCE_HIGH, N_("O: vital or organ emergency by day"),
    N_("A surgical act from 8:00 to 20:00, within six hours of admission in an establishment with an authorised "
       "emergency department, or for an untransferable patient, by surgeons, ENT, stomatology, ophthalmology, "
       "anaesthetists and obstetricians."),
    N_("UNCAM decision of 27/09/2017 art. 2") },
  { "ccam.4.9", CPX_CONFIDENCE_MEDIUM, N_("P, S and U: the night"),
    N_("P: paediatricians, general practitioners, midwives, 20:00 to midnight. S: the same and surgeons from "
       "midnight to 8:00, other physicians for a therapeutic act under anaesthesia. U: physicians from 20:00 to "
       "8:00, surgeons and anaesthetists from 20:00 to midnight."),
    N_("UNCAM decision of 27/09/2017 art. 2 (end of a sentence not seen)") },
  { "ccam.5.contracted", CPX_CONFIDENCE_HIGH, N_("Outside the convention"),
    N_("Acts of a practitioner outside the convention are refunded on a tariff of authority: a small part of the "
       "base."),
    N_("R_TB12") },
  { "ccam.5.grid", CPX_CONFIDENCE_MEDIUM, N_("Grid of tariffs"),
    N_("The grid follows from the specialty and the convention. The official table of contexts is empty in the "
       "supplied files: a table of this program, read from the labels of R_TB23, takes its place."),
    N_("R_TB23, V78.10") },
  { "ccam.5.overcharge", CPX_CONFIDENCE_HIGH, N_("Overcharge"),
    N_("Only sector 2, a permanent right, or a demand of the patient allow one. It is refused for C2S and AME "
       "patients and in an emergency."),
    N_("SFG RG_VF637; convention médicale") },
  { "ccam.5.pathway", CPX_CONFIDENCE_MEDIUM, N_("Overcharge out of the care pathway"),
    N_("For a patient who came outside the care pathway, the overcharge that this allows is 17.5 percent at most, "
       "rounded up to the euro. Of which amount is not stated: the base of the line is taken."),
    N_("SFG RG_VF637") },
  { "ccam.5.price", CPX_CONFIDENCE_HIGH, N_("Price of a line"),
    N_("Tariff of the grid, times the overseas coefficient, times the percentage modifiers, times the association "
       "rate, rounded to the cent; then the flat modifiers and, in the practice, the supplement, never reduced. A "
       "value that the imported version does not hold stays unknown."),
    N_("SFG RG_VF632, RG_VF633, RG_VF640") },
  { "ccam.6.1", CPX_CONFIDENCE_HIGH, N_("Incompatible acts"),
    N_("Two acts that the nomenclature declares incompatible are not charged on the same day and invoice. Pairs of "
       "an older version are no longer in force."),
    N_("SFG RG_VF_RC17; R_INCOMPATIBILITES") },
  { "ccam.6.3", CPX_CONFIDENCE_MEDIUM, N_("What the notes exclude"),
    N_("Notes of an act and of the chapters above it say what it excludes and with what it cannot be billed."),
    N_("Notes of the CCAM (types 01, 03 and 17)") },
  { "ccam.6.note", CPX_CONFIDENCE_MEDIUM, N_("What a chapter says of billing"),
    N_("Notes of chapters set conditions of billing for all acts below them. They are sentences: who codes judges "
       "whether they hold here."),
    N_("Notes of the CCAM (R_NOTE_MENU, type 17)") },
  { "ccam.7.1", CPX_CONFIDENCE_HIGH, N_("Threshold of exemption"),
    N_("From 120 euros, for one act or the sum of such acts of the day, the share in percent is replaced by a flat "
       "share. Percentage modifiers and association count, flat modifiers do not."),
    N_("SFG RG_VF663; R_TB07") },
  { "ccam.7.2", CPX_CONFIDENCE_HIGH, N_("Share of the patient"),
    N_("30 percent of the base, or the flat share above the threshold. None on the flat share for anaesthesia, imaging "
       "and dental acts; nothing for maternity, work injuries, ALD and AME; the complementary cover pays it with "
       "C2S. Outside the care pathway it is more; no text seen tells how much, so it is not reckoned, and said."),
    N_("SFG RG_VF680 to RG_VF683") },
  { "ccam.7.3", CPX_CONFIDENCE_OPEN, N_("Amount of the flat share"),
    N_("24 euros on ameli.fr, 32 euros in a later specification; the day of the change is not established. Both are "
       "shown unless the practice sets the amount."),
    N_("ameli.fr; SFG V06.09") },
  { "ccam.7.version", CPX_CONFIDENCE_HIGH, N_("Version of the price"),
    N_("An act is priced with the version in force on the day of execution, whatever version came later."),
    N_("SFG RG_VF630") },
};

static int
compare_with_card (const void *rule,
                   const void *card)
{
  return strcmp (rule, ((const CpxRuleCard *) card)->rule);
}

/**
 * cpx_rule_card_find:
 * @rule: the id of a rule, as a finding carries it
 *
 * Returns: (transfer none) (nullable): its card
 */
const CpxRuleCard *
cpx_rule_card_find (const char *rule)
{
  g_return_val_if_fail (rule != NULL, NULL);

  return bsearch (rule, cards, G_N_ELEMENTS (cards), sizeof *cards, compare_with_card);
}

/**
 * cpx_rule_card_list:
 * @out_n_cards: (out): how many there are
 *
 * Returns: (transfer none) (array length=out_n_cards): all cards
 */
const CpxRuleCard *
cpx_rule_card_list (gsize *out_n_cards)
{
  *out_n_cards = G_N_ELEMENTS (cards);

  return cards;
}

/**
 * cpx_rule_card_get_title:
 * @self: a card
 *
 * Returns: (transfer none): its title, translated
 */
const char *
cpx_rule_card_get_title (const CpxRuleCard *self)
{
  return _(self->title);
}

/**
 * cpx_rule_card_get_text:
 * @self: a card
 *
 * Returns: (transfer none): what the rule says, translated
 */
const char *
cpx_rule_card_get_text (const CpxRuleCard *self)
{
  return _(self->text);
}

/**
 * cpx_confidence_get_token:
 * @self: how sure a rule is
 *
 * Returns: (transfer none): what --json calls it
 */
const char *
cpx_confidence_get_token (CpxConfidence self)
{
  static const char * const tokens[] = { "high", "medium", "low", "open" };

  g_return_val_if_fail ((guint) self < G_N_ELEMENTS (tokens), "open");

  return tokens[self];
}

/**
 * cpx_confidence_get_label:
 * @self: how sure a rule is
 *
 * Returns: (transfer none): what the screen calls it
 */
const char *
cpx_confidence_get_label (CpxConfidence self)
{
  static const char * const labels[] = {
    N_("Text seen"), N_("Secondary source"), N_("Indirect source"), N_("Not established"),
  };

  g_return_val_if_fail ((guint) self < G_N_ELEMENTS (labels), "");

  return _(labels[self]);
}
