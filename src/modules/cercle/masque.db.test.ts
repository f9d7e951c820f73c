import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Acteur } from '#acces/acteur.ts';
import {
  claire,
  karim,
  maisonDeTest,
  martin,
  mmeAubryEtSonCercle,
  nadia,
  type MaisonDeTest,
} from '#modules/dossier/testing.ts';

describe('masquer un élément pour la personne (DMP-08)', () => {
  let maison: MaisonDeTest;
  let patient: string;
  let objet: string;
  beforeAll(async () => {
    maison = await maisonDeTest();
  });
  afterAll(() => maison.fermer());
  beforeEach(async () => {
    patient = await mmeAubryEtSonCercle(maison);
    const { id } = await maison.faire<{ id: string }>(nadia, 'dossier.ajouterASavoir', {
      patient,
      texte: 'Dispute avec son fils',
      type: 'COO',
    });
    objet = `Flag/${id}`;
  });

  const id = () => objet.replace('Flag/', '');
  const lit = (qui: Acteur) =>
    maison.dans(qui, async (tx) => (await tx.magasin.lire('Flag', id(), tx.portee)) !== undefined);
  const compte = (qui: Acteur) =>
    maison.dans(qui, async (tx) => (await tx.magasin.chercher('Flag', { patient }, tx.portee)).length);
  const etiquettes = () =>
    maison.dans(nadia, async (tx) => (await tx.lire('Flag', id())).ressource.meta?.security?.map(({ code }) => code));

  test('ni l’élément, ni son nombre, ni sa ligne de fil : sauf pour son auteur et le médecin traitant', async () => {
    expect([await lit(claire), await compte(claire)]).toEqual([true, 1]);
    await maison.faire(claire, 'cercle.masquer', { objet, a: 'tous' });
    expect([await lit(claire), await compte(claire), await lit(karim)]).toEqual([false, 0, false]);
    expect([await lit(nadia), await lit(martin)]).toEqual([true, true]);
    const fil = await maison.voir<{ entrees: { titre: string; objet: string }[] }>(karim, 'dossier.fil', { patient });
    expect(fil.entrees.filter((entree) => entree.objet === objet)).toEqual([]);
  });

  test('la copie garde l’étiquette ; seul qui le voit encore peut le montrer à nouveau', async () => {
    await maison.faire(nadia, 'cercle.masquer', { objet, a: 'tous' });
    expect(await etiquettes()).toContain('MASQUE_PS');
    await expect(maison.faire(claire, 'cercle.demasquer', { objet })).rejects.toMatchObject({
      code: 'cordee.introuvable',
    });
    const vues = (qui: Acteur) =>
      maison.voir<{ masques: { objet: string }[] }>(qui, 'cercle.masques', { patient }).then(({ masques }) => masques);
    expect([await vues(martin), await vues(claire)]).toEqual([[{ objet, aQui: 'à tous les professionnels' }], []]);
    await maison.faire(martin, 'cercle.demasquer', { objet });
    expect(await lit(claire)).toBe(true);
    expect(await etiquettes()).not.toContain('MASQUE_PS');
    await expect(maison.faire(nadia, 'cercle.demasquer', { objet })).rejects.toMatchObject({
      code: 'cercle.pas_masque',
    });
  });

  test('à un seul professionnel, les autres gardent ; aux représentants légaux, les professionnels gardent', async () => {
    await maison.faire(nadia, 'cercle.masquer', { objet, a: claire.ref });
    expect([await lit(claire), await lit(karim)]).toEqual([false, true]);
    await maison.faire(nadia, 'cercle.demasquer', { objet });
    await maison.faire(nadia, 'cercle.masquer', { objet, a: 'representants' });
    expect([await lit(claire), await lit(karim)]).toEqual([true, true]);
    expect(await etiquettes()).toContain('INVISIBLE_REP_LEGAUX');
  });

  test('ce qui dit qui accompagne la personne, ou ce qu’elle veut, ne se masque pas', async () => {
    await expect(
      maison.faire(nadia, 'cercle.masquer', { objet: `CareTeam/${patient}`, a: 'tous' }),
    ).rejects.toMatchObject({ code: 'cercle.pas_masquable' });
  });
});
