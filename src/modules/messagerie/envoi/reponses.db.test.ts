import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Transaction } from '#socle/transaction.ts';
import type * as contrats from '../contract.ts';
import { ecrireMessage, filsDe } from '../index.ts';
import { ADRESSE_DAC, quelquUnDAilleurs, unCollegue, unMel, type Essai } from '../testing.ts';
import { MARTIN, ouvrirEnvoi, type EnvoiDeTest, type Sortie } from './testing.ts';

let envoi: EnvoiDeTest;
let essai: Essai;
let appels: EnvoiDeTest['appels'];
const fil: EnvoiDeTest['fil'] = (...quoi) => envoi.fil(...quoi);
const fils: EnvoiDeTest['fils'] = (...quoi) => envoi.fils(...quoi);
const ecrire: EnvoiDeTest['ecrire'] = (...quoi) => envoi.ecrire(...quoi);
const etat: EnvoiDeTest['etat'] = (...quoi) => envoi.etat(...quoi);
const dernierPour: EnvoiDeTest['dernierPour'] = (...quoi) => envoi.dernierPour(...quoi);
const partir: EnvoiDeTest['partir'] = (...quoi) => envoi.partir(...quoi);
const parCordee = <T>(faire: (tx: Transaction) => Promise<T>): Promise<T> => envoi.parCordee(faire);
beforeAll(async () => {
  envoi = await ouvrirEnvoi();
  ({ essai, appels } = envoi);
});
afterAll(() => essai.fermer());
beforeEach(() => envoi.recommencer());

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
  const { groupes } = await fils();
  const ligne = groupes.repondre.find((l) => l.extrait.includes('chuté'));
  await essai.agir('messagerie.repondre', { fil: ligne?.id, texte: 'Nous passons mardi.' });
  await partir();
  const recu = await dernierPour(MARTIN);
  expect(recu.enReponseA).toBe('<nominatif@medecin.mss-orsene.invalid>');
  expect(recu.sujet).not.toMatch(/aubry/i);
  expect((await fil(ligne?.id ?? '')).main).toBeNull();
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

test('un message pris par un collègue ne se prend pas une seconde fois, et personne d’ailleurs ne le voit', async () => {
  await essai.deposer(await unMel({ texte: 'À prendre.' }));
  await essai.relever();
  const { groupes } = await fils();
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
  const lignes = async () => Object.values((await fils()).groupes).flat();
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
