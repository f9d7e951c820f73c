import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import pg from 'pg';
import { cleLuhn } from '#connectors/annuaire-sante/index.ts';
import { horlogeSysteme } from '#lib/horloge.ts';
import { nouvelId } from '#lib/ids.ts';
import type { Base } from '#lib/sql/connexion.ts';
import { importerAnnuaire } from '#modules/annuaire/index.ts';
import { DOSSIER_TERRITOIRE } from '../src/cli/demo/sources.ts';

const DEBUT = 'PS_LibreAcces_Personne_activite';
const SYLLABES = [
  'bar',
  'ce',
  'dou',
  'fan',
  'gri',
  'lou',
  'mar',
  'nel',
  'pou',
  'ra',
  'ros',
  'sau',
  'tri',
  'val',
  'vi',
  'zan',
];

/** Fictitious professionals in the national format, imported as a real delivery; returns their family names. */
export async function multiplierLesProfessionnels(base: Base, nombre: number): Promise<readonly string[]> {
  const nom = (await readdir(DOSSIER_TERRITOIRE)).find((n) => n.startsWith(DEBUT));
  const [entete = '', ...modeles] = (await readFile(path.join(DOSSIER_TERRITOIRE, nom ?? ''), 'utf8'))
    .trimEnd()
    .split('\n');
  const noms: string[] = [];
  const lignes = Array.from({ length: nombre }, (_, rang) => {
    const champs = (modeles[rang % modeles.length] ?? '').split('|');
    const dix = `9980${String(rang).padStart(6, '0')}`;
    const rpps = `${dix}${cleLuhn(dix)}`;
    const famille = nomFictif(rang);
    noms.push(famille);
    [champs[1], champs[2], champs[7]] = [rpps, `8${rpps}`, famille.toUpperCase()];
    return champs.join('|');
  });
  const texte = `${[entete, ...lignes].join('\n')}\n`;
  const fichier = { nom: `${DEBUT}_banc.txt`, ouvrir: () => Readable.from([Buffer.from(texte)]) };
  const { retenues } = await importerAnnuaire({ base, horloge: horlogeSysteme, nouvelId, perimetre: 'banc' }, [
    fichier,
  ]);
  if (retenues < nombre) throw new Error(`${retenues} professionnels retenus sur ${nombre}`);
  return noms;
}

function nomFictif(rang: number): string {
  const a = SYLLABES[rang % SYLLABES.length] ?? '';
  const b = SYLLABES[Math.floor(rang / SYLLABES.length) % SYLLABES.length] ?? '';
  const c = SYLLABES[Math.floor(rang / SYLLABES.length ** 2) % SYLLABES.length] ?? '';
  return `${a}${b}${c}`;
}

/**
 * As many orientations as asked, copied from those the stories made: same shapes, same readers, other identifiers. Only what the
 * lists read is copied (Task, its ServiceRequest, who has it), not the history.
 */
export async function multiplierLesOrientations(url: string, nombre: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('set search_path = t0001, shared');
    await client.query(MODELES);
    const { rows } = await client.query<{ n: number }>('select count(*)::int as n from modeles');
    const copies = Math.ceil(nombre / Math.max(1, rows[0]?.n ?? 0));
    for (const copie of COPIES) await client.query(copie, [copies]);
    await client.query('analyze');
  } finally {
    await client.end();
  }
}

const MODELES = `create temporary table modeles as
  select m.objet, replace(m.objet, 'Task/', '') as tache, replace(t.contenu -> 'focus' ->> 'reference', 'ServiceRequest/', '') as requete
    from main_ouverte m join resource t on t.type = 'Task' and 'Task/' || t.id = m.objet
   where m.genre = 'orientation'`;

/** A copy is told from its model by the end of its identifier; references to the model inside the resource follow. */
const suite = (colonne: string): string => `${colonne} || '-' || n`;
const contenu = `replace(replace(r.contenu::text, m.tache, ${suite('m.tache')}), m.requete, ${suite('m.requete')})::jsonb`;
const jetons = (colonne: string): string =>
  `array(select replace(replace(x, m.tache, ${suite('m.tache')}), m.requete, ${suite('m.requete')}) from unnest(${colonne}) x)`;

const ressource = (type: string, id: string): string =>
  `insert into resource (type, id, version, le, contenu, patient, famille, lecteurs, toks, refs, nom_tri, d, d_fin)
   select r.type, ${suite(`m.${id}`)}, r.version, r.le, ${contenu}, r.patient, r.famille, r.lecteurs, ${jetons('r.toks')}, ${jetons('r.refs')},
          r.nom_tri, r.d - n * interval '1 minute', r.d_fin
     from modeles m join resource r on r.type = '${type}' and r.id = m.${id}, generate_series(1, $1::int) n`;

const COPIES = [
  ressource('Task', 'tache'),
  ressource('ServiceRequest', 'requete'),
  `insert into main_ouverte select (jsonb_populate_record(null::main_ouverte, to_jsonb(o) || jsonb_build_object('objet', ${suite('o.objet')}))).*
     from modeles m join main_ouverte o on o.objet = m.objet, generate_series(1, $1::int) n`,
];
