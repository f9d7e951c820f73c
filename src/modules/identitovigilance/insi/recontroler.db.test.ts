import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dominique, insDEssai } from '#connectors/insi/testing.ts';
import { creerPersonneParEcran, nadia, TERRITOIRE } from '#modules/dossier/testing.ts';
import { ecrireReglage } from '#modules/territoire/index.ts';
import type { QualificationVue } from '../contract-vues.ts';
import { recontroler } from '../index.ts';
import { RECONTROLE } from '../parametres.ts';
import { DOMINIQUE, maisonIdentite, type MaisonIdentite } from '../testing.ts';

const JOUR_MS = 86_400_000;
let maison: MaisonIdentite;
let rang = 0;

const etat = (patient: string) => maison.voir<QualificationVue>(nadia, 'identitovigilance.qualification', { patient });
const passer = (jours: number) => maison.horloge.avancer(jours * JOUR_MS);
const controler = () => recontroler(maison.socle, TERRITOIRE);
const fiche = (patient: string) =>
  maison.dans(nadia, async (tx) => {
    const { ressource, version } = await tx.lire('Patient', patient);
    return { version, matricules: ressource.identifier?.map(({ value }) => value) };
  });
const mains = (patient: string) =>
  maison.dans(nadia, (tx) =>
    tx.sql
      .selectFrom('main_ouverte')
      .select(['main_ouverte.qui_nom', 'main_ouverte.prochaine', 'main_ouverte.due_le'])
      .where('main_ouverte.patient', '=', patient)
      .where('main_ouverte.genre', '=', 'identite')
      .where('main_ouverte.etat', '<>', 'termine')
      .execute(),
  );

/** Somebody qualified, with a name INSi knows her by. */
async function qualifiee(): Promise<{ readonly patient: string; readonly nom: string }> {
  rang += 1;
  const nom = `CONTROLE ${'ABCDEFGHIJ'.charAt(rang)}`;
  maison.insi.population.ajouter(dominique({ nomNaissance: nom }));
  const patient = await creerPersonneParEcran(maison, nadia, { ...DOMINIQUE, nomNaissance: nom, nom });
  await maison.faire(nadia, 'identitovigilance.interroger', { patient });
  await maison.livrer();
  const { version } = await etat(patient);
  await maison.faire(nadia, 'dossier.verifierPiece', { patient, version, piece: 'CN' });
  return { patient, nom };
}

beforeAll(async () => {
  maison = await maisonIdentite();
});
beforeEach(() => maison.insi.comporter('normal'));
afterAll(() => maison.fermer());

describe('une identité déjà retrouvée se redemande après un temps', () => {
  test('pas avant ; puis une fois ; une réponse semblable ne change rien et n’appelle personne', async () => {
    const { patient } = await qualifiee();
    const avant = await fiche(patient);
    passer(RECONTROLE.jours - 1);
    expect(await controler()).toBe(0);
    passer(2);
    expect(await controler()).toBe(1);
    expect(await controler()).toBe(0);
    await maison.livrer();
    expect(await etat(patient)).toMatchObject({ statutIns: { code: 'QUAL' }, interrogation: { issue: 'deja' } });
    expect(await fiche(patient)).toEqual(avant);
    expect(await mains(patient)).toEqual([]);
    expect(await controler()).toBe(0);
  });

  test('inconnue désormais, ou un autre matricule : quelqu’un de nommé, avec une date, et rien n’est touché', async () => {
    const [partie, changee] = [await qualifiee(), await qualifiee()];
    const avant = [await fiche(partie.patient), await fiche(changee.patient)];
    maison.insi.population.retirer(partie.nom);
    maison.insi.population.retirer(changee.nom);
    maison.insi.population.ajouter({
      ...dominique({ nomNaissance: changee.nom }),
      ins: insDEssai('255082B03300424'),
      anciens: [dominique().ins],
    });
    passer(RECONTROLE.jours + 1);
    expect(await controler()).toBe(3);
    await maison.livrer();
    expect(await etat(partie.patient)).toMatchObject({
      statutIns: { code: 'QUAL' },
      interrogation: { issue: 'aucune' },
    });
    expect(await etat(changee.patient)).toMatchObject({
      statutIns: { code: 'QUAL' },
      interrogation: { issue: 'changee' },
    });
    expect([await fiche(partie.patient), await fiche(changee.patient)]).toEqual(avant);
    for (const { patient } of [partie, changee])
      expect(await mains(patient)).toEqual([
        { qui_nom: 'Sophie Marchand', prochaine: expect.any(String) as string, due_le: expect.any(Date) as Date },
      ]);
    // Asked by a person, the new matricule is taken and the old one stays known (INS-10).
    await maison.faire(nadia, 'identitovigilance.interroger', { patient: changee.patient });
    await maison.livrer();
    expect((await fiche(changee.patient)).matricules).toHaveLength((avant[1]?.matricules ?? []).length + 1);
    expect(await mains(changee.patient)).toEqual([]);
  });

  test('service en panne : ni promue, ni dégradée, personne n’est appelé, et on redemande un autre jour', async () => {
    const { patient } = await qualifiee();
    maison.insi.comporter('panne');
    passer(RECONTROLE.jours + 1);
    expect(await controler()).toBeGreaterThan(0);
    for (let essai = 0; essai < 12; essai += 1) {
      await maison.livrer();
      maison.horloge.avancer(3_600_000);
    }
    expect(await etat(patient)).toMatchObject({ statutIns: { code: 'QUAL' }, interrogation: { etat: 'abandonnee' } });
    expect(await mains(patient)).toEqual([]);
    expect(await controler()).toBe(0);
    passer(1);
    expect(await controler()).toBeGreaterThan(0);
  });

  test('le territoire peut ne rien redemander', async () => {
    passer(3 * RECONTROLE.jours);
    const reglage = { pieceEhpad: false, datamatrixSeul: true, recontroleJours: 0 };
    await maison.dans(nadia, (tx) => ecrireReglage(tx.sql, 'identite', reglage, 'test', tx.maintenant));
    expect(await controler()).toBe(0);
  });
});
