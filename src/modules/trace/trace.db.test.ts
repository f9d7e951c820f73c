import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acteurDuLien } from '#acces/liens.ts';
import type { Acteur } from '#acces/acteur.ts';
import { nouveauSecret } from '#lib/ids.ts';
import { unActeur } from '#modules/cercle/testing.ts';
import { martin, nadia, TERRITOIRE, type MaisonDeTest } from '#modules/dossier/testing.ts';
import type { JournalEnMots } from './contract.ts';
import { ouvrirTraceDeTest, type TraceDeTest } from './testing.ts';

let trace: TraceDeTest;
let maison: MaisonDeTest;
let patient: string;
const voir = <T>(...quoi: Parameters<TraceDeTest['voir']>): Promise<T> => trace.voir<T>(...quoi);
const faire = <T>(...quoi: Parameters<TraceDeTest['faire']>): Promise<T> => trace.faire<T>(...quoi);
const interroger = <L>(...quoi: Parameters<TraceDeTest['interroger']>): Promise<readonly L[]> =>
  trace.interroger<L>(...quoi);

beforeAll(async () => {
  trace = await ouvrirTraceDeTest();
  ({ maison, patient } = trace);
});
afterAll(() => maison.fermer());

describe('la ligne', () => {
  test('dit qui, avec quel moyen, à quel titre, quelle version, et ce qui a été cherché sans le dire', async () => {
    const lecteur: Acteur = {
      ...martin,
      connexion: { moyen: 'psc', niveau: 'eidas1', adresse: '192.0.2.7' },
      pour: { compte: 'x', ref: 'PractitionerRole/autre', nom: 'Dr Autre', role: 'medecin', gestes: [] },
    };
    await maison.voir(lecteur, 'dossier.resume', { patient });
    const [ligne] = await interroger<Record<string, unknown>>(
      `select t.titre, t.pour, t.decision, t.fondement, t.patient, c.contenu from trace t join trace_contexte c on c.id = t.contexte
        where t.action = 'dossier.resume' and t.acteur = $1 order by t.seq desc limit 1`,
      [lecteur.id],
    );
    expect(ligne).toMatchObject({ patient, pour: 'PractitionerRole/autre', decision: 'permis' });
    expect(ligne?.['titre']).toMatch(new RegExp(`^equipe:${patient}/\\d+$`));
    expect(JSON.parse(String(ligne?.['contenu']))).toEqual({
      nom: 'Dr Paul Martin',
      structure: martin.structure.nom,
      metier: 'Médecin',
      ref: 'PractitionerRole/martin',
      finalite: 'prise-en-charge',
      moyen: 'psc',
      niveau: 'eidas1',
      adresse: '192.0.2.7',
      application: 'cordee',
    });
    await maison.voir(nadia, 'dossier.rechercher', { texte: 'Aubry' });
    const [cherchee] = await interroger<{ parametres: string }>(
      "select t.parametres from trace t where t.genre = 'recherche' order by t.seq desc limit 1",
    );
    expect(cherchee?.parametres).toMatch(/^texte=.{8}$/);
    const tout = await interroger<{ mot: string }>(
      'select t::text || coalesce(c.contenu, $1) as mot from trace t left join trace_contexte c on c.id = t.contexte',
      [''],
    );
    expect(tout.filter(({ mot }) => /aubry|jeanne|1942/i.test(mot))).toEqual([]);
  });
});

describe('le journal de la personne', () => {
  test('dit en phrases qui a lu, pourquoi, sans autre nom que celui des professionnels', async () => {
    const journal = await voir<JournalEnMots>(nadia, 'trace.journal', { patient });
    const acces = journal.jours.flatMap((j) => j.acces);
    expect(acces.find(({ qui }) => qui === 'Dr Paul Martin')).toMatchObject({
      metier: 'Médecin',
      structure: 'Cabinet des Tilleuls',
      quoi: 'A lu le résumé du dossier',
      pourquoi: 'Fait partie de l’équipe qui suit la personne',
    });
    // Whoever opens the journal will be in it too.
    const apres = await voir<JournalEnMots>(nadia, 'trace.journal', { patient });
    expect(JSON.stringify(apres.jours)).toContain('ce journal');
  });

  test('qui n’a pas le droit de lire la personne ne lit pas qui l’a lue', async () => {
    const inconnu = unActeur('infirmier', 'PractitionerRole/inconnu', { refs: ['PractitionerRole/inconnu'] });
    await expect(voir(inconnu, 'trace.journal', { patient })).rejects.toThrow('cordee.introuvable');
    await expect(faire(inconnu, 'trace.donnerLeLien', { patient, secret: nouveauSecret() })).rejects.toThrow(
      'cordee.introuvable',
    );
  });

  test('un lien donné à la personne ouvre son journal, et rien d’autre ; le secret n’est gardé nulle part', async () => {
    const secret = nouveauSecret();
    const { debut } = await faire<{ debut: string }>(nadia, 'trace.donnerLeLien', { patient, secret });
    expect(debut).not.toContain(patient);
    const lecteur = await acteurDuLien(maison.socle.base, `${TERRITOIRE}.${secret}`, maison.horloge.maintenant());
    if (lecteur === undefined) throw new Error('lien');
    const journal = await voir<JournalEnMots>(lecteur, 'trace.monJournal', {});
    expect(journal.pour).toBe('Mme Aubry Jeanne');
    expect(journal.jours.length).toBeGreaterThan(0);
    await expect(voir(lecteur, 'trace.journal', { patient: 'autre' })).rejects.toThrow('cordee.interdit');
    await expect(voir(lecteur, 'trace.controle', {})).rejects.toThrow('cordee.interdit');
    const traces = await interroger<{ mot: string }>(
      'select t::text as mot from trace t union all select c::text from trace_contexte c union all select k::text from cle_action k',
    );
    expect(traces.filter(({ mot }) => mot.includes(secret) || mot.includes('Aubry'))).toEqual([]);
  });
});
