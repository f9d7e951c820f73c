import type { Identifiee } from '#fhir/types.ts';
import { MAINTENANT, type Element, type FaitDuMonde, type Membre, type Monde, type Parole } from './mondes.testing.ts';
import { FAMILLES_DU_MONDE, LECTEURS } from './lecteurs.testing.ts';

// One person per state of consent, the same circle around each, one word per thing: what is shown is found by its word.

const DEBUT = new Date(MAINTENANT.getTime() - 86_400_000);
const DANS_UNE_HEURE = new Date(MAINTENANT.getTime() + 3_600_000);
const PREMIERS = LECTEURS.flatMap((l) =>
  l.genre === 'compte' && l.id.endsWith('-a') ? [{ ref: l.refs[0] ?? '', role: l.role }] : [],
);
const PERSONNE: Parole = { etat: 'informee', nommes: [], oppositions: [], masques: [] };

const cercle = (porte: Membre['porte']): readonly Membre[] =>
  PREMIERS.map(({ ref, role }) => ({
    ref,
    porte,
    debut: DEBUT,
    fonction: role === 'medecin' ? 'medecin_traitant' : 'infirmier',
  }));

interface Etat {
  readonly membres: readonly Membre[];
  readonly parole: Parole;
  readonly masquer?: boolean;
  /** Every family that may be is in archive since yesterday. */
  readonly archiver?: boolean;
  readonly urgence?: boolean;
}

/** The states of consent a route must answer in. */
export const ETATS: Readonly<Record<string, Etat>> = {
  sansCercle: { membres: [], parole: PERSONNE },
  nonDite: { membres: cercle('porte2'), parole: { ...PERSONNE, etat: 'non_dite' } },
  informee: { membres: cercle('porte2'), parole: PERSONNE },
  accordPartiel: {
    membres: cercle('hors_equipe'),
    parole: { ...PERSONNE, etat: 'accord', perimetre: { familles: ['ADM', 'SOC'], membres: 'cercle' } },
  },
  accordNomme: {
    membres: cercle('porte2'),
    parole: { ...PERSONNE, nommes: PREMIERS.map(({ ref }) => ({ ref, familles: ['SEN', 'MED', 'PLN'] as const })) },
  },
  impossible: { membres: cercle('porte2'), parole: { ...PERSONNE, etat: 'impossible' } },
  opposee: { membres: cercle('porte2'), parole: { ...PERSONNE, oppositions: [{ vise: '*', famille: '*' }] } },
  opposeeAuxInfirmiers: {
    membres: cercle('porte2'),
    parole: {
      ...PERSONNE,
      oppositions: [
        { vise: 'role:infirmier', famille: '*' },
        { vise: '*', famille: 'SOC' },
      ],
    },
  },
  masquee: { membres: cercle('porte2'), parole: PERSONNE, masquer: true },
  urgence: { membres: [], parole: PERSONNE, urgence: true },
  archivee: { membres: cercle('porte2'), parole: PERSONNE, archiver: true },
  archiveeEtUrgence: { membres: [], parole: PERSONNE, archiver: true, urgence: true },
  partis: { membres: cercle('porte2').map((m) => ({ ...m, fin: MAINTENANT })), parole: PERSONNE },
};

const TYPES = ['Observation', 'Flag', 'Task', 'Communication', 'CarePlan', 'Condition', 'DocumentReference'] as const;
/** Long enough ago that an exchange alone leaves no identity, short enough ago for the others. */
const VIEUX = new Date(MAINTENANT.getTime() - 200 * 86_400_000);

export const motDe = (rang: number): string => `zq${rang}qz`;
export const MOT = /zq\d+qz/gu;

/** Worlds and, by word, what carries it. */
export function mondesParEtat(): { mondes: readonly Monde[]; mots: ReadonlyMap<string, Element | FaitDuMonde> } {
  const mots = new Map<string, Element | FaitDuMonde>();
  const nommer = <T extends Element | FaitDuMonde>(chose: T): T => {
    mots.set(motDe(mots.size), chose);
    return chose;
  };
  const mondes = Object.entries(ETATS).map(([nom, etat]) => unMondeDans(nom, etat, nommer, () => motDe(mots.size)));
  return { mondes, mots };
}

function unMondeDans(
  nom: string,
  { membres, parole, masquer = false, urgence = false, archiver = false }: Etat,
  nommer: <T extends Element | FaitDuMonde>(chose: T) => T,
  prochain: () => string,
): Monde {
  const patient = `etat-${nom}`;
  const commun = { patient, auteur: 'systeme:import', destinataires: [], le: VIEUX };
  const familles = FAMILLES_DU_MONDE.filter((f) => f !== 'ORG');
  const elements = [
    nommer<Element>({ ...commun, type: 'Patient', id: patient, famille: 'ADM' }),
    ...familles.flatMap((famille, f) =>
      TYPES.filter((_, t) => (t + f) % 2 === 0).map((type) =>
        nommer<Element>({
          ...commun,
          type,
          id: `${patient}-${type}-${famille}`,
          famille,
          ...(type === 'Task' ? { statut: 'completed' } : {}),
        }),
      ),
    ),
  ];
  const faits = familles.map((famille) => {
    const mot = prochain();
    return nommer<FaitDuMonde>({
      id: `${patient}-${famille}`,
      objet: `Patient/${patient}`,
      patient,
      famille,
      auteur: 'systeme:import',
      destinataires: [],
      le: VIEUX,
      mot,
    });
  });
  const masques = masquer
    ? elements.filter(({ type }) => type !== 'Patient').map(({ type, id }) => ({ type, id, vise: '*' }))
    : [];
  const urgences = PREMIERS.map(({ ref, role }) => ({ ref, role, ouverteLe: DEBUT, fin: DANS_UNE_HEURE }));
  const archives = archiver
    ? (['SOC', 'MED', 'SEN', 'PLN', 'FIL'] as const).map((f) => ({ famille: f, depuis: DEBUT }))
    : [];
  return {
    patient,
    archives,
    membres,
    parole: { ...parole, masques },
    urgences: urgence ? urgences : [],
    elements,
    faits,
  };
}

/** The resource that carries a word where screens and searches show it. */
export function ressourceDe({ type, id, patient = '', famille, statut }: Element, mot: string): Identifiee {
  const commun = {
    id,
    meta: { security: [{ system: 'urn:cordee:famille', code: famille }] },
    ...(type === 'Patient' ? {} : { subject: { reference: `Patient/${patient}` } }),
  };
  const corps: Readonly<Record<string, object>> = {
    Patient: { active: true, name: [{ use: 'official', family: mot, given: ['Essai'] }], birthDate: '1942-03-12' },
    Observation: { status: 'final', code: { text: mot } },
    Condition: { code: { text: mot } },
    Flag: { status: 'active', code: { text: mot } },
    CarePlan: { status: 'active', intent: 'plan', title: mot },
    Communication: { status: 'completed', payload: [{ contentString: mot }] },
    DocumentReference: { status: 'current', description: mot, content: [{ attachment: { title: mot } }] },
    Task: { status: statut, intent: 'order', description: mot, for: { reference: `Patient/${patient}` } },
  };
  return { resourceType: type, ...commun, ...corps[type] } as Identifiee;
}
