import { afterEach, describe, expect, test } from 'vitest';
import { horlogeReglable } from '#lib/horloge.ts';
import type { BoiteMssante, Correspondant, MessageAEnvoyer } from '../boite.ts';
import { ouvrirBoite } from '../client-reel.ts';
import { attendreMessages, lisible } from '../contrat/terrain.ts';
import { demarrerSimulateur, type OptionsSimulateur, type Simulateur } from './simulateur.ts';

const CELLULE = 'cellule@coordination.essai.invalid';
const CABINET = 'cabinet@medecins.essai.invalid';

const aFermer: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const fermer of aFermer.splice(0).toReversed()) {
    await fermer();
  }
});

async function monde(
  options: Partial<OptionsSimulateur> = {},
): Promise<{ simulateur: Simulateur; cellule: BoiteMssante; cabinet: BoiteMssante }> {
  const simulateur = await demarrerSimulateur({
    domaines: [
      { nom: 'coordination.essai.invalid', boites: 'liste' },
      { nom: 'medecins.essai.invalid', boites: 'liste' },
      { nom: 'patient.essai.invalid', boites: 'toutes' },
    ],
    boites: [
      { adresse: CELLULE, nom: 'Cellule d’appui', role: 'Coordination' },
      { adresse: CABINET, nom: 'Dr Lefèvre', role: 'Médecins' },
    ],
    domainesHorsEspace: ['ordinaire.essai.invalid'],
    ...options,
  });
  aFermer.push(() => simulateur.arreter());
  const boite = (adresse: string) => {
    const ouverte = ouvrirBoite(simulateur.configPour(adresse));
    aFermer.push(() => ouverte.fermer());
    return ouverte;
  };
  return { simulateur, cellule: boite(CELLULE), cabinet: boite(CABINET) };
}

function vers(adresse: string, reste: Partial<MessageAEnvoyer> = {}): MessageAEnvoyer {
  const a: Correspondant[] = [{ adresse, nom: '' }];
  return {
    messageId: '<m1@cordee.essai.invalid>',
    de: { adresse: CELLULE, nom: 'Cellule' },
    a,
    sujet: 'Demande',
    texte: 'Bonjour',
    references: [],
    entetes: {},
    piecesJointes: [],
    ...reste,
  };
}

describe('adresses à comportement', () => {
  test.each([
    ['plein@medecins.essai.invalid', 'refus-definitif', 'definitif', 552],
    ['plein.service@medecins.essai.invalid', 'refus-definitif', 'definitif', 552],
    ['panne@medecins.essai.invalid', 'panne-temporaire', 'temporaire', 451],
    ['lent@medecins.essai.invalid', 'panne-temporaire', 'temporaire', 451],
    ['qui@nulle-part.essai.invalid', 'refus-definitif', 'definitif', 550],
    ['qui@ordinaire.essai.invalid', 'domaine-hors-espace', 'domaine-hors-espace', 554],
  ])('%s est refusé : %s', async (adresse, nature, refus, code) => {
    const { cellule } = await monde();
    await expect(cellule.envoyer(vers(adresse))).rejects.toMatchObject({
      nature,
      refus: [{ adresse, nature: refus, code }],
    });
  });

  test('« lent » accepte à la deuxième présentation, comme une liste grise', async () => {
    const { cellule } = await monde();
    await expect(cellule.envoyer(vers('lent@medecins.essai.invalid'))).rejects.toMatchObject({
      nature: 'panne-temporaire',
    });
    expect((await cellule.envoyer(vers('lent@medecins.essai.invalid'))).acceptes).toEqual([
      'lent@medecins.essai.invalid',
    ]);
  });

  test('« absent » garde le message et répond automatiquement, une fois, dans le fil', async () => {
    const { cellule, simulateur } = await monde();
    await cellule.envoyer(vers('absent@medecins.essai.invalid'));
    const reponse = lisible((await attendreMessages(cellule, undefined, 1))[0]);
    expect(reponse).toMatchObject({
      nature: 'reponse-automatique',
      automatique: true,
      enReponseA: '<m1@cordee.essai.invalid>',
    });
    expect(await simulateur.webmail.listerMessages('absent@medecins.essai.invalid')).toHaveLength(1);
  });

  test('« absent » ne répond pas à un logiciel : deux absences ne se répondent pas sans fin', async () => {
    const { cellule, simulateur } = await monde();
    await cellule.envoyer(vers('absent@medecins.essai.invalid', { entetes: { 'Auto-Submitted': 'auto-generated' } }));
    await simulateur.auRepos();
    expect((await cellule.relever(undefined)).messages).toEqual([]);
  });

  test('« double » remet deux fois le même message : même identifiant, même corps, octets différents', async () => {
    const { cellule, simulateur } = await monde();
    await cellule.envoyer(vers('double@medecins.essai.invalid'));
    const double = ouvrirBoite(simulateur.configPour('double@medecins.essai.invalid'));
    aFermer.push(() => double.fermer());
    const [un, deux] = await attendreMessages(double, undefined, 2);
    expect(un?.messageId).toBe(deux?.messageId);
    expect(un?.empreinteCorps).toBe(deux?.empreinteCorps);
    expect(un?.empreinte).not.toBe(deux?.empreinte);
  });

  test('« coupure » remet puis coupe sans répondre : le renvoi donne un doublon, jamais une perte', async () => {
    const { cellule, simulateur } = await monde();
    const message = vers('coupure@medecins.essai.invalid');
    await expect(cellule.envoyer(message)).rejects.toMatchObject({ nature: 'panne-temporaire' });
    await cellule.envoyer(message);
    expect(await simulateur.webmail.listerMessages('coupure@medecins.essai.invalid')).toHaveLength(2);
  });

  test('toute adresse d’un domaine « toutes » existe, sauf « inconnu »', async () => {
    const { cellule, simulateur } = await monde();
    await cellule.envoyer(vers('199017500001@patient.essai.invalid'));
    await cellule.envoyer(vers('inconnu@patient.essai.invalid'));
    const avis = lisible((await attendreMessages(cellule, undefined, 1))[0]);
    expect(avis).toMatchObject({ nature: 'non-remis', remises: [{ destinataire: 'inconnu@patient.essai.invalid' }] });
    expect(await simulateur.webmail.listerMessages('199017500001@patient.essai.invalid')).toHaveLength(1);
  });

  test('écrire au nom d’une autre boîte est refusé', async () => {
    const { cellule } = await monde();
    await expect(cellule.envoyer(vers(CABINET, { de: { adresse: CABINET, nom: '' } }))).rejects.toMatchObject({
      nature: 'refus-definitif',
      code: 553,
    });
  });

  test('un message plus gros que la limite de l’opérateur est un refus définitif', async () => {
    const { cellule } = await monde({ octetsMax: 100_000 });
    const piecesJointes = [{ nom: 'a.pdf', type: 'application/pdf', octets: new Uint8Array(200_000) }];
    await expect(cellule.envoyer(vers(CABINET, { piecesJointes }))).rejects.toMatchObject({
      nature: 'refus-definitif',
      code: 552,
    });
  });

  test('une boîte inconnue ne peut pas être relevée', async () => {
    const { simulateur } = await monde();
    const personne = ouvrirBoite(simulateur.configPour('personne@medecins.essai.invalid'));
    await expect(personne.relever(undefined)).rejects.toMatchObject({ nature: 'authentification' });
    await personne.fermer();
  });

  test('un domaine qui pourrait exister pour de vrai est refusé au démarrage', async () => {
    await expect(monde({ domaines: [{ nom: 'medecins.example.fr', boites: 'liste' }] })).rejects.toThrow('.invalid');
  });
});

describe('liste blanche de domaines de notre côté', () => {
  test('un domaine absent de la liste n’est jamais présenté à l’opérateur', async () => {
    const { simulateur } = await monde();
    const prudente = ouvrirBoite({
      ...simulateur.configPour(CELLULE),
      domaineDeConfiance: (domaine) => domaine !== 'medecins.essai.invalid',
    });
    await expect(prudente.envoyer(vers(CABINET))).rejects.toMatchObject({
      nature: 'domaine-hors-espace',
      refus: [{ adresse: CABINET, code: 0 }],
    });
    expect(await simulateur.webmail.listerMessages(CABINET)).toEqual([]);
  });
});

describe('identification par jeton Pro Santé Connect', () => {
  test('le jeton est demandé à chaque connexion, et sert à envoyer comme à relever', async () => {
    const { simulateur } = await monde();
    const { secret = '', ...config } = simulateur.configPour(CELLULE);
    let demandes = 0;
    const jetonXoauth2 = async () => {
      demandes += 1;
      return secret;
    };
    const boite = ouvrirBoite({ ...config, jetonXoauth2 });
    await boite.envoyer(vers(CELLULE));
    expect((await boite.relever(undefined)).messages).toHaveLength(1);
    await boite.fermer();
    expect(demandes).toBe(2);
  });

  test('un jeton refusé est une erreur d’authentification', async () => {
    const { simulateur } = await monde();
    const { secret: _retire, ...config } = simulateur.configPour(CELLULE);
    const boite = ouvrirBoite({ ...config, jetonXoauth2: 'perime' });
    await expect(boite.envoyer(vers(CELLULE))).rejects.toMatchObject({ nature: 'authentification' });
    await expect(boite.relever(undefined)).rejects.toMatchObject({ nature: 'authentification' });
    await boite.fermer();
  });
});

describe('webmail du monde extérieur', () => {
  test('répondre depuis le webmail revient dans la boîte de Cordée, dans le fil', async () => {
    const { cellule, simulateur } = await monde();
    const references = ['<m0@cordee.essai.invalid>'];
    await cellule.envoyer(vers(CABINET, { references }));
    const [ligne] = await simulateur.webmail.listerMessages(CABINET);
    const ouvert = await simulateur.webmail.lireMessage(CABINET, ligne?.uid ?? 0);
    await simulateur.webmail.ecrireDepuis(CABINET, {
      a: CELLULE,
      sujet: 'RE : Demande',
      texte: 'Oui',
      enReponseA: lisible(ouvert?.message).messageId,
    });
    const reponse = lisible((await attendreMessages(cellule, undefined, 1))[0]);
    expect(reponse).toMatchObject({
      nature: 'message',
      texte: 'Oui',
      enReponseA: '<m1@cordee.essai.invalid>',
      references: [...references, '<m1@cordee.essai.invalid>'],
    });
    expect(reponse.de).toEqual({ adresse: CABINET, nom: 'Dr Lefèvre' });
  });

  test('lire un message le marque lu et accuse lecture une seule fois, si l’expéditeur l’a demandé', async () => {
    const { cellule, simulateur } = await monde();
    await cellule.envoyer(vers(CABINET, { entetes: { 'Disposition-Notification-To': CELLULE } }));
    await cellule.envoyer(vers(CABINET, { messageId: '<m2@cordee.essai.invalid>' }));
    expect((await simulateur.webmail.listerBoites()).find((boite) => boite.adresse === CABINET)).toMatchObject({
      total: 2,
      nonLus: 2,
    });
    for (const uid of [1, 1, 2]) {
      await simulateur.webmail.lireMessage(CABINET, uid);
    }
    const recus = (await cellule.relever(undefined)).messages;
    expect(recus).toHaveLength(1);
    expect(recus[0]).toMatchObject({
      nature: 'accuse-lecture',
      original: '<m1@cordee.essai.invalid>',
      destinataire: CABINET,
      gesteHumain: true,
    });
    expect((await simulateur.webmail.listerBoites()).find((boite) => boite.adresse === CABINET)).toMatchObject({
      nonLus: 0,
    });
  });

  test('les liens d’un message sont listés avec ce qui les annonce', async () => {
    const { cellule, simulateur } = await monde();
    await cellule.envoyer(
      vers(CABINET, {
        texte:
          'Bonjour,\n\nAccepter :\nhttps://cordee.invalid/l/abc.\nRefuser : https://cordee.invalid/l/def\nhttps://cordee.invalid/l/abc',
      }),
    );
    expect((await simulateur.webmail.lireMessage(CABINET, 1))?.liens).toEqual([
      { adresse: 'https://cordee.invalid/l/abc', libelle: 'Accepter' },
      { adresse: 'https://cordee.invalid/l/def', libelle: 'Refuser' },
    ]);
  });

  test('supprimer un message l’ôte de la boîte, et ne dérange pas la relève des suivants', async () => {
    const { cellule, cabinet, simulateur } = await monde();
    await cellule.envoyer(vers(CABINET));
    const { curseur } = await cabinet.relever(undefined);
    await simulateur.webmail.supprimer(CABINET, 1);
    await cellule.envoyer(vers(CABINET, { messageId: '<m2@cordee.essai.invalid>' }));
    expect((await cabinet.relever(curseur)).messages.map((un) => un.messageId)).toEqual(['<m2@cordee.essai.invalid>']);
  });

  test('consulter une adresse inconnue ne crée pas de boîte', async () => {
    const { simulateur } = await monde();
    expect(await simulateur.webmail.listerMessages('fantome@medecins.essai.invalid')).toEqual([]);
    expect((await simulateur.webmail.listerBoites()).map((boite) => boite.adresse)).toEqual([CELLULE, CABINET]);
  });

  test('les messages portent l’heure de l’horloge donnée', async () => {
    const horloge = horlogeReglable(new Date('2027-03-01T08:00:00Z'));
    const { cellule, simulateur } = await monde({ horloge });
    await simulateur.webmail.ecrireDepuis(CABINET, { a: CELLULE, sujet: 'x', texte: 'y' });
    expect((await cellule.relever(undefined)).messages[0]).toMatchObject({
      date: horloge.maintenant(),
      recuLe: horloge.maintenant(),
    });
  });
});
