import type { Acteur } from '#acces/acteur.ts';
import { estRole } from '#acces/roles.ts';
import type { Transaction } from '#socle/transaction.ts';
import { sansQualite } from './qualite.ts';
import { libelleDuRole, membresEnCours, nomDe, refDe, type LigneMembre } from './membres.ts';

/** Accounts whose rights may be looked at, in the order of names. */
export async function comptesSimulables(
  tx: Transaction,
  maintenant: Date,
): Promise<{ affectation: string; nom: string; role: string; structure: string }[]> {
  const membres = await enCours(tx, maintenant);
  return membres.map((m) => ({
    affectation: m.id,
    nom: nomDe(m),
    role: libelleDuRole(m.role),
    structure: m.structure_nom,
  }));
}

/** The actor a session of that situation would have, to ask the rule what it would show. Undefined when it is not running. */
export async function compteSimule(
  tx: Transaction,
  affectation: string,
  maintenant: Date,
): Promise<Acteur | undefined> {
  const m = (await enCours(tx, maintenant)).find(({ id }) => id === affectation);
  return m === undefined ? undefined : acteurDe(tx, m);
}

/** The actors these references name, each as its own session would be; references without an account are left out. */
export async function comptesNommes(
  tx: Transaction,
  refs: readonly string[],
  maintenant: Date,
): Promise<readonly { readonly ref: string; readonly acteur: Acteur }[]> {
  const nommes: { readonly ref: string; readonly acteur: Acteur }[] = [];
  for (const m of await enCours(tx, maintenant)) {
    const ref = [refDe(m), m.praticien ?? ''].find((candidate) => refs.includes(candidate));
    const acteur = ref === undefined ? undefined : await acteurDe(tx, m);
    if (ref !== undefined && acteur !== undefined) nommes.push({ ref, acteur });
  }
  return nommes;
}

async function acteurDe(tx: Transaction, m: LigneMembre): Promise<Acteur | undefined> {
  if (!estRole(m.role)) return undefined;
  const ref = refDe(m);
  const sans = (await sansQualite(tx, [m])).get(m.id);
  return {
    genre: 'compte',
    id: `compte:${m.compte}`,
    nom: nomDe(m),
    role: m.role,
    territoire: tx.acteur.territoire,
    refs: [ref, ...(m.praticien === null ? [] : [m.praticien]), m.structure],
    ref,
    structure: { ref: m.structure, nom: m.structure_nom },
    ...(sans === undefined ? {} : { sansQualite: sans }),
    requete: tx.acteur.requete,
  };
}

const enCours = (tx: Transaction, maintenant: Date): Promise<LigneMembre[]> =>
  membresEnCours(tx, maintenant.toISOString().slice(0, 10));
