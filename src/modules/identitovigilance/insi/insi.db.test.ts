import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dominique, insDEssai } from '#connectors/insi/testing.ts';
import { sceauDe } from '#fhir/identite/index.ts';
import { ecrireDatamatrixIns } from '#lib/identifiants/index.ts';
import type { StatutIns } from '#modules/dossier/contract-vues.ts';
import { creerPersonneParEcran, martin, nadia, TERRITOIRE } from '#modules/dossier/testing.ts';
import type { QualificationVue } from '../contract-vues.ts';
import { DOMINIQUE, maisonIdentite, type MaisonIdentite } from '../testing.ts';

const MATRICULE = '279035121518989';
const scan = (changements: Partial<ReturnType<typeof dominique>['traits']> = {}, ins = dominique().ins) => {
  const { prenoms, ...traits } = dominique(changements).traits;
  const { lieuNaissance } = traits;
  return ecrireDatamatrixIns({
    ...ins,
    nomNaissance: traits.nomNaissance,
    sexe: traits.sexe,
    dateNaissance: traits.dateNaissance,
    prenoms: prenoms.join(' '),
    ...(lieuNaissance === undefined ? {} : { lieuNaissance }),
  });
};

interface Verifiee {
  version: number;
  statutIns: StatutIns;
}

let maison: MaisonIdentite;
const qualification = (patient: string) =>
  maison.voir<QualificationVue>(nadia, 'identitovigilance.qualification', { patient });
const interroger = (patient: string) => maison.faire(nadia, 'identitovigilance.interroger', { patient });
const creer = (traits = DOMINIQUE) => creerPersonneParEcran(maison, nadia, traits);
const lireCode = (patient: string, lecture: string) =>
  maison.faire<{ issue: string; comparaison: { libelle: string; accord: string }[] }>(
    nadia,
    'identitovigilance.lireDatamatrix',
    { patient, lecture },
  );

async function verifierPiece(patient: string, piece = 'CN') {
  const { version } = await qualification(patient);
  return maison.faire<Verifiee>(nadia, 'dossier.verifierPiece', { patient, version, piece });
}

async function dansLaBase(patient: string): Promise<string> {
  return maison.dans(nadia, async (tx) => JSON.stringify((await tx.lire('Patient', patient)).ressource));
}

describe('qualifier sans secrétaire', () => {
  beforeAll(async () => {
    maison = await maisonIdentite();
  });
  beforeEach(() => maison.insi.comporter('normal'));
  afterAll(() => maison.fermer());

  test('trois gestes : chercher, voir la pièce, qualifiée ; le matricule n’est dans le dossier qu’à la fin', async () => {
    const patient = await creer();
    await interroger(patient);
    expect((await qualification(patient)).interrogation).toMatchObject({ etat: 'attente', par: 'Nadia Ferrand' });
    await maison.livrer();
    const retrouvee = await qualification(patient);
    expect(retrouvee).toMatchObject({
      statutIns: { code: 'RECUP', sortieMatricule: false },
      insRetrouvee: true,
      interrogation: { etat: 'faite', issue: 'appliquee' },
    });
    expect(await dansLaBase(patient)).not.toContain(MATRICULE);
    expect((await verifierPiece(patient)).statutIns).toMatchObject({ code: 'QUAL', sortieMatricule: true });
    const fiche = await dansLaBase(patient);
    expect(fiche).toContain('DOMINIQUE MARIE-LOUISE');
    expect(fiche).toContain('51215');
  });

  test('la pièce d’abord, puis INSi : qualifiée aussi', async () => {
    const patient = await creer();
    expect((await verifierPiece(patient)).statutIns.code).toBe('VALI');
    await interroger(patient);
    await maison.livrer();
    expect((await qualification(patient)).statutIns.code).toBe('QUAL');
  });

  test.each(['lent', 'panne', 'coupe', 'doctype', 'autre_identite'] as const)(
    'INSi « %s » : le statut ne bouge pas, la demande attend, puis aboutit quand le service revient',
    async (comportement) => {
      const patient = await creer();
      await verifierPiece(patient);
      maison.insi.comporter(comportement);
      await interroger(patient);
      await maison.livrer();
      const enPanne = await qualification(patient);
      expect(enPanne).toMatchObject({ statutIns: { code: 'VALI' }, interrogation: { etat: 'attente' } });
      expect(enPanne.interrogation?.prochainEssai).toBeDefined();
      await expect(interroger(patient)).rejects.toMatchObject({ code: 'identitovigilance.deja_demandee' });
      maison.insi.comporter('normal');
      maison.horloge.avancer(60_000);
      await maison.livrer();
      expect((await qualification(patient)).statutIns.code).toBe('QUAL');
    },
  );

  test('une personne qu’INSi ne connaît pas, ou en plusieurs exemplaires, arrive à quelqu’un de nommé, puis monte', async () => {
    const patient = await creer({ ...DOMINIQUE, nomNaissance: 'Inconnue', nom: 'Inconnue' });
    await interroger(patient);
    await maison.livrer();
    expect(await qualification(patient)).toMatchObject({
      statutIns: { code: 'PROV' },
      interrogation: { issue: 'aucune', aFaire: expect.stringContaining('Relisez') as string },
    });
    const main = () =>
      maison.dans(nadia, (tx) =>
        tx.sql
          .selectFrom('main_ouverte')
          .select(['main_ouverte.qui_nom', 'main_ouverte.etat'])
          .where('main_ouverte.patient', '=', patient)
          .where('main_ouverte.genre', '=', 'identite')
          .executeTakeFirst(),
      );
    expect(await main()).toEqual({ qui_nom: 'Sophie Marchand', etat: 'attend' });
    maison.horloge.avancer(10 * 24 * 3_600_000);
    await maison.sonner();
    expect(await main()).toEqual({ qui_nom: 'Hélène Vidal', etat: 'retard' });
  });

  test('un service qui ne répond jamais : le statut reste, et quelqu’un de nommé le sait', async () => {
    const patient = await creer();
    maison.insi.comporter('panne');
    await interroger(patient);
    for (let essai = 0; essai < 12; essai += 1) {
      await maison.livrer();
      maison.horloge.avancer(3_600_000);
    }
    expect(await qualification(patient)).toMatchObject({
      statutIns: { code: 'PROV' },
      interrogation: { etat: 'abandonnee' },
    });
    const mains = await maison.dans(nadia, (tx) =>
      tx.sql
        .selectFrom('main_ouverte')
        .select('main_ouverte.qui_nom')
        .where('main_ouverte.patient', '=', patient)
        .where('main_ouverte.genre', '=', 'identite')
        .execute(),
    );
    expect(mains).toEqual([{ qui_nom: 'Sophie Marchand' }]);
  });

  test('une identité douteuse n’appelle pas INSi, même si le doute vient après la demande', async () => {
    const patient = await creer();
    await interroger(patient);
    const { version } = await qualification(patient);
    await maison.faire(nadia, 'dossier.marquerIdentite', {
      patient,
      version,
      marque: 'marquee_douteuse',
      motif: 'Doute',
    });
    const avant = maison.insi.appels();
    await maison.livrer();
    expect(maison.insi.appels()).toBe(avant);
    expect(await qualification(patient)).toMatchObject({
      statutIns: { code: 'PROV' },
      interrogation: { etat: 'abandonnee' },
      fermeePourquoi: expect.stringContaining('douteuse') as string,
    });
    await expect(interroger(patient)).rejects.toMatchObject({ code: 'identitovigilance.identite_bloquee' });
  });

  test('un trait strict corrigé après qualification retire le matricule ; le doute aussi', async () => {
    const patient = await creer();
    await interroger(patient);
    await maison.livrer();
    await verifierPiece(patient);
    const { version, traits } = await maison.voir<{ version: number; traits: object }>(nadia, 'dossier.identite', {
      patient,
    });
    await maison.faire(nadia, 'dossier.corrigerTraits', {
      patient,
      version,
      traits: { ...traits, nomNaissance: 'Pat-Quatre' },
    });
    expect(await dansLaBase(patient)).not.toContain(MATRICULE);
    expect(await qualification(patient)).toMatchObject({ statutIns: { code: 'PROV' }, insRetrouvee: false });
  });

  test('INSi change le matricule : le nouveau est pris, l’ancien reste et la personne se retrouve par lui (INS-10)', async () => {
    const patient = await creer({ ...DOMINIQUE, nomNaissance: 'Change', nom: 'Change' });
    const ancien = { ...dominique({ nomNaissance: 'CHANGE' }), ins: insDEssai('755019910000523') };
    maison.insi.population.ajouter(ancien);
    await interroger(patient);
    await maison.livrer();
    await verifierPiece(patient);
    maison.insi.population.retirer('CHANGE');
    maison.insi.population.ajouter({
      ...dominique({ nomNaissance: 'CHANGE' }),
      ins: insDEssai('255082B03300424'),
      anciens: [ancien.ins],
    });
    await interroger(patient);
    await maison.livrer();
    const fiche = JSON.parse(await dansLaBase(patient)) as { identifier: { use?: string; value: string }[] };
    expect((await qualification(patient)).statutIns.code).toBe('QUAL');
    expect(fiche.identifier.map(({ use, value }) => [use, value.slice(0, 6)]).slice(0, 1)).toEqual([
      ['official', expect.any(String)],
    ]);
    expect(fiche.identifier.filter(({ use }) => use === 'old')).toHaveLength(1);
    const trouves = await maison.dans(nadia, async (tx) => {
      const [empreinte = ''] = sceauDe(tx.coffre, TERRITOIRE).empreintes('755019910000523');
      const toks = [`identifier=urn:oid:1.2.250.1.213.1.4.10|${empreinte}`];
      return tx.magasin.chercher('Patient', { toks, limite: 2 }, tx.portee);
    });
    expect(trouves.map(({ ressource }) => ressource.id)).toEqual([patient]);
  });

  test('le datamatrix d’un autre ne s’applique jamais ; celui de la personne est vérifié par INSi', async () => {
    const patient = await creer();
    const autre = await lireCode(patient, scan({ nomNaissance: 'AUTRE' }));
    expect(autre.issue).toBe('differente');
    expect(autre.comparaison.filter(({ accord }) => accord === 'different').map(({ libelle }) => libelle)).toEqual([
      'Nom de naissance',
    ]);
    expect((await qualification(patient)).statutIns.code).toBe('PROV');
    expect(await lireCode(patient, scan())).toMatchObject({ issue: 'a_verifier' });
    expect((await qualification(patient)).statutIns.code).toBe('PROV');
    await maison.livrer();
    expect((await qualification(patient)).statutIns.code).toBe('RECUP');
  });

  test('un faux datamatrix est refusé par INSi et une qualifiée n’est jamais changée par une lecture', async () => {
    const patient = await creer();
    await lireCode(patient, scan({}, insDEssai('155122A00400312')));
    await maison.livrer();
    expect((await qualification(patient)).interrogation).toMatchObject({ issue: 'non_conforme' });
    const qualifiee = await creer();
    await interroger(qualifiee);
    await maison.livrer();
    await verifierPiece(qualifiee);
    const avant = await dansLaBase(qualifiee);
    expect(await lireCode(qualifiee, scan())).toMatchObject({ issue: 'deja' });
    expect(await lireCode(qualifiee, scan({}, insDEssai('155122A00400312')))).toMatchObject({ issue: 'differente' });
    expect(await dansLaBase(qualifiee)).toBe(avant);
  });

  test('une lecture abîmée dit quoi faire, et hors de portée on ne lit ni n’interroge', async () => {
    const patient = await creer();
    await expect(lireCode(patient, 'IS01abc')).rejects.toMatchObject({
      code: 'identitovigilance.datamatrix_illisible',
      champs: { lecture: expect.stringContaining('saisissez') as string },
    });
    await expect(maison.voir(martin, 'identitovigilance.qualification', { patient })).rejects.toMatchObject({
      code: 'cordee.introuvable',
    });
  });
});

describe('sans INSi', () => {
  beforeAll(async () => {
    maison = await maisonIdentite(false);
  });
  afterAll(() => maison.fermer());

  test('chercher dit que le service n’est pas raccordé, et la pièce seule valide', async () => {
    const patient = await creer();
    expect(await qualification(patient)).toMatchObject({
      raccorde: false,
      fermeePourquoi: expect.stringContaining('pas raccordé') as string,
    });
    await expect(interroger(patient)).rejects.toMatchObject({ code: 'identitovigilance.non_raccorde' });
    expect((await verifierPiece(patient)).statutIns.code).toBe('VALI');
  });

  test('selon la procédure locale, la lecture du datamatrix récupère ; avec la pièce, elle qualifie', async () => {
    const patient = await creer();
    expect(await lireCode(patient, scan())).toMatchObject({ issue: 'appliquee' });
    expect((await qualification(patient)).statutIns.code).toBe('RECUP');
    expect((await verifierPiece(patient)).statutIns.code).toBe('QUAL');
  });
});
