import { estRole, ROLES } from '#acces/roles.ts';
import { formaterHeure } from '#lib/temps-en-mots.ts';
import type { AccesEnMots } from '../contract.ts';

/** What one reader did with one record in one day on one ground: rows of the same reader come together. */
export interface LigneDuJour {
  readonly jour: string;
  readonly acteur: string;
  readonly nom: string | null;
  readonly structure: string | null;
  readonly role: string;
  readonly geste: 'lecture' | 'ecriture' | 'export';
  /** Kind of ground: `equipe`, `consentement`, `urgence`, `echange`, `hors-equipe`, `regle`; null when the line is older than grounds. */
  readonly titre: string | null;
  readonly debut: Date;
  readonly fin: Date;
  /** Families read, or the beginning of the action's name when it bears on no resource. */
  readonly quoi: readonly string[];
}

const QUOI: Readonly<Record<string, string>> = {
  ADM: 'l’identité et les coordonnées',
  COO: 'la coordination',
  SOC: 'la situation sociale',
  MED: 'la santé et les soins',
  PLN: 'le plan d’accompagnement',
  FIL: 'le cahier de liaison',
  dossier: 'le résumé du dossier',
  messagerie: 'les messages',
  cercle: 'le cercle de professionnels',
  demande: 'la demande d’appui',
  orientation: 'l’orientation',
  liaison: 'les appels et les tâches',
  trace: 'ce journal',
  urgence: 'l’accès d’urgence',
  abonnement: 'les nouvelles envoyées à un logiciel',
};
/** A sensitive family is never named: the journal must not say that there is something to hide. */
const AUTRE = 'd’autres informations';

const POURQUOI: Readonly<Record<string, string>> = {
  equipe: 'Fait partie de l’équipe qui suit la personne',
  consentement: 'Avec l’accord de la personne',
  urgence: 'Accès d’urgence : la raison est écrite, et quelqu’un la contrôle',
  echange: 'Un message ou une demande lui était adressé',
  'hors-equipe': 'Hors de l’équipe : la cellule de contrôle regarde cet accès',
  regle: 'Autorisé par le règlement du territoire',
};

const GESTES = { lecture: 'A lu', ecriture: 'A écrit', export: 'A reçu une copie de' } as const;

/** The accesses of one day, one line per reader and ground, first come first. */
export function accesEnMots(lignes: readonly LigneDuJour[]): readonly AccesEnMots[] {
  const parLecteur = Map.groupBy(lignes, (l) => `${l.acteur} ${l.titre ?? ''}`);
  return [...parLecteur.values()]
    .map((siennes) => ({ debut: Math.min(...siennes.map((l) => l.debut.getTime())), mots: unLecteur(siennes) }))
    .toSorted((a, b) => a.debut - b.debut)
    .map(({ mots }) => mots);
}

function unLecteur(lignes: readonly LigneDuJour[]): AccesEnMots {
  const [premiere] = lignes;
  if (premiere === undefined) throw new Error('un lecteur a au moins une ligne');
  const { role, structure, titre } = premiere;
  const instants = lignes.flatMap((l) => [l.debut.getTime(), l.fin.getTime()]);
  return {
    qui: quiEnMots(premiere),
    metier: estRole(role) ? ROLES[role].libelle : 'Professionnel',
    ...(structure === null ? {} : { structure }),
    quand: quandEnMots(new Date(Math.min(...instants)), new Date(Math.max(...instants))),
    quoi: (['lecture', 'ecriture', 'export'] as const).flatMap((geste) => gesteEnMots(geste, lignes)).join('. '),
    pourquoi: POURQUOI[titre ?? ''] ?? 'Au titre de l’accompagnement',
    urgence: titre === 'urgence',
  };
}

function quiEnMots({ nom, acteur }: LigneDuJour): string {
  if (acteur.startsWith('lien:')) return nom ?? 'La personne elle-même, ou un proche, par un lien';
  return nom ?? 'Un professionnel du territoire';
}

function gesteEnMots(geste: LigneDuJour['geste'], lignes: readonly LigneDuJour[]): readonly string[] {
  const quoi = lignes.filter((l) => l.geste === geste).flatMap((l) => l.quoi);
  if (quoi.length === 0) return [];
  const mots = [...new Set(quoi.map((mot) => QUOI[mot] ?? AUTRE))];
  const dits = mots.length > 1 ? mots.filter((mot) => mot !== AUTRE) : mots;
  return [`${GESTES[geste]} ${enumerer(dits)}`];
}

const enumerer = (mots: readonly string[]): string =>
  mots.length < 2 ? (mots[0] ?? AUTRE) : `${mots.slice(0, -1).join(', ')} et ${mots.at(-1) ?? ''}`;

function quandEnMots(debut: Date, fin: Date): string {
  const [a, b] = [formaterHeure(debut), formaterHeure(fin)];
  return a === b ? `à ${a}` : `de ${a} à ${b}`;
}
