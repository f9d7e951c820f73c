import { describe, expect, test, vi } from 'vitest';
import { fluxNdjson, type Lot } from './flux.ts';
import { creerPlaces } from './places.ts';

const lots = (...suite: readonly (Lot | Error)[]) => {
  let rang = 0;
  return () => {
    const lot = suite[rang];
    rang += 1;
    return lot === undefined || lot instanceof Error
      ? Promise.reject(lot ?? new Error('trop loin'))
      : Promise.resolve(lot);
  };
};

describe('Le fichier d’un export', () => {
  test('se fait lot par lot, une ressource par ligne, et rend sa place', async () => {
    const rendre = vi.fn<() => void>();
    const flux = fluxNdjson(
      lots({ lignes: ['{"a":1}', '{\n "b":\r\n2}'], fin: false }, { lignes: ['{}'], fin: true }),
      rendre,
    );
    expect(await new Response(flux).text()).toBe('{"a":1}\n{  "b": 2}\n{}\n');
    expect(rendre).toHaveBeenCalledTimes(1);
  });

  test('vide, il reste un fichier', async () => {
    expect(await new Response(fluxNdjson(lots({ lignes: [], fin: true }), () => undefined)).text()).toBe('');
  });

  test('coupé par une panne, il ne se fait pas passer pour entier', async () => {
    const rendre = vi.fn<() => void>();
    const flux = fluxNdjson(lots({ lignes: ['{}'], fin: false }, new Error('panne')), rendre);
    await expect(new Response(flux).text()).rejects.toThrow('panne');
    expect(rendre).toHaveBeenCalledTimes(1);
  });

  test('abandonné par son lecteur, il rend sa place', async () => {
    const rendre = vi.fn<() => void>();
    const lecteur = fluxNdjson(
      lots({ lignes: ['{}'], fin: false }, { lignes: ['{}'], fin: false }),
      rendre,
    ).getReader();
    await lecteur.read();
    await lecteur.cancel();
    expect(rendre).toHaveBeenCalled();
  });

  test('oublié par son lecteur, il rend sa place au bout d’une minute', async () => {
    vi.useFakeTimers();
    try {
      const rendre = vi.fn<() => void>();
      const lecteur = fluxNdjson(lots({ lignes: ['{}'], fin: false }), rendre).getReader();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(rendre).toHaveBeenCalledTimes(1);
      await expect(lecteur.closed).rejects.toThrow('ne lit plus');
    } finally {
      vi.useRealTimers();
    }
  });
});

test('les places sont comptées, et chacune se rend une seule fois', () => {
  const places = creerPlaces(1);
  const rendre = places.prendre();
  expect(places.prendre()).toBeUndefined();
  rendre?.();
  rendre?.();
  expect(places.prendre()).toBeDefined();
  expect(places.prendre()).toBeUndefined();
});
