import { sql, type Kysely } from 'kysely';
import { tirer } from '#fhir/export/a-l-instant.ts';
import { chercher, compter, lireRecherche, toutSurLaPersonne } from '#fhir/recherche/index.ts';
import { lireTexte } from '#fhir/store/lecture.ts';
import type { Portee } from '#fhir/store/portee.ts';
import { lireCodeTerritoire, type Base } from '#lib/sql/connexion.ts';
import { interrogerAvec, type Interroger } from '#lib/sql/requete.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { hasard, type Hasard } from '../../../fautes/hasard.ts';
import { acteurClient, acteurSysteme, type Acteur } from '../acteur.ts';
import { porteeDe } from '../portee.ts';
import { estRole } from '../roles.ts';
import { LECTEURS, LECTEURS_DES_MONDES, type Lecteur } from './lecteurs.testing.ts';
import { MAINTENANT, unDroitDeMoins, unMonde, type Monde, type Retraits } from './mondes.testing.ts';
import { choseDe, peutLire } from './oracle.testing.ts';
import { poserLesMondes } from './poser.testing.ts';

export const TERRITOIRE_DES_MONDES = lireCodeTerritoire('t0001');
const PAR_LOT = 500;

export interface BilanDesMondes {
  readonly mondes: number;
  /** Elements judged: reader × element or fact, both rounds. */
  readonly jugements: number;
  readonly visibles: number;
  /** One sentence per disagreement, the first ones only. */
  readonly ecarts: readonly string[];
}

const ECARTS_GARDES = 20;

/**
 * Draws worlds, writes them in the base, and compares: what the compiled rule shows = what the oracle allows; what is read one by one, counted,
 * searched, exported, asked with `$everything` = what is shown; and with one right less, nothing more is shown.
 */
export async function jugerDesMondes(base: Base, nombre: number, graine: number): Promise<BilanDesMondes> {
  const h = hasard(graine);
  const bilan = { mondes: 0, jugements: 0, visibles: 0, ecarts: new Array<string>() };
  while (bilan.mondes < nombre) {
    const debut = bilan.mondes;
    const mondes = Array.from({ length: Math.min(PAR_LOT, nombre - debut) }, (_, i) => unMonde(h, `p${debut + i}`));
    const retraits = desRetraits(h);
    await base.territoire<TablesTerritoire, void>(TERRITOIRE_DES_MONDES, async (tx) => {
      const avant = await unTour(tx, h, mondes, retraits, bilan);
      for (const lecteur of LECTEURS_DES_MONDES.filter(() => h.une(3)))
        await lesAutresChemins(tx, h, lecteur, avant.get(lecteur) ?? new Set(), mondes, bilan);
      const reduits = mondes.map((monde) => unDroitDeMoins(h, monde));
      const apres = await unTour(tx, h, reduits, [...retraits, ...desRetraits(h)], bilan);
      for (const [lecteur, vus] of apres)
        for (const cle of vus)
          if (avant.get(lecteur)?.has(cle) !== true)
            noter(bilan, `un droit de moins montre ${cle} à ${nomDe(lecteur)}`);
    });
    bilan.mondes += mondes.length;
  }
  return bilan;
}

type BilanEnCours = { mondes: number; jugements: number; visibles: number; ecarts: string[] };

function noter({ ecarts }: BilanEnCours, phrase: string): void {
  if (ecarts.length < ECARTS_GARDES) ecarts.push(phrase);
}

function desRetraits(h: Hasard): Retraits {
  const comptes = LECTEURS.filter((l) => l.genre === 'compte');
  return h.une(2) ? [] : [{ role: h.parmi(comptes).role, famille: h.parmi(['ADM', 'COO', 'SOC', 'MED', 'FIL']) }];
}

const nomDe = (l: Lecteur): string => (l.genre === 'compte' ? l.id : `Device/${l.id}`);

/** What each reader is shown, checked against the oracle. */
async function unTour(
  tx: Kysely<TablesTerritoire>,
  h: Hasard,
  mondes: readonly Monde[],
  retraits: Retraits,
  bilan: BilanEnCours,
): Promise<ReadonlyMap<Lecteur, ReadonlySet<string>>> {
  await poserLesMondes(tx, mondes, retraits);
  const vues = new Map<Lecteur, ReadonlySet<string>>();
  for (const lecteur of LECTEURS_DES_MONDES) {
    const vus = await montres(
      tx,
      porteeDe(acteurDe(lecteur), MAINTENANT),
      mondes.map(({ patient }) => patient),
    );
    vues.set(lecteur, vus);
    bilan.visibles += vus.size;
    for (const monde of mondes) comparer(lecteur, monde, retraits, vus, bilan);
  }
  return vues;
}

function comparer(lecteur: Lecteur, monde: Monde, retraits: Retraits, vus: ReadonlySet<string>, bilan: BilanEnCours) {
  for (const quoi of [...monde.elements, ...monde.faits]) {
    const cle = 'objet' in quoi ? `fait/${quoi.id}` : `${quoi.type}/${quoi.id}`;
    const attendu = peutLire(lecteur, choseDe(quoi), monde, retraits);
    bilan.jugements += 1;
    if (vus.has(cle) !== attendu)
      noter(
        bilan,
        `${nomDe(lecteur)} ${attendu ? 'devrait lire' : 'ne devrait pas lire'} ${cle} : ${JSON.stringify({ quoi, retraits, ...monde, elements: [], faits: [] })}`,
      );
  }
}

export function acteurDe(lecteur: Lecteur): Acteur {
  if (lecteur.genre === 'logiciel') {
    const types = lecteur.types === '*' ? (['*'] as const) : lecteur.types.map((type) => type as 'Task');
    const permissions = types.map((type) => ({ niveau: 'system' as const, type, gestes: ['r', 's'] as const }));
    const { id, familles } = lecteur;
    return acteurClient({ id, nom: id, territoire: TERRITOIRE_DES_MONDES, permissions, familles }, 'jeton');
  }
  const { id, role, refs, pour, sansPreuve } = lecteur;
  if (!estRole(role)) throw new Error(`rôle inconnu : ${role}`);
  const compte = { genre: 'compte' as const, id, role, refs, ref: refs[0] ?? '' };
  return {
    ...acteurSysteme(TERRITOIRE_DES_MONDES, 'x'),
    ...compte,
    ...(sansPreuve === undefined ? {} : { sansQualite: 'sans_preuve' as const }),
    ...(pour === undefined
      ? {}
      : { pour: { compte: pour.replace('compte:', ''), ref: compte.ref, nom: 'X', role: 'medecin', gestes: [] } }),
  };
}

/** Facts are only ever added: those of the former worlds are left aside. */
async function montres(
  tx: Kysely<TablesTerritoire>,
  portee: Portee,
  patients: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ cle: string }>`
    select r.type || '/' || r.id as cle from resource r where ${portee.condition('r')}
    union all select 'fait/' || f.id from fait f where f.patient = any(${[...patients]}::text[]) and ${portee.condition('f', 'fait')}`.execute(
    tx,
  );
  return new Set(rows.map(({ cle }) => cle));
}

const TYPES_TIRES = ['Patient', 'Task', 'Communication', 'Observation', 'DocumentReference', 'CarePlan'];

/** Reading, counting, searching by pages, exporting, `$everything`: the same set, by other roads. */
async function lesAutresChemins(
  tx: Kysely<TablesTerritoire>,
  h: Hasard,
  lecteur: Lecteur,
  vus: ReadonlySet<string>,
  mondes: readonly Monde[],
  bilan: BilanEnCours,
): Promise<void> {
  const interroger = interrogerAvec(tx);
  const portee = porteeDe(acteurDe(lecteur), MAINTENANT);
  const type = h.parmi(TYPES_TIRES);
  const attendus = [...vus].filter((cle) => cle.startsWith(`${type}/`)).sort();
  const dire = (chemin: string, trouves: readonly string[], voulus: readonly string[]): void => {
    if (trouves.join() !== voulus.join())
      noter(bilan, `${nomDe(lecteur)} ${chemin} : ${trouves.join()} au lieu de ${voulus.join()}`);
  };
  dire(`recherche ${type}`, await parPages(interroger, type, portee), attendus);
  const compte = await compter(interroger, rechercher(type), portee, MAINTENANT);
  if (compte !== attendus.length)
    noter(bilan, `${nomDe(lecteur)} compte ${compte} ${type} au lieu de ${attendus.length}`);
  const tirees = await tirer(
    interroger,
    type,
    { instant: MAINTENANT, depuis: undefined, patients: undefined },
    { apres: '', limite: 100_000 },
    portee,
  );
  dire(`export ${type}`, tirees.map(({ id }) => `${type}/${id}`).sort(), attendus);
  const { patient, elements } = h.parmi(mondes);
  const tout = await toutSurLaPersonne(interroger, patient, { limite: 100, avecCites: false }, portee);
  const siens = elements.filter((e) => e.patient === patient).map((e) => `${e.type}/${e.id}`);
  dire(
    `$everything ${patient}`,
    tout.trouves.map((l) => `${l.type}/${l.id}`).sort(),
    siens.filter((cle) => vus.has(cle)).sort(),
  );
  for (const element of elements) {
    const lue = await lireTexte(interroger, element.type, element.id, portee);
    if ((lue !== undefined) !== vus.has(`${element.type}/${element.id}`))
      noter(bilan, `${nomDe(lecteur)} lit ou ne lit pas ${element.type}/${element.id} autrement que par la recherche`);
  }
}

const rechercher = (type: string) =>
  lireRecherche(type, [['_count', '400']], { strict: true, limiteMax: 400, base: 'https://maison.invalid/fhir' });

async function parPages(interroger: Interroger, type: string, portee: Portee): Promise<readonly string[]> {
  const trouves: string[] = [];
  let recherche: ReturnType<typeof rechercher> | undefined = rechercher(type);
  while (recherche !== undefined) {
    const page = await chercher(interroger, recherche, portee, MAINTENANT);
    trouves.push(...page.trouves.map((l) => `${l.type}/${l.id}`));
    recherche = page.suite === undefined ? undefined : { ...rechercher(type), curseur: page.suite };
  }
  return trouves.sort();
}
