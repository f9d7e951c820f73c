import type { Acteur } from '#acces/acteur.ts';
import { acteurDuLien } from '#acces/liens.ts';
import type { MessageRecuLu } from '#connectors/mssante/boite.ts';
import { lireMessage } from '#connectors/mssante/lire-message.ts';
import { depotEnMemoire } from '#connectors/mssante/simulateur/depot.ts';
import { creerDistribution } from '#connectors/mssante/simulateur/distribution.ts';
import { coffreDeTest } from '#lib/coffre/testing.ts';
import { horlogeReglable, type HorlogeReglable } from '#lib/horloge.ts';
import { nouvelId } from '#lib/ids.ts';
import { journalMuet } from '#lib/journal.ts';
import { ouvrirBase, type CodeTerritoire } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest } from '#lib/tests/base.ts';
import { importerAnnuaire } from '#modules/annuaire/import/importer.ts';
import { fichiersDuTerritoire, unActeur } from '#modules/annuaire/testing.ts';
import { carnet, ouvrirLesSalles } from '#modules/index.ts';
import { canalMssante, releverBoite } from '#modules/messagerie/index.ts';
import { boiteEnMemoire, unMel } from '#modules/messagerie/testing.ts';
import { ecrireReglage } from '#modules/territoire/index.ts';
import { consulter, executer, type Socle } from '#socle/executer.ts';
import { faireLeTour } from '#socle/ouvrier.ts';
import type { TablesTerritoire } from '#socle/tables.ts';

export const BOITE_DAC = 'dac@dac-orsene.mss-orsene.invalid';
/** Two home-help services of the fictitious directory: the first publishes nothing, the second publishes places. */
export const TILLEULS = {
  ref: 'HealthcareService/ror-offre-001',
  structure: 'Organization/finess-000000141',
  boite: 'contact@sad-les-tilleuls.mss-orsene.invalid',
};
export const BEL_AUTOMNE = {
  ref: 'HealthcareService/ror-offre-002',
  structure: 'Organization/finess-000000158',
  boite: 'contact@sad-bel-automne.mss-orsene.invalid',
};
export const MARTIN = {
  ref: 'PractitionerRole/sit-99700000013-siret-00001001700010-10-L',
  boite: 'paul.martin@medecin.mss-orsene.invalid',
};

export const sophie = unActeur();
export const helene = unActeur({
  id: 'compte:helene',
  nom: 'Hélène Vidal',
  role: 'responsable_dac',
  ref: 'PractitionerRole/helene',
  refs: ['PractitionerRole/helene', sophie.structure.ref],
});
export const martin = unActeur({
  id: 'compte:martin',
  nom: 'Dr Paul Martin',
  role: 'medecin',
  ref: MARTIN.ref,
  refs: [MARTIN.ref],
  structure: { ref: 'Organization/siret-00001001700010', nom: 'Cabinet du Dr Paul Martin' },
});

/** A nurse of the territory who follows nobody here. */
export const josiane = unActeur({
  id: 'compte:josiane',
  nom: 'Josiane Dubois',
  role: 'infirmier',
  ref: 'PractitionerRole/josiane',
  refs: ['PractitionerRole/josiane'],
  structure: { ref: 'Organization/cabinet-dubois', nom: 'Cabinet de Josiane Dubois' },
});

export interface MaisonEntiere {
  readonly horloge: HorlogeReglable;
  faire<T>(acteur: Acteur, nom: string, entree: unknown): Promise<T>;
  voir<T>(acteur: Acteur, nom: string, entree: unknown): Promise<T>;
  /** One round of the worker: bells ring, mails leave. */
  tour(): Promise<void>;
  /** What somebody outside received, oldest first. */
  courrier(adresse: string): Promise<readonly MessageRecuLu[]>;
  /** Answers the last message received there, as a plain mail, and lets the house read it. */
  repondre(adresse: string, texte: string): Promise<void>;
  /** Writes to the DAC from there, with no account, and lets the house read it. */
  ecrire(de: { adresse: string; nom: string }, texte: string): Promise<void>;
  /** Whoever opens the link of the last message received there; with words, the link that follows them. */
  parLeLien(adresse: string, apres?: string): Promise<Acteur>;
  main(objet: string): Promise<{ readonly qui: string | null; readonly etat: string }>;
  fermer(): Promise<void>;
}

/** The whole house on a database of its own: every room, the directory of the fictitious territory, mail in memory. */
export async function maisonEntiere(): Promise<MaisonEntiere> {
  const clone = await baseDeTest();
  const horloge = horlogeReglable(new Date('2026-11-24T09:00:00+01:00'));
  const territoire = await creerTerritoire(clone.url, {
    code: 't0001',
    nom: 'Essai',
    profil: 'essai',
    creeLe: horloge.maintenant(),
  });
  const base = ouvrirBase(urlApplication(clone.url), 4);
  const socle: Socle = { base, horloge, nouvelId, origine: 'http://essai.invalid', coffre: coffreDeTest() };
  await importerAnnuaire({ base, horloge, nouvelId }, await fichiersDuTerritoire());
  await reglerLeDac(socle, territoire);
  const salles = ouvrirLesSalles({ profil: 'essai', horlogeEssai: undefined });
  const exterieur = leMondeExterieur(horloge);
  const client = boiteEnMemoire(BOITE_DAC, exterieur.depot, exterieur.distribution);
  const canaux = new Map([
    ['mssante', canalMssante({ boites: new Map([[BOITE_DAC, client]]), carnet, nonRemis: salles.nonRemis })],
  ]);
  const tour = async () => {
    await faireLeTour({ socle, sonneries: salles.sonneries, canaux, journal: journalMuet }, territoire);
  };
  const recevoir = async (
    de: { adresse: string; nom: string },
    mel: { sujet: string; texte: string; enReponseA?: string; references?: string[] },
  ) => {
    const a = [{ adresse: BOITE_DAC, nom: 'DAC Orsène' }];
    const octets = await unMel({ de, a, date: horloge.maintenant(), ...mel });
    await exterieur.depot.deposer(BOITE_DAC, octets, horloge.maintenant());
    await releverBoite({
      socle,
      territoire,
      boite: { adresse: BOITE_DAC, structure: sophie.structure.ref, nom: 'DAC Orsène', file: 'dac' },
      client,
      carnet,
      salles,
      journal: journalMuet,
    });
  };
  const dernier = async (adresse: string): Promise<MessageRecuLu> =>
    (await exterieur.lire(adresse)).at(-1) ?? echouer(`${adresse} n’a rien reçu`);
  return {
    horloge,
    tour,
    faire: async <T>(acteur: Acteur, nom: string, entree: unknown) =>
      (await executer(socle, acteur, salles.actions.get(nom) ?? echouer(nom), entree)) as T,
    voir: async <T>(acteur: Acteur, nom: string, entree: unknown) =>
      (await consulter(socle, acteur, salles.vues.get(nom) ?? echouer(nom), entree)) as T,
    courrier: exterieur.lire,
    async repondre(adresse, texte) {
      const recu = await dernier(adresse);
      const chaine = { enReponseA: recu.messageId, references: [recu.messageId] };
      await recevoir({ adresse, nom: recu.a[0]?.nom ?? adresse }, { sujet: `Re: ${recu.sujet}`, texte, ...chaine });
    },
    ecrire: (de, texte) => recevoir(de, { sujet: 'Situation difficile', texte }),
    async parLeLien(adresse, apres = '') {
      const texte = (await exterieur.lire(adresse)).findLast((m) => m.texte.includes(apres))?.texte ?? '';
      const jeton = /\/r\/(t\d{4}\.[\w-]{43})/.exec(texte.slice(texte.indexOf(apres)))?.[1] ?? '';
      return (await acteurDuLien(base, jeton, horloge.maintenant())) ?? echouer(`pas de lien pour ${adresse}`);
    },
    main: (objet) =>
      base.territoire<TablesTerritoire, { qui: string | null; etat: string }>(territoire, (sql) =>
        sql
          .selectFrom('main_ouverte')
          .select(['main_ouverte.qui', 'main_ouverte.etat'])
          .where('main_ouverte.objet', '=', objet)
          .executeTakeFirstOrThrow(),
      ),
    fermer: async () => {
      await base.fermer();
      await clone.fermer();
    },
  };
}

async function reglerLeDac({ base, horloge }: Pick<Socle, 'base' | 'horloge'>, territoire: CodeTerritoire) {
  const porteurs = [
    { ref: sophie.ref, nom: sophie.nom, telephone: '03 53 01 00 01' },
    { ref: helene.ref, nom: helene.nom, telephone: '03 53 01 00 02' },
  ];
  const file = { nom: 'Accueil du DAC', structure: sophie.structure.ref, boite: BOITE_DAC, porteurs };
  const boite = { adresse: BOITE_DAC, structure: sophie.structure.ref, nom: 'DAC Orsène', file: 'dac' };
  await base.territoire<TablesTerritoire, void>(territoire, async (sql) => {
    await ecrireReglage(sql, 'files', { dac: file }, 'essai', horloge.maintenant());
    await ecrireReglage(sql, 'boites', [boite], 'essai', horloge.maintenant());
  });
}

/** Every mailbox of the outside: each keeps what it receives. */
function leMondeExterieur(horloge: HorlogeReglable) {
  const depot = depotEnMemoire();
  const domaines = [TILLEULS.boite, BEL_AUTOMNE.boite, MARTIN.boite, BOITE_DAC].map((boite) => ({
    nom: boite.slice(boite.indexOf('@') + 1),
    boites: 'toutes' as const,
  }));
  const distribution = creerDistribution({
    monde: { domaines, domainesHorsEspace: [], boites: new Map() },
    depot,
    horloge: () => horloge.maintenant(),
    nouvelId,
    surDepot: () => undefined,
  });
  const lire = async (adresse: string): Promise<readonly MessageRecuLu[]> => {
    const { entrees } = await depot.etat(adresse);
    const lus = await Promise.all(
      entrees.map(async ({ uid, recuLe }) => {
        const brut = await depot.lire(adresse, uid);
        const lu = brut === undefined ? undefined : await lireMessage({ uid, brut, recuLe, complet: true });
        return lu === undefined || lu.nature === 'illisible' ? [] : [lu];
      }),
    );
    return lus.flat();
  };
  return { depot, distribution, lire };
}

function echouer(nom: string): never {
  throw new Error(`${nom} est introuvable`);
}
