import { declarerContexte } from '#acces/contexte-trace.ts';
import { prouver } from '#acces/qualites.testing.ts';
import { unActeur } from '#modules/cercle/testing.ts';
import { TERRITOIRE } from '#modules/dossier/testing.ts';
import type { TraceDeTest } from '../testing.ts';

export const HEURE = 3_600_000;

/** A day of ten behaviours to be looked into, among ordinary ones, written as the house writes them. */
export async function semer(dans: TraceDeTest, jour: Date): Promise<void> {
  const { interroger, patient } = dans;
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
    await membre(dans, compte, nom, prenom);
  await personne(dans, 'voisin-lui-meme', 'Dupré', 'Marc', '4 rue des Tilleuls');
  await personne(dans, 'agent', 'Rivoire', 'Anne', '9 place Neuve');
  const lire = (
    qui: string,
    p: string | null,
    h: number,
    reste: { genre?: string; decision?: string; role?: string } = {},
  ) => tracer(dans, qui, p, heure(h), reste);
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

export async function tracer(
  { maison, interroger }: TraceDeTest,
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

async function membre({ maison }: TraceDeTest, compte: string, nom: string, prenom: string): Promise<void> {
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

async function personne(
  { maison, interroger }: TraceDeTest,
  id: string,
  family: string,
  given: string,
  rue: string,
): Promise<void> {
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
