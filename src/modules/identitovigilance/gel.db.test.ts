import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { acteurSysteme } from '#acces/acteur.ts';
import { creerPersonneParEcran, nadia, sophie, TERRITOIRE } from '#modules/dossier/testing.ts';
import type { Identifiee } from '#fhir/types.ts';
import { DOMINIQUE, maisonIdentite, type MaisonIdentite } from './testing.ts';

let maison: MaisonIdentite;
const partis: string[] = [];
const rates: string[] = [];
let pendantLivraison: () => Promise<void> = async () => undefined;
let rang = 0;

const systeme = acteurSysteme(TERRITOIRE, 'essai');
const lettre = (patient: string, id: string, suite: object = {}) =>
  ({
    resourceType: 'Communication',
    id: `${id}-${patient}`,
    status: 'completed',
    subject: { reference: `Patient/${patient}` },
    recipient: [{ identifier: { system: 'urn:cordee:mssante', value: 'dr.x@mss.invalid' }, display: 'Dr X' }],
    topic: { text: 'Compte rendu' },
    ...suite,
  }) as Identifiee;

async function ecrireEtEnvoyer(patient: string, id: string, acteur = nadia): Promise<string> {
  await maison.dans(acteur, async (tx) => {
    await tx.ecrire(lettre(patient, id));
    await tx.envoyer('mssante', `Communication/${id}-${patient}`, {});
  });
  return `Communication/${id}-${patient}`;
}

const version = async (patient: string) =>
  (await maison.voir<{ version: number }>(nadia, 'identitovigilance.qualification', { patient })).version;

async function marquer(patient: string, marque: 'marquee_douteuse' | 'marque_levee'): Promise<void> {
  const entree = { patient, version: await version(patient), marque, motif: 'Vu' };
  await maison.faire(nadia, 'dossier.marquerIdentite', entree);
}

const geler = (patient: string) =>
  maison.faire<{ arretes: number }>(sophie, 'identitovigilance.signalerUsurpation', { patient, motif: 'Carte volée' });
const lever = (patient: string, retenus?: 'reprendre' | 'abandonner') =>
  maison.faire<{ retenus: number }>(sophie, 'identitovigilance.leverGel', { patient, motif: 'Tiré au clair', retenus });

async function personne(): Promise<string> {
  rang += 1;
  const nom = `Usurpee ${'ABCDEFGHIJKLMNOP'.charAt(rang)}`;
  return creerPersonneParEcran(maison, nadia, { ...DOMINIQUE, nomNaissance: nom, nom });
}

async function livrer(): Promise<readonly string[]> {
  maison.horloge.avancer(3_600_000);
  await maison.livrer();
  return partis.splice(0);
}

beforeAll(async () => {
  maison = await maisonIdentite(true, {
    mssante: {
      livrer: async ({ objet }) => {
        await pendantLivraison();
        partis.push(objet);
        return { etat: 'parti' };
      },
      echouer: async ({ envoi, motif }) => {
        rates.push(`${envoi.objet} ${motif}`);
      },
    },
  });
});
beforeEach(() => {
  partis.length = 0;
  rates.length = 0;
  pendantLivraison = async () => undefined;
});
afterAll(() => maison.fermer());

describe('une identité douteuse', () => {
  test('ce qui attend s’arrête, ce qui est écrit ensuite part, et le doute levé tout repart', async () => {
    const patient = await personne();
    const avant = await ecrireEtEnvoyer(patient, 'avant');
    await marquer(patient, 'marquee_douteuse');
    maison.horloge.avancer(1000);
    const apres = await ecrireEtEnvoyer(patient, 'apres');
    expect(await livrer()).toEqual([apres]);
    await marquer(patient, 'marque_levee');
    expect(await livrer()).toEqual([avant]);
  });

  test('un message en chemin au moment du doute, et qui échoue, n’est pas réessayé', async () => {
    const patient = await personne();
    const message = await ecrireEtEnvoyer(patient, 'vol');
    pendantLivraison = async () => {
      pendantLivraison = async () => undefined;
      await marquer(patient, 'marquee_douteuse');
      throw new Error('coupure');
    };
    expect(await livrer()).toEqual([]);
    expect(await livrer()).toEqual([]);
    await marquer(patient, 'marque_levee');
    expect(await livrer()).toEqual([message]);
  });
});

describe('une identité usurpée', () => {
  test('elle est gelée, marquée, ce qui attend ne part plus, et les destinataires à prévenir sont nommés', async () => {
    const patient = await personne();
    await maison.dans(nadia, (tx) => tx.ecrire(lettre(patient, 'partie', { sent: '2026-11-20T10:00:00Z' })));
    await ecrireEtEnvoyer(patient, 'attente');
    // As long as nothing is doubtful, the letters of a person outside her circle are not the cell's business.
    await expect(maison.voir(sophie, 'identitovigilance.destinataires', { patient })).rejects.toMatchObject({
      code: 'cordee.introuvable',
    });
    expect(await geler(patient)).toEqual({ arretes: 1 });
    expect(await maison.voir(sophie, 'identitovigilance.destinataires', { patient })).toMatchObject({
      gelee: true,
      retenus: 1,
      destinataires: [{ nom: 'Dr X', adresse: 'dr.x@mss.invalid', quoi: 'Compte rendu' }],
    });
    await expect(
      maison.faire(nadia, 'dossier.verifierPiece', { patient, version: await version(patient), piece: 'CN' }),
    ).rejects.toMatchObject({ code: 'dossier.identite_bloquee' });
    expect(await livrer()).toEqual([]);
  });

  test('un nouvel envoi est refusé en disant ce qui l’ouvrirait ; ce que la maison déclenche seule est retenu', async () => {
    const patient = await personne();
    await geler(patient);
    await expect(ecrireEtEnvoyer(patient, 'neuf')).rejects.toMatchObject({
      code: 'identite.gelee',
      texte: expect.stringContaining('lève le gel') as string,
    });
    await ecrireEtEnvoyer(patient, 'accuse', systeme);
    expect(await livrer()).toEqual([]);
    // Lifting the doubt alone opens nothing.
    await marquer(patient, 'marque_levee');
    expect(await livrer()).toEqual([]);
    await expect(lever(patient)).rejects.toMatchObject({
      code: 'identitovigilance.retenus_a_decider',
      champs: { retenus: expect.stringContaining('abandonnés') as string },
    });
    expect(await lever(patient, 'reprendre')).toEqual({ retenus: 1 });
    expect(await livrer()).toEqual([`Communication/accuse-${patient}`]);
    const neuf = await ecrireEtEnvoyer(patient, 'neuf');
    expect(await livrer()).toEqual([neuf]);
  });

  test('le gel levé alors que le doute dure : ce qui est repris attend encore la fin du doute', async () => {
    const patient = await personne();
    const message = await ecrireEtEnvoyer(patient, 'attente');
    await geler(patient);
    await lever(patient, 'reprendre');
    expect(await livrer()).toEqual([]);
    await marquer(patient, 'marque_levee');
    expect(await livrer()).toEqual([message]);
  });

  test('ce qui est abandonné ne part jamais, et son canal le dit à qui l’avait écrit', async () => {
    const patient = await personne();
    const message = await ecrireEtEnvoyer(patient, 'attente');
    await geler(patient);
    await lever(patient, 'abandonner');
    expect(await livrer()).toEqual([]);
    expect(rates).toEqual([expect.stringMatching(`^${message} Envoi abandonné par l’identitovigilance`)]);
    await marquer(patient, 'marque_levee');
    expect(await livrer()).toEqual([]);
  });
});
