import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { acteurClient, type Acteur } from '#acces/acteur.ts';
import { JOURNAL } from '#acces/clients/permissions.ts';
import { porteeDe } from '#acces/portee.ts';
import type { Role } from '#acces/roles.ts';
import { creerValidateur } from '#fhir/validateur/index.ts';
import { refusDe } from '../testing.ts';
import { MARDI, ouvrirTerritoireDeTest, T1, unLogiciel, type TerritoireDeTest } from '../testing-base.ts';
import { chercherAuditEvents, lireAuditEvent } from './lire.ts';

let territoire: TerritoireDeTest;
beforeAll(async () => {
  territoire = await ouvrirTerritoireDeTest();
});
beforeEach(() => territoire.vider());
afterAll(() => territoire.fermer());

const DAC = 'Organization/dac';
const unCompte = (role: Role): Acteur => ({
  genre: 'compte',
  id: 'compte:helene',
  nom: 'Hélène Vidal',
  role,
  territoire: T1,
  refs: [DAC],
  ref: DAC,
  structure: { ref: DAC, nom: 'DAC' },
  requete: 'session:essai',
});
const AUDIT = JOURNAL;
const auditeur = acteurClient(
  {
    id: 'audit',
    nom: 'Audit',
    territoire: T1,
    permissions: [{ niveau: 'system', type: AUDIT, gestes: ['r', 's'] }],
    familles: [],
  },
  'jeton:audit',
);

interface Ligne {
  readonly minute: number;
  readonly acteur?: string;
  readonly genre?: string;
  readonly action?: string;
  readonly objet?: string | null;
  readonly patient?: string | null;
  readonly decision?: string;
}

async function tracer(...lignes: readonly Ligne[]): Promise<void> {
  for (const l of lignes)
    await territoire.interroger({
      texte: `insert into trace (le, acteur, role, structure, pour, action, genre, objet, patient, fondement, decision, nombre, requete)
        values ($1, $2, 'medecin', 'Organization/cabinet', null, $3, $4, $5, $6, 'equipe-ou-echange', $7, 1, 'session:abc')`,
      valeurs: [
        new Date(MARDI.getTime() + l.minute * 60_000),
        l.acteur ?? 'compte:martin',
        l.action ?? 'fhir.lire',
        l.genre ?? 'lecture',
        l.objet === undefined ? 'Patient/p' : l.objet,
        l.patient === undefined ? 'p' : l.patient,
        l.decision ?? 'permis',
      ],
    });
}

type Params = readonly (readonly [string, string])[];
const demande = (acteur: Acteur) => ({ acteur, portee: porteeDe(acteur, MARDI), interroger: territoire.interroger });
const chercher = (params: Params, acteur = auditeur) => chercherAuditEvents(demande(acteur), params);
const moments = async (params: Params, acteur = auditeur) =>
  (await chercher(params, acteur)).evenements
    .map(({ recorded }) => Date.parse(recorded) - MARDI.getTime())
    .map((ms) => ms / 60_000);

describe('Les traces, en AuditEvent', () => {
  test('disent qui, quand, quoi, de qui, sur quel fondement, la plus récente d’abord', async () => {
    await tracer({ minute: 1 }, { minute: 2, decision: 'refuse', genre: 'refus' });
    const [refusee, permise] = (await chercher([['patient', 'Patient/p']])).evenements;
    expect(permise).toMatchObject({
      type: { code: 'rest' },
      action: 'R',
      outcome: '0',
      recorded: '2026-11-24T09:01:00.000Z',
      agent: [
        {
          who: { identifier: { system: 'urn:cordee:acteur', value: 'compte:martin' } },
          requestor: true,
          policy: ['urn:cordee:fondement:equipe-ou-echange'],
        },
        { who: { reference: 'Organization/cabinet' }, requestor: false },
      ],
      entity: [
        { what: { reference: 'Patient/p' } },
        { what: { reference: 'Patient/p' }, detail: [{ type: 'nombre' }, {}] },
      ],
    });
    expect(refusee).toMatchObject({ outcome: '8' });
    expect(refusee?.agent[0]).not.toHaveProperty('policy');
  });

  test('sont conformes à la norme, quelle que soit la ligne', async () => {
    await tracer(
      ...['lecture', 'recherche', 'ecriture', 'refus', 'export'].flatMap((genre, i) => [
        { minute: i, genre, action: 'fhir.chercher', objet: 'Patient?name', patient: null },
        { minute: i, genre, action: 'demande.deposer', objet: null },
      ]),
    );
    const validateur = creerValidateur({ paquets: [] });
    const { evenements } = await chercher([['date', 'ge2026-11-01']]);
    expect(evenements).toHaveLength(10);
    for (const evenement of evenements)
      expect(validateur.valider(evenement).issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('se cherchent par personne, chose, acteur, moment et issue', async () => {
    await tracer(
      { minute: 1 },
      { minute: 2, patient: 'q', objet: 'Task/t' },
      { minute: 3, acteur: 'client:hopital' },
      { minute: 4, decision: 'refuse', genre: 'refus' },
    );
    const depuis = ['date', 'ge2026-11-24'] as const;
    expect(await moments([['patient', 'p']])).toEqual([4, 3, 1]);
    expect(await moments([depuis, ['entity', 'Task/t']])).toEqual([2]);
    expect(await moments([depuis, ['agent', 'client:hopital']])).toEqual([3]);
    expect(await moments([depuis, ['outcome', '8']])).toEqual([4]);
    expect(
      await moments([
        ['date', 'ge2026-11-24T09:02:00Z'],
        ['date', 'lt2026-11-24T09:04:00Z'],
      ]),
    ).toEqual([3, 2]);
  });

  test('se suivent page après page, sans oubli ni doublon, même quand il s’en écrit', async () => {
    await tracer(...Array.from({ length: 7 }, (_, minute) => ({ minute })));
    const vues: number[] = [];
    for (let suite: string | undefined = ''; suite !== undefined;) {
      const params: Params = [
        ['patient', 'p'],
        ['_count', '3'],
        ...(suite === '' ? [] : [['_cursor', suite] as const]),
      ];
      const page = await chercher(params);
      vues.push(...page.evenements.map(({ recorded }) => (Date.parse(recorded) - MARDI.getTime()) / 60_000));
      suite = page.suite;
      await tracer({ minute: 99 });
    }
    expect(vues).toEqual([6, 5, 4, 3, 2, 1, 0]);
  });

  test('se lisent une à une', async () => {
    await tracer({ minute: 1 });
    const id = (await chercher([['patient', 'p']])).evenements[0]?.id ?? '';
    expect(await lireAuditEvent(demande(auditeur), id)).toMatchObject({ resourceType: 'AuditEvent', id });
    expect(await lireAuditEvent(demande(auditeur), '999999')).toBeUndefined();
    expect(await lireAuditEvent(demande(auditeur), 'x')).toBeUndefined();
  });
});

describe('Qui lit les traces', () => {
  test.each(['medecin', 'coordinateur_appui', 'administrateur_cpts', 'lecteur_ars', 'secretariat_dac'] as const)(
    '%s ne les lit pas',
    async (role) => {
      expect((await refusDe(() => chercher([['patient', 'p']], unCompte(role)))).statut).toBe(403);
    },
  );

  test('un logiciel ne les lit que si sa permission les nomme : l’étoile ne suffit pas', async () => {
    expect((await refusDe(() => chercher([['patient', 'p']], unLogiciel('system/*.cruds')))).statut).toBe(403);
    expect((await refusDe(() => lireAuditEvent(demande(unLogiciel('system/*.cruds')), '1'))).statut).toBe(403);
  });

  test('la responsable du DAC les lit pour une personne dont elle voit le dossier, et pour elle seule', async () => {
    await territoire.poser(
      { type: 'Patient', id: 'p', version: 1, le: MARDI, lecteurs: [DAC] },
      { type: 'Patient', id: 'q', version: 1, le: MARDI },
    );
    await tracer({ minute: 1 }, { minute: 2, patient: 'q' }, { minute: 3, patient: null });
    const helene = unCompte('responsable_dac');
    expect(await moments([['patient', 'p']], helene)).toEqual([1]);
    expect((await refusDe(() => chercher([['patient', 'q']], helene))).statut).toBe(404);
    expect((await refusDe(() => chercher([['date', 'ge2026-11-01']], helene))).statut).toBe(400);
    const toutes = (await chercher([['date', 'ge2026-11-01']])).evenements;
    const lisibles = await Promise.all(toutes.map(({ id }) => lireAuditEvent(demande(helene), id ?? '')));
    expect(lisibles.filter((e) => e !== undefined)).toHaveLength(1);
  });

  test('une application ouverte par cette responsable ne les lit pas', async () => {
    const application = { id: 'appli', permissions: [], familles: [] };
    const acteur: Acteur = { ...unCompte('responsable_dac'), application };
    expect((await refusDe(() => chercher([['patient', 'p']], acteur))).statut).toBe(403);
  });
});
