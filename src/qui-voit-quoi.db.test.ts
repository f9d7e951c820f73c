import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acteurDe, TERRITOIRE_DES_MONDES } from '#acces/droits/juger.testing.ts';
import { ETATS, MOT, mondesParEtat, ressourceDe } from '#acces/droits/etats.testing.ts';
import { LECTEURS, type Lecteur } from '#acces/droits/lecteurs.testing.ts';
import { MAINTENANT } from '#acces/droits/mondes.testing.ts';
import { choseDe, peutLire } from '#acces/droits/oracle.testing.ts';
import { poserLesMondes } from '#acces/droits/poser.testing.ts';
import { porteeDe } from '#acces/portee.ts';
import { IDENTITOVIGILANCE } from '#acces/roles.ts';
import { chercher, lireRecherche } from '#fhir/recherche/index.ts';
import { ecrireLot } from '#fhir/store/ecriture.ts';
import { historique, lireVersion } from '#fhir/store/lecture.ts';
import { coffreDeTest } from '#lib/coffre/testing.ts';
import { horlogeReglable } from '#lib/horloge.ts';
import { nouvelId } from '#lib/ids.ts';
import { Refus } from '#lib/refus.ts';
import { ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import { ouvrirLesSalles } from '#modules/index.ts';
import { ecrireReglage } from '#modules/territoire/index.ts';
import { consulter, executer, type Socle } from '#socle/executer.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { entreeAuHasard, schemaDe } from '../fautes/canaris/entrees.ts';
import { hasard } from '../fautes/hasard.ts';

/** Every view and action the rooms declare, by every role, about a person in every state of consent. A new one is tried without being named. */
const registre = ouvrirLesSalles({ profil: 'essai', horlogeEssai: undefined });
const { mondes, mots } = mondesParEtat();
const COMPTES = LECTEURS.filter((l) => l.genre === 'compte');
const INVITE_SANS_DROIT = COMPTES.filter(({ role }) => ['lecteur_ars', 'administrateur_technique'].includes(role));
const h = hasard(2026);

let test1: BaseDeTest;
let base: Base;
let socle: Socle;

beforeAll(async () => {
  test1 = await baseDeTest();
  const code = TERRITOIRE_DES_MONDES;
  await creerTerritoire(test1.url, { code, nom: 'Essai', profil: 'essai', creeLe: MAINTENANT });
  base = ouvrirBase(urlApplication(test1.url), 4);
  socle = { base, horloge: horlogeReglable(MAINTENANT), nouvelId, origine: 'http://localhost', coffre: coffreDeTest() };
  await base.territoire<TablesTerritoire, void>(code, async (tx) => {
    await poserLesMondes(
      tx,
      mondes.map((monde) => ({ ...monde, elements: [] })),
      [],
    );
    const porteurs = [
      { ref: 'PractitionerRole/coordinateur_appui-b', nom: 'Sophie Marchand', telephone: '0199001010' },
    ];
    const dac = { nom: 'Accueil', structure: 'Organization/o2', boite: 'dac@essai.mssante.invalid', porteurs };
    await ecrireReglage(tx, 'files', { dac }, 'essai', MAINTENANT);
    const boites = [{ adresse: dac.boite, structure: dac.structure, nom: 'DAC', file: 'dac' }];
    await ecrireReglage(tx, 'boites', boites, 'essai', MAINTENANT);
  });
  const ecritures = [...mots].flatMap(([mot, chose]) =>
    'objet' in chose ? [] : [{ geste: 'ecrire' as const, ressource: ressourceDe(chose, mot) }],
  );
  const portee = porteeDe(acteurDe({ genre: 'logiciel', id: 'x', types: '*', familles: [] }), MAINTENANT);
  const le = new Date(MAINTENANT.getTime() - 200 * 86_400_000);
  await ecrireLot(base.directement(code), ecritures, { auteur: 'systeme:import', le, traces: [] }, portee);
});
afterAll(async () => {
  await base.fermer();
  await test1.fermer();
});

/**
 * Two cells look at the identity of people they do not follow, and at nothing else: that of identities in the whole territory (INS-06, INS-09),
 * and that which answers the requests of the persons themselves (RG-02). Their own screens, for their own members. There is no other exception.
 */
const CELLULES: readonly {
  readonly routes: RegExp;
  readonly membre: (role: string, refs: readonly string[]) => boolean;
}[] = [
  {
    routes: /^(?:identitovigilance\.|dossier\.(?:rechercherIdentite|candidats))/u,
    membre: (role) => IDENTITOVIGILANCE.some((r) => r === role),
  },
  {
    routes: /^droitsPersonne\./u,
    membre: (role, refs) => role === 'responsable_dac' || refs.includes('PractitionerRole/coordinateur_appui-b'),
  },
];
const parUneCellule = (route: string, qui: Lecteur, mot: string): boolean => {
  const chose = mots.get(mot);
  if (qui.genre !== 'compte' || chose === undefined || !('type' in chose) || chose.type !== 'Patient') return false;
  return CELLULES.some(({ routes, membre }) => routes.test(route) && membre(qui.role, qui.refs));
};

/** Words of a text this reader must not be shown. */
function indus(qui: Lecteur, texte: string): readonly string[] {
  return [...new Set(texte.match(MOT) ?? [])].filter((mot) => {
    const chose = mots.get(mot);
    if (chose === undefined) return true;
    const monde = mondes.find(({ patient }) => patient === chose.patient);
    return monde === undefined || !peutLire(qui, choseDe(chose), monde, []);
  });
}

const nommer = (quoi: string, qui: Lecteur, trouves: readonly string[]): readonly string[] =>
  trouves.map((mot) => `${quoi} montre ${JSON.stringify(mots.get(mot))} à ${qui.id}`);

/** Whatever the field expects, something that exists: a person, an element, a beginning of word. */
const sac = {
  texte: (champ: string): string => {
    const { patient, elements } = h.parmi(mondes);
    if (/patient|personne/u.test(champ)) return patient;
    const element = h.parmi(elements);
    return h.parmi([patient, `${element.type}/${element.id}`, element.id, 'zq', 'Essai']);
  },
};

/** The room may refuse; a refusal says a sentence that must not give the word away either. */
async function dire(route: string, faire: () => Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await faire()) ?? '';
  } catch (erreur) {
    if (erreur instanceof Refus) return erreur.texte;
    pannes.set(route, erreur instanceof Error ? erreur.message : String(erreur));
    return '';
  }
}
const pannes = new Map<string, string>();

describe('chaque route × chaque métier × chaque état du consentement', () => {
  test('les vues : aucune ne montre ce que la loi ferme', async () => {
    const fuites: string[] = [];
    let montres = 0;
    for (const vue of registre.vues.values()) {
      const schema = schemaDe(vue.entree);
      for (const qui of COMPTES) {
        for (const monde of mondes.filter(() => h.une(4))) {
          const entree = entreeAuHasard(schema, h, {
            texte: (champ) => (champ === 'patient' ? monde.patient : sac.texte(champ)),
          });
          const texte = await dire(vue.nom, () => consulter(socle, acteurDe(qui), vue, entree));
          montres += texte.match(MOT)?.length ?? 0;
          const trop = indus(qui, texte).filter((mot) => !parUneCellule(vue.nom, qui, mot));
          fuites.push(...nommer(vue.nom, qui, trop));
        }
      }
    }
    expect(fuites).toEqual([]);
    expect(montres).toBeGreaterThan(500);
  }, 240_000);

  test('les actions : qui n’a aucun droit sur une personne n’y écrit rien', async () => {
    const fuites: string[] = [];
    const ecrivent: string[] = [];
    for (const action of registre.actions.values()) {
      const schema = schemaDe(action.entree);
      const avant = await compterLesRessources();
      for (const qui of INVITE_SANS_DROIT)
        for (let essai = 0; essai < 3; essai += 1) {
          const texte = await dire(action.nom, () =>
            executer(socle, acteurDe(qui), action, entreeAuHasard(schema, h, sac)),
          );
          fuites.push(...nommer(action.nom, qui, indus(qui, texte)));
        }
      if ((await compterLesRessources()) > avant) ecrivent.push(action.nom);
    }
    expect(fuites).toEqual([]);
    expect(ecrivent).toEqual([]);
  }, 120_000);

  test('aucune de ces routes ne tombe en panne', () => {
    expect([...pannes]).toEqual([]);
  });

  test('FHIR : lecture d’une version, historique, inclusions, recherches par un élément lié', async () => {
    const interroger = base.directement(TERRITOIRE_DES_MONDES);
    const fuites: string[] = [];
    for (const qui of LECTEURS) {
      const portee = porteeDe(acteurDe(qui), MAINTENANT);
      for (const adresse of [
        'Patient?_count=100&_revinclude=*',
        'Task?_count=100&_include=*',
        'Observation?_count=100&_include=Observation:subject&subject:Patient.family=zq',
        'Patient?_count=100&_has:Condition:subject:code:text=zq',
        'DocumentReference?_count=100&description=zq',
      ]) {
        const [type = '', requete = ''] = adresse.split('?');
        const recherche = lireRecherche(type, [...new URLSearchParams(requete)], {
          strict: false,
          limiteMax: 200,
          base: 'https://maison.invalid/fhir',
        });
        const { trouves, inclus } = await chercher(interroger, recherche, portee, MAINTENANT);
        fuites.push(...nommer(adresse, qui, indus(qui, [...trouves, ...inclus].map(({ texte }) => texte).join(' '))));
      }
      const versions = await historique(interroger, {}, { limite: 1000 }, portee);
      fuites.push(...nommer('_history', qui, indus(qui, versions.map(({ texte }) => texte).join(' '))));
      for (const chose of [...mots.values()].filter(() => h.une(12))) {
        if ('objet' in chose) continue;
        const version = await lireVersion(interroger, chose.type, chose.id, 1, portee);
        fuites.push(...nommer('_history/1', qui, indus(qui, version?.texte ?? '')));
      }
    }
    expect(fuites).toEqual([]);
  }, 120_000);

  test('une personne cachée ne se devine pas par une recherche sur ce qu’elle cache', async () => {
    const interroger = base.directement(TERRITOIRE_DES_MONDES);
    for (const qui of LECTEURS.filter((l) => l.genre === 'compte' && l.id.endsWith('-a'))) {
      const portee = porteeDe(acteurDe(qui), MAINTENANT);
      for (const { patient, elements } of mondes) {
        const cachee = elements.find((e) => e.type === 'Condition' && !peutLire(qui, choseDe(e), mondeDe(patient), []));
        if (cachee === undefined) continue;
        const recherche = lireRecherche('Patient', [['_has:Condition:subject:_id', cachee.id]], {
          strict: true,
          limiteMax: 10,
          base: 'https://maison.invalid/fhir',
        });
        const { trouves } = await chercher(interroger, recherche, portee, MAINTENANT);
        expect(
          trouves.map(({ id }) => id),
          `${qui.id} devine ${cachee.id}`,
        ).toEqual([]);
      }
    }
  }, 120_000);
});

describe('la table métier × famille × état du consentement (annexe B, invariants 1 et 2)', () => {
  test('sans lien en cours, personne ne lit rien ; le sensible ne vient jamais d’un métier', async () => {
    const { sansCercle, nonDite, partis, opposee } = ETATS;
    expect([sansCercle, nonDite, partis, opposee].every((etat) => etat !== undefined)).toBe(true);
    for (const qui of COMPTES) {
      const vus = await tousLesMots(qui);
      for (const mot of vus) {
        const chose = mots.get(mot);
        expect(chose?.patient, `${qui.id} lit ${mot}`).not.toMatch(/sansCercle|nonDite|partis|etat-opposee$/u);
        if (chose?.famille === 'SEN') expect(chose.patient).toBe('etat-accordNomme');
      }
      if (qui.id.endsWith('-b')) expect(vus).toEqual([]);
    }
  });

  test('chaque case de la table est celle de la loi', async () => {
    for (const qui of COMPTES) {
      const vus = new Set(await tousLesMots(qui));
      for (const [mot, chose] of mots) {
        if ('objet' in chose) continue;
        expect(vus.has(mot), `${qui.id} × ${chose.famille} × ${chose.patient ?? ''}`).toBe(
          peutLire(qui, choseDe(chose), mondeDe(chose.patient), []),
        );
      }
    }
  });
});

function mondeDe(patient: string | undefined) {
  const monde = mondes.find((m) => m.patient === patient);
  if (monde === undefined) throw new Error(`aucun monde : ${patient ?? ''}`);
  return monde;
}

async function tousLesMots(qui: Lecteur): Promise<readonly string[]> {
  const versions = await historique(
    base.directement(TERRITOIRE_DES_MONDES),
    {},
    { limite: 5000 },
    porteeDe(acteurDe(qui), MAINTENANT),
  );
  return [...new Set(versions.flatMap(({ texte }) => texte.match(MOT) ?? []))];
}

const compterLesRessources = (): Promise<number> =>
  base.territoire<TablesTerritoire, number>(TERRITOIRE_DES_MONDES, async (tx) => {
    const { n } = await tx
      .selectFrom('resource_history')
      .select((eb) => eb.fn.countAll<string>().as('n'))
      .where('resource_history.auteur', '<>', 'systeme:import')
      .executeTakeFirstOrThrow();
    return Number(n);
  });
