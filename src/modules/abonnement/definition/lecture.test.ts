import type { Subscription } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RefusFhir } from '#fhir/refus.ts';
import { unAbonnement } from '../testing.ts';
import { CANAL_FLUX, EXT_BATTEMENT, EXT_CANAL, EXT_CONTENU, EXT_DELAI, EXT_MAXIMUM } from '../vocabulaire.ts';
import { creer } from '../contract.ts';
import { EXT_ABONNE, EXT_DEBUT, EXT_DECLARANT, EXT_EVENEMENT, EXT_PERSONNE } from '../vocabulaire-nde.ts';
import { demasquer, lireEntetes, masquer } from './entetes.ts';
import { estNde, lireAbonnementNde } from './lecture-nde.ts';
import { lireAbonnement } from './lecture.ts';

const PORTE = { base: 'https://cordee.invalid/fhir', essai: false };
const URLS = [
  EXT_CONTENU,
  EXT_CANAL,
  EXT_DELAI,
  EXT_ABONNE,
  EXT_DEBUT,
  EXT_DECLARANT,
  EXT_EVENEMENT,
  EXT_PERSONNE,
] as const;
const ADRESSE = 'https://logiciel.exemple.fr/recevoir';

const lire = (autre: Parameters<typeof unAbonnement>[1] = {}, plus: object = {}) =>
  lireAbonnement({ ...unAbonnement(ADRESSE, autre), ...plus } as Subscription, PORTE);

function refus(faire: () => unknown): string {
  try {
    faire();
  } catch (erreur) {
    if (erreur instanceof RefusFhir && erreur.statut === 422) return erreur.texte;
    throw erreur;
  }
  throw new Error('aurait dû être refusé');
}

describe('Un abonnement à un sujet', () => {
  test('se lit avec ses filtres, son canal et ses limites', () => {
    const extension = [
      { url: EXT_BATTEMENT, valueUnsignedInt: 86_400 },
      { url: EXT_DELAI, valueUnsignedInt: 60 },
      { url: EXT_MAXIMUM, valuePositiveInt: 100 },
    ];
    expect(
      lire({
        filtres: ['Task?owner=Organization/dac', 'status=accepted'],
        contenu: 'full-resource',
        canal: { extension },
      }),
    ).toMatchObject({
      definition: {
        sujet: 'urn:cordee:sujet:Task',
        type: 'Task',
        gestes: ['create', 'update', 'delete'],
        filtres: ['owner=Organization/dac', 'status=accepted'],
        canal: {
          genre: 'rappel',
          adresse: ADRESSE,
          contenu: 'full-resource',
          delaiSecondes: 60,
          parEnvoi: 100,
          battementSecondes: 86_400,
        },
      },
    });
  });

  test('par un flux, il n’a pas d’adresse', () => {
    const canal = { endpoint: undefined, _type: { extension: [{ url: EXT_CANAL, valueCoding: CANAL_FLUX }] } };
    expect(lire({ canal }).definition.canal).toMatchObject({ genre: 'flux', contenu: 'id-only' });
    expect(lire({ canal }).definition.canal).not.toHaveProperty('adresse');
  });

  test('sans charge demandée, seul le fait qu’il s’est passé quelque chose est dit', () => {
    expect(lire({ canal: { payload: undefined, _payload: undefined } }).definition.canal.contenu).toBe('empty');
  });

  test.each([
    ['un sujet inconnu', { sujet: 'http://exemple.org/sujet' }, /n’est pas servi/],
    [
      'un abonnement aux abonnements',
      { sujet: 'Subscription?status=active' },
      /On ne s’abonne pas au type Subscription/,
    ],
    ['un type inconnu', { sujet: 'Licorne?x=y' }, /On ne s’abonne pas/],
    ['un filtre sur un autre type', { filtres: ['Patient?_id=x'] }, /porte sur Patient/],
    ['un paramètre inconnu', { filtres: ['Task?licorne=1'] }, /licorne/],
    ['un chaînage', { filtres: ['Task?patient.name=x'] }, /suit une autre ressource/],
    ['un _has', { filtres: ['Task?_has:Provenance:target:agent=x'] }, /suit une autre ressource/],
    ['un tri', { filtres: ['Task?status=accepted&_sort=authored-on'] }, /ne sont pas des conditions/],
    ['_lastUpdated', { filtres: ['Task?_lastUpdated=gt2026-01-01'] }, /retirez _lastUpdated/],
    ['une date à peu près', { filtres: ['Task?authored-on=ap2026'] }, /à peu près/],
    ['onze filtres', { filtres: Array.from({ length: 11 }, () => 'status=accepted') }, /au plus 10/],
    ['un canal email', { canal: { type: 'email' } }, /email n’est pas servi/],
    [
      'un canal inventé',
      { canal: { _type: { extension: [{ url: EXT_CANAL, valueCoding: { code: 'x' } }] } } },
      /n’est pas servi/,
    ],
    ['du XML', { canal: { payload: 'application/fhir+xml' } }, /application\/fhir\+json/],
    ['un contenu inconnu', { contenu: 'tout' }, /Le contenu vaut/],
    ['un délai trop long', { canal: { extension: [{ url: EXT_DELAI, valueUnsignedInt: 61 }] } }, /de 1 à 60/],
    ['un battement trop court', { canal: { extension: [{ url: EXT_BATTEMENT, valueUnsignedInt: 5 }] } }, /de 60 à/],
    ['une fin illisible', { fin: 'demain' }, /ne se lit pas/],
    ['une adresse locale', { canal: { endpoint: 'http://127.0.0.1/' } }, /https/],
    ['aucune adresse', { canal: { endpoint: undefined } }, /ne se lit pas/],
  ])('%s est refusé avec sa raison', (_cas, autre, raison) => {
    expect(refus(() => lire(autre))).toMatch(raison);
  });

  test('quels que soient le critère et le filtre, la réponse est un abonnement ou un refus', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (criteria, filtre) => {
        for (const essai of [() => lire({}, { criteria }), () => lire({ filtres: [filtre] })])
          try {
            essai();
          } catch (erreur) {
            expect(erreur).toBeInstanceOf(RefusFhir);
          }
      }),
    );
  });
});

describe('Quoi qu’on envoie à l’action', () => {
  const base: Record<string, unknown> = JSON.parse(
    JSON.stringify(unAbonnement(ADRESSE, { filtres: ['status=accepted'] })),
  );
  const unBout = fc.constantFrom('criteria', '_criteria', 'channel', 'extension', 'contained', 'meta', 'end', 'status');
  const duCanal = fc.constantFrom('type', '_type', 'endpoint', 'payload', '_payload', 'header', 'extension');
  const uneExtension = fc.record({
    url: fc.constantFrom(...URLS),
    valueCode: fc.anything(),
    valueReference: fc.anything(),
  });
  const uneValeur = fc.oneof(fc.jsonValue(), fc.array(uneExtension), fc.record({ extension: fc.array(uneExtension) }));
  const uneRessource = fc.oneof(
    fc.tuple(unBout, uneValeur).map(([cle, valeur]) => ({ ...base, [cle]: valeur })),
    fc
      .tuple(duCanal, uneValeur)
      .map(([cle, valeur]) => ({ ...base, channel: { ...(base['channel'] as object), [cle]: valeur } })),
    uneValeur.map((valeur) => ({ ...base, criteria: 'CommunicationRequest?event-type=DOC', extension: valeur })),
  );

  test('c’est un abonnement, ou un refus : jamais une panne', () => {
    fc.assert(
      fc.property(uneRessource, (ressource) => {
        const lue = creer.entree.safeParse({ ressource });
        if (!lue.success) return;
        const s = lue.data.ressource as unknown as Subscription;
        try {
          if (estNde(s)) lireAbonnementNde(s, PORTE);
          else lireAbonnement(s, PORTE);
        } catch (erreur) {
          expect(erreur).toBeInstanceOf(RefusFhir);
        }
      }),
      { numRuns: 500 },
    );
  });
});

test('un critère R4 simple garde sa condition', () => {
  expect(lire({}, { criteria: 'Task?owner=Organization/dac' }).definition).toMatchObject({
    type: 'Task',
    gestes: ['create', 'update'],
    filtres: ['owner=Organization/dac'],
  });
  expect(lire({}, { criteria: 'Observation' }).definition).toMatchObject({ type: 'Observation', filtres: [] });
  expect(EXT_CONTENU).toMatch(/backport-payload-content$/);
});

describe('Les en-têtes du receveur', () => {
  test.each(['Host: x', 'Content-Length: 3', 'Transfer-Encoding: chunked', 'Cookie: a=b', 'Proxy-Authorization: x'])(
    '%s est refusé',
    (ligne) => {
      expect(refus(() => lireEntetes([ligne]))).toMatch(/écrit par le transport/);
    },
  );

  test.each(['sans deux points', 'X-Y: a\r\nHost: b', 'X Y: a', 'X-É: a', `X: ${'a'.repeat(1_000)}`])(
    '« %s » ne se lit pas',
    (ligne) => {
      expect(refus(() => lireEntetes([ligne]))).toMatch(/s’écrit « Nom: valeur »/);
    },
  );

  test('masqués puis renvoyés tels quels, ils reviennent ; changés, ils changent', () => {
    const nom = fc.stringMatching(/^[A-Za-z][A-Za-z-]{0,15}$/);
    const valeur = fc.stringMatching(/^[!-~]{1,30}$/);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(nom, valeur), { selector: ([n]) => n.toLowerCase(), maxLength: 10 }),
        (lus) => {
          const lignes = lus.map(([n, v]) => `${n}: ${v}`);
          expect(demasquer(masquer(lignes), lignes)).toEqual(lignes);
          expect(demasquer(lignes, [])).toEqual(lignes);
        },
      ),
    );
  });
});
