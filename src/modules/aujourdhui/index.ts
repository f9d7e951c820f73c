import { sql, type RawBuilder } from 'kysely';
import type { Acteur } from '#acces/acteur.ts';
import { toutCompte } from '#acces/decision.ts';
import { fermeeParLaPersonne } from '#acces/portee.ts';
import { direSansQualite } from '#acces/qualites.ts';
import { vue } from '#socle/action.ts';
import type { Module } from '#socle/module.ts';
import type { AttenteMain } from '#socle/tables.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { cloreFermeeAvec, passerFermee, type CloreSansLire } from './fermees.ts';

export type { CloreSansLire };

const INFORMATION_JOURS = 3;
const FERMEE = 'La personne s’est opposée au partage';
const SANS_QUALITE = 'Votre compte ne peut rien lire sur une personne';

export interface Phrases {
  (nom: string, donnees: unknown): { readonly titre: string; readonly detail?: string } | undefined;
}

/** What a room asks of somebody who does not hold it: a condition on the open thing `m`. */
export type Attendu = (acteur: Acteur) => RawBuilder<boolean>;

/** What is expected of me, and nothing else: what I hold, what my queue must answer, what happened around me lately. */
function listeAvec(phrases: Phrases, attendus: readonly Attendu[], closables: readonly string[]) {
  return vue(contrat.liste, {
    droit: ({ acteur }) => toutCompte(acteur),
    async lire({ tx }) {
      const choses = await mesChoses(tx, attendus);
      const enVue = choses.map((c) => ({
        objet: c.objet,
        genre: c.genre,
        titre: c.titre,
        etat: c.etat,
        qui: c.qui_nom ?? '',
        ...(c.file === null ? {} : { file: c.file }),
        depuis: c.depuis.toISOString(),
        prochaine: c.fermee ? '' : (c.prochaine ?? ''),
        dueLe: (c.due_le ?? c.depuis).toISOString(),
        attente: c.attente,
        ...(c.fermee ? { fermee: commentFermee(c, closables) } : {}),
      }));
      const { sansQualite } = tx.acteur;
      return {
        ...(sansQualite === undefined ? {} : { sansQualite: direSansQualite(sansQualite) }),
        repondre: enVue.filter((c) => c.attente === 'repondre'),
        faire: enVue.filter((c) => c.attente === 'faire'),
        information: await nouvelles(tx, phrases),
      };
    },
  });
}

/** Only whoever holds it may end it or pass it on; the others of the structure see that something waits. */
function commentFermee(c: { readonly tenue: boolean; readonly genre: string }, closables: readonly string[]) {
  return c.tenue ? (closables.includes(c.genre) ? ('se_clot' as const) : ('se_passe' as const)) : ('attend' as const);
}

const attendu = (tx: Transaction, attendus: readonly Attendu[]) =>
  sql<boolean>`(${sql.join([sql`false`, ...attendus.map((a) => a(tx.acteur))], sql` or `)})`;

/** An answer asked of me comes under « à répondre », whoever follows the thing. */
const attente = (tx: Transaction, attendus: readonly Attendu[]) =>
  sql<AttenteMain>`case when ${attendu(tx, attendus)} then 'repondre' else m.attente end`;

/**
 * What waits stays in the list of whoever holds it, even when the person closed it to them: it then says nothing of her, nor of what was to be
 * done, which somebody wrote freely.
 */
const fermee = (tx: Transaction) => fermeeParLaPersonne(tx.acteur, tx.maintenant, 'm', 'main');
const titre = (tx: Transaction) => sql<string>`case when ${fermee(tx)}
  then ${tx.acteur.sansQualite === undefined ? FERMEE : SANS_QUALITE} else m.titre end`;

function ouvertes(tx: Transaction, attendus: readonly Attendu[]) {
  const refs = [...tx.acteur.refs];
  return tx.sql
    .selectFrom('main_ouverte as m')
    .where('m.etat', '<>', 'termine')
    .where((ou) =>
      ou.or([
        ou('m.qui', 'in', refs.length === 0 ? [''] : refs),
        attendu(tx, attendus),
        // What nobody of my structure took yet is everybody's business there.
        ou.and([
          ou('m.etat', '=', 'attend'),
          sql<boolean>`m.lecteurs && ${[tx.acteur.structure.ref]}::text[]`,
          ou('m.file', 'is not', null),
        ]),
      ]),
    );
}

function mesChoses(tx: Transaction, attendus: readonly Attendu[]) {
  return ouvertes(tx, attendus)
    .select(['m.objet', 'm.genre', 'm.etat', 'm.qui_nom', 'm.file', 'm.depuis', 'm.prochaine', 'm.due_le'])
    .select(titre(tx).as('titre'))
    .select(fermee(tx).as('fermee'))
    .select(sql<boolean>`m.qui = any(${[...tx.acteur.refs]}::text[])`.as('tenue'))
    .select(attente(tx, attendus).as('attente'))
    .orderBy('m.due_le')
    .limit(100)
    .execute();
}

async function nouvelles(tx: Transaction, phrases: Phrases) {
  const depuis = new Date(tx.maintenant.getTime() - INFORMATION_JOURS * 86_400_000);
  const faits = await tx.sql
    .selectFrom('fait')
    .leftJoin('main_ouverte as m', 'm.objet', 'fait.objet')
    .select(['m.genre', 'fait.nom', 'fait.objet', 'fait.donnees', 'fait.survenu_le', 'fait.auteur_nom'])
    .where('fait.survenu_le', '>=', depuis)
    .where('fait.auteur', '<>', tx.acteur.id)
    .where(tx.portee.condition('fait', 'fait'))
    .orderBy('fait.survenu_le', 'desc')
    .limit(20)
    .execute();
  return faits.flatMap((f) => {
    const phrase = phrases(f.nom, f.donnees);
    return phrase === undefined
      ? []
      : [
          {
            objet: f.objet,
            ...(f.genre === null ? {} : { genre: f.genre }),
            titre: phrase.titre,
            ...(phrase.detail === undefined ? {} : { detail: phrase.detail }),
            le: f.survenu_le.toISOString(),
            par: f.auteur_nom,
          },
        ];
  });
}

const compteAvec = (attendus: readonly Attendu[]) =>
  vue(contrat.compte, {
    droit: ({ acteur }) => toutCompte(acteur),
    async lire({ tx, maintenant }) {
      return ouvertes(tx, attendus)
        .select([
          sql<number>`count(*) filter (where ${attente(tx, attendus)} = 'repondre')::int`.as('repondre'),
          sql<number>`count(*) filter (where ${attente(tx, attendus)} = 'faire')::int`.as('faire'),
          sql<number>`count(*) filter (where m.etat = 'retard' or m.due_le < ${maintenant})::int`.as('retard'),
        ])
        .executeTakeFirstOrThrow();
    },
  });

/** `closures`: how each room ends one of its things for somebody who may no longer read it, by genre. */
export function moduleAujourdhui(
  phrases: Phrases,
  attendus: readonly Attendu[],
  closures: Readonly<Record<string, CloreSansLire>>,
): Module {
  return {
    nom: 'aujourdhui',
    actions: [cloreFermeeAvec(closures), passerFermee],
    vues: [listeAvec(phrases, attendus, Object.keys(closures)), compteAvec(attendus)],
    faits: [],
  };
}
