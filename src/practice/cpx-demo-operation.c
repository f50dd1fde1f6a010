/* cpx-demo-operation.c: a dozen everyday operations of two surgeons. Most are done and wait to be coded.
 *
 * The codes are those of planned acts, cited from the public nomenclature (CCAM, Assurance Maladie / ATIH, Licence
 * Ouverte 2.0); the reports are ours.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-demo-operation.h"

#include <cpx-intervention.h>
#include <cpx-operative-note.h>
#include <cpx-patient.h>
#include <cpx-practitioner.h>
#include <cpx-record-builder.h>

/* Who is in the list of surgeons. */
enum
{
  VISCERAL,
  ORTHOPAEDIC,
};

/* "{côté}" in the text becomes the side. */
typedef struct
{
  int         surgeon;
  const char *label;
  const char *code;
  gboolean    sided;
  char        sex;       /* 'M', 'F', or 0 */
  int         from_age;
  const char *text;
} Operation;

static const Operation operations[] = {
  { VISCERAL, "Appendicectomie par cœlioscopie", "HHFA016", FALSE, 0, 8,
    "Indication : douleur de la fosse iliaque droite fébrile depuis 24 heures, appendice de 11 mm au scanner.\n"
    "Installation : décubitus dorsal, anesthésie générale. Antibioprophylaxie par céfazoline.\n"
    "Voie d'abord : open cœlioscopie ombilicale, deux trocarts de 5 mm.\n"
    "Constatations : appendice inflammatoire, non perforé, sans abcès. Carrefour iléocæcal sain.\n"
    "Geste : section du méso à la pince bipolaire, double ligature de la base, appendicectomie.\n"
    "Pièce extraite en sac. "
    "Toilette péritonéale localisée, pas de drainage. Fermeture des orifices.\n"
    "Sortie prévue à J1, lever précoce. Examen anatomopathologique demandé." },
  { VISCERAL, "Cholécystectomie par cœlioscopie", "HMFC004", FALSE, 0, 25,
    "Indication : lithiase vésiculaire symptomatique, trois coliques hépatiques en deux mois.\n"
    "Installation en double équipe, anesthésie générale, insufflation par open cœlioscopie.\n"
    "Quatre trocarts. Vésicule à paroi fine, quelques adhérences épiploïques libérées.\n"
    "Dissection du triangle de Calot, vue critique de sécurité obtenue. Clips sur le canal et l'artère cystiques.\n"
    "Pas de cholangiographie, bilan hépatique normal. Cholécystectomie rétrograde, vésicule extraite en sac.\n"
    "Hémostase du lit vésiculaire satisfaisante, pas de drain. Ambulatoire." },
  { VISCERAL, "Cure de hernie inguinale par abord direct avec prothèse", "LMMA012", TRUE, 'M', 25,
    "Indication : hernie inguinale {côté} réductible et gênante à l'effort.\n"
    "Anesthésie générale, antibioprophylaxie. Incision inguinale {côté} de 6 cm.\n"
    "Ouverture de l'aponévrose de l'oblique externe, nerfs respectés. Sac indirect disséqué et réintégré.\n"
    "Mise en place d'une prothèse de polypropylène selon Lichtenstein, fixée au ligament inguinal.\n"
    "Fermeture plan par plan, infiltration à la ropivacaïne. Ambulatoire, arrêt de travail de trois semaines." },
  { VISCERAL, "Cure de hernie inguinale par cœlioscopie", "LMMC002", TRUE, 0, 25,
    "Indication : hernie inguinale {côté} récidivée après abord antérieur.\n"
    "Anesthésie générale. Voie extrapéritonéale (TEP), trois trocarts sur la ligne médiane.\n"
    "Dissection de l'espace de Retzius puis de Bogros, réduction d'un sac indirect, pariétalisation des éléments.\n"
    "Prothèse préformée 10 × 15 cm étalée sans fixation, couvrant les trois orifices. Exsufflation sous contrôle.\n"
    "Pas d'incident. Ambulatoire." },
  { VISCERAL, "Gastrectomie longitudinale (sleeve)", "HFFC018", FALSE, 0, 20,
    "Indication : obésité, IMC 43 kg/m², décision en réunion de concertation pluridisciplinaire.\n"
    "Cinq trocarts. Libération de la grande courbure à la pince à fusion, à 5 cm du pylore jusqu'à l'angle de His.\n"
    "Sonde de calibration de 37 F. Gastrectomie longitudinale par cinq recharges. Test au bleu négatif.\n"
    "Extraction de la pièce par l'orifice de 15 mm, qui est refermé. Pas de drain.\n"
    "Lever le soir même, thromboprophylaxie dix jours." },
  { VISCERAL, "Thyroïdectomie totale", "KCFA005", FALSE, 0, 25,
    "Indication : goitre multinodulaire plongeant, cytologie bénigne du nodule droit.\n"
    "Cervicotomie de Kocher, anesthésie générale avec monitorage des nerfs laryngés.\n"
    "Ligature première des pédicules supérieurs, repérage des deux nerfs récurrents, signal conservé des deux côtés.\n"
    "Trois parathyroïdes vues et respectées. Thyroïdectomie totale, sans curage ganglionnaire.\n"
    "Hémostase soigneuse, fermeture par surjet intradermique. Calcémie à H6." },
  { ORTHOPAEDIC, "Prothèse totale de hanche", "NEKA020", TRUE, 0, 50,
    "Indication : coxarthrose {côté} évoluée, périmètre de marche limité à 300 mètres.\n"
    "Rachianesthésie, décubitus latéral, voie postérieure.\n"
    "Luxation, coupe du col selon planification. Fraisage, cupule non cimentée de 52 mm, insert en polyéthylène.\n"
    "Tige fémorale non cimentée, tête céramique de 32 mm. Stabilité et longueurs satisfaisantes.\n"
    "Réinsertion des pelvitrochantériens, fermeture sans drainage. Appui complet autorisé d'emblée." },
  { ORTHOPAEDIC, "Prothèse totale de genou", "NFKA007", TRUE, 0, 55,
    "Indication : gonarthrose {côté} tricompartimentaire, varus de 6°.\n"
    "Garrot pneumatique à 300 mmHg, 62 minutes. Voie parapatellaire médiale.\n"
    "Coupes fémorale et tibiale sur guides, équilibrage ligamentaire sans libération étendue.\n"
    "Prothèse tricompartimentaire postérostabilisée cimentée, bouton patellaire.\n"
    "Mobilité 0 – 120°, course patellaire centrée. Rééducation dès le premier jour." },
  { ORTHOPAEDIC, "Libération du nerf médian au canal carpien", "AHPA009", TRUE, 0, 30,
    "Indication : acroparesthésies nocturnes {côté}, électromyogramme concordant.\n"
    "Anesthésie locale, garrot de bras 8 minutes. Abord palmaire direct de 2 cm.\n"
    "Section complète du ligament annulaire antérieur du carpe sous contrôle de la vue, nerf médian libéré.\n"
    "Pas de ténosynovite. Fermeture cutanée, pansement. Ambulatoire, mobilisation immédiate des doigts." },
  { ORTHOPAEDIC, "Méniscectomie médiale par arthroscopie", "NFFC004", TRUE, 0, 18,
    "Indication : lésion du ménisque médial du genou {côté} avec blocages.\n"
    "Rachianesthésie, garrot. Deux voies d'abord arthroscopiques antérieures.\n"
    "Cartilage fémorotibial médial de grade 1, ligaments croisés normaux.\n"
    "Anse de seau non suturable : méniscectomie médiale partielle au basket et au shaver, mur conservé.\n"
    "Lavage, fermeture. Ambulatoire, appui complet sous couvert de cannes." },
  { ORTHOPAEDIC, "Ostéosynthèse d'une fracture du radius distal par plaque", "MCCA005", TRUE, 0, 18,
    "Indication : fracture de l'extrémité distale du radius {côté} à déplacement postérieur, chute de sa hauteur.\n"
    "Anesthésie locorégionale, garrot. Voie de Henry.\n"
    "Réduction à foyer ouvert sous scopie, plaque antérieure verrouillée, sept vis.\n"
    "Contrôle : glène réduite, pas de vis intra-articulaire. Ulna intact.\n"
    "Fermeture sur attelle antalgique. Radiographies à trois semaines." },
  { ORTHOPAEDIC, "Acromioplastie par arthroscopie", "MEMC003", TRUE, 0, 35,
    "Indication : conflit sous-acromial de l'épaule {côté} résistant à six mois de rééducation.\n"
    "Décubitus latéral, bloc interscalénique et anesthésie générale. Voies postérieure et latérale.\n"
    "Coiffe intacte en intra-articulaire. Bursectomie, acromioplastie antéro-inférieure à la fraise.\n"
    "Articulation acromioclaviculaire respectée. Pas de geste sur le biceps. Ambulatoire." },
};

/**
 * cpx_demo_surgeon_make:
 * @random: where chance comes from
 * @index: which, below %CPX_DEMO_N_SURGEONS
 *
 * Returns: (transfer full): a surgeon of the practice, as the directory has them
 */
CpxRecord *
cpx_demo_surgeon_make (CpxDemoRandom *random,
                       guint          index)
{
  static const char * const names[CPX_DEMO_N_SURGEONS][3] = {
    { "Delorme", "Camille", "Chirurgie viscérale et digestive" },
    { "Vasseur", "Hugo", "Chirurgie orthopédique et traumatologique" },
  };
  char id[CPX_ID_TEXT_LENGTH + 1];

  cpx_demo_random_id (random, id);

  return cpx_record_new_with_texts (&cpx_practitioner_kind, id, CPX_PRACTITIONER_CIVILITY, "dr",
                                    CPX_PRACTITIONER_NAME, names[index][0], CPX_PRACTITIONER_FIRST_NAME,
                                    names[index][1], CPX_PRACTITIONER_SPECIALTY, names[index][2],
                                    CPX_PRACTITIONER_SECTOR, index == VISCERAL ? "1" : "2", CPX_PRACTITIONER_OPTAM,
                                    index == VISCERAL ? "none" : "optam_aco", -1);
}

static const Operation *
pick_operation (CpxDemoRandom  *random,
                CpxRecord      *patient,
                CpxPartialDate  today)
{
  int age = cpx_partial_date_get_age (cpx_patient_get_birth (patient), today);
  char sex = cpx_record_get_text (patient, CPX_PATIENT_SEX)[0];
  guint first = cpx_demo_random_below (random, G_N_ELEMENTS (operations));

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      const Operation *operation = &operations[(first + i) % G_N_ELEMENTS (operations)];

      if (age >= operation->from_age && (operation->sex == 0 || operation->sex == sex))
        return operation;
    }

  return NULL;
}

/* A day of the last ten weeks, or of the next three. */
static char *
pick_day (CpxDemoRandom  *random,
          CpxPartialDate  today,
          gboolean        done)
{
  g_autoptr(GDate) date = g_date_new_dmy (today.day, (GDateMonth) today.month, today.year);

  if (done)
    g_date_subtract_days (date, 1 + cpx_demo_random_below (random, 70));
  else
    g_date_add_days (date, 1 + cpx_demo_random_below (random, 21));
  if (g_date_get_weekday (date) > G_DATE_FRIDAY)
    g_date_subtract_days (date, 2);

  return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (date), g_date_get_month (date), g_date_get_day (date));
}

static char *
tell (const Operation *operation,
      const char      *side)
{
  GString *text = g_string_new (operation->text);

  g_string_replace (text, "{côté}", g_strcmp0 (side, "right") == 0 ? "à droite" : "à gauche", 0);

  return g_string_free (text, FALSE);
}

static CpxRecord *
make_intervention (CpxDemoRandom   *random,
                   CpxPartialDate   today,
                   const Operation *operation,
                   CpxRecord       *surgeon,
                   CpxRecord       *patient)
{
  char id[CPX_ID_TEXT_LENGTH + 1];
  gboolean done = cpx_demo_random_chance (random, 85);
  g_autofree char *day = pick_day (random, today, done);
  const char *side = !operation->sided ? "none" : cpx_demo_random_chance (random, 50) ? "right" : "left";

  cpx_demo_random_id (random, id);

  return cpx_record_new_with_texts (&cpx_intervention_kind, id, CPX_INTERVENTION_PATIENT, cpx_record_get_id (patient),
                                    CPX_INTERVENTION_SURGEON, cpx_record_get_id (surgeon), CPX_INTERVENTION_DATE, day,
                                    CPX_INTERVENTION_START_TIME,
                                    cpx_demo_random_chance (random, 50) ? "08:30" : "11:00",
                                    CPX_INTERVENTION_SIDE, side, CPX_INTERVENTION_LABEL, operation->label,
                                    CPX_INTERVENTION_PLANNED_ACTS, operation->code, CPX_INTERVENTION_STATE,
                                    done ? "done" : "scheduled", -1);
}

static CpxRecord *
make_note (CpxDemoRandom   *random,
           const Operation *operation,
           CpxRecord       *intervention)
{
  char id[CPX_ID_TEXT_LENGTH + 1];
  g_autofree char *text = tell (operation, cpx_record_get_text (intervention, CPX_INTERVENTION_SIDE));

  cpx_demo_random_id (random, id);

  return cpx_record_new_with_texts (&cpx_operative_note_kind, id, CPX_OPERATIVE_NOTE_PATIENT,
                                    cpx_record_get_patient_id (intervention), CPX_OPERATIVE_NOTE_INTERVENTION,
                                    cpx_record_get_id (intervention), CPX_OPERATIVE_NOTE_AUTHOR,
                                    cpx_record_get_text (intervention, CPX_INTERVENTION_SURGEON),
                                    CPX_OPERATIVE_NOTE_TITLE, operation->label, CPX_OPERATIVE_NOTE_TEXT, text,
                                    CPX_OPERATIVE_NOTE_STATE, "draft", -1);
}

/**
 * cpx_demo_operation_make:
 * @random: where chance comes from
 * @today: what day it is in the demonstration
 * @surgeons: (element-type CpxRecord): those of cpx_demo_surgeon_make(), in their order
 * @patient: who is operated on
 * @records: (element-type CpxRecord): where the operation goes and, if it took place, its report
 *
 * Most operations took place and are not coded; some are still to come. Nothing for a patient whom none suits.
 */
void
cpx_demo_operation_make (CpxDemoRandom  *random,
                         CpxPartialDate  today,
                         GPtrArray      *surgeons,
                         CpxRecord      *patient,
                         GPtrArray      *records)
{
  const Operation *operation = pick_operation (random, patient, today);
  CpxRecord *intervention;

  if (operation == NULL)
    return;
  intervention = make_intervention (random, today, operation, g_ptr_array_index (surgeons, operation->surgeon),
                                    patient);
  g_ptr_array_add (records, intervention);
  if (cpx_intervention_is_uncoded (intervention))
    g_ptr_array_add (records, make_note (random, operation, intervention));
}
