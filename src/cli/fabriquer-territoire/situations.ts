import annexeC from './donnees/annexe-c.json' with { type: 'json' };
import noms from './donnees/noms.json' with { type: 'json' };
import recits from './donnees/recits.json' with { type: 'json' };
import { distribuer, tirerRoles, type Acteur } from './acteurs.ts';
import { creerHasard, type Hasard } from './hasard.ts';
import { dater, jouer, signer, type Evenement, type EvenementRecit } from './histoire.ts';
import type { Commune, Territoire } from './modele.ts';
import { enAdresse, matricule, OID_INS_TEST, telephoneMobile } from './numeros.ts';
import { adresseDans, COMMUNES, communeDe } from './structures.ts';

type StatutIns = 'provisoire' | 'recuperee' | 'validee' | 'qualifiee';

interface Proche {
  readonly id: string;
  readonly nom: string;
  readonly prenom: string;
  /** TRE_R216: DAUC, SONC, SIGOTHR, NBOR, FRND… */
  readonly lien: string;
  /** TRE_R260: CAREGIVER, ECON, QUAL, GUARD. */
  readonly roles: readonly string[];
  readonly telephone: string;
  readonly note?: string;
  readonly personne?: string;
}

interface PersonneSource {
  readonly id: string;
  readonly annexeC?: number;
  readonly nomNaissance: string;
  readonly nomUtilise?: string;
  readonly prenoms: readonly string[];
  readonly prenomUtilise?: string;
  readonly sexe: string;
  readonly naissance: string;
  readonly cogNaissance: string;
  readonly ins: string;
  readonly commune: string;
  readonly telephone?: string;
  readonly modeDeVie: string;
  readonly logement: string;
  readonly droits: readonly string[];
  readonly medecinTraitant: string | null;
  readonly cercle: readonly (readonly string[])[];
  readonly proches: readonly Proche[];
  readonly resume: string;
  readonly histoire: readonly Evenement[];
  readonly suite?: readonly Evenement[];
  readonly evaluations?: readonly unknown[];
  readonly partage?: unknown;
  readonly objectif?: string;
  readonly cellule?: boolean;
}

interface Recit {
  readonly id: string;
  readonly sexe: string;
  readonly ages: readonly number[];
  readonly nombre: number;
  readonly debut: readonly number[];
  readonly modeDeVie: readonly string[];
  readonly resume: string;
  readonly sansMedecin?: boolean;
  readonly deces?: boolean;
  readonly evenements: readonly EvenementRecit[];
}

const PAYS: Readonly<Record<string, string>> = { '99330': 'Guinée', '99134': 'Espagne' };

function ins(source: Pick<PersonneSource, 'ins' | 'sexe' | 'naissance' | 'cogNaissance'>, ordre: number): object {
  const statut = source.ins as StatutIns;
  // Only an identity read from INSi carries a number: « récupérée » or « qualifiée ».
  if (statut === 'provisoire' || statut === 'validee') return { statut };
  const sexe = source.sexe === 'F' ? 'F' : 'M';
  return { statut, matricule: matricule(sexe, source.naissance, source.cogNaissance, ordre), oid: OID_INS_TEST };
}

function traits(
  source: Pick<
    PersonneSource,
    'nomNaissance' | 'nomUtilise' | 'prenoms' | 'prenomUtilise' | 'sexe' | 'naissance' | 'cogNaissance'
  >,
): object {
  const lieu = source.cogNaissance.startsWith('99') ? PAYS[source.cogNaissance] : communeDe(source.cogNaissance).nom;
  return {
    nomNaissance: source.nomNaissance,
    ...(source.nomUtilise ? { nomUtilise: source.nomUtilise } : {}),
    prenomsNaissance: source.prenoms,
    ...(source.prenomUtilise ? { prenomUtilise: source.prenomUtilise } : {}),
    sexe: source.sexe,
    dateNaissance: source.naissance,
    lieuNaissance: { cog: source.cogNaissance, libelle: lieu },
  };
}

function coordonnees(hasard: Hasard, commune: Commune, telephone: string): object {
  const adresse = adresseDans(hasard, commune);
  return {
    adresse: {
      lignes: [`${adresse.numero} ${adresse.lisible}`],
      codePostal: commune.codePostal,
      commune: commune.nom,
      cog: commune.cog,
    },
    telephones: [telephone],
  };
}

const FACULTATIFS = ['annexeC', 'evaluations', 'partage', 'objectif', 'cellule'] as const;

function facultatifs(source: PersonneSource): object {
  return Object.fromEntries(FACULTATIFS.flatMap((cle) => (source[cle] === undefined ? [] : [[cle, source[cle]]])));
}

function nommee(
  hasard: Hasard,
  territoire: Territoire,
  source: PersonneSource,
  rang: number,
  acteurs: Map<string, Acteur>,
): object {
  const fixes = new Map<string, Acteur>([
    ['personne', { ref: 'personne', nom: source.nomUtilise ?? source.nomNaissance }],
  ]);
  for (const proche of source.proches)
    fixes.set(proche.id, { ref: `proche:${proche.id}`, nom: `${proche.prenom} ${proche.nom}` });
  const distribution = distribuer({ fixes, territoire });
  const cercle = source.cercle.map(([fonction = '', nom = '']) => {
    const acteur = distribution.acteur(nom);
    acteurs.set(acteur.ref, acteur);
    return { fonction, ref: acteur.ref, nom: acteur.nom };
  });
  const noter = (evenements: readonly Evenement[]): Evenement[] => {
    for (const { qui } of evenements) acteurs.set(distribution.acteur(qui).ref, distribution.acteur(qui));
    return jouer(evenements, distribution);
  };
  return {
    id: source.id,
    traits: traits(source),
    ins: ins(source, 700 + rang),
    coordonnees: coordonnees(hasard, communeDe(source.commune), source.telephone ?? telephoneMobile(160 + rang)),
    modeDeVie: source.modeDeVie,
    logement: source.logement,
    droits: source.droits,
    medecinTraitant: source.medecinTraitant ? distribution.acteur(source.medecinTraitant).ref : null,
    cercle,
    proches: source.proches,
    resume: source.resume,
    ...facultatifs(source),
    histoire: noter(source.histoire),
    ...(source.suite ? { suite: noter(source.suite) } : {}),
  };
}

interface Tirage {
  readonly hasard: Hasard;
  readonly familles: readonly string[];
  readonly territoire: Territoire;
  readonly acteurs: Map<string, Acteur>;
}

function identite(
  { hasard, familles }: Tirage,
  recit: Recit,
  rang: number,
): Pick<PersonneSource, 'nomNaissance' | 'nomUtilise' | 'prenoms' | 'sexe' | 'naissance' | 'cogNaissance' | 'ins'> {
  const [ageMin = 60, ageMax = 90] = recit.ages;
  const age = ageMin + hasard.entier(ageMax - ageMin + 1);
  const femme = recit.sexe === 'F';
  const anciens = femme ? noms.anciensFemmes : noms.anciensHommes;
  const jeunes = femme ? noms.femmes : noms.hommes;
  const prenoms = [
    hasard.choisir(age >= 65 ? anciens : jeunes),
    ...(hasard.chance(0.4) ? [hasard.choisir(anciens)] : []),
  ];
  const nom = familles[rang % familles.length] ?? '';
  const autre = familles[(rang + 90) % familles.length] ?? '';
  const deux = (n: number): string => String(n).padStart(2, '0');
  return {
    nomNaissance: femme && age >= 50 ? autre : nom,
    ...(femme && age >= 50 ? { nomUtilise: rang % 7 === 3 ? `${autre}-${nom}` : nom } : {}),
    prenoms,
    sexe: recit.sexe,
    naissance: `${2026 - age}-${deux(1 + hasard.entier(10))}-${deux(1 + hasard.entier(28))}`,
    cogNaissance: hasard.choisir(COMMUNES).cog,
    ins: hasard.choisir(['qualifiee', 'qualifiee', 'qualifiee', 'recuperee', 'validee', 'provisoire']),
  };
}

/** One text per deposit: the story offers several, so that two persons of the same story do not read alike. */
function choisirTextes(evenements: readonly EvenementRecit[], rang: number): EvenementRecit[] {
  return evenements.map((evenement) => {
    const { texte } = evenement.contenu;
    return Array.isArray(texte)
      ? { ...evenement, contenu: { ...evenement.contenu, texte: texte[rang % texte.length] as unknown } }
      : evenement;
  });
}

function procheDe(hasard: Hasard, identiteLue: { nomNaissance: string; nomUtilise?: string }, rang: number): Proche {
  const femme = hasard.chance(0.6);
  const [lien, roles] = hasard.choisir([
    ['DAUC', ['CAREGIVER', 'ECON']],
    ['SONC', ['ECON']],
    ['NBOR', ['ECON']],
    ['FAMMEMB', ['CAREGIVER']],
  ] as const);
  const feminin = lien === 'DAUC' || (lien !== 'SONC' && femme);
  return {
    id: 'proche',
    nom: lien === 'NBOR' ? hasard.choisir(noms.familles) : (identiteLue.nomUtilise ?? identiteLue.nomNaissance),
    prenom: hasard.choisir(feminin ? noms.femmes : noms.hommes),
    lien: lien === 'DAUC' || lien === 'SONC' ? (feminin ? 'DAUC' : 'SONC') : lien,
    roles,
    telephone: telephoneMobile(300 + rang),
  };
}

function roles(
  { hasard, territoire }: Tirage,
  recit: Recit,
  personne: { nomNaissance: string; nomUtilise?: string },
  proche: Proche,
): Map<string, Acteur> {
  const fixes = tirerRoles(hasard, territoire, recit.sansMedecin ?? false);
  fixes.set('@proche', { ref: 'proche:proche', nom: `${proche.prenom} ${proche.nom}` });
  fixes.set('personne', { ref: 'personne', nom: personne.nomUtilise ?? personne.nomNaissance });
  return fixes;
}

function tiree(tirage: Tirage, recit: Recit, rang: number, exemplaire: number): object {
  const { hasard, territoire, acteurs } = tirage;
  const personne = identite(tirage, recit, rang);
  const proche = procheDe(hasard, personne, rang);
  const fixes = roles(tirage, recit, personne, proche);
  const [debutMin = 10, debutMax = 60] = recit.debut;
  const debut = debutMin + hasard.entier(debutMax - debutMin + 1);
  const coordinateur = fixes.get('@coordo');
  const dates = dater(choisirTextes(recit.evenements, exemplaire), debut);
  const signes = signer(dates, coordinateur ?? { nom: '' });
  const distribution = distribuer({ fixes, territoire });
  for (const { qui } of signes) acteurs.set(distribution.acteur(qui).ref, distribution.acteur(qui));
  const medecin = fixes.get('@mt');
  const cercle = [
    ['medecin_traitant', medecin],
    ['infirmier', fixes.get('@idel')],
    ['coordinateur', coordinateur],
  ] as const;
  for (const [, acteur] of cercle) if (acteur) acteurs.set(acteur.ref, acteur);
  return {
    id: `${enAdresse(personne.nomUtilise ?? personne.nomNaissance)}-${enAdresse(personne.prenoms[0] ?? '')}-${rang}`,
    recit: recit.id,
    traits: traits(personne),
    ins: ins(personne, 100 + rang),
    coordonnees: coordonnees(hasard, hasard.choisir(COMMUNES), telephoneMobile(200 + rang)),
    modeDeVie: hasard.choisir(recit.modeDeVie),
    logement: hasard.choisir([
      'Maison de plain-pied.',
      'Appartement avec ascenseur.',
      'Appartement au 3e étage sans ascenseur.',
      'Maison isolée.',
    ]),
    droits: hasard.choisir([[], ['ALD'], ['APA, GIR 4'], ['C2S'], ['ALD', 'APA, GIR 3']]),
    medecinTraitant: medecin?.ref ?? null,
    cercle: cercle.flatMap(([fonction, acteur]) => (acteur ? [{ fonction, ref: acteur.ref, nom: acteur.nom }] : [])),
    proches: [proche],
    resume: recit.resume,
    ...(rang % 19 === 4 ? { cellule: true } : {}),
    histoire: jouer(signes, distribution),
  };
}

/** Content of situations.json: the persons of the demonstration and what happened to them in six months. */
export function fichierSituations(territoire: Territoire, graine: number): { nombre: number; texte: string } {
  const hasard = creerHasard(graine + 6);
  const acteurs = new Map<string, Acteur>();
  const tirage: Tirage = { hasard, familles: hasard.melanger(noms.familles), territoire, acteurs };
  const personnes = (annexeC as unknown as readonly PersonneSource[]).map((source, rang) =>
    nommee(hasard, territoire, source, rang, acteurs),
  );
  let rang = 0;
  for (const recit of recits as unknown as readonly Recit[])
    for (let exemplaire = 0; exemplaire < recit.nombre; exemplaire += 1) {
      rang += 1;
      personnes.push(tiree(tirage, recit, rang, exemplaire));
    }
  const connus = [...acteurs.values()].sort((a, b) => (a.ref < b.ref ? -1 : 1));
  const fichier = {
    version: 1,
    territoire: 'orsene',
    avertissement: 'Toutes les personnes sont inventées. Numéros de la plage de test (OID 1.2.250.1.213.1.4.10).',
    acteurs: Object.fromEntries(
      connus
        .filter((a) => !a.ref.startsWith('proche:') && a.ref !== 'personne')
        .map(({ ref, ...reste }) => [ref, reste]),
    ),
    personnes,
  };
  return { nombre: personnes.length, texte: `${JSON.stringify(fichier, null, 1)}\n` };
}
