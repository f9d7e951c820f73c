import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { z } from 'zod';
import { acteurSysteme } from '#acces/acteur.ts';
import type { Contrat } from '#lib/contrat.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { Transaction } from '#socle/transaction.ts';
import { lireMessage } from '#connectors/mssante/lire-message.ts';
import type * as contrats from '../contract.ts';
import { ecrireMessage, filsDe } from '../index.ts';
import {
  ADRESSE_DAC,
  quelquUnDAilleurs,
  unCollegue,
  uneCoordinatrice,
  unEssai,
  unMel,
  type Essai,
} from '../testing.ts';

type Sortie<C> = C extends Contrat<z.ZodType, infer S> ? z.output<S> : never;

const MARTIN = 'paul.martin@medecin.mss-orsene.invalid';
let essai: Essai;
const appels: string[] = [];
beforeAll(async () => {
  essai = await unEssai([
    {
      reponses: {
        demande: async ({ message }) => {
          appels.push(`reponse:${message.texte}`);
          return true;
        },
      },
      nonRemis: {
        demande: async ({ tx, objet, destinataire, motif }) => {
          appels.push(`non-remis:${objet}:${destinataire}:${motif}`);
          await tx.poserLaMain(objet);
        },
      },
    },
  ]);
});
afterAll(() => essai.fermer());
beforeEach(() => {
  essai.horloge.avancer(60_000);
  appels.length = 0;
});

const fil = async (id: string) => (await essai.voir('messagerie.fil', { id })) as Sortie<typeof contrats.fil>;
const ecrire = async (dessus: object = {}) =>
  (await essai.agir('messagerie.ecrire', {
    destinataire: 'PractitionerRole/martin',
    nature: 'question',
    texte: 'Pouvez-vous passer ?',
    ...dessus,
  })) as Sortie<typeof contrats.ecrire>;
const etat = async (communication: string) =>
  (await essai.voir('messagerie.etatDuMessage', { communication })) as Sortie<typeof contrats.etatDuMessage>;
const boiteDe = async (adresse: string) => {
  const { entrees } = await essai.depot.etat(adresse);
  return Promise.all(
    entrees.map(async ({ uid, recuLe }) => {
      const brut = (await essai.depot.lire(adresse, uid)) ?? new Uint8Array();
      const lu = await lireMessage({ uid, brut, recuLe, complet: true });
      if (lu.nature === 'illisible') throw new Error('illisible');
      return lu;
    }),
  );
};
const dernierPour = async (adresse: string) => {
  const recu = (await boiteDe(adresse)).at(-1);
  if (recu === undefined) throw new Error(`rien pour ${adresse}`);
  return recu;
};
const partir = async () => {
  essai.horloge.avancer(11_000);
  await essai.tour();
};

test('un message écrit attend dix secondes, part, et son état se lit à chaque étape', async () => {
  const ecrit = await ecrire();
  await essai.tour();
  expect(await etat(ecrit.communication)).toMatchObject({ etat: 'attente', libelle: 'En attente de départ' });
  await partir();
  expect(await etat(ecrit.communication)).toMatchObject({ etat: 'parti' });
  const recu = await dernierPour(MARTIN);
  expect(recu.texte).toContain('Sophie Marchand, DAC du Val d’Orsène');
  expect(recu.texte).toContain('Téléphone : 03 53 01 00 01');
  expect(recu.messageId).toBe(`<${ecrit.communication.replace('Communication/', '')}@dac.mss-orsene.invalid>`);
});

test('un message repris dans les dix secondes ne part pas et son texte revient', async () => {
  const avant = (await boiteDe(MARTIN)).length;
  const ecrit = await ecrire({ texte: 'À reprendre.' });
  expect(await essai.agir('messagerie.annulerEnvoi', { communication: ecrit.communication })).toEqual({
    texte: 'À reprendre.',
  });
  await partir();
  expect(await boiteDe(MARTIN)).toHaveLength(avant);
  expect((await etat(ecrit.communication)).etat).toBe('annule');
});

test('un message déjà parti ne se reprend plus', async () => {
  const ecrit = await ecrire();
  await partir();
  await expect(essai.agir('messagerie.annulerEnvoi', { communication: ecrit.communication })).rejects.toMatchObject({
    code: 'messagerie.deja_parti',
  });
});

test('la réponse reçue rejoint le fil par ses en-têtes, le message devient répondu, l’auteur reprend la main', async () => {
  const ecrit = await ecrire({ texte: 'Une question.' });
  await partir();
  const { messageId } = await dernierPour(MARTIN);
  await essai.deposer(
    await unMel({ enReponseA: messageId, references: [messageId], sujet: 'Tout autre sujet', texte: 'Oui, demain.' }),
  );
  await essai.relever();
  const vu = await fil(ecrit.fil);
  expect(vu.messages.map((m) => m.texte)).toEqual(['Une question.', 'Oui, demain.']);
  expect(vu.messages[0]?.envoi?.etat).toBe('repondu');
  expect(vu.main).toMatchObject({ qui: 'Sophie Marchand', aMoi: true, etat: 'attend' });
});

test('la réponse de la structure cite le message reçu et ne reprend pas son sujet', async () => {
  await essai.deposer(
    await unMel({
      messageId: '<nominatif@medecin.mss-orsene.invalid>',
      sujet: 'Mme AUBRY Jeanne 12/03/1942',
      texte: 'Elle a chuté.',
    }),
  );
  await essai.relever();
  const { groupes } = (await essai.voir('messagerie.fils', {})) as Sortie<typeof contrats.fils>;
  const ligne = groupes.repondre.find((l) => l.extrait.includes('chuté'));
  await essai.agir('messagerie.repondre', { fil: ligne?.id, texte: 'Nous passons mardi.' });
  await partir();
  const recu = await dernierPour(MARTIN);
  expect(recu.enReponseA).toBe('<nominatif@medecin.mss-orsene.invalid>');
  expect(recu.sujet).not.toMatch(/aubry/i);
  expect((await fil(ligne?.id ?? '')).main).toBeNull();
});

test('un refus définitif devient rouge au tour suivant, avec le téléphone du destinataire', async () => {
  const ecrit = await ecrire({ destinataire: 'Organization/plein' });
  await partir();
  expect(await etat(ecrit.communication)).toMatchObject({
    etat: 'non_remis',
    motif: 'La boîte du destinataire est pleine.',
    telephone: '03 53 01 00 13',
  });
  expect((await fil(ecrit.fil)).main).toMatchObject({
    qui: 'Sophie Marchand',
    prochaine: 'appeler Pharmacie pleine au 03 53 01 00 13',
    attente: 'faire',
  });
  expect(essai.carnet.incidents).toEqual([]);
});

test('un avis de non-remise reçu plus tard prend le même chemin et l’annuaire est prévenu', async () => {
  const ecrit = await ecrire({ destinataire: 'Organization/ssiad' });
  await partir();
  expect((await etat(ecrit.communication)).etat).toBe('parti');
  expect(await essai.relever()).toMatchObject({ avis: 1, ranges: 0 });
  expect(await etat(ecrit.communication)).toMatchObject({ etat: 'non_remis', telephone: '03 53 01 00 12' });
  expect(essai.carnet.incidents).toEqual(['Organization/ssiad']);
  await essai.agir('messagerie.renvoyerAutrement', {
    communication: ecrit.communication,
    moyen: 'telephone',
    note: 'Rappellent à 15 h.',
  });
  expect(await etat(ecrit.communication)).toMatchObject({ relayePar: 'Sophie Marchand' });
  expect((await fil(ecrit.fil)).main).toBeNull();
});

test('un destinataire sans adresse sécurisée se refuse avec son téléphone', async () => {
  await expect(ecrire({ destinataire: 'Organization/muet' })).rejects.toMatchObject({
    code: 'messagerie.sans_adresse',
    texte: expect.stringContaining('03 53 01 00 14'),
  });
});

test('un accusé de lecture montre « lu » et ne clôt rien', async () => {
  const ecrit = await ecrire();
  await partir();
  const original = (await dernierPour(MARTIN)).messageId;
  const { accuseDeLecture } = await import('#connectors/mssante/simulateur/avis.ts');
  await essai.deposer(
    accuseDeLecture(
      { lecteur: { adresse: MARTIN, nom: 'Dr Paul Martin' }, demandePar: ADRESSE_DAC, original, sujet: 'Une question' },
      { id: 'lu-1', le: essai.horloge.maintenant() },
    ),
  );
  expect(await essai.relever()).toMatchObject({ avis: 1 });
  expect((await etat(ecrit.communication)).etat).toBe('lu');
  expect((await fil(ecrit.fil)).main).toMatchObject({ prochaine: 'réponse de Dr Paul Martin' });
});

test('une absence automatique laisse la question en attente de sa réponse', async () => {
  const ecrit = await ecrire();
  await partir();
  const { messageId } = await dernierPour(MARTIN);
  await essai.deposer(
    await unMel({ enReponseA: messageId, references: [messageId], texte: 'Absent.', entete: 'auto-replied' }),
  );
  expect(await essai.relever()).toMatchObject({ ranges: 1 });
  expect((await etat(ecrit.communication)).etat).toBe('parti');
  expect((await fil(ecrit.fil)).main).toMatchObject({
    etat: 'tenu',
    attente: 'information',
    prochaine: 'réponse de Dr Paul Martin',
  });
});

test('un message sur une demande suit la salle « demande » : sa réponse lui est remise, une absence ne répond à rien', async () => {
  const ecrit = await parCordee((tx) =>
    ecrireMessage(tx, {
      boite: ADRESSE_DAC,
      a: { adresse: MARTIN, nom: 'Dr Paul Martin', ref: 'PractitionerRole/martin' },
      objet: 'Task/demande-1',
      genre: 'demande',
      sujet: 'Demande DEM-7K4F2',
      texte: 'Une précision, s’il vous plaît.',
      lecteurs: ['Organization/dac'],
    }),
  );
  await essai.tour();
  const { messageId } = await dernierPour(MARTIN);
  await essai.deposer(
    await unMel({ enReponseA: messageId, references: [messageId], texte: 'Je suis absent.', entete: 'auto-replied' }),
  );
  await essai.relever();
  expect(appels).toEqual([]);
  await essai.deposer(
    await unMel({
      enReponseA: messageId,
      references: [messageId],
      texte: 'Écrit par un logiciel.',
      entete: 'auto-generated',
    }),
  );
  await essai.relever();
  expect(appels).toEqual([]);
  expect((await fil(ecrit.fil)).main).toMatchObject({ attente: 'faire', prochaine: 'lire ce message' });
  await essai.deposer(await unMel({ enReponseA: messageId, references: [messageId], texte: 'Elle vit seule.' }));
  await essai.relever();
  expect(appels).toEqual(['reponse:Elle vit seule.']);
  const [vu] = await parCordee((tx) => filsDe(tx, 'Task/demande-1'));
  expect(vu?.messages.map((m) => [m.texte, m.automatique])).toEqual([
    ['Une précision, s’il vous plaît.', false],
    ['Je suis absent.', true],
    ['Écrit par un logiciel.', false],
    ['Elle vit seule.', false],
  ]);
  expect(vu?.fil).toBe(ecrit.fil);
});

test('un message de Cordée non remis revient à la salle de la demande', async () => {
  await parCordee((tx) =>
    ecrireMessage(tx, {
      boite: ADRESSE_DAC,
      a: { adresse: 'plein@ssiad.mss-orsene.invalid', nom: 'Pharmacie pleine' },
      objet: 'Task/demande-2',
      genre: 'demande',
      sujet: 'Demande DEM-8M2K9',
      texte: 'Bonjour.',
      lecteurs: ['Organization/dac'],
    }),
  );
  await essai.tour();
  expect(appels).toEqual(['non-remis:Task/demande-2:Pharmacie pleine:La boîte du destinataire est pleine.']);
});

test('le sujet d’un message ne nomme jamais la personne', async () => {
  await parCordee(async (tx) => {
    await tx.ecrire({
      resourceType: 'Patient',
      id: 'p1',
      name: [{ family: 'D’Ångström', given: ['Zoé'] }],
      birthDate: '1942-03-12',
    });
    await ecrireMessage(tx, {
      boite: ADRESSE_DAC,
      a: { adresse: MARTIN, nom: 'Dr Paul Martin' },
      objet: 'Task/demande-3',
      genre: 'demande',
      patient: 'p1',
      sujet: 'Orientation de Mme ANGSTROM',
      texte: 'Bonjour.',
      lecteurs: ['Organization/dac'],
    });
  });
  await essai.tour();
  expect((await dernierPour(MARTIN)).sujet).toBe('Message de DAC du Val d’Orsène');
});

test('un message pris par un collègue ne se prend pas une seconde fois, et personne d’ailleurs ne le voit', async () => {
  await essai.deposer(await unMel({ texte: 'À prendre.' }));
  await essai.relever();
  const { groupes } = (await essai.voir('messagerie.fils', {})) as Sortie<typeof contrats.fils>;
  const id = groupes.repondre.find((l) => l.extrait === 'À prendre.')?.id;
  const resultats = await Promise.allSettled([
    essai.agir('messagerie.prendre', { fil: id }),
    essai.agir('messagerie.prendre', { fil: id }, unCollegue()),
  ]);
  expect(resultats.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
  expect(resultats.find((r) => r.status === 'rejected')?.reason).toMatchObject({ code: 'messagerie.deja_pris' });
  for (const nom of ['prendre', 'classer', 'marquerLu'])
    await expect(essai.agir(`messagerie.${nom}`, { fil: id }, quelquUnDAilleurs())).rejects.toMatchObject({
      code: 'cordee.introuvable',
    });
  await expect(essai.voir('messagerie.fil', { id }, quelquUnDAilleurs())).rejects.toMatchObject({
    code: 'cordee.introuvable',
  });
  const ailleurs = (await essai.voir('messagerie.fils', {}, quelquUnDAilleurs())) as Sortie<typeof contrats.fils>;
  expect(Object.values(ailleurs.groupes).flat()).toEqual([]);
});

test('sans réponse, un message remonte à une autre personne, puis y est rappelé sans jamais s’arrêter', async () => {
  await essai.deposer(await unMel({ texte: 'Oublié ?' }));
  await essai.relever();
  const lignes = async () =>
    Object.values(((await essai.voir('messagerie.fils', {})) as Sortie<typeof contrats.fils>).groupes).flat();
  const oublie = async () => (await lignes()).find((l) => l.extrait === 'Oublié ?');
  expect((await oublie())?.main).toMatchObject({ qui: 'Sophie Marchand', etat: 'attend' });
  essai.horloge.avancer(24 * 3_600_000);
  await essai.tour();
  expect((await oublie())?.main).toMatchObject({ qui: 'Yann Le Goff', etat: 'retard' });
  for (let jour = 0; jour < 8; jour += 1) {
    essai.horloge.avancer(24 * 3_600_000);
    await essai.tour();
  }
  const apres = await oublie();
  expect(apres?.main).toMatchObject({ qui: 'Yann Le Goff', etat: 'retard' });
  expect(apres?.oublie).toBe(true);
  expect(new Date(apres?.main?.dueLe ?? 0) > essai.horloge.maintenant()).toBe(true);
  await essai.agir('messagerie.classer', { fil: apres?.id, motif: 'Vu par téléphone.' });
  expect((await oublie())?.main).toBeNull();
});

test('une réponse attendue qui ne vient pas se rappelle à qui l’attend', async () => {
  const ecrit = await ecrire({ nature: 'rappel' });
  await partir();
  essai.horloge.avancer(6 * 24 * 3_600_000);
  await essai.tour();
  expect((await fil(ecrit.fil)).main).toMatchObject({
    etat: 'retard',
    attente: 'faire',
    prochaine: 'relancer Dr Paul Martin, sans réponse',
  });
});

test('le bon choix de boîte et de rôle se refuse avec une phrase', async () => {
  await expect(
    essai.agir(
      'messagerie.ecrire',
      { destinataire: 'PractitionerRole/martin', nature: 'question', texte: 'x' },
      quelquUnDAilleurs(),
    ),
  ).rejects.toMatchObject({ code: 'messagerie.pas_de_boite' });
  await expect(
    essai.agir(
      'messagerie.ecrire',
      { destinataire: 'PractitionerRole/martin', nature: 'question', texte: 'x' },
      uneCoordinatrice({ role: 'lecteur_ars' }),
    ),
  ).rejects.toMatchObject({ code: 'cordee.interdit' });
});

function parCordee<T>(faire: (tx: Transaction) => Promise<T>): Promise<T> {
  return essai.socle.base.territoire<TablesTerritoire, T>(essai.territoire, (sql) =>
    faire(
      new Transaction({
        ...essai.socle,
        sql,
        acteur: acteurSysteme(essai.territoire, 'essai'),
        maintenant: essai.horloge.maintenant(),
      }),
    ),
  );
}
