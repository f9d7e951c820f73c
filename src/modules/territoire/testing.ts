import type { Kysely } from 'kysely';
import type { Acteur } from '#acces/acteur.ts';
import { clesPerdues } from '#acces/depots/cles-perdues.ts';
import { ouvrirHorlogeEssai, type HorlogeEssaiPartagee } from '#acces/horloge-essai.ts';
import type { Role } from '#acces/roles.ts';
import type { TablesAcces } from '#acces/tables.ts';
import { prouver } from '#acces/qualites.testing.ts';
import { coffreDeTest } from '#lib/coffre/testing.ts';
import { horlogeDecalee, horlogeReglable } from '#lib/horloge.ts';
import { nouvelId } from '#lib/ids.ts';
import { journalMuet } from '#lib/journal.ts';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest } from '#lib/tests/base.ts';
import { ecrireMessage } from '#modules/messagerie/index.ts';
import { consulter, executer, type Socle } from '#socle/executer.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { ecrireReglage, moduleTerritoire } from './index.ts';

export const T1 = lireCodeTerritoire('t0001');
export const T2 = lireCodeTerritoire('t0002');
export const MARDI = new Date('2026-11-24T09:00:00+01:00');

const MEMBRES = [
  { id: 'sophie', prenom: 'Sophie', nom: 'Marchand', role: 'responsable_dac', carte: true },
  { id: 'nadia', prenom: 'Nadia', nom: 'Perrin', role: 'coordinateur_appui', carte: true },
  { id: 'lise', prenom: 'Lise', nom: 'Exemple', role: 'medecin', carte: true, structure: 'Organization/cabinet' },
  { id: 'rose', prenom: 'Rose', nom: 'Diallo', role: 'pair_aidant', carte: false },
] as const;

interface MessageParti {
  readonly adresse: string;
  readonly texte: string;
  readonly lecteurs: readonly string[];
}

/** Two territories, four members in the first, one queue, one mailbox, a stopped clock: the room alone on a real database. */
export interface SalleDeTest {
  readonly base: Base;
  readonly essai: HorlogeEssaiPartagee;
  readonly socle: Socle;
  readonly messages: MessageParti[];
  faire(qui: Acteur, contrat: { nom: string }, entree: object, cle?: string): Promise<Record<string, unknown>>;
  lire<S>(qui: Acteur, contrat: { nom: string; sortie: { parse(valeur: unknown): S } }): Promise<S>;
  /** Everything back as at the start. */
  remettre(): Promise<void>;
  fermer(): Promise<void>;
}

export async function ouvrirSalle(): Promise<SalleDeTest> {
  const test = await baseDeTest();
  for (const code of [T1, T2])
    await creerTerritoire(test.url, { code, nom: `Pays ${code}`, profil: 'essai', creeLe: MARDI });
  const base = ouvrirBase(urlApplication(test.url), 4);
  const essai = await ouvrirHorlogeEssai(base, journalMuet);
  const reelle = horlogeReglable(MARDI);
  const socle: Socle = {
    base,
    horloge: horlogeDecalee(reelle, () => essai.decalageMs()),
    nouvelId,
    origine: 'http://localhost',
    coffre: coffreDeTest(),
  };
  const messages: MessageParti[] = [];
  const module = moduleTerritoire({
    profil: 'essai',
    horlogeEssai: essai,
    horlogeReelle: reelle,
    cles: clesPerdues(base),
    ecrireMessage: (tx, message) => {
      messages.push({ adresse: message.a.adresse, texte: message.texte, lecteurs: message.lecteurs });
      return ecrireMessage(tx, message);
    },
  });
  const trouver = <T extends { nom: string }>(liste: readonly T[], nom: string): T => {
    const trouvee = liste.find((chose) => chose.nom === nom);
    if (trouvee === undefined) throw new Error(`${nom} n’est pas dans la salle`);
    return trouvee;
  };
  return {
    base,
    essai,
    socle,
    messages,
    faire: (qui, contrat, entree, cle) =>
      executer(socle, qui, trouver(module.actions, contrat.nom), entree, { cle }) as Promise<Record<string, unknown>>,
    lire: async (qui, contrat) =>
      contrat.sortie.parse(await consulter(socle, qui, trouver(module.vues, contrat.nom), {})),
    remettre: () => remettre(base, essai, messages),
    fermer: async () => {
      essai.arreter();
      await base.fermer();
      await test.fermer();
    },
  };
}

async function remettre(base: Base, essai: HorlogeEssaiPartagee, messages: MessageParti[]): Promise<void> {
  messages.length = 0;
  await essai.revenir();
  await base.commun<TablesAcces, void>(async (sql) => {
    for (const table of ['session', 'passkey', 'delegation', 'invitation', 'affectation', 'compte', 'qualite'] as const)
      await sql.deleteFrom(table).execute();
    for (const m of MEMBRES) await ajouter(sql, m, T1);
    await ajouter(sql, { id: 'ailleurs', prenom: 'Paul', nom: 'Ailleurs', role: 'medecin', carte: true }, T2);
  });
  await base.territoire<TablesTerritoire, void>(T1, async (sql) => {
    const porteurs = [
      { ref: 'PractitionerRole/nadia', nom: 'Nadia Perrin', telephone: '+33639980001' },
      { ref: 'PractitionerRole/partenaire', nom: 'Un Partenaire', telephone: '+33639980009' },
    ];
    await ecrireReglage(
      sql,
      'files',
      { dac: { nom: 'Accueil du DAC', structure: 'Organization/dac', porteurs } },
      'test',
      MARDI,
    );
    await ecrireReglage(
      sql,
      'boites',
      [{ adresse: 'dac@mss-test.invalid', structure: 'Organization/dac', nom: 'DAC', file: 'dac' }],
      'test',
      MARDI,
    );
  });
}

/** One more member, where a story needs one. */
export async function ajouter(
  sql: Kysely<TablesAcces>,
  m: { id: string; prenom: string; nom: string; role: string; carte: boolean; structure?: string },
  territoire: string,
): Promise<void> {
  const compte = { id: m.id, idnps: m.carte ? `8997-${m.id}` : null, prenom: m.prenom, nom: m.nom, civilite: null };
  await sql
    .insertInto('compte')
    .values({ ...compte, cree_le: MARDI, vu_le: MARDI })
    .execute();
  const structure = m.structure ?? 'Organization/dac';
  const lieu = {
    structure,
    structure_nom: structure === 'Organization/dac' ? 'DAC' : 'Cabinet',
    telephone: '+33639980001',
  };
  await sql
    .insertInto('affectation')
    .values({
      id: `aff-${m.id}`,
      compte: m.id,
      territoire,
      role: m.role,
      praticien: null,
      role_fhir: `PractitionerRole/${m.id}`,
      ...lieu,
      debut: '2026-01-01',
      fin: null,
    })
    .execute();
  await prouver(sql, `aff-${m.id}`, territoire, m.role);
}

function unActeur(id: string, role: Role, structure = 'Organization/dac'): Acteur {
  const ref = `PractitionerRole/${id}`;
  return {
    genre: 'compte',
    id: `compte:${id}`,
    nom: id,
    role,
    territoire: T1,
    refs: [ref, structure],
    ref,
    structure: { ref: structure, nom: 'DAC' },
    requete: 'test',
  };
}
/** The same person, who proved again who they are at that time. */
export const elevee = (acteur: Acteur, le = MARDI): Acteur => ({ ...acteur, connexion: { moyen: 'psc', elevee: le } });
export const sophie = unActeur('sophie', 'responsable_dac');
export const nadia = unActeur('nadia', 'coordinateur_appui');
export const lise = unActeur('lise', 'medecin', 'Organization/cabinet');
