import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Acteur } from '#acces/acteur.ts';
import { ouvrirSession } from '#acces/sessions.ts';
import { FAMILLES } from '#fhir/types.ts';
import { distribuer, moduleAbonnement } from '#modules/abonnement/index.ts';
import { ajouterAuCercle, moduleCercle, noterInformation } from '#modules/cercle/index.ts';
import { executer } from '#socle/executer.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { Transaction } from '#socle/transaction.ts';
import { unMembre } from './connexion-testing.ts';
import { inscrireLogiciel, ouvrirPorteDeTest, TERRITOIRE, unLogiciel, type PorteDeTest } from './fhir/testing.ts';

/** SP-09: what the person takes back is out of reach at the next read, of whatever had already begun. */
const soignant = (id: string, role: Acteur['role']): Acteur => ({
  genre: 'compte',
  id: `compte:${id}`,
  nom: id,
  role,
  territoire: TERRITOIRE,
  refs: [`PractitionerRole/${id}`],
  ref: `PractitionerRole/${id}`,
  structure: { ref: 'Organization/cabinet', nom: 'Cabinet' },
  requete: `session:${id}`,
});
const nadia = soignant('nadia', 'infirmier');
const permissions = unLogiciel('user/*.rs').client?.permissions ?? [];
/** Karim reads through a FHIR application, page after page. */
const karim: Acteur = {
  ...soignant('karim', 'infirmier'),
  application: { id: 'appli', permissions, familles: FAMILLES },
};
/** Lea works on another server of the house. */
const LEA = 'PractitionerRole/lea-0';
const MOT = 'Perce-neige';

describe('un retrait pendant que quelque chose est en cours', () => {
  let porte: PorteDeTest;
  let ids = 0;
  let personnes: readonly string[] = [];
  beforeAll(async () => {
    porte = await ouvrirPorteDeTest({
      modules: [moduleCercle({ contactDe: () => Promise.resolve(undefined) }), moduleAbonnement({ essai: true })],
    });
    await inscrireLogiciel(porte);
  });
  afterAll(() => porte[Symbol.asyncDispose]());
  beforeEach(async () => {
    personnes = [await unePersonne(), await unePersonne(), await unePersonne(), await unePersonne()];
  });

  /** Six lines each, all about her, all with her own word. */
  async function unePersonne(): Promise<string> {
    const id = `p${(ids += 1)}`;
    await dans(nadia, async (tx) => {
      const debut = new Date(tx.maintenant.getTime() - 1000);
      await tx.ecrire({ resourceType: 'Patient', id, name: [{ family: `${MOT}-${id}` }] }, undefined, [nadia.ref]);
      for (const { ref, nom } of [nadia, karim, { ref: LEA, nom: 'lea' }])
        await ajouterAuCercle(tx, id, { membre: ref, nom, fonction: 'infirmier', fondement: 'porte2', debut });
      await noterInformation(tx, id, { etat: 'informee', par: 'Nadia', mode: 'oral' });
      for (const rang of [1, 2, 3])
        await tx.ecrire({
          resourceType: 'Flag',
          id: `${id}-${rang}`,
          status: 'active',
          code: { text: `${MOT}-${id}` },
          subject: { reference: `Patient/${id}` },
          meta: { security: [{ system: 'urn:cordee:famille', code: 'MED' }] },
        });
    });
    return id;
  }
  const dans = <T>(acteur: Acteur, faire: (tx: Transaction) => Promise<T>): Promise<T> =>
    porte.base.territoire<TablesTerritoire, never>(
      TERRITOIRE,
      (sql) =>
        faire(
          new Transaction({
            sql,
            acteur,
            maintenant: new Date(),
            nouvelId: porte.maison.socle.nouvelId,
            origine: 'https://cordee.invalid',
            coffre: porte.maison.socle.coffre,
          }),
        ) as Promise<never>,
    );
  const agir = async (nom: string, entree: object) => {
    const action = porte.maison.registre.actions.get(nom);
    if (action === undefined) throw new Error(nom);
    await executer(porte.maison.socle, nadia, action, entree);
  };
  const retirerPour = (membre: string, patient: string) =>
    agir('cercle.retirerPour', { patient, membre, mode: 'oral' });
  const retirerPourKarim = (patient: string) => retirerPour(karim.ref, patient);
  const sOpposer = (patient: string) =>
    agir('cercle.noterInformation', { patient, etat: 'opposee', mode: 'oral', vise: 'tous' });
  const [premiere, retiree] = [() => personnes[0] ?? '', () => personnes[2] ?? ''];
  const surElle = () => new RegExp(`${MOT}-${retiree()}\\b|Patient/${retiree()}\\b`, 'u');

  test('entre deux pages d’une recherche : la suite ne montre plus rien d’elle, ni son nombre', async () => {
    const filtre = `/Flag?subject=${personnes.map((id) => `Patient/${id}`).join(',')}&_count=4&_sort=_lastUpdated`;
    const avant = await porte.demander('GET', `${filtre}&_total=accurate`, { par: karim });
    expect(avant.corps.total).toBe(12);
    expect(avant.texte).toContain(`${MOT}-${premiere()}`);
    expect(avant.texte).not.toMatch(surElle());
    await retirerPourKarim(retiree());
    const vues: string[] = [];
    let suite = avant.corps.link?.find(({ relation }) => relation === 'next')?.url;
    while (suite !== undefined) {
      const page = await porte.demander('GET', new URL(suite).pathname.replace('/fhir', '') + new URL(suite).search, {
        par: karim,
      });
      expect([page.statut, surElle().test(page.texte)]).toEqual([200, false]);
      vues.push(...(page.corps.entry ?? []).map(({ resource }) => resource?.id ?? ''));
      suite = page.corps.link?.find(({ relation }) => relation === 'next')?.url;
    }
    expect(vues.filter((id) => id.startsWith(`${personnes[3] ?? ''}-`))).toHaveLength(3);
    const apres = await porte.demander('GET', `${filtre}&_total=accurate`, { par: karim });
    expect(apres.corps.total).toBe(9);
  });

  test('lecture directe, version ancienne, chaîne, inclusion et compartiment : rien d’elle à la lecture suivante', async () => {
    const chemins = [
      `/Flag/${retiree()}-1`,
      `/Flag/${retiree()}-1/_history/1`,
      `/Flag?_id=${retiree()}-1&_include=Flag:subject`,
      `/Patient?_id=${retiree()}&_revinclude=Flag:subject`,
      `/Flag?subject:Patient.name=${MOT}-${retiree()}`,
      `/Patient/${retiree()}/Flag`,
    ];
    for (const chemin of chemins)
      expect([chemin, surElle().test((await porte.demander('GET', chemin, { par: karim })).texte)]).toEqual([
        chemin,
        true,
      ]);
    await retirerPourKarim(retiree());
    for (const chemin of chemins) {
      // A search is answered empty, and repeats in its own address the word that was typed; a resource is not found.
      const { corps, statut } = await porte.demander('GET', chemin, { par: karim });
      const montre = statut === 200 && (corps.resourceType !== 'Bundle' || (corps.entry ?? []).length > 0);
      expect([chemin, montre]).toEqual([chemin, false]);
    }
  });

  test('pendant un flux ouvert : ce qui lui arrive ensuite n’y entre pas, le reste continue', async () => {
    const canal = { system: 'urn:cordee:canal', code: 'flux' };
    const url = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-channel-type';
    const cree = await porte.demander('POST', '/Subscription', {
      corps: {
        resourceType: 'Subscription',
        status: 'requested',
        reason: 'essai',
        criteria: 'urn:cordee:sujet:Flag',
        channel: {
          type: 'rest-hook',
          _type: { extension: [{ url, valueCoding: canal }] },
          payload: 'application/fhir+json',
          _payload: {
            extension: [
              {
                url: 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-payload-content',
                valueCode: 'full-resource',
              },
            ],
          },
        },
      },
    });
    expect([cree.statut, cree.texte]).toEqual([201, expect.anything()]);
    const id = cree.corps.id ?? '';
    const flux = porte.demander('GET', `/Subscription/${id}/$flux?depuis=0`);
    await modifier(retiree(), 1);
    await vuAuFlux(id, `${retiree()}-1`);
    await sOpposer(retiree());
    await modifier(retiree(), 2);
    await modifier(premiere(), 3);
    await vuAuFlux(id, `${premiere()}-3`);
    const lue = await porte.demander('GET', `/Subscription/${id}`);
    await porte.demander('PUT', `/Subscription/${id}`, { corps: { ...lue.corps, status: 'off' } });
    const { texte } = await flux;
    expect(texte).toContain(`${premiere()}-3`);
    expect(texte).not.toContain(`${retiree()}-2`);
  });

  /** The loop of the house, until the software can be told of it. */
  async function vuAuFlux(id: string, ressource: string): Promise<void> {
    for (;;) {
      while ((await distribuer(porte.maison.socle, TERRITOIRE)) > 0);
      if ((await porte.demander('GET', `/Subscription/${id}/$events`)).texte.includes(ressource)) return;
    }
  }
  const modifier = (patient: string, rang: number) =>
    dans(nadia, async (tx) => {
      const lue = await tx.lire('Flag', `${patient}-${rang}`);
      await tx.ecrire({ ...lue.ressource, status: 'inactive' }, lue.version);
    });

  test('pendant un export : ni le fichier, ni son compte ne portent ce qu’elle a retiré entre-temps', async () => {
    const debut = await porte.demander('GET', '/$export?_type=Flag,Patient', {
      entetes: { prefer: 'respond-async', accept: 'application/fhir+json' },
    });
    expect(debut.statut).toBe(202);
    const suivi = chemin(debut.entetes.get('content-location') ?? '');
    let etat = await porte.demander('GET', suivi);
    while (etat.statut === 202) etat = await porte.demander('GET', suivi);
    const { output } = JSON.parse(etat.texte) as { output: readonly { type: string; url: string }[] };
    await sOpposer(retiree());
    for (const { url } of output) {
      const fichier = await porte.demander('GET', chemin(url));
      expect(fichier.texte).toContain(`${MOT}-${premiere()}`);
      expect(fichier.texte).not.toMatch(surElle());
    }
    const encore = JSON.parse((await porte.demander('GET', suivi)).texte) as { output: readonly { count: number }[] };
    expect(encore.output).toHaveLength(output.length);
  });
  const chemin = (adresse: string): string => new URL(adresse).pathname.replace('/fhir', '') + new URL(adresse).search;

  describe('dans un autre serveur de la maison', () => {
    let autre: ChildProcess;
    let origine: string;
    let entetes: Readonly<Record<string, string>>;
    beforeAll(async () => {
      const compte = await unMembre(porte.base, { id: 'lea', affectations: [{ role: 'infirmier' }] });
      const entree = { compte, affectation: `${compte}-0`, moyen: 'passkey' } as const;
      const secret = await ouvrirSession(porte.base, entree, new Date());
      entetes = { cookie: `cordee_essai=${secret}`, 'x-cordee': '1', 'content-type': 'application/json' };
      autre = fork(path.join(import.meta.dirname, 'autre-processus.testing.ts'), [porte.adresseDeLaBase]);
      const [port] = (await once(autre, 'message')) as [number];
      origine = `http://127.0.0.1:${port}`;
    });
    afterAll(async () => {
      autre.disconnect();
      if (autre.exitCode === null) await once(autre, 'exit');
    });
    const poserUnePiece = (patient: string) =>
      dans(nadia, async ({ sql, maintenant }) => {
        const piece = { id: `piece-${patient}`, empreinte: 'x', type_mime: 'text/plain', nom: `${MOT}-${patient}.txt` };
        const octets = Buffer.from(`${MOT}-${patient}`);
        await sql
          .insertInto('piece')
          .values({ ...piece, octets, patient, lecteurs: [], le: maintenant })
          .execute();
      });
    const demanderLaBas = async (chemin: string, corps?: object) => {
      const suite = corps === undefined ? {} : { method: 'POST', body: JSON.stringify(corps) };
      const reponse = await fetch(`${origine}${chemin}`, { headers: entetes, ...suite });
      return { statut: reponse.status, texte: await reponse.text() };
    };

    test('la lecture qui suit le retrait ne trouve plus rien : ligne, résumé, pièce dont on tenait l’adresse', async () => {
      await poserUnePiece(retiree());
      const lectures = [
        () => demanderLaBas(`/fhir/Flag/${retiree()}-1`),
        () => demanderLaBas('/api/vues/dossier.resume', { patient: retiree() }),
        () => demanderLaBas(`/api/pieces/piece-${retiree()}?telecharger=1`),
      ];
      for (const lire of lectures) {
        const { statut, texte } = await lire();
        expect([statut, texte]).toEqual([200, expect.stringMatching(surElle())]);
      }
      await retirerPour(LEA, retiree());
      for (const lire of lectures) {
        const { statut, texte } = await lire();
        expect([statut, surElle().test(texte)]).toEqual([404, false]);
      }
    });

    test('un écran ouvert y apprend le retrait, et rien de ce qui suit ne la dit', async () => {
      const { body } = await fetch(`${origine}/evenements`, { headers: entetes });
      if (body === null) throw new Error('un flux était attendu');
      const lecteur = body.pipeThrough(new TextDecoderStream()).getReader();
      const lireJusqua = async (attendu: string): Promise<string> => {
        for (let lu = ''; ;) {
          const { value, done } = await lecteur.read();
          if (done) throw new Error(`le flux s’est fermé : ${lu}`);
          lu += value;
          if (lu.includes(attendu)) return lu;
        }
      };
      await lireJusqua('event: pret\ndata: {}');
      expect((await demanderLaBas(`/fhir/Flag/${retiree()}-1`)).statut).toBe(200);
      await retirerPour(LEA, retiree());
      const annonce = await lireJusqua('data:');
      expect((await demanderLaBas(`/fhir/Flag/${retiree()}-1`)).statut).toBe(404);
      await agir('cercle.noterInformation', { patient: retiree(), etat: 'informee', mode: 'oral' });
      expect(annonce + (await lireJusqua('data:'))).not.toMatch(surElle());
      await lecteur.cancel();
    });
  });
});
