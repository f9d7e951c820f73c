import type { Coffre, Domaine } from '#lib/coffre/index.ts';
import { enProprietaire } from '#lib/sql/migrer.ts';
import type { Interroger } from '#lib/sql/requete.ts';
import { placeDuMatricule, sceauDe } from '../identite/index.ts';

const LOT = 100;

interface Ligne {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly texte: string;
}

/** An old fingerprint and the one that replaces it. */
type Paire = readonly [ancienne: string, nouvelle: string];

interface Passage {
  readonly coffre: Coffre;
  readonly domaine: Exclude<Domaine, 'commun'>;
  readonly ancienne: string;
}

const lire = (
  table: 'resource' | 'resource_history',
): string => `select t.type, t.id, t.version, t.contenu::text as texte
  from ${table} t where strpos(t.contenu::text, $1) > 0 and (t.type, t.id, t.version) > ($2, $3, $4)
  order by t.type, t.id, t.version limit ${LOT} for update`;
const ecrire = (table: 'resource' | 'resource_history'): string =>
  `update ${table} t set contenu = $4::json where t.type = $1 and t.id = $2 and t.version = $3`;
const INDEX = `update resource set
  toks = array(select replace(x, $3, $4) from unnest(toks) x), cles = array(select replace(x, $3, $4) from unnest(cles) x)
  where type = $1 and id = $2`;
const CLES = `update recherche set cle = replace(cle, $3, $4) where type = $1 and id = $2 and strpos(cle, $3) > 0`;

/**
 * Seals again, with the key that writes today, every matricule inside the resources of a territory and their history, and files them under
 * the new fingerprints. As the owner of the tables: history is closed to everybody else, and nothing of a version changes but those values.
 * A value copied to a place where it never opened is left as it is. Gives the number of versions changed: 0 when nothing is left.
 */
export async function rescellerLesRessources(urlAdministrateur: string, passage: Passage): Promise<number> {
  let versions = 0;
  for (const table of ['resource', 'resource_history'] as const) {
    let depuis: readonly [string, string, number] | undefined = ['', '', 0];
    while (depuis !== undefined) {
      const apres: readonly [string, string, number] = depuis;
      const fait = await enProprietaire(urlAdministrateur, passage.domaine, (interroger) =>
        unLot(interroger, table, passage, apres),
      );
      versions += fait.versions;
      depuis = fait.jusqua;
    }
  }
  return versions;
}

async function unLot(
  interroger: Interroger,
  table: 'resource' | 'resource_history',
  passage: Passage,
  depuis: readonly [string, string, number],
): Promise<{ readonly versions: number; readonly jusqua: readonly [string, string, number] | undefined }> {
  const lignes = await interroger<Ligne>({
    texte: lire(table),
    valeurs: [`cordee-scelle:1:${passage.ancienne}:`, ...depuis],
  });
  let versions = 0;
  for (const ligne of lignes) {
    const { texte, paires } = rescellee(ligne, passage);
    if (texte === ligne.texte) continue;
    versions += 1;
    await interroger({ texte: ecrire(table), valeurs: [ligne.type, ligne.id, ligne.version, texte] });
    if (table !== 'resource') continue;
    for (const paire of paires)
      for (const requete of [INDEX, CLES])
        await interroger({ texte: requete, valeurs: [ligne.type, ligne.id, ...paire] });
  }
  const derniere = lignes.at(-1);
  return { versions, jusqua: derniere === undefined ? undefined : [derniere.type, derniere.id, derniere.version] };
}

function rescellee(ligne: Ligne, { coffre, domaine, ancienne }: Passage) {
  const place = placeDuMatricule(ligne.type, ligne.id);
  const sceau = sceauDe(coffre, domaine);
  const paires: Paire[] = [];
  const scelles = new RegExp(`cordee-scelle:1:${ancienne}:[A-Za-z0-9_-]+`, 'g');
  const texte = ligne.texte.replaceAll(scelles, (scelle) => {
    const clair = sceau.ouvrir(scelle, place);
    if (clair === undefined) return scelle;
    const [nouvelle = '', ...autres] = sceau.empreintes(clair);
    const vieille = autres.find((e) => e.endsWith(`.${ancienne}`));
    if (vieille !== undefined) paires.push([vieille, nouvelle]);
    return sceau.sceller(clair, place);
  });
  return { texte, paires };
}
