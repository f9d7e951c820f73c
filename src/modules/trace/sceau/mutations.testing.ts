import { ajouter, feuilleDe, PILE_VIDE, RACINE_VIDE, racineDe } from '#lib/arbre-de-preuve.ts';
import type { CleDeSceau } from './cle.ts';
import { texteASigner } from './sceller.ts';

/** A small journal in memory, sealed as the house does, and hands that try to change it: what a verifier must never let pass. */
export interface JournalDeTest {
  readonly lignes: readonly string[];
  /** What the auditor received day after day: every third seal, and the last. */
  readonly ancres: readonly { readonly numero: number; readonly taille: number; readonly racine: string }[];
}

const TERRITOIRE = 't0001';

/** The same seed gives the same numbers. */
export function hasardDe(graine: number): (max: number) => number {
  let etat = (graine % 2_147_483_646) + 1;
  return (max) => {
    etat = (etat * 48_271) % 2_147_483_647;
    return etat % max;
  };
}

export function journalDeTest(cle: CleDeSceau, tirer: (max: number) => number): JournalDeTest {
  const lots = Array.from({ length: 3 + tirer(8) }, () => 1 + tirer(25));
  const textes = lots.map((taille, lot) =>
    Array.from({ length: taille }, (_, n) => ({ sel: selDe(tirer), texte: texteDe(lot * 100 + n, tirer) })),
  );
  return sceller(cle, textes);
}

interface LigneEnClair {
  readonly sel: string;
  readonly texte: string;
}

const selDe = (tirer: (max: number) => number): string =>
  Array.from({ length: 16 }, () => tirer(256).toString(16).padStart(2, '0')).join('');

const texteDe = (seq: number, tirer: (max: number) => number): string =>
  JSON.stringify({
    seq,
    le: `2026-11-24T0${tirer(9)}:00:00.000Z`,
    acteur: `compte:c${tirer(40)}`,
    action: 'dossier.lire',
    patient: `p${tirer(300)}`,
  });

function sceller(cle: CleDeSceau, lots: readonly (readonly LigneEnClair[])[]): JournalDeTest {
  const lignes = [JSON.stringify({ cordee: 'audit:1', territoire: TERRITOIRE, cle: cle.id })];
  const sceaux: { numero: number; taille: number; racine: string }[] = [];
  let pile = PILE_VIDE;
  let precedente = RACINE_VIDE.toString('hex');
  for (const [rang, lot] of lots.entries()) {
    for (const { sel, texte } of lot) {
      const feuille = feuilleDe(Buffer.from(sel, 'hex'), texte);
      lignes.push(`{"n":${pile.taille},"feuille":"${feuille.toString('hex')}","sel":"${sel}","ligne":${texte}}`);
      pile = ajouter(pile, [feuille]);
    }
    const racine = racineDe(pile).toString('hex');
    const sceau = {
      numero: rang + 1,
      taille: pile.taille,
      racine,
      precedente,
      le: `2026-11-24T10:00:${rang}Z`,
      cle: cle.id,
    };
    lignes.push(
      JSON.stringify({ sceau: { ...sceau, signature: cle.signer(texteASigner(TERRITOIRE, sceau)).toString('hex') } }),
    );
    sceaux.push(sceau);
    precedente = racine;
  }
  lignes.push(JSON.stringify({ fin: { taille: pile.taille, sceaux: lots.length } }));
  const ancres = sceaux.filter((s, rang) => s.numero % 3 === 0 || rang === sceaux.length - 1);
  return { lignes, ancres };
}

type Mutation = (journal: JournalDeTest, tirer: (max: number) => number, cles: ClesDeMutation) => readonly string[];

export interface ClesDeMutation {
  /** The key of the house, stolen: only what others hold can tell. */
  readonly juste: CleDeSceau;
  readonly fausse: CleDeSceau;
}

const estLigne = (l: string): boolean => l.startsWith('{"n":');
const estSceau = (l: string): boolean => l.startsWith('{"sceau":');

function rangsDe(lignes: readonly string[], genre: (l: string) => boolean): readonly number[] {
  return lignes.flatMap((l, rang) => (genre(l) ? [rang] : []));
}
const unDe = (rangs: readonly number[], tirer: (max: number) => number): number => rangs[tirer(rangs.length)] ?? 0;

const enClair = (ligne: string): LigneEnClair => {
  const lue = /"sel":"([^"]+)","ligne":(.*)\}$/.exec(ligne);
  return { sel: lue?.[1] ?? '', texte: lue?.[2] ?? '' };
};

/** Numbers again from zero, as a careful forger would. */
const renumeroter = (lignes: readonly string[]): string[] => {
  let n = -1;
  return lignes.map((l) => (estLigne(l) ? l.replace(/^\{"n":\d+/, `{"n":${(n += 1)}`) : l));
};

function modifier(journal: JournalDeTest, tirer: (max: number) => number): LigneEnClair[][] {
  const lots: LigneEnClair[][] = [[]];
  for (const l of journal.lignes) {
    if (estLigne(l)) lots.at(-1)?.push(enClair(l));
    if (estSceau(l)) lots.push([]);
  }
  const pleins = lots.filter((lot) => lot.length > 0);
  const lot = pleins[tirer(pleins.length)];
  const rang = tirer(lot?.length ?? 1);
  const ligne = lot?.[rang];
  if (lot !== undefined && ligne !== undefined)
    lot[rang] = { ...ligne, texte: ligne.texte.replace('dossier.lire', 'dossier.rien') };
  return pleins;
}

export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'un caractère changé n’importe où': ({ lignes }, tirer) => {
    const rang = tirer(lignes.length);
    const ligne = lignes[rang] ?? '';
    const place = tirer(ligne.length);
    const autre = String.fromCharCode(33 + ((ligne.charCodeAt(place) - 33 + 1 + tirer(92)) % 93));
    return lignes.with(rang, ligne.slice(0, place) + autre + ligne.slice(place + 1));
  },
  'une ligne changée, sa feuille refaite': ({ lignes }, tirer) => {
    const rang = unDe(rangsDe(lignes, estLigne), tirer);
    const { sel, texte } = enClair(lignes[rang] ?? '');
    const nouveau = texte.replace('compte:c', 'compte:x');
    const n = /^\{"n":(\d+)/.exec(lignes[rang] ?? '')?.[1] ?? '';
    const feuille = feuilleDe(Buffer.from(sel, 'hex'), nouveau).toString('hex');
    return lignes.with(rang, `{"n":${n},"feuille":"${feuille}","sel":"${sel}","ligne":${nouveau}}`);
  },
  'une ligne retirée': ({ lignes }, tirer) => lignes.toSpliced(unDe(rangsDe(lignes, estLigne), tirer), 1),
  'une ligne retirée, la suite renumérotée': ({ lignes }, tirer) =>
    renumeroter(lignes.toSpliced(unDe(rangsDe(lignes, estLigne), tirer), 1)),
  'une ligne réduite à sa feuille, comme purgée': ({ lignes }, tirer) => {
    const rang = unDe(rangsDe(lignes, estLigne), tirer);
    return lignes.with(rang, (lignes[rang] ?? '').replace(/,"sel".*$/, '}'));
  },
  'deux lignes échangées': (journal, tirer) => echanger(journal.lignes, tirer),
  'deux lignes échangées et renumérotées': (journal, tirer) => renumeroter(echanger(journal.lignes, tirer)),
  'une ligne répétée': ({ lignes }, tirer) => {
    const rang = unDe(rangsDe(lignes, estLigne), tirer);
    return lignes.toSpliced(rang, 0, lignes[rang] ?? '');
  },
  'une ligne insérée, la suite renumérotée': ({ lignes }, tirer) => {
    const rang = unDe(rangsDe(lignes, estLigne), tirer);
    return renumeroter(lignes.toSpliced(tirer(2) === 0 ? rang : rang + 1, 0, lignes[rang] ?? ''));
  },
  'la fin coupée': ({ lignes }, tirer) => lignes.slice(0, 1 + tirer(lignes.length - 1)),
  'coupé à un sceau, avec une fin refaite': ({ lignes }, tirer) => {
    const sceaux = rangsDe(lignes, estSceau);
    const garde = tirer(sceaux.length - 1);
    const debut = lignes.slice(0, (sceaux[garde] ?? 0) + 1);
    const taille = debut.filter(estLigne).length;
    return [...debut, JSON.stringify({ fin: { taille, sceaux: garde + 1 } })];
  },
  'un sceau retiré': ({ lignes }, tirer) => lignes.toSpliced(unDe(rangsDe(lignes, estSceau), tirer), 1),
  'refait entier avec une autre clé': (journal, tirer, { fausse, juste }) =>
    sceller(fausse, modifier(journal, tirer)).lignes.map((l) => l.replaceAll(fausse.id, juste.id)),
  'refait entier avec la clé de la maison (bifurcation)': (journal, tirer, { juste }) =>
    sceller(juste, modifier(journal, tirer)).lignes,
};

function echanger(lignes: readonly string[], tirer: (max: number) => number): readonly string[] {
  const rangs = rangsDe(lignes, estLigne);
  const a = unDe(rangs, tirer);
  const b = unDe(rangs, tirer);
  return lignes.with(a, lignes[b] ?? '').with(b, lignes[a] ?? '');
}
