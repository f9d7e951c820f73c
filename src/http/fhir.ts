import { Hono, type Context } from 'hono';
import type { Acteur } from '#acces/acteur.ts';
import { porteeDe } from '#acces/portee.ts';
import { MagasinFhir } from '#fhir/store/store.ts';
import { refusCommuns } from '#lib/refus.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { Env, Maison } from './contexte.ts';
import { operationOutcome } from './erreurs.ts';

/** Types a room governs today: read here, written by the room's own actions. */
const TYPES_TENUS = [
  'Patient',
  'RelatedPerson',
  'CareTeam',
  'Consent',
  'ServiceRequest',
  'Task',
  'Communication',
  'DocumentReference',
  'Flag',
] as const;

const estTenu = (type: string): type is (typeof TYPES_TENUS)[number] => TYPES_TENUS.some((t) => t === type);

/** First storey of the FHIR door: read with the reader's rights, capability statement, and every refusal as an OperationOutcome. */
export function porteFhir(maison: Maison): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/metadata', (c) => fhir(c, 200, capacites(maison)));
  app.get('/:type/:id', async (c) => {
    const acteur = exiger(c.get('acteur'));
    const { type, id } = c.req.param();
    if (!estTenu(type))
      return operationOutcome(
        c,
        404,
        'not-supported',
        `Le type ${type} n’est pas tenu par ce serveur. Types tenus : ${TYPES_TENUS.join(', ')}.`,
      );
    const maintenant = maison.socle.horloge.maintenant();
    const lue = await maison.socle.base.territoire<
      TablesTerritoire,
      { ressource: unknown; version: number } | undefined
    >(acteur.territoire, async (sql) => {
      const ressource = await new MagasinFhir(sql).lire(type, id, porteeDe(acteur, maintenant));
      await sql
        .insertInto('trace')
        .values({
          le: maintenant,
          acteur: acteur.id,
          role: acteur.role,
          structure: acteur.structure.ref,
          pour: null,
          action: 'fhir.lire',
          genre: ressource === undefined ? 'refus' : 'lecture',
          objet: `${type}/${id}`,
          patient: null,
          fondement: 'fhir',
          decision: ressource === undefined ? 'refuse' : 'permis',
          nombre: ressource === undefined ? 0 : 1,
          requete: acteur.requete,
        })
        .execute();
      return ressource;
    });
    if (lue === undefined) return operationOutcome(c, 404, 'not-found', refusCommuns.introuvable().texte);
    c.header('etag', `W/"${lue.version}"`);
    return fhir(c, 200, lue.ressource);
  });
  app.all('*', (c) =>
    operationOutcome(
      c,
      c.req.method === 'GET' ? 404 : 405,
      'not-supported',
      `${c.req.method} ${c.req.path} n’est pas servi ici : les écritures passent par les actions de Cordée. Voir /fhir/metadata.`,
    ),
  );
  return app;
}

function exiger(acteur: Acteur | undefined): Acteur {
  if (acteur === undefined) throw refusCommuns.non_connecte();
  return acteur;
}

function fhir(c: Context<Env>, statut: 200, corps: unknown): Response {
  return c.body(JSON.stringify(corps), statut, { 'content-type': 'application/fhir+json; charset=utf-8' });
}

function capacites(maison: Maison) {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-11-23',
    kind: 'instance',
    fhirVersion: '4.0.1',
    format: ['application/fhir+json'],
    software: { name: 'Cordée', version: maison.version },
    implementation: { description: 'Cordée', url: `${maison.origine}/fhir` },
    rest: [
      {
        mode: 'server',
        resource: TYPES_TENUS.map((type) => ({ type, versioning: 'versioned', interaction: [{ code: 'read' }] })),
      },
    ],
  };
}
