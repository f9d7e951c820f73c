import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Acteur } from '#acces/acteur.ts';
import { SYSTEME_FAMILLE } from '#fhir/index/index.ts';
import { creerFlux, type Flux } from './index.ts';
import { ouvrirSalle, T, unAbonnement, uneTache, type SalleDeTest } from './testing.ts';
import { lireNotification } from './testing-receveur.ts';
import { CANAL_FLUX, EXT_CANAL, LIMITES } from './vocabulaire.ts';

const CANAL = { _type: { extension: [{ url: EXT_CANAL, valueCoding: CANAL_FLUX }] } };
let salle: SalleDeTest;
let flux: Flux;
let client: Acteur;
let rang = 0;

const ecoutants = new Set<(charge: string) => void>();
let ecoute: { arreter(): Promise<void> };

beforeAll(async () => {
  salle = await ouvrirSalle();
  ecoute = await salle.base.ecouter(`cordee_${T}`, (charge) => {
    for (const recevoir of ecoutants) recevoir(charge);
  });
});
afterAll(async () => {
  await ecoute.arreter();
  await salle.fermer();
});
beforeEach(async () => {
  rang += 1;
  client = await salle.logiciel(`c${rang}`, 'system/*.cruds');
  flux = creerFlux(salle.socle, {
    abonner: (_territoire, recevoir) => {
      ecoutants.add(recevoir);
      return Promise.resolve(() => void ecoutants.delete(recevoir));
    },
  });
});
afterEach(() => flux.fermer());

/** Reads a stream message by message; `fini` when it closes. */
function lecteur(source: ReadableStream<Uint8Array>) {
  const octets = source.getReader();
  const decodeur = new TextDecoder();
  let reste = '';
  const message = async (): Promise<{ id: string | undefined; corps: string } | 'fini'> => {
    for (;;) {
      const fin = reste.indexOf('\n\n');
      if (fin >= 0) {
        const lignes = reste.slice(0, fin).split('\n');
        reste = reste.slice(fin + 2);
        const corps = lignes.flatMap((l) => (l.startsWith('data: ') ? [l.slice(6)] : [])).join('\n');
        if (corps !== '') return { id: lignes.find((l) => l.startsWith('id: '))?.slice(4), corps };
        continue;
      }
      const lu = await octets.read();
      if (lu.done) return 'fini';
      reste += decodeur.decode(lu.value, { stream: true });
    }
  };
  return { message, quitter: () => octets.cancel() };
}

async function abonner(ids: readonly string[], contenu = 'id-only'): Promise<string> {
  const ressource = unAbonnement(undefined, { filtres: [`Task?_id=${ids.join(',')}`], contenu, canal: CANAL });
  return (await salle.faire(client, 'abonnement.creer', { ressource })).id;
}

const sujetsDe = (m: { corps: string } | 'fini') => (m === 'fini' ? m : lireNotification(m.corps).sujets);

describe('Un flux ouvert', () => {
  test('sans adresse à appeler, l’abonnement est actif aussitôt', async () => {
    expect(await salle.statutDe(await abonner(['x']))).toBe('active');
  });

  test('reçoit les mêmes évènements, un message chacun, et reprend après le dernier reçu', async () => {
    const ids = [`a${rang}`, `b${rang}`, `c${rang}`];
    const id = await abonner(ids, 'full-resource');
    const premier = lecteur(await flux.ouvrir(client, id, undefined));
    await salle.ecrire(uneTache(ids[0] ?? ''));
    await salle.distribuer();
    const recu = await premier.message();
    expect(recu).toMatchObject({ id: '1' });
    expect(sujetsDe(recu)).toEqual([`Task/${ids[0]}`]);
    await premier.quitter();
    await salle.ecrire(uneTache(ids[1] ?? ''));
    await salle.ecrire(uneTache(ids[2] ?? ''));
    await salle.distribuer();
    const second = lecteur(await flux.ouvrir(client, id, 1));
    expect(sujetsDe(await second.message())).toEqual([`Task/${ids[1]}`]);
    expect(await second.message()).toMatchObject({ id: '3' });
  });

  test('ne montre pas ce que le propriétaire n’a plus le droit de voir', async () => {
    const ids = [`s${rang}`, `v${rang}`];
    const id = await abonner(ids);
    const lu = lecteur(await flux.ouvrir(client, id, undefined));
    const meta = { security: [{ system: SYSTEME_FAMILLE, code: 'SEN' }] };
    await salle.ecrire(uneTache(ids[0] ?? '', { meta }));
    await salle.ecrire(uneTache(ids[1] ?? ''));
    await salle.distribuer();
    expect(sujetsDe(await lu.message())).toEqual([`Task/${ids[1]}`]);
    expect(await salle.traces(`abonnement:${id}`)).toMatchObject([{ objet: `Task/${ids[1]}` }]);
  });

  test('se ferme quand l’abonnement est supprimé', async () => {
    const id = await abonner(['y']);
    const lu = lecteur(await flux.ouvrir(client, id, undefined));
    await salle.faire(client, 'abonnement.supprimer', { id });
    expect(await lu.message()).toBe('fini');
  });

  test('se ferme quand le logiciel est suspendu', async () => {
    const id = await abonner(['z']);
    const lu = lecteur(await flux.ouvrir(client, id, undefined));
    await salle.suspendre(`c${rang}`);
    expect(await lu.message()).toBe('fini');
  });

  test('n’est pas ouvert par un autre', async () => {
    const id = await abonner(['w']);
    const autre = await salle.logiciel(`autre${rang}`, 'system/*.cruds');
    await expect(flux.ouvrir(autre, id, undefined)).rejects.toMatchObject({ statut: 404 });
  });

  test('est compté : au-delà du nombre permis, il est refusé jusqu’à ce qu’un autre se ferme', async () => {
    const id = await abonner(['n']);
    const ouverts = [];
    for (let i = 0; i < LIMITES.flux; i += 1) ouverts.push(await flux.ouvrir(client, id, undefined));
    await expect(flux.ouvrir(client, id, undefined)).rejects.toMatchObject({ statut: 429 });
    await ouverts[0]?.cancel();
    await expect(flux.ouvrir(client, id, undefined)).resolves.toBeInstanceOf(ReadableStream);
  });
});
