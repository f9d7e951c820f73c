import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acteurDuLien } from '#acces/liens.ts';
import { declarerContexte } from '#acces/contexte-trace.ts';
import type { Acteur } from '#acces/acteur.ts';
import { prouver } from '#acces/qualites.testing.ts';
import { nouveauSecret } from '#lib/ids.ts';
import { unActeur } from '#modules/cercle/testing.ts';
import {
  maisonDeTest,
  martin,
  mmeAubryEtSonCercle,
  nadia,
  TERRITOIRE,
  type MaisonDeTest,
} from '#modules/dossier/testing.ts';
import { consulter, executer } from '#socle/executer.ts';
import { sonner } from '#socle/ouvrier.ts';
import type { JournalEnMots } from './contract.ts';
import { alerterDuFrein, moduleTrace } from './index.ts';
import { controler } from './controle/controler.ts';

const HEURE = 3_600_000;
let maison: MaisonDeTest;
let patient: string;

const sophie = unActeur('responsable_dac', 'PractitionerRole/sophie', {
  nom: 'Sophie Marchand',
  refs: ['PractitionerRole/sophie'],
  connexion: { moyen: 'psc' },
});

beforeAll(async () => {
  maison = await maisonDeTest();
  patient = await mmeAubryEtSonCercle(maison);
});
afterAll(() => maison.fermer());

async function voir<T>(acteur: Acteur, nom: string, entree: unknown): Promise<T> {
  const vue = moduleTrace.vues.find((v) => v.nom === nom);
  if (vue === undefined) throw new Error(nom);
  return (await consulter(maison.socle, acteur, vue, entree)) as T;
}
async function faire<T>(acteur: Acteur, nom: string, entree: unknown): Promise<T> {
  const action = moduleTrace.actions.find((a) => a.nom === nom);
  if (action === undefined) throw new Error(nom);
  return (await executer(maison.socle, acteur, action, entree)) as T;
}
const interroger = <L>(texte: string, valeurs: readonly unknown[] = []) =>
  maison.socle.base.directement(TERRITOIRE)<L>({ texte, valeurs });

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

/** A day of ten behaviours to be looked into, among ordinary ones, written as the house writes them. */
async function semer(jour: Date): Promise<void> {
  const heure = (h: number) => new Date(jour.getTime() + h * HEURE);
  await interroger(
    `insert into acces_urgence (id, patient, ref, compte, role, ouvert_le, fin, motif, texte)
     values ('u1', $1, 'PractitionerRole/hugo', 'hugo', 'medecin', $2, $3, 'risque', 'malaise')`,
    [patient, heure(8), heure(12)],
  );
  await interroger(
    `insert into cercle_membre (patient, membre, rang, fonction, debut, fin, ouvert, fondement)
     values ($1, 'PractitionerRole/parti', 90, 'infirmier', $2, $3, true, 'porte2')`,
    [patient, new Date(jour.getTime() - 60 * 24 * HEURE), new Date(jour.getTime() - 30 * 24 * HEURE)],
  );
  for (const [compte, nom, prenom] of [
    ['cousin', 'Aubry', 'Lucie'],
    ['voisin', 'Dupré', 'Marc'],
    ['curieux', 'Rivoire', 'Anne'],
  ] as const)
    await membre(compte, nom, prenom);
  await personne('voisin-lui-meme', 'Dupré', 'Marc', '4 rue des Tilleuls');
  await personne('agent', 'Rivoire', 'Anne', '9 place Neuve');
  const lire = (
    qui: string,
    p: string | null,
    h: number,
    reste: { genre?: string; decision?: string; role?: string } = {},
  ) => tracer(qui, p, heure(h), reste);
  await lire('hors', patient, 10);
  await lire('hugo', patient, 9, { role: 'medecin' });
  await lire('cousin', patient, 10);
  await lire('voisin', patient, 11);
  await lire('cousin', 'agent', 11);
  await lire('parti', patient, 10);
  for (let n = 0; n < 4; n += 1) await lire('nocturne', `n${n}`, 1.5);
  for (let n = 0; n < 70; n += 1) await lire('vorace', `v${n}`, 10);
  for (let n = 0; n < 50; n += 1) await lire('moissonneur', null, 10, { genre: 'recherche' });
  for (let n = 0; n < 25; n += 1) await lire('buteur', null, 10, { genre: 'refus', decision: 'refuse' });
  // Ordinary: the team reads, one search finds, one mistake is refused.
  for (let n = 0; n < 12; n += 1) await lire('nadia', patient, 9 + n / 4, { role: 'infirmier' });
  await lire('nadia', null, 9, { genre: 'recherche', role: 'infirmier' });
}

async function tracer(
  qui: string,
  p: string | null,
  le: Date,
  {
    genre = 'lecture',
    decision = 'permis',
    role = 'coordinateur_appui',
  }: { genre?: string; decision?: string; role?: string },
): Promise<void> {
  const ref = `PractitionerRole/${qui}`;
  const contexte = await declarerContexte(maison.socle.base, unActeur('infirmier', ref, { nom: qui, refs: [ref] }));
  await interroger(
    `insert into trace (le, acteur, role, action, genre, patient, fondement, decision, nombre, contexte)
     values ($1, $2, $3, 'dossier.resume', $4, $5, 'essai', $6, 1, $7::bigint)`,
    [le, `compte:${qui}`, role, genre, p, decision, contexte],
  );
}

async function membre(compte: string, nom: string, prenom: string): Promise<void> {
  await maison.socle.base.commun<{ compte: object; affectation: object }, void>(async (sql) => {
    const base = {
      id: compte,
      idnps: null,
      prenom,
      nom,
      civilite: null,
      etat: 'actif',
      cree_le: new Date('2026-01-01'),
      vu_le: null,
    };
    await sql.insertInto('compte').values(base).execute();
    await sql
      .insertInto('affectation')
      .values({
        id: compte,
        compte,
        territoire: TERRITOIRE,
        role: 'coordinateur_appui',
        praticien: null,
        role_fhir: `PractitionerRole/${compte}`,
        structure: 'Organization/dac',
        structure_nom: 'DAC',
        telephone: null,
        debut: '2026-01-01',
        fin: null,
      })
      .execute();
    await prouver(sql, compte, TERRITOIRE, 'coordinateur_appui');
  });
}

async function personne(id: string, family: string, given: string, rue: string): Promise<void> {
  const contenu = {
    resourceType: 'Patient',
    id,
    name: [{ family, given: [given] }],
    address: [{ line: [rue], postalCode: '59600' }],
  };
  await interroger(
    `insert into resource (type, id, version, le, contenu, patient, famille, lecteurs, toks, refs, nom_tri)
     values ('Patient', $1, 1, $2, $3::json, $1, 'ADM', '{}', '{}', '{}', '')`,
    [id, maison.horloge.maintenant(), JSON.stringify(contenu)],
  );
}

interface Controle {
  readonly anomalies: readonly { id: string; genre: string; agent: string; qui?: string; clotureFermee?: string }[];
  readonly retenus: readonly { acteur: string; etat: string }[];
  readonly mois: readonly { trouvees: number; closes: number }[];
}

describe('le contrôle', () => {
  test('trouve les dix comportements semés, un par un, avec quelqu’un pour regarder et une date ; rejoué, rien de plus', async () => {
    const jour = new Date('2026-11-23T00:00:00Z');
    await semer(jour);
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
    await tracer('sophie', 'n1', new Date('2026-11-22T10:00:00Z'), {});
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
