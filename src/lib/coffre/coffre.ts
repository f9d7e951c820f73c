import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import { chiffrer, CoffreFerme, dechiffrer, deriver } from './chiffrement.ts';

/** Whose keys: those of one territory, or those of what territories share (sessions). */
export type Domaine = CodeTerritoire | 'commun';

/**
 * Seals short secrets that the database keeps: matricules, headers of receivers, tokens. Synchronous: keys are in memory.
 * Whoever reads the database alone reads nothing of them.
 */
export interface Coffre {
  /** `cordee-scelle:1:<key id>:<base64url>`. `contexte` says where the value lives (`ins_connue/<id>`): it opens nowhere else. */
  sceller(domaine: Domaine, clair: string, contexte: string): string;
  /** Throws `CoffreFerme` for another place, another territory, an altered text, a key destroyed by a rotation. */
  ouvrir(domaine: Domaine, scelle: string, contexte: string): string;
  /** Keyed fingerprint under which a value is filed and found: `<base64url>.<key id>`. The same value gives the same one, per usage. */
  aveugle(domaine: Domaine, usage: string, valeur: string): string;
  /** Every fingerprint under which this value may be filed while a rotation runs; the one written today comes first. */
  aveugles(domaine: Domaine, usage: string, valeur: string): readonly string[];
}

/** One data key, split by use. Held as key objects: made once, they cost a sixth of raw octets at each use. */
export interface CleDeDonnees {
  readonly id: string;
  readonly scellement: KeyObject;
  readonly empreinte: KeyObject;
}

/** Keys of one domain: `courante` writes, all of them read. */
export interface Trousseau {
  readonly courante: CleDeDonnees;
  readonly toutes: ReadonlyMap<string, CleDeDonnees>;
}

const FORME = /^cordee-scelle:1:([0-9a-f]{12}):([A-Za-z0-9_-]+)$/;

export function cleDeDonnees(id: string, domaine: Domaine, octets: Uint8Array): CleDeDonnees {
  return {
    id,
    scellement: createSecretKey(deriver(octets, `scellement/${domaine}/${id}`)),
    empreinte: createSecretKey(deriver(octets, `aveugle/${domaine}/${id}`)),
  };
}

export const estScelle = (texte: string): boolean => texte.startsWith('cordee-scelle:1:');

/** Which key sealed this text; undefined when it is not a sealed text. */
export const cleDuScelle = (texte: string): string | undefined => FORME.exec(texte)?.[1];

/** The vault over keys already in memory; `trousseauDe` throws for a domain it does not know. */
export function coffreSur(trousseauDe: (domaine: Domaine) => Trousseau): Coffre {
  const aveugler = (cle: CleDeDonnees, usage: string, valeur: string): string =>
    `${createHmac('sha256', cle.empreinte)
      .update(`${Buffer.byteLength(usage)}:${usage}${valeur}`)
      .digest('base64url')}.${cle.id}`;
  return {
    sceller(domaine, clair, contexte) {
      const { courante } = trousseauDe(domaine);
      const octets = chiffrer(courante.scellement, Buffer.from(clair, 'utf8'), lienDe(domaine, courante.id, contexte));
      return `cordee-scelle:1:${courante.id}:${octets.toString('base64url')}`;
    },
    ouvrir(domaine, scelle, contexte) {
      const [, id = '', corps = ''] = FORME.exec(scelle) ?? [];
      const cle = trousseauDe(domaine).toutes.get(id);
      if (cle === undefined) throw new CoffreFerme(id === '' ? 'ce texte n’est pas scellé' : `clé ${id} inconnue ici`);
      const octets = Buffer.from(corps, 'base64url');
      // Spare bits of the last character would be a second writing of the same text.
      if (octets.toString('base64url') !== corps) throw new CoffreFerme('texte scellé altéré');
      return dechiffrer(cle.scellement, octets, lienDe(domaine, id, contexte)).toString('utf8');
    },
    aveugle: (domaine, usage, valeur) => aveugler(trousseauDe(domaine).courante, usage, valeur),
    aveugles(domaine, usage, valeur) {
      const { courante, toutes } = trousseauDe(domaine);
      const autres = [...toutes.values()].filter((cle) => cle.id !== courante.id);
      return [courante, ...autres].map((cle) => aveugler(cle, usage, valeur));
    },
  };
}

const lienDe = (domaine: Domaine, cle: string, contexte: string): string => `${domaine}\n${cle}\n${contexte}`;
