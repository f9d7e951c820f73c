import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Acteur } from '#acces/acteur.ts';
import { nadia, TERRITOIRE, type MaisonDeTest } from '#modules/dossier/testing.ts';
import { sonner } from '#socle/ouvrier.ts';
import { alerterDuFrein, moduleTrace } from '../index.ts';
import { ouvrirTraceDeTest, sophie, type TraceDeTest } from '../testing.ts';
import { controler } from './controler.ts';
import { HEURE, semer, tracer } from './testing.ts';

interface Controle {
  readonly anomalies: readonly { id: string; genre: string; agent: string; qui?: string; clotureFermee?: string }[];
  readonly retenus: readonly { acteur: string; etat: string }[];
  readonly mois: readonly { trouvees: number; closes: number }[];
}

let trace: TraceDeTest;
let maison: MaisonDeTest;
const voir = <T>(...quoi: Parameters<TraceDeTest['voir']>): Promise<T> => trace.voir<T>(...quoi);
const faire = <T>(...quoi: Parameters<TraceDeTest['faire']>): Promise<T> => trace.faire<T>(...quoi);
const interroger = <L>(...quoi: Parameters<TraceDeTest['interroger']>): Promise<readonly L[]> =>
  trace.interroger<L>(...quoi);

beforeAll(async () => {
  trace = await ouvrirTraceDeTest();
  ({ maison } = trace);
});
afterAll(() => maison.fermer());

describe('le contrôle', () => {
  test('trouve les dix comportements semés, un par un, avec quelqu’un pour regarder et une date ; rejoué, rien de plus', async () => {
    const jour = new Date('2026-11-23T00:00:00Z');
    await semer(trace, jour);
    const demain = new Date(jour.getTime() + 24 * HEURE);
    await controler(maison.socle, TERRITOIRE, jour, demain);
    expect(await controler(maison.socle, TERRITOIRE, jour, demain)).toBe(0);
    const { anomalies } = await voir<Controle>(sophie, 'trace.controle', {});
    const trouvees = new Set(anomalies.map(({ genre, agent }) => `${genre} ${agent}`));
    for (const attendue of [
      'hors_equipe hors',
      'urgence hugo',
      'meme_nom cousin',
      'voisin voisin',
      'fiche_agent cousin',
      'apres_fin parti',
      'nuit nocturne',
      'volume vorace',
      'moisson moissonneur',
      'refus buteur',
    ])
      expect(trouvees).toContain(attendue);
    expect(anomalies.filter(({ agent }) => agent === 'nadia')).toEqual([]);
    expect(anomalies.every(({ qui }) => qui !== undefined)).toBe(true);
  });

  test('une alerte se ferme avec un mot, par quelqu’un qu’elle ne concerne pas, une seule fois', async () => {
    const { anomalies } = await voir<Controle>(sophie, 'trace.controle', {});
    const [alerte] = anomalies;
    if (alerte === undefined) throw new Error('alerte');
    await expect(faire(sophie, 'trace.clore', { id: alerte.id, mot: '' })).rejects.toThrow('cordee.entree_invalide');
    await expect(faire(nadia, 'trace.clore', { id: alerte.id, mot: 'vu avec elle' })).rejects.toThrow(
      'cordee.interdit',
    );
    await faire(sophie, 'trace.clore', { id: alerte.id, mot: 'vu avec elle' });
    await expect(faire(sophie, 'trace.clore', { id: alerte.id, mot: 'encore' })).rejects.toThrow(
      'trace.anomalie_close',
    );
    const apres = await voir<Controle>(sophie, 'trace.controle', {});
    expect(apres.anomalies).toHaveLength(anomalies.length - 1);
    expect(apres.mois.reduce((total, { closes }) => total + closes, 0)).toBe(1);
  });

  test('personne ne ferme une alerte sur soi, et une alerte oubliée change de mains', async () => {
    await tracer(trace, 'sophie', 'n1', new Date('2026-11-22T10:00:00Z'), {});
    const soi = { ...sophie, id: 'compte:sophie' };
    await controler(maison.socle, TERRITOIRE, new Date('2026-11-22T00:00:00Z'), new Date('2026-11-23T00:00:00Z'));
    const vu = await voir<Controle>(soi, 'trace.controle', {});
    const sienne = vu.anomalies.find(({ agent }) => agent === 'sophie');
    expect(sienne).toMatchObject({
      qui: 'Hélène Vidal',
      clotureFermee: expect.stringContaining('quelqu’un d’autre') as string,
    });
    await expect(faire(soi, 'trace.clore', { id: sienne?.id, mot: 'rien à voir' })).rejects.toThrow('trace.soi_meme');
    maison.horloge.avancer(8 * 24 * HEURE);
    const tour = () =>
      sonner(
        {
          socle: maison.socle,
          sonneries: new Map(Object.entries(moduleTrace.sonneries ?? {})),
          canaux: new Map(),
          journal: () => undefined,
        },
        TERRITOIRE,
      );
    while ((await tour()) > 0);
    const mains = await interroger<{ n: number }>(
      "select count(*)::int as n from main_ouverte where genre = 'anomalie' and etat <> 'termine' and (due_le <= $1 or qui is null)",
      [maison.horloge.maintenant()],
    );
    expect(mains[0]?.n).toBe(0);
  });

  test('le frein pose une alerte tenue par quelqu’un ; rouvrir demande une preuve récente et un mot', async () => {
    const depuis = maison.horloge.maintenant();
    await interroger(
      "insert into frein (acteur, nom, etat, motif, nombre, depuis) values ('compte:paul', 'Paul', 'bloque', 'personnes', 401, $1)",
      [depuis],
    );
    await alerterDuFrein(
      maison.socle,
      TERRITOIRE,
      { acteur: 'compte:paul', nom: 'Paul', etat: 'bloque', motif: 'personnes', nombre: 401, depuis },
      undefined,
    );
    const vu = await voir<Controle>(sophie, 'trace.controle', {});
    expect(vu.retenus).toMatchObject([{ acteur: 'compte:paul', etat: 'bloque' }]);
    expect(vu.anomalies.some(({ genre, agent }) => genre === 'frein' && agent === 'Paul')).toBe(true);
    const demande = { acteur: 'compte:paul', mot: 'campagne de relance prévue' };
    await expect(faire(sophie, 'trace.rouvrir', demande)).rejects.toThrow('cordee.reauthentification');
    const prouve: Acteur = { ...sophie, connexion: { moyen: 'psc', elevee: maison.horloge.maintenant() } };
    await faire(prouve, 'trace.rouvrir', demande);
    await expect(faire(prouve, 'trace.rouvrir', demande)).rejects.toThrow('trace.rien_a_rouvrir');
    expect((await voir<Controle>(sophie, 'trace.controle', {})).retenus).toEqual([]);
  });
});
