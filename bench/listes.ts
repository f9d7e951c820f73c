import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Acteur } from '#acces/acteur.ts';
import { coffreDeTest } from '#lib/coffre/testing.ts';
import { horlogeSysteme } from '#lib/horloge.ts';
import { nouvelId } from '#lib/ids.ts';
import { journalMuet } from '#lib/journal.ts';
import { demarrerPostgres } from '#lib/postgres-embarque/index.ts';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { migrer, urlApplication } from '#lib/sql/migrer.ts';
import { ouvrirLesSalles } from '#modules/index.ts';
import { consulter } from '#socle/executer.ts';
import type { Registre } from '#socle/module.ts';
import { acteursDe } from '../src/cli/demo/comptes.ts';
import { chargerDemo } from '../src/cli/demo/index.ts';
import { lireSources } from '../src/cli/demo/sources.ts';
import type { Banc } from './banc.ts';
import { chronometrer, ligneDe, resumer } from './mesures.ts';
import { multiplierLesOrientations, multiplierLesProfessionnels } from './volumes.ts';

const ORIENTATIONS = 10_000;
const PROFESSIONNELS = 5_000;
const FOIS = 100;
/** Gate of design/security.md §9, line L1, for one reader. */
const CIBLE_P95_MS = 300;
const TERRITOIRE = lireCodeTerritoire('t0001');

export const listes: Banc = {
  nom: 'listes',
  resume: `${ORIENTATIONS} orientations listées, ${PROFESSIONNELS} professionnels cherchés, droits compris, sans le réseau.`,
  async mesurer(dire) {
    const racine = await mkdtemp(path.join(process.getuid?.() === 0 ? '/var/lib' : os.tmpdir(), 'cordee-banc-'));
    await chmod(racine, 0o711);
    const postgres = await demarrerPostgres({
      dossier: path.join(racine, 'donnees'),
      journal: () => undefined,
      jetable: true,
    });
    try {
      await migrer(postgres.url);
      const base = ouvrirBase(urlApplication(postgres.url));
      try {
        return await mesurerLesVues(base, postgres.url, dire);
      } finally {
        await base.fermer();
      }
    } finally {
      await postgres.arreter();
      await rm(racine, { recursive: true, force: true });
    }
  },
};

async function mesurerLesVues(base: Base, url: string, dire: (ligne: string) => void): Promise<boolean> {
  const registre = ouvrirLesSalles({ horlogeEssai: undefined, profil: 'essai' });
  const origine = 'http://localhost';
  await chargerDemo({
    base,
    coffre: coffreDeTest(),
    urlAdministrateur: url,
    registre,
    nouvelId,
    origine,
    maintenant: new Date(),
    journal: journalMuet,
  });
  const professionnels = await multiplierLesProfessionnels(base, PROFESSIONNELS);
  await multiplierLesOrientations(url, ORIENTATIONS);
  const sophie = await coordinatrice();
  const voir = (vue: string, entree: unknown) => regarder({ base, registre, origine }, sophie, vue, entree);
  const mesures: readonly (readonly [string, number[]])[] = [
    [
      'orientations ouvertes, première page',
      await chronometrer(FOIS, () => voir('orientation.liste', { filtre: 'ouvertes' })),
    ],
    [
      'orientations sans réponse',
      await chronometrer(FOIS, () => voir('orientation.liste', { filtre: 'sans_reponse' })),
    ],
    ['orientations closes', await chronometrer(FOIS, () => voir('orientation.liste', { filtre: 'closes' }))],
    ['file des demandes', await chronometrer(FOIS, () => voir('demande.file', { filtre: 'en_cours' }))],
    [
      'professionnel par nom entier',
      await chronometrer(FOIS, (n) => voir('annuaire.chercher', { texte: nomAu(professionnels, n) })),
    ],
    [
      'professionnel par début de nom',
      await chronometrer(FOIS, (n) => voir('annuaire.suggestions', { texte: nomAu(professionnels, n).slice(0, 3) })),
    ],
    [
      'besoin, profession et lieu',
      await chronometrer(FOIS, () => voir('annuaire.chercher', { texte: 'infirmière à Pont-de-Loive' })),
    ],
  ];
  for (const [quoi, durees] of mesures) dire(ligneDe(quoi, durees));
  dire(`  cible : p95 sous ${CIBLE_P95_MS} ms`);
  return mesures.every(([, durees]) => resumer(durees).p95 <= CIBLE_P95_MS);
}

const nomAu = (noms: readonly string[], n: number): string => noms[(n * 37) % noms.length] ?? 'martin';

async function coordinatrice(): Promise<Acteur> {
  const acteur = [...acteursDe(await lireSources(), TERRITOIRE).values()].find(
    (a) => a.id === 'compte:sophie-marchand',
  );
  if (acteur === undefined) throw new Error('la démonstration n’a pas de coordinatrice');
  return acteur;
}

function regarder(
  { base, registre, origine }: { readonly base: Base; readonly registre: Registre; readonly origine: string },
  acteur: Acteur,
  nom: string,
  entree: unknown,
): Promise<unknown> {
  const vue = registre.vues.get(nom);
  if (vue === undefined) throw new Error(`la vue ${nom} n’existe pas`);
  return consulter({ base, coffre: coffreDeTest(), origine, nouvelId, horloge: horlogeSysteme }, acteur, vue, entree);
}
