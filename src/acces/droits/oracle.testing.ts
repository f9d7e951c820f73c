import {
  MAINTENANT,
  type Element,
  type FaitDuMonde,
  type Membre,
  type Monde,
  type Retraits,
} from './mondes.testing.ts';
import type { Lecteur } from './lecteurs.testing.ts';

/**
 * The rule of access, written a second time from droit-et-securite.md §0 and metier.md §2-§3, without the engine: one element at a time,
 * by walking through everything. Slow and plain on purpose; the base must answer the same.
 */

/** metier.md §2, in words: what is shared with the role, what it only knows when addressed or told by name. The rest is nothing. */
const MATRICE: Readonly<
  Record<string, { lit: string; adresse?: string; nomme?: string; part?: Record<string, string> }>
> = {
  medecin: { lit: 'ADM COO MED PLN FIL', nomme: 'SEN' },
  infirmier: { lit: 'ADM COO SOC MED PLN FIL', nomme: 'SEN' },
  pharmacien: {
    lit: 'ADM COO FIL',
    adresse: 'PLN',
    part: { MED: 'MedicationRequest MedicationStatement AllergyIntolerance Immunization ImmunizationRecommendation' },
  },
  paramedical: { lit: 'ADM COO PLN FIL', adresse: 'MED' },
  medecin_coordonnateur: { lit: 'ADM COO', adresse: 'MED FIL', nomme: 'PLN' },
  urgences: {
    lit: 'ADM COO PLN',
    adresse: 'FIL',
    part: { SOC: 'Flag', MED: 'Composition Flag Condition AllergyIntolerance MedicationStatement MedicationRequest' },
  },
  coordinateur_appui: { lit: 'ADM COO SOC MED PLN FIL', nomme: 'SEN' },
  gestionnaire_cas: { lit: 'ADM COO SOC MED PLN FIL', nomme: 'SEN' },
  responsable_dac: { lit: 'ADM COO SOC MED PLN FIL', nomme: 'SEN' },
  secretariat_dac: { lit: 'ADM COO', adresse: 'SOC FIL' },
  assistant_social: { lit: 'ADM COO SOC PLN FIL', nomme: 'MED SEN' },
  educateur: { lit: 'ADM COO SOC PLN FIL', nomme: 'MED SEN' },
  pair_aidant: { lit: 'ADM COO SOC PLN FIL', nomme: 'MED SEN' },
  aide_domicile: { lit: 'ADM', adresse: 'COO PLN', part: { FIL: 'Communication' } },
  structure: { lit: '', adresse: 'ADM COO SOC MED PLN FIL', nomme: 'SEN' },
};
const SIX = ['ADM', 'COO', 'SOC', 'MED', 'PLN', 'FIL'];
const JAMAIS_DE_DOSSIER = ['benevole', 'personne_de_confiance', 'proche', 'representant_legal'];
const VIVANTS = ['draft', 'requested', 'received', 'accepted', 'ready', 'in-progress', 'on-hold'];
const QUATRE_VINGT_DIX_JOURS = 90 * 24 * 3_600_000;

/** What is judged: an element, or a fact told about one. */
interface Chose {
  readonly type: string;
  readonly id: string;
  readonly patient: string | undefined;
  readonly famille: string;
  readonly auteur: string;
  readonly destinataires: readonly string[];
  readonly le: Date;
  readonly estUnFait: boolean;
}

export const choseDe = (quoi: Element | FaitDuMonde): Chose => {
  if (!('objet' in quoi)) return { ...quoi, estUnFait: false };
  const [type = '', id = ''] = quoi.objet.split('/');
  return { ...quoi, type, id, estUnFait: true };
};

export function peutLire(qui: Lecteur, chose: Chose, monde: Monde, retraits: Retraits): boolean {
  return qui.genre === 'logiciel' ? logicielPeutLire(qui, chose, monde) : comptePeutLire(qui, chose, monde, retraits);
}

type Compte = Extract<Lecteur, { genre: 'compte' }>;

function comptePeutLire(qui: Compte, chose: Chose, monde: Monde, retraits: Retraits): boolean {
  // What is about nobody and belongs to organisations is everybody's.
  if (chose.patient === undefined && chose.famille === 'ORG') return true;
  // An account that proves nothing is of no category, whatever its role says.
  const metier = qui.sansPreuve === true ? undefined : MATRICE[qui.role];
  const delegue = qui.pour === chose.auteur && recevable(qui.role, chose.famille, chose.type);
  const sien = chose.auteur === qui.id || delegue || (qui.pour === chose.auteur && chose.famille === 'ORG');
  const adresse = chose.destinataires.some((ref) => qui.refs.includes(ref));
  // §0.3 and §0.4: outside the two categories of R. 1110-2, nothing about a person.
  if (metier === undefined) return chose.patient === undefined && (sien || adresse);
  // RG-05: out of common use, only an urgent access still reaches it.
  if (estArchivee(chose, monde) && !parUrgence(qui, chose, monde)) return false;
  // §0.5: the author of an element is not stopped by anything below.
  if (sien) return true;
  if (chose.patient !== undefined && estEcarte(qui, chose, monde)) return false;
  if (retraits.some((r) => r.role === qui.role && r.famille === chose.famille)) return false;
  // §0.6 and §0.7: a ground, within what the role may know.
  const message = chose.type === 'Communication' && aSonNom(qui, chose.destinataires);
  if (adresse && (chose.famille === 'ORG' || message || recevable(qui.role, chose.famille, chose.type))) return true;
  if (chose.patient === undefined) return false;
  return (
    monde.membres.some((m) => ouvreLeCercle(m, qui, chose, monde)) ||
    parUrgence(qui, chose, monde) ||
    (!chose.estUnFait && chose.type === 'Patient' && chose.famille === 'ADM' && aUnEchange(qui, monde))
  );
}

const parUrgence = (qui: Compte, chose: Chose, { urgences }: Monde): boolean =>
  chose.patient !== undefined &&
  partage(qui.role, chose.famille, chose.type) &&
  urgences.some(
    (u) =>
      qui.refs.includes(u.ref) &&
      u.role === qui.role &&
      u.ouverteLe <= MAINTENANT &&
      MAINTENANT < u.fin &&
      !(u.fermeeLe !== undefined && u.fermeeLe <= MAINTENANT),
  );

/** In archive, and not written since; for a person who reads, care that began again since brings the family back. */
function estArchivee(chose: Chose, monde: Monde, saufReprise = true): boolean {
  return monde.archives.some(
    ({ famille, depuis }) =>
      chose.patient !== undefined &&
      famille === chose.famille &&
      chose.le <= depuis &&
      !(
        saufReprise && monde.membres.some((m) => m.debut > depuis && enCours(m) && aLaFamille(m, famille, monde.parole))
      ),
  );
}

/** Is the family open to this member today, whoever reads? */
function aLaFamille(membre: Membre, famille: string, parole: Monde['parole']): boolean {
  if (membre.ref.startsWith('RelatedPerson/') || JAMAIS_DE_DOSSIER.includes(membre.fonction)) return false;
  const opposee = parole.oppositions.some(
    (o) => ['*', membre.ref].includes(o.vise) && ['*', famille].includes(o.famille),
  );
  const parSonNom = parole.nommes.some((n) => n.ref === membre.ref && n.familles.some((f) => f === famille));
  return !opposee && ouvertAuMembre(membre, famille, parole, parSonNom);
}

function logicielPeutLire(qui: Extract<Lecteur, { genre: 'logiciel' }>, chose: Chose, monde: Monde): boolean {
  const accorde =
    (qui.types === '*' || qui.types.includes(chose.type)) && qui.familles.some((f) => f === chose.famille);
  if (accorde && estArchivee(chose, monde, false)) return false;
  if (!accorde || chose.patient === undefined || chose.auteur === `client:${qui.id}`) return accorde;
  const vises = ['*', `Device/${qui.id}`];
  return !(
    monde.parole.oppositions.some(
      (o) => vises.includes(o.vise) && (o.famille === '*' || o.famille === chose.famille),
    ) || monde.parole.masques.some((k) => k.type === chose.type && k.id === chose.id && vises.includes(k.vise))
  );
}

function estEcarte(qui: Compte, chose: Chose, monde: Monde): boolean {
  const vises = ['*', `role:${qui.role}`, ...qui.refs];
  const opposee = monde.parole.oppositions.some(
    (o) => vises.includes(o.vise) && (o.famille === '*' || o.famille === chose.famille),
  );
  if (opposee) return true;
  const masquee = monde.parole.masques.some(
    (k) => k.type === chose.type && k.id === chose.id && vises.includes(k.vise),
  );
  const traitant = monde.membres.some(
    (m) => m.fonction === 'medecin_traitant' && qui.refs.includes(m.ref) && enCours(m),
  );
  return masquee && !traitant;
}

const mots = (texte = ''): readonly string[] => texte.split(' ');
const enCours = ({ debut, fin }: Membre): boolean => debut <= MAINTENANT && (fin === undefined || fin > MAINTENANT);

function partage(role: string, famille: string, type: string): boolean {
  const metier = MATRICE[role];
  return mots(metier?.lit).includes(famille) || mots(metier?.part?.[famille]).includes(type);
}

function recevable(role: string, famille: string, type: string): boolean {
  const metier = MATRICE[role];
  return (
    partage(role, famille, type) || mots(metier?.adresse).includes(famille) || mots(metier?.nomme).includes(famille)
  );
}

/** L. 1110-12, then the word of the person, then the role. */
function ouvreLeCercle(membre: Membre, qui: Compte, chose: Chose, { parole }: Monde): boolean {
  if (!qui.refs.includes(membre.ref) || !enCours(membre)) return false;
  if (membre.ref.startsWith('RelatedPerson/') || JAMAIS_DE_DOSSIER.includes(membre.fonction)) return false;
  const { famille, type } = chose;
  const parSonNom = parole.nommes.some((n) => n.ref === membre.ref && n.familles.some((f) => f === famille));
  if (!ouvertAuMembre(membre, famille, parole, parSonNom)) return false;
  if (partage(qui.role, famille, type)) return true;
  if (parSonNom && parole.etat !== 'impossible' && mots(MATRICE[qui.role]?.nomme).includes(famille)) return true;
  return qui.role === 'medecin' && membre.fonction === 'medecin_traitant' && SIX.includes(famille);
}

function ouvertAuMembre(membre: Membre, famille: string, parole: Monde['parole'], parSonNom: boolean): boolean {
  const equipe = membre.porte.startsWith('porte');
  if (parole.etat === 'non_dite' || famille === 'ORG') return false;
  if (parole.etat === 'impossible') return equipe && ['ADM', 'COO'].includes(famille);
  if (parSonNom) return true;
  if (famille === 'SEN') return false;
  if (equipe) return true;
  const { perimetre } = parole;
  return (
    parole.etat === 'accord' &&
    perimetre !== undefined &&
    (perimetre.membres === 'cercle' || perimetre.membres.includes(membre.ref)) &&
    perimetre.familles.some((f) => f === famille)
  );
}

/** SP-02: chosen by name, not through a structure. */
const aSonNom = (qui: Compte, destinataires: readonly string[]): boolean =>
  destinataires.some((ref) => ref.startsWith('Practitioner') && qui.refs.includes(ref));

/** Named in something about this person that still runs, or that changed less than 90 days ago: may know who she is. */
function aUnEchange(qui: Compte, { elements, patient }: Monde): boolean {
  return elements.some(
    (x) =>
      x.patient === patient &&
      x.destinataires.some((ref) => qui.refs.includes(ref)) &&
      (recevable(qui.role, x.famille, x.type) || (x.type === 'Communication' && aSonNom(qui, x.destinataires))) &&
      (MAINTENANT.getTime() - x.le.getTime() < QUATRE_VINGT_DIX_JOURS ||
        (x.type === 'Task' && VIVANTS.includes(x.statut ?? ''))),
  );
}
