import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BoiteMssante, Curseur } from './boite.ts';
import { ouvrirBoite } from './client-reel.ts';
import { attendreMessages, lisible, message, type Terrain } from './contrat/terrain.ts';
import { sansOperateurReel, terrainPostfixDovecot } from './contrat/terrain-postfix-dovecot.ts';
import { terrainSimule } from './contrat/terrain-simule.ts';
import { EchecAuthentification } from './erreurs.ts';

type Choix = [nom: string, monter: () => Promise<Terrain>, empechement: string | undefined];

const terrains: Choix[] = [
  ['simulateur', () => terrainSimule(), undefined],
  ['Postfix et Dovecot', () => terrainPostfixDovecot(), sansOperateurReel()],
];

describe.each(terrains)('contrat de messagerie — %s', (_nom, monter, empechement) => {
  describe.skipIf(empechement !== undefined)(`joué sauf empêchement : ${empechement ?? 'aucun'}`, () => {
    let terrain: Terrain;
    let cabinet: BoiteMssante;
    let cellule: BoiteMssante;

    beforeAll(async () => {
      terrain = await monter();
      cabinet = ouvrirBoite(terrain.config(terrain.cabinet));
      cellule = ouvrirBoite(terrain.config(terrain.cellule));
    });

    afterAll(async () => {
      await cabinet.fermer();
      await cellule.fermer();
      await terrain.arreter();
    });

    const ici = async (boite: BoiteMssante): Promise<Curseur> => {
      let curseur: Curseur | undefined;
      for (let reste = true; reste;) {
        const releve = await boite.relever(curseur);
        ({ curseur, reste } = { curseur: releve.curseur, reste: releve.reste });
      }
      return curseur as unknown as Curseur;
    };

    test('un message envoyé arrive identique : accents, sujet, pièce jointe à l’octet près', async () => {
      const depart = await ici(cellule);
      const octets = Uint8Array.from({ length: 70_000 }, (_, rang) => (rang * 31) % 256);
      const parti = message(terrain, 'identique', {
        texte:
          'Œdème, naïveté, « guillemets », l’apostrophe, 37 °C, 日本.\n\n.ligne commençant par un point\n> pas une citation\nFin',
        piecesJointes: [{ nom: 'compte rendu été.pdf', type: 'application/pdf', octets }],
      });
      const accuse = await cabinet.envoyer(parti);
      const recu = lisible((await attendreMessages(cellule, depart, 1))[0]);

      expect(accuse.acceptes).toEqual([terrain.cellule]);
      expect(recu).toMatchObject({
        nature: 'message',
        messageId: parti.messageId,
        sujet: parti.sujet,
        texte: parti.texte,
        automatique: false,
      });
      expect(recu.de).toEqual(parti.de);
      expect(recu.a).toEqual(parti.a);
      expect(recu.date).toEqual(parti.date);
      expect(recu.entetes['x-mss-nil']).toBe('CORDEE-ESSAI');
      expect(recu.piecesJointes).toEqual(parti.piecesJointes);
    });

    test('le fil est gardé : en réponse à, et toutes les références dans l’ordre', async () => {
      const depart = await ici(cellule);
      const references = ['<premier@cordee.essai.invalid>', '<deuxieme@cordee.essai.invalid>'];
      await cabinet.envoyer(message(terrain, 'fil', { references, enReponseA: '<deuxieme@cordee.essai.invalid>' }));
      const recu = lisible((await attendreMessages(cellule, depart, 1))[0]);

      expect(recu.references).toEqual(references);
      expect(recu.enReponseA).toBe('<deuxieme@cordee.essai.invalid>');
    });

    test('renvoyer le même message donne un doublon reconnaissable : même Message-ID, même corps', async () => {
      const depart = await ici(cellule);
      const parti = message(terrain, 'doublon', {
        piecesJointes: [{ nom: 'a.txt', type: 'text/plain', octets: new Uint8Array([1, 2, 3]) }],
      });
      await cabinet.envoyer(parti);
      await cabinet.envoyer(parti);
      const [un, deux] = await attendreMessages(cellule, depart, 2);

      expect([un?.messageId, deux?.messageId]).toEqual([parti.messageId, parti.messageId]);
      expect(un?.empreinteCorps).toBe(deux?.empreinteCorps);
      expect(un?.uid).not.toBe(deux?.uid);
    });

    test('la relève reprend au curseur, sans rien relire ni sauter', async () => {
      const depart = await ici(cellule);
      for (const marque of ['reprise-1', 'reprise-2', 'reprise-3']) {
        await cabinet.envoyer(message(terrain, marque));
      }
      const recus = await attendreMessages(cellule, depart, 3);
      const [premier] = recus;
      const suite = await cellule.relever({ ...depart, uid: premier?.uid ?? 0 });
      const apres = await cellule.relever(suite.curseur);

      expect(suite.messages.map((un) => un.messageId)).toEqual(recus.slice(1).map((un) => un.messageId));
      expect(suite).toMatchObject({ reste: false, renumerotee: false });
      expect(apres.messages).toEqual([]);
      expect(apres.curseur).toEqual(suite.curseur);
    });

    test('une UIDVALIDITY qui n’est plus celle du curseur fait relire toute la boîte, et le dit', async () => {
      const depart = await ici(cellule);
      const releve = await cellule.relever({ uidvalidity: '999999999', uid: depart.uid });

      expect(releve.renumerotee).toBe(true);
      expect(releve.messages.length).toBeGreaterThan(0);
      expect(releve.messages[0]?.uid).toBeLessThanOrEqual(depart.uid);
      expect(releve.curseur.uidvalidity).toBe(depart.uidvalidity);
    });

    test('l’écoute réveille à l’arrivée d’un message', async () => {
      let reveils = 0;
      let prochain = Promise.withResolvers<void>();
      const surveillance = await cellule.surveiller(() => {
        reveils += 1;
        prochain.resolve();
      });
      await prochain.promise; // réveil de mise en écoute
      const avant = reveils;
      prochain = Promise.withResolvers<void>();
      await cabinet.envoyer(message(terrain, 'reveil'));
      await prochain.promise;
      await surveillance.arreter();

      expect(reveils).toBeGreaterThan(avant);
    });

    test('un message vers une boîte inconnue revient « non remis » avec le Message-ID d’origine', async () => {
      const depart = await ici(cabinet);
      const parti = message(terrain, 'perdu', { a: [{ adresse: terrain.inconnue, nom: '' }] });
      await cabinet.envoyer(parti);
      const avis = lisible((await attendreMessages(cabinet, depart, 1))[0]);

      expect(avis).toMatchObject({
        nature: 'non-remis',
        original: parti.messageId,
        automatique: true,
        remises: [{ destinataire: terrain.inconnue, code: '5.1.1' }],
      });
    });

    test('un message piégé est mis en quarantaine avec ses octets, et les bons passent', async () => {
      const depart = await ici(cellule);
      const piege = Buffer.from(
        `Message-ID: <piege@hostile.invalid>\r\nFrom: a@b.invalid\r\nFrom: c@d.invalid\r\nSubject: piege\r\n\r\nx\r\n`,
      );
      await cabinet.envoyer(message(terrain, 'avant-piege'));
      await attendreMessages(cellule, depart, 1);
      await terrain.remettreBrut(terrain.cellule, piege);
      await attendreMessages(cellule, depart, 2);
      await cabinet.envoyer(message(terrain, 'apres-piege'));
      const recus = await attendreMessages(cellule, depart, 3);

      expect(recus.map((un) => un.nature)).toEqual(['message', 'illisible', 'message']);
      expect(recus[1]).toMatchObject({
        raison: 'expediteur-ambigu',
        messageId: '<piege@hostile.invalid>',
        brutComplet: true,
        sujetDeclare: 'piege',
      });
      expect(Buffer.from(recus[1]?.brut ?? []).includes('From: c@d.invalid')).toBe(true);
    });

    test('relever ne marque rien comme lu', async () => {
      const depart = await ici(cellule);
      await cabinet.envoyer(message(terrain, 'non-lu'));
      const [recu] = await attendreMessages(cellule, depart, 1);
      const encore = await cellule.relever(depart);

      expect(encore.messages.map((un) => un.empreinte)).toEqual([recu?.empreinte]);
    });

    test('un domaine hors de l’espace de confiance est refusé en le disant, et n’empêche pas les autres destinataires', async () => {
      const ailleurs = { adresse: terrain.horsEspace, nom: '' };
      const seul = cabinet.envoyer(message(terrain, 'hors-espace', { a: [ailleurs] }));
      await expect(seul).rejects.toMatchObject({
        nature: 'domaine-hors-espace',
        refus: [{ adresse: terrain.horsEspace, code: 554 }],
      });

      const a = [ailleurs, { adresse: terrain.cellule, nom: '' }];
      const accuse = await cabinet.envoyer(message(terrain, 'hors-espace-partiel', { a }));
      expect(accuse.acceptes).toEqual([terrain.cellule]);
      expect(accuse.refuses).toMatchObject([
        { adresse: terrain.horsEspace, nature: 'domaine-hors-espace', codeEtendu: '5.7.1' },
      ]);
      expect(accuse.refuses[0]?.texte).not.toContain('quelqu-un');
    });

    test('un secret refusé est une erreur d’authentification, à l’envoi, à la relève et à l’écoute', async () => {
      const fausse = ouvrirBoite({ ...terrain.config(terrain.cabinet), secret: 'mauvais' });
      const erreurs = await Promise.allSettled([
        fausse.envoyer(message(terrain, 'refus')),
        fausse.relever(undefined),
        fausse.surveiller(() => undefined),
      ]);
      await fausse.fermer();

      expect(erreurs.map((une) => (une.status === 'rejected' ? une.reason : 'accepté'))).toEqual([
        expect.any(EchecAuthentification),
        expect.any(EchecAuthentification),
        expect.any(EchecAuthentification),
      ]);
    });
  });
});
