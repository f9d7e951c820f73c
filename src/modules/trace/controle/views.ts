import { sql } from 'kysely';
import { nomDePersonne } from '#modules/dossier/index.ts';
import { porteeSysteme } from '#acces/portee.ts';
import { interrogerAvec } from '#lib/sql/requete.ts';
import { vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import { vueControle as contrat, type AnomalieVue } from '../contract.ts';
import { peutControler } from '../droits.ts';
import { refus } from '../refus.ts';
import { tables } from '../tables.ts';
import { estLeSien } from './actions.ts';
import { estGenre, objetDe } from './garder.ts';
import type { GenreAnomalie } from './regles.ts';

/** What is to be looked into, who is held back, and the figures of the last months. */
export const vueControle = vue(contrat, {
  droit: ({ acteur }) => peutControler(acteur),
  async lire({ tx, acteur }) {
    return {
      anomalies: (await anomaliesOuvertes(tx)).map((a) => ({
        ...a.vue,
        ...(estLeSien(acteur, a.acteur) ? { clotureFermee: refus.soi_meme().texte } : {}),
      })),
      retenus: (await retenus(tx)).map((r) => ({
        ...r,
        ...(estLeSien(acteur, r.acteur) ? { rouvertureFermee: refus.soi_meme().texte } : {}),
      })),
      mois: [...(await parMois(tx))],
      ...(await dernierSceau(tx)),
    };
  },
});

async function anomaliesOuvertes(tx: Transaction): Promise<readonly { acteur: string; vue: AnomalieVue }[]> {
  const lignes = await tables(tx)
    .selectFrom('anomalie as a')
    .leftJoin('main_ouverte as m', (j) => j.on('m.objet', '=', sql<string>`${objetDe('')}::text || a.id`))
    .select(['a.id', 'a.genre', 'a.acteur', 'a.acteur_nom', 'a.patient', 'a.jour', 'a.nombre', 'a.detail'])
    .select(['m.qui_nom', 'm.due_le'])
    .where('a.close_le', 'is', null)
    .orderBy('m.due_le')
    .orderBy('a.id')
    .limit(200)
    .execute();
  const noms = await nomsDes(tx, [...new Set(lignes.flatMap(({ patient }) => (patient === null ? [] : [patient])))]);
  return lignes.map((a) => ({
    acteur: a.acteur,
    vue: {
      id: a.id,
      genre: a.genre,
      titre: a.detail,
      agent: a.acteur_nom,
      ...(a.patient === null ? {} : { patient: { id: a.patient, nom: noms.get(a.patient) ?? 'Une personne' } }),
      jour: a.jour,
      nombre: a.nombre,
      phrase: phraseDe(a),
      ...(a.qui_nom === null ? {} : { qui: a.qui_nom }),
      ...(a.due_le === null ? {} : { dueLe: a.due_le.toISOString() }),
    },
  }));
}

function phraseDe({
  genre,
  patient,
  nombre,
  detail,
}: {
  genre: string;
  patient: string | null;
  nombre: number;
  detail: string;
}) {
  if (!estGenre(genre)) return detail;
  if (patient === null && !D_UN_COMPTE.has(genre)) return `Dans ${nombre} dossiers différents, le même jour.`;
  return PHRASES[genre](nombre);
}

/** Those that are about an account and no record in particular. */
const D_UN_COMPTE: ReadonlySet<GenreAnomalie> = new Set([
  'nuit',
  'volume',
  'moisson',
  'refus',
  'frein',
  'export_masse',
]);

const fois = (n: number): string => (n < 2 ? 'une fois' : `${n} fois`);
/** What was seen, and nothing more: whoever looks decides what it means. */
const PHRASES: Readonly<Record<GenreAnomalie, (nombre: number) => string>> = {
  hors_equipe: (n) => `A ouvert ce dossier ${fois(n)} sans être du cercle ni tenir un échange.`,
  urgence: (n) => `A ouvert ce dossier ${fois(n)} par un accès d’urgence.`,
  meme_nom: (n) => `Porte le même nom que cette personne, et a seulement regardé (${fois(n)}).`,
  voisin: (n) => `Habite à la même adresse que cette personne, et a seulement regardé (${fois(n)}).`,
  fiche_agent: (n) => `A regardé ${fois(n)} le dossier de quelqu’un qui porte le nom d’un membre du territoire.`,
  apres_fin: (n) => `A ouvert ce dossier ${fois(n)} après avoir quitté le cercle.`,
  nuit: (n) => `A ouvert ${n} dossiers la nuit.`,
  volume: (n) => `A ouvert ${n} dossiers dans la journée, plus de trois fois son habitude.`,
  moisson: (n) => `A fait ${n} recherches sans presque rien ouvrir.`,
  refus: (n) => `S’est vu refuser ${n} demandes.`,
  frein: (n) => `Le frein a compté ${n} : lectures retenues.`,
  export_masse: (n) => `Peut recevoir tout le territoire pendant ${n} jours, avec l’accord de deux personnes.`,
};

async function nomsDes(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const noms = new Map<string, string>();
  for (const id of ids) {
    const lue = await tx.magasin.lire('Patient', id, porteeSysteme('controle-des-acces'));
    if (lue !== undefined) noms.set(id, nomDePersonne(lue.ressource));
  }
  return noms;
}

const MOTIFS: Readonly<Record<string, string>> = {
  personnes: 'dossiers différents ouverts en une heure',
  jamais_suivies: 'personnes jamais suivies, ouvertes en une heure',
  recherches: 'recherches en une heure, presque rien d’ouvert',
  resultats: 'résultats de listes en une heure',
};

async function retenus(tx: Transaction) {
  const lignes = await tables(tx)
    .selectFrom('frein')
    .select(['frein.acteur', 'frein.nom', 'frein.etat', 'frein.motif', 'frein.nombre', 'frein.depuis'])
    .where('frein.etat', '<>', 'leve')
    .orderBy('frein.depuis')
    .execute();
  return lignes.map(({ acteur, nom, etat, motif, nombre, depuis }) => ({
    acteur,
    nom,
    etat: etat === 'bloque' ? ('bloque' as const) : ('a_confirmer' as const),
    phrase: `${nombre} ${MOTIFS[motif] ?? motif}`,
    depuis: depuis.toISOString(),
  }));
}

async function parMois(tx: Transaction) {
  return interrogerAvec(tx.sql)<{ mois: string; titre: string; trouvees: number; closes: number }>({
    texte: `select to_char(a.jour, 'YYYY-MM') as mois, a.detail as titre, count(*)::int as trouvees, count(a.close_le)::int as closes
      from anomalie a where a.jour > ($1::timestamptz - interval '3 months')::date group by 1, 2 order by 1 desc, 3 desc, 2`,
    valeurs: [tx.maintenant],
  });
}

async function dernierSceau(tx: Transaction): Promise<{ sceau?: { lignes: number; le: string } }> {
  const [sceau] = await interrogerAvec(tx.sql)<{ taille: number; le: Date }>({
    texte: 'select s.taille::int as taille, s.le from trace_sceau s order by s.numero desc limit 1',
    valeurs: [],
  });
  return sceau === undefined ? {} : { sceau: { lignes: sceau.taille, le: sceau.le.toISOString() } };
}
