/** A line of trace as the database gives it to whoever seals, exports or checks. */
export interface LigneTracee {
  readonly seq: string;
  readonly le: Date;
  readonly acteur: string;
  readonly role: string;
  readonly structure: string | null;
  readonly pour: string | null;
  readonly action: string;
  readonly genre: string;
  readonly objet: string | null;
  readonly version: number | null;
  readonly patient: string | null;
  readonly fondement: string;
  readonly titre: string | null;
  readonly decision: string;
  readonly nombre: number | null;
  readonly parametres: string | null;
  readonly requete: string | null;
  /** Content of the context, canonical JSON already. */
  readonly contexte: string | null;
  readonly sel: string;
  readonly xid: string;
}

/** Columns of `LigneTracee`, `t` the trace and `c` its context. */
export const COLONNES = `t.seq::text as seq, t.le, t.acteur, t.role, t.structure, t.pour, t.action, t.genre, t.objet, t.version, t.patient,
    t.fondement, t.titre, t.decision, t.nombre, t.parametres, t.requete, c.contenu as contexte, t.sel::text as sel, t.xid::text as xid`;
export const SOURCE = 'trace t left join trace_contexte c on c.id = t.contexte';

const CHAMPS = [
  'acteur',
  'role',
  'structure',
  'pour',
  'action',
  'genre',
  'objet',
  'version',
  'patient',
  'fondement',
  'titre',
  'decision',
  'nombre',
  'parametres',
  'requete',
] as const satisfies readonly (keyof LigneTracee)[];

/** What is sealed: JSON without a space, keys in this order, what is unknown left out. Any other order is another text, another leaf. */
export function texteCanonique(ligne: LigneTracee): string {
  const objet: Record<string, string | number> = { seq: Number(ligne.seq), le: ligne.le.toISOString() };
  for (const champ of CHAMPS) {
    const valeur = ligne[champ];
    if (valeur !== null) objet[champ] = valeur;
  }
  const texte = JSON.stringify(objet);
  const entier = ligne.contexte === null ? texte : `${texte.slice(0, -1)},"contexte":${ligne.contexte}}`;
  // Two separators that some readers of lines take for the end of one.
  return entier.replaceAll('\u2028', String.raw`\u2028`).replaceAll('\u2029', String.raw`\u2029`);
}

/** Salt of the leaf: the 16 bytes of the UUID. */
export const octetsDuSel = (sel: string): Buffer => Buffer.from(sel.replaceAll('-', ''), 'hex');
