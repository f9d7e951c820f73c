import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';
import { ErreurApi, executer, lire, nouvelleCle } from './api.ts';

const action = contrat('demande.deposer', {
  entree: z.object({ motif: z.string() }),
  sortie: z.object({ id: z.string() }),
});

function repondre(statut: number, corps: unknown) {
  const appel = vi.fn<typeof fetch>(() => Promise.resolve(Response.json(corps, { status: statut })));
  vi.stubGlobal('fetch', appel);
  return appel;
}

async function erreurDe(promesse: Promise<unknown>): Promise<ErreurApi> {
  const erreur: unknown = await promesse.then(
    () => undefined,
    (raison: unknown) => raison,
  );
  if (erreur instanceof ErreurApi) return erreur;
  throw new Error('une ErreurApi était attendue');
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('appels au serveur', () => {
  test('une action part avec sa clé d’idempotence et l’en-tête qui interdit les envois d’un autre site', async () => {
    const appel = repondre(200, { id: 'd1' });
    expect(await executer(action, { motif: 'Chute' }, { cle: 'cle-1' })).toEqual({ id: 'd1' });
    const [adresse, requete] = appel.mock.calls[0]!;
    expect(adresse).toBe('/api/actions/demande.deposer');
    expect(requete?.headers).toEqual({
      'content-type': 'application/json',
      'x-cordee': '1',
      'idempotency-key': 'cle-1',
    });
    expect(requete?.body).toBe('{"motif":"Chute"}');
  });

  test('une vue ne porte pas de clé d’idempotence', async () => {
    const appel = repondre(200, { id: 'd1' });
    await lire(action, { motif: 'x' });
    expect(appel.mock.calls[0]?.[0]).toBe('/api/vues/demande.deposer');
    expect(appel.mock.calls[0]?.[1]?.headers).not.toHaveProperty('idempotency-key');
  });

  test('un refus rend sa phrase et ses champs, tels que le serveur les dit', async () => {
    repondre(422, {
      refus: { code: 'demande.motif_vide', texte: 'Le motif manque.', champs: { motif: 'Écrivez le motif.' } },
    });
    expect(await erreurDe(executer(action, { motif: '' }))).toMatchObject({
      genre: 'refus',
      statut: 422,
      code: 'demande.motif_vide',
      texte: 'Le motif manque.',
      champs: { motif: 'Écrivez le motif.' },
      sessionPerdue: false,
    });
  });

  test('une panne donne la référence à dire à l’assistance', async () => {
    repondre(500, { panne: { reference: 'R-42' } });
    const erreur = await erreurDe(executer(action, { motif: 'x' }));
    expect(erreur).toMatchObject({ genre: 'panne', reference: 'R-42' });
    expect(erreur.texte).toContain('R-42');
  });

  test('un réseau coupé dit que rien n’est perdu', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')));
    const erreur = await erreurDe(executer(action, { motif: 'x' }));
    expect(erreur.genre).toBe('reseau');
    expect(erreur.texte).toContain('est gardé');
  });

  test('une session terminée se reconnaît, avec ou sans phrase du serveur', async () => {
    repondre(401, 'rien de lisible');
    expect((await erreurDe(lire(action, { motif: 'x' }))).sessionPerdue).toBe(true);
  });

  test('une réponse d’une autre version demande de recharger au lieu d’afficher n’importe quoi', async () => {
    repondre(200, { identifiant: 12 });
    expect(await erreurDe(lire(action, { motif: 'x' }))).toMatchObject({ genre: 'panne', code: 'reponse_illisible' });
  });

  test('sans contexte sécurisé, la clé reste un UUID différent à chaque fois', () => {
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
    const cles = [nouvelleCle(), nouvelleCle()];
    for (const cle of cles) expect(cle).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/u);
    expect(cles[0]).not.toBe(cles[1]);
  });
});
