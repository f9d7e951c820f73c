import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  karim,
  maisonDeTest,
  martin,
  mmeAubryEtSonCercle,
  nadia,
  type MaisonDeTest,
} from '#modules/dossier/testing.ts';
import type { DecesVu } from './contract-deces.ts';

const JOUR = 86_400_000;
const FIGE = { code: 'deces.dossier_fige' };
const COMPLEMENT = { genre: 'clinique', texte: 'Compte rendu arrivé après coup.', motif: 'courrier reçu ce jour' };

describe('après le décès, le dossier se lit et ne s’écrit plus', () => {
  let maison: MaisonDeTest;
  let patient: string;
  beforeAll(async () => {
    maison = await maisonDeTest();
  });
  afterAll(() => maison.fermer());
  beforeEach(async () => {
    patient = await mmeAubryEtSonCercle(maison);
    const le = maison.horloge.maintenant().toISOString().slice(0, 10);
    await maison.faire(nadia, 'cercle.noterDeces', { patient, le, source: 'sa fille' });
  });

  const noter = (qui = nadia) =>
    maison.faire<{ id: string }>(qui, 'dossier.ajouterASavoir', { patient, texte: 'Chien méchant', type: 'COO' });
  const vu = (qui = nadia) =>
    maison.voir<{ deces?: DecesVu }>(qui, 'cercle.deces', { patient }).then(({ deces }) => deces);

  test('trente jours pour finir, puis plus rien ne s’écrit ; l’équipe lit toujours', async () => {
    await expect(noter()).resolves.toBeDefined();
    expect(await vu()).toMatchObject({ fige: false });
    maison.horloge.avancer(30 * JOUR);
    await expect(noter()).rejects.toMatchObject(FIGE);
    await expect(
      maison.faire(nadia, 'cercle.noterInformation', { patient, etat: 'informee', mode: 'oral' }),
    ).rejects.toMatchObject(FIGE);
    expect(await vu()).toMatchObject({ fige: true });
    await expect(maison.voir(karim, 'dossier.resume', { patient })).resolves.toBeDefined();
  });

  test('clore le dossier n’attend pas ; clore deux fois se dit', async () => {
    await maison.faire(nadia, 'cercle.cloreDossier', { patient });
    await expect(noter()).rejects.toMatchObject(FIGE);
    expect(await vu()).toMatchObject({ fige: true, closPar: nadia.nom });
    await expect(maison.faire(nadia, 'cercle.cloreDossier', { patient })).rejects.toMatchObject({
      code: 'cercle.deja_clos',
    });
  });

  test('un complément est daté, signé, motivé, et lu par ceux qui lisent sa famille', async () => {
    await maison.faire(nadia, 'cercle.cloreDossier', { patient });
    await maison.faire(nadia, 'cercle.ajouterComplement', { patient, ...COMPLEMENT });
    expect((await vu(martin))?.complements).toMatchObject([{ par: nadia.nom, texte: COMPLEMENT.texte, genre: 'Soin' }]);
    const fil = await maison.voir<{ entrees: { titre: string }[] }>(martin, 'dossier.fil', { patient });
    expect(fil.entrees.map(({ titre }) => titre)).toContain('Complément ajouté après le décès');
    expect(JSON.stringify(fil)).not.toContain(COMPLEMENT.texte);
  });

  test('ce qui reste ouvert se termine, ses droits s’exercent encore', async () => {
    maison.horloge.avancer(31 * JOUR);
    await expect(maison.faire(nadia, 'cercle.terminer', { patient, rang: 1 })).resolves.toBeDefined();
    await expect(
      maison.faire(nadia, 'cercle.masquer', { objet: `RelatedPerson/inconnu`, a: 'tous' }),
    ).rejects.toMatchObject({ code: 'cordee.introuvable' });
  });

  test('un décès noté par erreur se corrige, et le dossier s’écrit à nouveau', async () => {
    await maison.faire(nadia, 'cercle.cloreDossier', { patient });
    await maison.faire(nadia, 'cercle.corrigerDeces', { patient, motif: 'homonyme' });
    expect(await vu()).toBeUndefined();
    await expect(noter()).resolves.toBeDefined();
    await expect(maison.faire(nadia, 'cercle.ajouterComplement', { patient, ...COMPLEMENT })).rejects.toMatchObject({
      code: 'cercle.pas_decede',
    });
  });

  test('ce qu’une action écrit hors des ressources et des faits est refusé aussi', async () => {
    await maison.faire(nadia, 'cercle.cloreDossier', { patient });
    await expect(maison.dans(nadia, (tx) => tx.magasin.lire('Patient', patient, tx.portee))).resolves.toBeDefined();
    await expect(
      maison.dans(nadia, (tx) =>
        tx.ecrire({
          resourceType: 'Flag',
          id: tx.nouvelId(),
          status: 'active',
          code: { text: 'x' },
          subject: { reference: `Patient/${patient}` },
        }),
      ),
    ).rejects.toMatchObject({ echecs: [{ raison: 'fige' }] });
  });
});
