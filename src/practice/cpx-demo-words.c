/* cpx-demo-words.c: French words in the order of their frequency, more or less.
 *
 * These are data: what a French practice reads on its screen, not strings to translate.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-demo-words.h"

static const char * const women_1930[] = {
  "Marie", "Jeannine", "Jacqueline", "Denise", "Simone", "Monique", "Yvette", "Paulette", "Madeleine", "Suzanne",
  "Odette", "Lucienne", "Andrée", "Germaine", "Raymonde", "Huguette", "Renée", "Gisèle", "Thérèse", "Colette", NULL
};
static const char * const men_1930[] = {
  "Jean", "André", "Pierre", "René", "Roger", "Marcel", "Robert", "Raymond", "Louis", "Georges", "Maurice", "Henri",
  "Lucien", "Paul", "Fernand", "Émile", "Albert", "Gilbert", "Guy", "Claude", NULL
};
static const char * const women_1940[] = {
  "Monique", "Marie", "Nicole", "Danielle", "Michèle", "Jacqueline", "Françoise", "Jeannine", "Christiane", "Colette",
  "Annie", "Josette", "Ginette", "Yvonne", "Arlette", "Claudette", "Liliane", "Éliane", "Bernadette", "Geneviève", NULL
};
static const char * const men_1940[] = {
  "Jean", "Michel", "Claude", "Jacques", "Bernard", "Gérard", "Daniel", "André", "Christian", "Alain", "Guy", "Pierre",
  "Yves", "Serge", "Roland", "Francis", "Jean-Claude", "Jean-Pierre", "Robert", "Marcel", NULL
};
static const char * const women_1950[] = {
  "Martine", "Françoise", "Monique", "Nicole", "Chantal", "Annie", "Michèle", "Jacqueline", "Christiane", "Dominique",
  "Brigitte", "Évelyne", "Marie-Claude", "Danielle", "Jocelyne", "Catherine", "Josiane", "Maryse", "Élisabeth",
  "Anne-Marie", NULL
};
static const char * const men_1950[] = {
  "Michel", "Jean", "Alain", "Gérard", "Patrick", "Daniel", "Bernard", "Christian", "Philippe", "Jacques",
  "Jean-Pierre", "Dominique", "Jean-Claude", "Serge", "Jean-Luc", "Francis", "Didier", "Gilles", "Yves", "Marc", NULL
};
static const char * const women_1960[] = {
  "Sylvie", "Catherine", "Nathalie", "Véronique", "Christine", "Isabelle", "Brigitte", "Valérie", "Pascale", "Corinne",
  "Patricia", "Laurence", "Florence", "Sandrine", "Muriel", "Béatrice", "Marie-Christine", "Fabienne", "Agnès",
  "Dominique", NULL
};
static const char * const men_1960[] = {
  "Philippe", "Thierry", "Pascal", "Éric", "Laurent", "Christophe", "Frédéric", "Bruno", "Didier", "Olivier", "Patrick",
  "Hervé", "François", "Vincent", "Gilles", "Denis", "Marc", "Stéphane", "Franck", "Jean-Marc", NULL
};
static const char * const women_1970[] = {
  "Stéphanie", "Sandrine", "Nathalie", "Céline", "Karine", "Delphine", "Virginie", "Valérie", "Séverine", "Sophie",
  "Christelle", "Laetitia", "Isabelle", "Carole", "Sabrina", "Anne", "Magali", "Nadia", "Fatima", "Caroline", NULL
};
static const char * const men_1970[] = {
  "Christophe", "Stéphane", "Laurent", "David", "Nicolas", "Frédéric", "Sébastien", "Jérôme", "Olivier", "Cédric",
  "Arnaud", "Fabrice", "Ludovic", "Vincent", "Mohamed", "Emmanuel", "Guillaume", "Franck", "Grégory", "Alexandre", NULL
};
static const char * const women_1980[] = {
  "Julie", "Aurélie", "Émilie", "Céline", "Élodie", "Audrey", "Laetitia", "Marion", "Jennifer", "Mélanie", "Pauline",
  "Claire", "Vanessa", "Amandine", "Anne-Sophie", "Hélène", "Samira", "Gaëlle", "Noémie", "Charlotte", NULL
};
static const char * const men_1980[] = {
  "Nicolas", "Julien", "Guillaume", "Mickaël", "Romain", "Jérémy", "Thomas", "Sébastien", "Benjamin", "Anthony",
  "Mathieu", "Alexandre", "Florian", "Karim", "Yann", "Adrien", "Damien", "Maxime", "Loïc", "François-Xavier", NULL
};
static const char * const women_1990[] = {
  "Laura", "Marine", "Camille", "Marion", "Pauline", "Manon", "Mathilde", "Léa", "Océane", "Chloé", "Justine",
  "Morgane", "Sarah", "Clara", "Inès", "Anaïs", "Margaux", "Lucie", "Solène", "Yasmine", NULL
};
static const char * const men_1990[] = {
  "Kévin", "Thomas", "Alexandre", "Maxime", "Quentin", "Lucas", "Valentin", "Dylan", "Théo", "Antoine", "Clément",
  "Hugo", "Paul", "Mehdi", "Corentin", "Bastien", "Rémi", "Florian", "Jordan", "Gaëtan", NULL
};
static const char * const women_2000[] = {
  "Léa", "Manon", "Emma", "Chloé", "Camille", "Clara", "Sarah", "Inès", "Jade", "Lucie", "Lola", "Zoé", "Maëlle",
  "Juliette", "Romane", "Lina", "Anaëlle", "Élise", "Noémie", "Louane", NULL
};
static const char * const men_2000[] = {
  "Lucas", "Théo", "Hugo", "Enzo", "Mathis", "Thomas", "Nathan", "Maxime", "Léo", "Clément", "Louis", "Yanis", "Noah",
  "Ethan", "Rayan", "Evan", "Baptiste", "Matteo", "Raphaël", "Amine", NULL
};
static const char * const women_2010[] = {
  "Emma", "Louise", "Jade", "Chloé", "Alice", "Inès", "Lina", "Léna", "Rose", "Anna", "Ambre", "Mila", "Julia", "Nina",
  "Éléonore", "Zoé", "Léonie", "Adèle", "Mya", "Agathe", NULL
};
static const char * const men_2010[] = {
  "Gabriel", "Louis", "Raphaël", "Jules", "Adam", "Lucas", "Léo", "Hugo", "Arthur", "Nathan", "Liam", "Ethan", "Paul",
  "Sacha", "Gabin", "Mohamed", "Aaron", "Maël", "Noé", "Tiago", NULL
};

const CpxDemoFirstNames cpx_demo_first_names[] = {
  { 1930, women_1930, men_1930 }, { 1940, women_1940, men_1940 }, { 1950, women_1950, men_1950 },
  { 1960, women_1960, men_1960 }, { 1970, women_1970, men_1970 }, { 1980, women_1980, men_1980 },
  { 1990, women_1990, men_1990 }, { 2000, women_2000, men_2000 }, { 2010, women_2010, men_2010 },
};
const guint cpx_demo_n_first_names = G_N_ELEMENTS (cpx_demo_first_names);

const char * const cpx_demo_names[] = {
  "Martin", "Bernard", "Thomas", "Petit", "Robert", "Richard", "Durand", "Dubois", "Moreau", "Laurent", "Simon",
  "Michel", "Lefebvre", "Leroy", "Roux", "David", "Bertrand", "Morel", "Fournier", "Girard", "Bonnet", "Dupont",
  "Lambert", "Fontaine", "Rousseau", "Vincent", "Muller", "Lefèvre", "Faure", "Andre", "Mercier", "Blanc", "Guérin",
  "Boyer", "Garnier", "Chevalier", "François", "Legrand", "Gauthier", "Garcia", "Perrin", "Robin", "Clément", "Morin",
  "Nicolas", "Henry", "Roussel", "Mathieu", "Gautier", "Masson", "Marchand", "Duval", "Denis", "Dumont", "Marie",
  "Lemaire", "Noël", "Meyer", "Dufour", "Meunier", "Brun", "Blanchard", "Giraud", "Joly", "Rivière", "Lucas", "Brunet",
  "Gaillard", "Barbier", "Arnaud", "Martinez", "Gérard", "Roche", "Renard", "Schmitt", "Roy", "Leroux", "Colin",
  "Vidal",
  "Caron", "Picard", "Roger", "Fabre", "Aubert", "Lemoine", "Renaud", "Dumas", "Lacroix", "Olivier", "Philippe",
  "Bourgeois", "Pierre", "Benoît", "Rey", "Leclerc", "Payet", "Rolland", "Leclercq", "Guillaume", "Lecomte", "Lopez",
  "Jean", "Dupuy", "Guillot", "Hubert", "Berger", "Carpentier", "Sanchez", "Dupuis", "Moulin", "Louis", "Deschamps",
  "Huet", "Vasseur", "Perez", "Boucher", "Fleury", "Royer", "Klein", "Jacquet", "Adam", "Paris", "Poirier", "Marty",
  "Aubry", "Guyot", "Carré", "Charles", "Renault", "Charpentier", "Ménard", "Maillard", "Baron", "Bertin", "Bailly",
  "Hervé", "Schneider", "Fernandez", "Le Gall", "Collet", "Léger", "Bouvier", "Julien", "Prévost", "Millet", "Perrot",
  "Daniel", "Le Roux", "Cousin", "Germain", "Breton", "Besson", "Langlois", "Rémy", "Le Goff", "Pelletier", "Lévêque",
  "Perrier", "Leblanc", "Barré", "Lebrun", "Marchal", "Weber", "Mallet", "Hamon", "Boulanger", "Jacob", "Monnier",
  "Michaud", "Rodriguez", "Guichard", "Gillet", "Étienne", "Grondin", "Poulain", "Tessier", "Chevallier", "Collin",
  "Chauvin", "Da Silva", "Bouchet", "Gay", "Lemaître", "Bénard", "Maréchal", "Humbert", "Reynaud", "Antoine", "Hoarau",
  "Perret", "Barthélemy", "Cordier", "Pichon", "Lejeune", "Gilbert", "Lamy", "Delaunay", "Pasquier", "Carlier",
  "Laporte",
  "Benali", "Haddad", "Traoré", "Diallo", "Nguyen", "Belkacem", "Mansouri", "Pereira", "Ferreira", "Kowalski", "Rossi",
  "N’Diaye", "Saïdi", "D’Angelo", "Cœurdacier", "L’Hermitte", "Sœurette", "Le Bœuf", "Dubœuf", "Quélennec", "Kerhervé",
  "Etcheverry", "Bianchi", "Casanova", "Colonna", "Peiffer", "Schaeffer", "Vandenberghe", "Delattre", "Delcourt",
};
const guint cpx_demo_n_names = G_N_ELEMENTS (cpx_demo_names);

const CpxDemoCity cpx_demo_cities[] = {
  { "Nantes", "44000", "44109" },           { "Rezé", "44400", "44143" },
  { "Saint-Herblain", "44800", "44162" },   { "Saint-Nazaire", "44600", "44184" },
  { "Orvault", "44700", "44114" },          { "Vertou", "44120", "44215" },
  { "Couëron", "44220", "44047" },          { "Carquefou", "44470", "44026" },
  { "La Baule-Escoublac", "44500", "44055" }, { "Ancenis-Saint-Géréon", "44150", "44003" },
  { "Angers", "49000", "49007" },           { "Cholet", "49300", "49099" },
  { "Saumur", "49400", "49328" },           { "La Roche-sur-Yon", "85000", "85191" },
  { "Les Sables-d’Olonne", "85100", "85194" }, { "Challans", "85300", "85047" },
  { "Rennes", "35000", "35238" },           { "Saint-Malo", "35400", "35288" },
  { "Vannes", "56000", "56260" },           { "Lorient", "56100", "56121" },
  { "Quimper", "29000", "29232" },          { "Brest", "29200", "29019" },
  { "Laval", "53000", "53130" },            { "Le Mans", "72000", "72181" },
  { "Tours", "37000", "37261" },            { "Poitiers", "86000", "86194" },
  { "La Rochelle", "17000", "17300" },      { "Niort", "79000", "79191" },
  { "Bordeaux", "33000", "33063" },         { "Ajaccio", "20000", "2A004" },
  { "Bastia", "20200", "2B033" },           { "Lille", "59000", "59350" },
};
const guint cpx_demo_n_cities = G_N_ELEMENTS (cpx_demo_cities);

const CpxDemoHistory cpx_demo_histories[] = {
  { "medical", "Hypertension artérielle", 45, 0, FALSE },
  { "medical", "Diabète de type 2", 45, 0, FALSE },
  { "medical", "Hypercholestérolémie", 40, 0, FALSE },
  { "medical", "Asthme", 0, 0, FALSE },
  { "medical", "Hypothyroïdie", 30, 'F', FALSE },
  { "medical", "Reflux gastro-œsophagien", 25, 0, FALSE },
  { "medical", "Syndrome d’apnées du sommeil appareillé", 40, 0, FALSE },
  { "medical", "Polyarthrite rhumatoïde", 40, 0, FALSE },
  { "surgical", "Appendicectomie", 8, 0, FALSE },
  { "surgical", "Cholécystectomie par cœlioscopie", 30, 0, FALSE },
  { "surgical", "Hernie inguinale opérée", 20, 'M', TRUE },
  { "surgical", "Prothèse totale de hanche", 60, 0, TRUE },
  { "surgical", "Prothèse totale de genou", 60, 0, TRUE },
  { "surgical", "Canal carpien opéré", 35, 0, TRUE },
  { "surgical", "Ligamentoplastie du genou", 16, 0, TRUE },
  { "surgical", "Amygdalectomie", 4, 0, FALSE },
  { "surgical", "Cataracte opérée", 65, 0, TRUE },
  { "surgical", "Fracture du poignet ostéosynthésée", 10, 0, TRUE },
  { "anaesthetic", "Intubation difficile signalée", 20, 0, FALSE },
  { "anaesthetic", "Nausées et vomissements post-opératoires", 18, 0, FALSE },
  { "cardiovascular", "Fibrillation atriale", 60, 0, FALSE },
  { "cardiovascular", "Infarctus du myocarde, stent", 50, 0, FALSE },
  { "cardiovascular", "Accident ischémique transitoire", 60, 0, FALSE },
  { "thromboembolic", "Phlébite du membre inférieur", 40, 0, TRUE },
  { "coagulation", "Maladie de Willebrand", 0, 0, FALSE },
  { "cancer", "Carcinome mammaire traité", 45, 'F', TRUE },
  { "cancer", "Adénocarcinome prostatique suivi", 60, 'M', FALSE },
  { "infectious", "Hépatite B guérie", 20, 0, FALSE },
  { "family", "Cancer du côlon chez un parent du premier degré", 18, 0, FALSE },
  { "gynaecological", "Endométriose", 20, 'F', FALSE },
  { "obstetric", "Césarienne", 22, 'F', FALSE },
  { "addiction", "Tabagisme sevré", 30, 0, FALSE },
};
const guint cpx_demo_n_histories = G_N_ELEMENTS (cpx_demo_histories);

const CpxDemoTreatment cpx_demo_treatments[] = {
  { "Ramipril 5 mg", "1 le matin", NULL, 45 },
  { "Amlodipine 5 mg", "1 le matin", NULL, 45 },
  { "Metformine 1 000 mg", "1 matin et soir", NULL, 45 },
  { "Atorvastatine 20 mg", "1 le soir", NULL, 45 },
  { "Bisoprolol 2,5 mg", "1 le matin", NULL, 50 },
  { "Kardégic 75 mg", "1 sachet le midi", "antiplatelet", 50 },
  { "Clopidogrel 75 mg", "1 le matin", "antiplatelet", 55 },
  { "Xarelto 20 mg", "1 le soir", "anticoagulant", 60 },
  { "Eliquis 5 mg", "1 matin et soir", "anticoagulant", 60 },
  { "Préviscan 20 mg", "selon INR", "anticoagulant", 65 },
  { "Lévothyrox 75 µg", "1 le matin à jeun", NULL, 30 },
  { "Oméprazole 20 mg", "1 le soir", NULL, 25 },
  { "Paracétamol 1 g", "si douleur, 3 par jour au plus", NULL, 12 },
  { "Ventoline", "2 bouffées si gêne", NULL, 4 },
  { "Optilova", "1 par jour", NULL, 16 },
  { "Sertraline 50 mg", "1 le matin", NULL, 20 },
};
const guint cpx_demo_n_treatments = G_N_ELEMENTS (cpx_demo_treatments);

const CpxDemoAllergy cpx_demo_allergies[] = {
  { "Pénicilline", "Urticaire", "moderate" },
  { "Amoxicilline", "Œdème de Quincke", "severe" },
  { "Latex", "Eczéma de contact", "mild" },
  { "Latex", "Choc", "anaphylaxis" },
  { "Produits de contraste iodés", "Éruption", "moderate" },
  { "Aspirine", "Bronchospasme", "severe" },
  { "Codéine", "Nausées", "mild" },
  { "Curares", "Choc anaphylactique", "anaphylaxis" },
  { "Sparadrap", "Rougeur", "mild" },
  { "Arachide", "Œdème", "severe" },
  { "Venin d’hyménoptères", "Œdème local étendu", "moderate" },
  { "Kétoprofène", "Photosensibilité", "mild" },
};
const guint cpx_demo_n_allergies = G_N_ELEMENTS (cpx_demo_allergies);

const char * const cpx_demo_streets[] = {
  "rue de la République", "rue Victor-Hugo", "rue des Écoles", "rue Pasteur", "avenue Jean-Jaurès", "rue du Moulin",
  "place de l’Église", "rue des Lilas", "allée des Tilleuls", "chemin du Bois", "rue Gambetta", "impasse des Acacias",
  "boulevard de la Liberté", "rue Jules-Ferry", "rue de Bretagne", "rue Saint-Michel", "quai de la Fosse",
  "rue du Port",
  "avenue des Frères-Lumière", "rue de la Gare", "rue Émile-Zola", "rue Anatole-France", "route de Vannes", "rue Neuve",
};
const guint cpx_demo_n_streets = G_N_ELEMENTS (cpx_demo_streets);

const char * const cpx_demo_professions[] = {
  "Enseignante", "Infirmier", "Artisan", "Comptable", "Agriculteur", "Cadre commercial", "Secrétaire", "Maçon",
  "Assistante maternelle", "Technicien", "Ingénieure", "Chauffeur routier", "Vendeuse", "Cuisinier", "Marin",
  "Aide-soignante", "Électricien", "Fonctionnaire", "Architecte", "Coiffeuse",
};
const guint cpx_demo_n_professions = G_N_ELEMENTS (cpx_demo_professions);

const char * const cpx_demo_mutuals[] = {
  "Mutuelle de l’Estuaire", "Harmonie de l’Ouest", "Prévoyance atlantique", "Mutuelle des Artisans réunis",
  "Santé Solidaire", "Mutuelle du Bocage", "La Ligérienne", "Mutuelle des Agents publics",
};
const guint cpx_demo_n_mutuals = G_N_ELEMENTS (cpx_demo_mutuals);

const char * const cpx_demo_specialties[] = {
  "Médecine générale", "Médecine générale", "Médecine générale", "Médecine générale", "Cardiologie", "Rhumatologie",
  "Anesthésie-réanimation", "Gastro-entérologie", "Radiologie", "Pneumologie", "Endocrinologie", "Gynécologie",
};
const guint cpx_demo_n_specialties = G_N_ELEMENTS (cpx_demo_specialties);
