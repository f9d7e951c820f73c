import { sql, type Kysely } from 'kysely';
import { FAMILLES } from '#fhir/types.ts';
import { genreDuMembre, type Information } from '#modules/cercle/cercle.ts';
import { ouverture } from '#modules/cercle/rules.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { MAINTENANT, type Membre, type Monde, type Parole, type Retraits } from './mondes.testing.ts';

/** Writes worlds in the base as the house would: circles projected by its own rule, everything else as it is kept. Replaces the former ones. */
export async function poserLesMondes(
  tx: Kysely<TablesTerritoire>,
  mondes: readonly Monde[],
  retraits: Retraits,
): Promise<void> {
  for (const table of [
    'resource',
    'cercle_membre',
    'opposition_en_cours',
    'masque',
    'reserve',
    'acces_urgence',
    'droit_retire',
    'archive_intermediaire',
  ])
    await sql`delete from ${sql.table(table)}`.execute(tx);
  await poser(tx, 'resource', COLONNES_RESOURCE, mondes.flatMap(ressourcesDe));
  await poser(tx, 'fait', COLONNES_FAIT, mondes.flatMap(faitsDe));
  await poser(tx, 'cercle_membre', COLONNES_CERCLE, mondes.flatMap(cercleDe));
  const par = <T>(lire: (parole: Parole) => readonly T[]) =>
    mondes.flatMap(({ patient, parole }) => lire(parole).map((ligne) => ({ patient, ...ligne })));
  await poser(
    tx,
    'opposition_en_cours',
    'patient text, vise text, famille text',
    par((p) => p.oppositions),
  );
  await poser(
    tx,
    'masque',
    'patient text, type text, id text, vise text',
    par((p) => p.masques),
  );
  await poser(
    tx,
    'archive_intermediaire',
    'patient text, famille text, depuis timestamptz',
    mondes.flatMap(({ patient, archives }) => archives.map((a) => ({ patient, ...a }))),
  );
  await poser(tx, 'acces_urgence', COLONNES_URGENCE, mondes.flatMap(urgencesDe));
  const depuis = { depuis: MAINTENANT, par_nom: 'essai', motif: 'essai' };
  await poser(
    tx,
    'droit_retire',
    COLONNES_RETRAIT,
    retraits.map((retrait) => ({ ...retrait, ...depuis })),
  );
}

const COLONNES_RESOURCE =
  'type text, id text, version int, le timestamptz, contenu json, patient text, famille text, lecteurs text[], toks text[], refs text[], nom_tri text, auteur text';
const COLONNES_FAIT =
  'id text, nom text, survenu_le timestamptz, saisi_le timestamptz, auteur text, auteur_nom text, pour_compte text, patient text, objet text, famille text, lecteurs text[], donnees jsonb';
const COLONNES_CERCLE =
  'patient text, membre text, rang int, fonction text, debut timestamptz, fin timestamptz, ouvert boolean, fondement text, familles text[], explicites text[]';
const COLONNES_URGENCE =
  'id text, patient text, ref text, compte text, role text, ouvert_le timestamptz, fin timestamptz, ferme_le timestamptz, motif text, texte text';
const COLONNES_RETRAIT = 'role text, famille text, depuis timestamptz, par_nom text, motif text';

async function poser(
  tx: Kysely<TablesTerritoire>,
  table: string,
  colonnes: string,
  lignes: readonly object[],
): Promise<void> {
  const noms = sql.raw(colonnes.replaceAll(/ [a-z[\]]+(?=,|$)/g, ''));
  await sql`insert into ${sql.table(table)} (${noms})
    select ${noms} from jsonb_to_recordset(${JSON.stringify(lignes)}::jsonb) as l(${sql.raw(colonnes)}) on conflict do nothing`.execute(
    tx,
  );
}

function ressourcesDe({ patient, elements }: Monde): readonly object[] {
  return elements.map((e) => ({
    type: e.type,
    id: e.id,
    version: 1,
    le: e.le,
    contenu: { resourceType: e.type, id: e.id },
    patient: e.patient,
    famille: e.famille,
    lecteurs: e.destinataires,
    toks: e.statut === undefined ? [] : [`status=${e.statut}`],
    refs:
      e.patient === undefined || e.type === 'Patient'
        ? []
        : [`patient=Patient/${patient}`, `subject=Patient/${patient}`],
    nom_tri: '',
    auteur: e.auteur,
  }));
}

function faitsDe({ faits }: Monde): readonly object[] {
  return faits.map(({ destinataires, mot, le, auteur, saisiPar, ...fait }) => ({
    ...fait,
    nom: mot === undefined ? 'Essai.v1' : 'CercleMembreParti.v1',
    // Told about today, written when it was: only the writing counts.
    survenu_le: MAINTENANT,
    saisi_le: le,
    auteur: saisiPar ?? auteur,
    pour_compte: saisiPar === undefined ? null : auteur,
    auteur_nom: 'essai',
    lecteurs: destinataires,
    donnees: mot === undefined ? {} : { nom: mot, fonction: 'essai' },
  }));
}

function cercleDe({ patient, membres, parole }: Monde): readonly object[] {
  const information = informationDe(parole);
  return membres.map((m, rang) => {
    const { familles, explicites } = ouverture(membreDe(m, rang), information);
    return {
      patient,
      membre: m.ref,
      rang,
      fonction: m.fonction,
      debut: m.debut,
      fin: m.fin,
      ouvert: familles.length > 0,
      fondement: m.porte,
      familles,
      explicites,
    };
  });
}

const membreDe = (m: Membre, rang: number): Parameters<typeof ouverture>[0] => ({
  rang,
  ref: m.ref,
  nom: m.ref,
  genre: genreDuMembre(m.ref),
  fonction: m.fonction,
  debut: m.debut,
  fin: m.fin,
  fondement: m.porte,
  ajoutePar: 'essai',
});

function informationDe({ etat, perimetre, nommes, oppositions }: Parole): Information {
  const dites = oppositions.map(({ vise, famille }, rang) => ({
    id: String(rang),
    vise: vise === '*' ? ('tous' as const) : [vise],
    familles: FAMILLES.filter((f) => f === famille),
    le: MAINTENANT,
    notePar: 'essai',
  }));
  return {
    etat,
    perimetre,
    nommes,
    oppositions: dites.map(({ familles, ...o }) => (familles.length === 0 ? o : { ...o, familles })),
  };
}

function urgencesDe({ patient, urgences }: Monde): readonly object[] {
  return urgences.map((u, rang) => ({
    id: `${patient}-u${rang}`,
    patient,
    ref: u.ref,
    compte: 'essai',
    role: u.role,
    ouvert_le: u.ouverteLe,
    fin: u.fin,
    ferme_le: u.fermeeLe,
    motif: 'essai',
    texte: 'essai',
  }));
}
