import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Base, CodeTerritoire } from '#lib/sql/connexion.ts';
import type { Acteur } from './acteur.ts';

interface TableLien {
  lien: {
    empreinte: string;
    usage: string;
    objet: string;
    destinataire: string;
    destinataire_nom: string;
    structure: string | null;
    expire_le: Date;
    utilise_le: Date | null;
  };
}

/** `t0001.<secret>`: the territory is public, the secret is not. Undefined when it is not of that form. */
export function lireJeton(jeton: string): { territoire: CodeTerritoire; secret: string } | undefined {
  const lu = /^(t[0-9]{4})\.([A-Za-z0-9_-]{43})$/.exec(jeton);
  return lu?.[1] === undefined || lu[2] === undefined
    ? undefined
    : { territoire: lu[1] as CodeTerritoire, secret: lu[2] };
}

/**
 * The person behind a one-time link. A used link still opens (it shows what was answered) but its `utilise` flag is set;
 * the action that needs a fresh one refuses. Unknown or expired: undefined, without saying which.
 */
export async function acteurDuLien(
  base: Base,
  jeton: string,
  maintenant: Date,
): Promise<(Acteur & { readonly utilise: boolean }) | undefined> {
  const lu = lireJeton(jeton);
  if (lu === undefined) return undefined;
  const empreinte = createHash('sha256').update(lu.secret).digest('hex');
  const lien = await base.territoire<TableLien, TableLien['lien'] | undefined>(
    lu.territoire,
    (sql: Kysely<TableLien>) =>
      sql
        .selectFrom('lien')
        .select(['lien.empreinte', 'lien.usage', 'lien.objet', 'lien.destinataire', 'lien.destinataire_nom'])
        .select(['lien.structure', 'lien.expire_le', 'lien.utilise_le'])
        .where('lien.empreinte', '=', empreinte)
        .where('lien.expire_le', '>', maintenant)
        .executeTakeFirst(),
  );
  if (lien === undefined) return undefined;
  return {
    genre: 'lien',
    id: `lien:${lien.destinataire}`,
    nom: lien.destinataire_nom,
    role: 'structure',
    territoire: lu.territoire,
    refs: [],
    ref: lien.destinataire,
    structure: { ref: lien.structure ?? lien.destinataire, nom: lien.destinataire_nom },
    connexion: { moyen: 'lien' },
    lien: { usage: lien.usage, objet: lien.objet, empreinte },
    requete: `lien:${empreinte.slice(0, 12)}`,
    utilise: lien.utilise_le !== null,
  };
}
