import { afterAll, beforeAll, expect, test } from 'vitest';
import { acteurDuLien } from '#acces/liens.ts';
import { nouvelId } from '#lib/ids.ts';
import { journalMuet } from '#lib/journal.ts';
import { ecrireReglage } from '#modules/territoire/index.ts';
import { consulter, executer } from '#socle/executer.ts';
import { rassembler } from '#socle/module.ts';
import { sonner } from '#socle/ouvrier.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { Transaction } from '#socle/transaction.ts';
import type { Acteur } from '#acces/acteur.ts';
import {
  compterRefus,
  contactDe,
  importerAnnuaire,
  moduleAnnuaire,
  noterIncident,
  offreDe,
  trouverParAdresse,
} from './index.ts';
import { fichiersDuTerritoire, unActeur, unEssai, type EssaiAnnuaire } from './testing.ts';

let essai: EssaiAnnuaire;
const registre = rassembler([moduleAnnuaire]);
const MARTIN = 'PractitionerRole/sit-99700000013-siret-00001001700010-10-L';
const BENALI = 'PractitionerRole/sit-99700000021-siret-00001002500013-60-L';
const OFFRE = 'HealthcareService/ror-offre-001';

beforeAll(async () => {
  essai = await unEssai();
  await importerAnnuaire({ ...essai, nouvelId }, await fichiersDuTerritoire());
  const boite = {
    adresse: 'accueil@dac-orsene.mss-orsene.invalid',
    structure: 'Organization/finess-000000018',
    nom: 'DAC Orsène',
    file: 'dac',
  };
  await essai.base.territoire<TablesTerritoire, void>(essai.territoire, (sql) =>
    ecrireReglage(sql, 'boites', [boite], 'essai', essai.horloge.maintenant()),
  );
});
afterAll(() => essai.fermer());

const agir = async (nom: string, entree: object, acteur = unActeur()): Promise<Record<string, unknown>> => {
  const action = registre.actions.get(nom);
  if (action === undefined) throw new Error(nom);
  return (await executer(essai.socle, acteur, action, entree)) as Record<string, unknown>;
};
const voir = async (nom: string, entree: object, acteur = unActeur()): Promise<Record<string, unknown>> => {
  const vue = registre.vues.get(nom);
  if (vue === undefined) throw new Error(nom);
  return (await consulter(essai.socle, acteur, vue, entree)) as Record<string, unknown>;
};
const dans = <T>(faire: (tx: Transaction) => Promise<T>): Promise<T> =>
  essai.base.territoire<TablesTerritoire, T>(essai.territoire, (sql) =>
    faire(new Transaction({ ...essai.socle, sql, acteur: unActeur(), maintenant: essai.horloge.maintenant() })),
  );
/** Who holds the open check of an entry. */
async function main(ref: string) {
  const v = await essai.lire((sql) =>
    sql
      .selectFrom('annuaire_verification')
      .select('annuaire_verification.id')
      .where('annuaire_verification.ref', '=', ref)
      .where('annuaire_verification.close_le', 'is', null)
      .executeTakeFirst(),
  );
  if (v === undefined) return undefined;
  return essai.lire((sql) =>
    sql
      .selectFrom('main_ouverte')
      .select(['main_ouverte.objet', 'main_ouverte.qui_nom', 'main_ouverte.etat', 'main_ouverte.prochaine'])
      .where('main_ouverte.objet', '=', `Task/${v.id}`)
      .executeTakeFirst(),
  );
}

/** The person behind the link written in the last mail about a thing. */
async function porteurDuLien(objet: string): Promise<Acteur> {
  const ligne = await essai.lire((sql) =>
    sql
      .selectFrom('envoi')
      .select('envoi.charge')
      .where('envoi.canal', '=', 'mssante')
      .orderBy('envoi.cree_le', 'desc')
      .executeTakeFirstOrThrow(),
  );
  const jeton = /\/r\/([^\s"\\]+)/.exec(JSON.stringify(ligne.charge))?.[1] ?? '';
  const acteur = await acteurDuLien(essai.base, jeton, essai.horloge.maintenant());
  if (acteur?.lien?.objet !== objet) throw new Error('le message ne porte pas le lien attendu');
  return acteur;
}

test('un contact se résout par sa fiche, sa personne, son offre ou son adresse', async () => {
  await dans(async (tx) => {
    const martin = await contactDe(tx, MARTIN);
    expect(martin).toMatchObject({
      ref: MARTIN,
      nom: 'Dr Paul Martin',
      genre: 'personne',
      mssante: 'paul.martin@medecin.mss-orsene.invalid',
      commune: 'Pont-de-Loive',
    });
    expect(await contactDe(tx, 'Practitioner/rpps-99700000013')).toMatchObject({
      nom: 'Dr Paul Martin',
      telephone: martin?.telephone,
    });
    expect(await contactDe(tx, OFFRE)).toMatchObject({ genre: 'structure', structure: { nom: 'SAD Les Tilleuls' } });
    expect(await trouverParAdresse(tx, 'Paul.Martin@medecin.mss-orsene.invalid ')).toMatchObject({ ref: MARTIN });
    expect(await contactDe(tx, 'PractitionerRole/inconnu')).toBeUndefined();
    expect(await trouverParAdresse(tx, 'personne@ailleurs.invalid')).toBeUndefined();
  });
});

test('une offre dit sa zone, son public, et que sa capacité est inconnue quand elle l’est', async () => {
  const offre = await dans((tx) => offreDe(tx, OFFRE));
  expect(offre?.capacite).toEqual({ connue: false });
  expect(offre?.zones.length).toBeGreaterThan(0);
  expect(await dans((tx) => offreDe(tx, MARTIN))).toBeUndefined();
});

test('« numéro faux » fait baisser la confiance, confie la vérification à quelqu’un, et le lien du message la referme', async () => {
  const avant = (await voir('annuaire.fiche', { ref: MARTIN })) as { carte: { confiance: { niveau: string } } };
  expect(avant.carte.confiance.niveau).not.toBe('douteuse');
  const dit = await agir('annuaire.signaler', { ref: MARTIN, motif: 'numero_faux', detail: 'Sonne dans le vide' });
  expect(dit).toEqual({ qui: 'Sophie Marchand', messageParti: true });
  const pendant = (await voir('annuaire.fiche', { ref: MARTIN })) as {
    carte: { confiance: { niveau: string } };
    verification: { qui: string; tache: string };
  };
  expect(pendant.carte.confiance.niveau).toBe('douteuse');
  expect(pendant.verification.qui).toBe('Sophie Marchand');

  const lien = await porteurDuLien(pendant.verification.tache);
  expect(await voir('annuaire.confirmation', {}, lien)).toMatchObject({ nom: 'Dr Paul Martin', faite: false });
  await agir('annuaire.confirmer', { telephone: '03 53 01 99 99' }, lien);
  expect(await dans((tx) => contactDe(tx, MARTIN))).toMatchObject({ telephone: '03 53 01 99 99' });
  const apres = (await voir('annuaire.fiche', { ref: MARTIN })) as {
    carte: { confiance: { niveau: string; confirmePar: string } };
    verification?: unknown;
    champs: { telephone: { source: string } };
  };
  expect(apres.carte.confiance).toMatchObject({ niveau: 'sure', confirmePar: 'Dr Paul Martin' });
  expect(apres.verification).toBeUndefined();
  expect(apres.champs.telephone.source).toBe('Corrigé sur le territoire');
  await expect(agir('annuaire.confirmer', {}, lien)).rejects.toMatchObject({ code: 'annuaire.deja_confirme' });
});

test('le lien n’ouvre que cette page, et un compte ne s’en sert pas', async () => {
  await expect(voir('annuaire.confirmation', {})).rejects.toMatchObject({ code: 'cordee.interdit' });
  const autre: Acteur = {
    ...unActeur(),
    genre: 'lien',
    role: 'structure',
    lien: { usage: 'orientation.repondre', objet: 'Task/x', empreinte: 'x' },
  };
  await expect(voir('annuaire.confirmation', {}, autre)).rejects.toMatchObject({ code: 'cordee.interdit' });
  await expect(voir('annuaire.chercher', { texte: 'martin' }, autre)).rejects.toMatchObject({
    code: 'cordee.interdit',
  });
});

test('deux échecs ne font qu’une vérification, et une adresse refusée n’est pas réécrite', async () => {
  const un = await agir('annuaire.signaler', { ref: BENALI, motif: 'adresse_refusee' });
  expect(un['messageParti']).toBe(false);
  await agir('annuaire.signaler', { ref: BENALI, motif: 'numero_faux' });
  const ouvertes = await essai.lire((sql) =>
    sql
      .selectFrom('annuaire_verification')
      .select('annuaire_verification.id')
      .where('annuaire_verification.ref', '=', BENALI)
      .execute(),
  );
  expect(ouvertes.length).toBe(1);
});

test('une vérification oubliée remonte à quelqu’un d’autre, jusqu’à ce que la fiche soit juste', async () => {
  expect((await main(BENALI))?.qui_nom).toBe('Sophie Marchand');
  essai.horloge.avancer(9 * 86_400_000);
  await sonner(
    { socle: essai.socle, sonneries: registre.sonneries, canaux: new Map(), journal: journalMuet },
    essai.territoire,
  );
  expect(await main(BENALI)).toMatchObject({ qui_nom: 'Yann Le Goff', etat: 'retard' });
  await agir('annuaire.corriger', { ref: BENALI, mssante: 'Nadia.Benali2@infirmier.mss-orsene.invalid' });
  expect(await main(BENALI)).toBeUndefined();
  expect(await dans((tx) => trouverParAdresse(tx, 'nadia.benali2@infirmier.mss-orsene.invalid'))).toMatchObject({
    ref: BENALI,
  });
});

test('« n’exerce plus là » ne confirme rien : la vérification reste à faire', async () => {
  await agir('annuaire.signaler', { ref: MARTIN, motif: 'numero_faux' });
  const lien = await porteurDuLien((await main(MARTIN))?.objet ?? '');
  await agir('annuaire.confirmer', { plusLa: true, message: 'Parti à la retraite' }, lien);
  expect((await main(MARTIN))?.prochaine).toContain('Parti à la retraite');
});

test('les refus d’orientation se comptent par service et par motif, sans ouvrir de vérification', async () => {
  await dans(async (tx) => {
    await noterIncident(tx, OFFRE, { motif: 'refus', detail: 'Hors de notre zone' });
    await noterIncident(tx, OFFRE, { motif: 'refus', detail: 'Liste d’attente, plus de place' });
  });
  expect(await dans((tx) => compterRefus(tx, OFFRE))).toBe(2);
  expect(await dans((tx) => compterRefus(tx, OFFRE, new Date(essai.horloge.maintenant().getTime() + 1)))).toBe(0);
  const carte = (await voir('annuaire.carteDesRefus', {})) as {
    total: number;
    services: { ref: string; refus: number; motifs: unknown[] }[];
  };
  expect(carte.services.find((s) => s.ref === OFFRE)).toMatchObject({ refus: 2 });
  expect(await main(OFFRE)).toBeUndefined();
});

test('dire son absence et son remplacement se voit dans la recherche, et confirme sa fiche', async () => {
  const nadia = unActeur({ id: 'compte:nadia', nom: 'Nadia Benali', role: 'infirmier', ref: BENALI, refs: [BENALI] });
  const jour = essai.horloge.maintenant().toISOString();
  const retour = new Date(essai.horloge.maintenant().getTime() + 5 * 86_400_000).toISOString();
  await agir(
    'annuaire.direMaPresence',
    {
      absenteDu: jour,
      absenteJusqu: retour,
      remplacant: { nom: 'Inès Carvalho' },
      consigne: 'Appelez avant 9 h',
      canal: 'telephone',
    },
    nadia,
  );
  const { resultats } = (await voir('annuaire.chercher', { texte: 'Nadia Benali' })) as {
    resultats: { ref: string; joignable: object; consigne: string; confiance: { niveau: string } }[];
  };
  const fiche = resultats.find((c) => c.ref === BENALI);
  expect(fiche?.joignable).toEqual({ etat: 'remplace', jusqua: retour, remplacant: 'Inès Carvalho' });
  expect(fiche).toMatchObject({ consigne: 'Appelez avant 9 h', confiance: { niveau: 'sure' } });
  expect(await voir('annuaire.maPresence', {}, nadia)).toMatchObject({ remplacant: { nom: 'Inès Carvalho' } });
});

test('chacun note ce qu’il sait, et seul son auteur ou l’équipe le retire', async () => {
  const nadia = unActeur({ id: 'compte:nadia', nom: 'Nadia Benali', role: 'infirmier', ref: BENALI, refs: [BENALI] });
  const { id } = await agir('annuaire.noter', { ref: MARTIN, texte: 'Parle portugais' });
  const { notes } = (await voir('annuaire.fiche', { ref: MARTIN }, nadia)) as {
    notes: { texte: string; mienne: boolean }[];
  };
  expect(notes).toMatchObject([{ texte: 'Parle portugais', mienne: false }]);
  await expect(agir('annuaire.retirerNote', { id }, nadia)).rejects.toMatchObject({ code: 'cordee.interdit' });
  await agir('annuaire.retirerNote', { id });
  expect(((await voir('annuaire.fiche', { ref: MARTIN })) as { notes: unknown[] }).notes).toEqual([]);
});

test('un infirmier ne corrige pas la fiche d’un autre, et le dit', async () => {
  const nadia = unActeur({ id: 'compte:nadia', nom: 'Nadia Benali', role: 'infirmier', ref: BENALI, refs: [BENALI] });
  await expect(agir('annuaire.corriger', { ref: MARTIN, telephone: '03 53 01 00 99' }, nadia)).rejects.toMatchObject({
    code: 'cordee.interdit',
  });
});

test('les imports et leurs rejets se relisent depuis le territoire', async () => {
  const imports = (await voir('annuaire.imports', {})) as unknown as { fichier: string; lues: number }[];
  expect(imports.length).toBeGreaterThan(4);
});
