import { sql, type RawBuilder } from 'kysely';
import type { SorteDeTable } from '#fhir/store/portee.ts';
import { IDENTITE_APRES_ECHANGE_JOURS } from './reglage-echange.ts';
import type { Acteur } from '../acteur.ts';
import {
  horsArchive,
  jamaisArchivee,
  laissee,
  pasMasquee,
  pasMasqueeOuSuivie,
  pasOpposee,
  sansReserve,
} from './fermetures.ts';
import { ligneDe, tableau, valeursDe, type Ligne, type Valeurs } from './ligne.ts';
import {
  COLONNES,
  FONCTIONS_QUI_AJOUTENT,
  MATRICE,
  recoit,
  surPartageNomme,
  type LigneDeMatrice,
  type Role,
} from './matrice.ts';

/**
 * The rule of access (droit-et-securite.md §0), as SQL. In this order, the first answer wins:
 *  - organisation data about nobody: everybody; a role outside R. 1110-2, or an account that does not prove its own, reads nothing about a
 *    person (§0.3, §0.4);
 *  - a line in intermediate archive is open to a running urgent access only (RG-05);
 *  - the author of an element keeps it, whatever else happens (§0.5), written by oneself or by somebody for one;
 *  - an opposition of the person, or a mask, closes it (§0.5, DMP-08);
 *  - a right the territory withdrew from the role closes it (SP-03);
 *  - then a ground is needed: named in the exchange (a message to this very person, whatever its family, SP-02), member of the circle for that family, urgent access, or, for the identity alone,
 *    an exchange that runs or has just ended (§0.6), each within what the role may read (§0.7).
 * The grounds are asked before what closes, and what closes only about persons who have something closed; the common case, a member of the
 * circle of a person who closed nothing, comes first: the order of the cost, for the same answer. Inner tables are called `…_d`: a name no query gives to the table it reads, which would otherwise be hidden. Subqueries end
 * with `offset 0`: asked line by line, by index. Without it PostgreSQL reads whole tables at every search.
 */

/** States of a Task that is not ended. */
const EN_COURS = ['draft', 'requested', 'received', 'accepted', 'ready', 'in-progress', 'on-hold'].map(
  (etat) => `status=${etat}`,
);

/** Words of the matrix are written in the text: the rule of a role does not change from one reader to another, and binding costs. */
const constantes = (mots: readonly string[]): RawBuilder<string[]> =>
  sql.raw<string[]>(`'{${mots.map(motSur).join(',')}}'::text[]`);
const constante = (mot: string): RawBuilder<string> => sql.raw<string>(`'${motSur(mot)}'`);

function motSur(mot: string): string {
  if (!/^[A-Za-z0-9_=-]+$/u.test(mot)) throw new Error(`ce mot ne s’écrit pas dans la règle : ${mot}`);
  return mot;
}

/** The role whose line of the matrix applies; undefined when its account does not prove it belongs to R. 1110-2 (SP-04). */
export const metierProuve = ({ role, sansQualite }: Acteur): Role | undefined =>
  sansQualite === undefined && MATRICE[role].categorie !== undefined ? role : undefined;

/** What a person reads, before the limits of the application she uses. `nom`: as `metierProuve` gives it. */
export function conditionDePersonne(
  nom: Role | undefined,
  valeurs: Valeurs,
  table: string,
  sorte: SorteDeTable,
): RawBuilder<boolean> {
  const l = ligneDe(table, sorte);
  const refs = tableau(valeurs.refs);
  const organisation = sql<boolean>`(${l.famille} = 'ORG' and ${l.patient} is null)`;
  const ecrite = sql<boolean>`${l.auteur} = any(${tableau(valeurs.auteurs)})`;
  if (nom === undefined)
    return sql<boolean>`(${organisation} or (${l.patient} is null and (${ecrite} or ${l.lecteurs} && ${refs})))`;
  const role = MATRICE[nom];
  const recevable = permiseAuRole(l, [...recoit(role), 'ORG'], role);
  const adressee = sql<boolean>`(${recevable} or ${nommee(l, sorte, valeurs)})`;
  const sienne = sql<boolean>`(${ecrite} or (${l.auteur} = any(${tableau(valeurs.mandants)}) and ${recevable}))`;
  const fondements = [
    cercle(nom, valeurs, l),
    urgence(nom, valeurs, l),
    ...(sorte === 'resource' ? [identite(role, valeurs, l)] : []),
  ];
  const fondee = sql<boolean>`((${l.lecteurs} && ${refs} and ${adressee}) or (${l.patient} is not null and (${sql.join(fondements, sql` or `)})))`;
  const enUsage = sql<boolean>`(${horsArchive(l, valeurs.maintenant)} or ${urgence(nom, valeurs, l)})`;
  const ouverte = sql<boolean>`(${l.patient} is null or ${sansReserve(l)} or (${enUsage} and (${pasOpposee(l, valeurs.vises)} or ${sienne})))`;
  const nonMasquee = sql<boolean>`(${l.patient} is null or ${pasMasqueeOuSuivie(l, valeurs)} or ${sienne})`;
  return sql<boolean>`(${organisation} or ((${pasRetiree(l, nom)} or ${sienne})
    and (${cercle(nom, valeurs, l, true)} or ((${sienne} or ${fondee}) and ${ouverte})) and ${nonMasquee}))`;
}

/**
 * Did the person close this line to this reader (opposition or mask), or has its account no right to anything nominative? For lists that must
 * still show that something waits, without saying what. The author of the line, where one is kept, is never stopped by the person.
 */
export function fermeeParLaPersonne(acteur: Acteur, maintenant: Date, table: string, sorte: SorteDeTable) {
  const l = ligneDe(table, sorte);
  if (metierProuve(acteur) === undefined) return sql<boolean>`(${l.patient} is not null)`;
  const valeurs = valeursDe(acteur, maintenant);
  return sql<boolean>`(${l.patient} is not null and (${l.auteur} = any(${tableau(valeurs.auteurs)})) is not true and not ${laissee(l, valeurs)})`;
}

/** What one receives by name: an exchange, within what the role may know, unless the person closed it or it went to the archive. */
export function recuParNom(acteur: Acteur, maintenant: Date, table: string, sorte: SorteDeTable): RawBuilder<boolean> {
  const l = ligneDe(table, sorte);
  const nom = metierProuve(acteur);
  if (nom === undefined) return sql<boolean>`${l.patient} is null`;
  const role = MATRICE[nom];
  const valeurs = valeursDe(acteur, maintenant);
  return sql<boolean>`(${l.patient} is null or ((${permiseAuRole(l, [...recoit(role), 'ORG'], role)} or ${nommee(l, sorte, valeurs)})
    and ${pasRetiree(l, nom)} and not ${fermeeParLaPersonne(acteur, maintenant, table, sorte)}
    and (${sansReserve(l)} or ${horsArchive(l, maintenant)} or ${urgence(nom, valeurs, l)})))`;
}

/**
 * What a software was granted still stops at the archive, at what the person refused to everybody or to it, and at what she masked (SP-10).
 * Its reach is kept as long as its token: nothing here depends on the hour, so a family comes back to it with the next pass of the clocks.
 */
export function jamaisRefusee(client: string, table: string, sorte: SorteDeTable): RawBuilder<boolean> {
  const l = ligneDe(table, sorte);
  const vises = ['*', `Device/${client}`];
  const sienne = sql<boolean>`${l.auteur} = ${`client:${client}`}`;
  return sql<boolean>`(${l.patient} is null or ((${sansReserve(l)} or (${jamaisArchivee(l)} and (${pasOpposee(l, vises)} or ${sienne})))
    and (${pasMasquee(l, vises)} or ${sienne})))`;
}

/** Asked once per query: a few words, whatever the number of lines. */
const pasRetiree = (l: Ligne, role: Role): RawBuilder<boolean> => sql<boolean>`${l.famille} <> all(array(
  select retrait_d.famille from droit_retire retrait_d where retrait_d.role = ${constante(role)}))`;

/** Is the family open to the role: whole, or for these types only? */
function permiseAuRole(l: Ligne, entieres: readonly string[], { parties }: LigneDeMatrice): RawBuilder<boolean> {
  const enPartie = COLONNES.flatMap((famille) => {
    const partie = parties[famille];
    return partie === undefined
      ? []
      : [sql<boolean>`${l.famille} = ${constante(famille)} and ${l.type} = any(${constantes(partie.types)})`];
  });
  const entiere = sql<boolean>`${l.famille} = any(${constantes(entieres)})`;
  return enPartie.length === 0 ? entiere : sql<boolean>`(${entiere} or ${sql.join(enPartie, sql` or `)})`;
}

/** A message sent to this very person is hers to read, whatever it speaks of: its sender chose her by name (L. 1110-4 II, SP-02). */
function nommee(l: Ligne, sorte: SorteDeTable, { nominatives }: Valeurs): RawBuilder<boolean> {
  const dedans = sql<boolean>`${l.lecteurs} && ${tableau(nominatives)}`;
  if (sorte === 'fil') return dedans;
  return sorte === 'resource' || sorte === 'fait'
    ? sql<boolean>`(${l.type} = 'Communication' and ${dedans})`
    : sql<boolean>`false`;
}

/** Member today, for a family that is open to this member AND that the role reads; or that the person opened to it by name. */
function cercle(role: Role, { refs, maintenant }: Valeurs, l: Ligne, sansReserve = false): RawBuilder<boolean> {
  const ligne = MATRICE[role];
  const nommees = surPartageNomme(ligne);
  const limites = [
    permiseAuRole(l, ligne.lit, ligne),
    ...(nommees.length === 0
      ? []
      : [sql<boolean>`(${l.famille} = any(${constantes(nommees)}) and ${l.famille} = any(membre_d.explicites))`]),
    ...FONCTIONS_QUI_AJOUTENT.filter((f) => f.role === role).map(
      (f) =>
        sql<boolean>`(membre_d.fonction = ${constante(f.fonction)} and ${l.famille} = any(${constantes(f.ligne.lit)}))`,
    ),
  ];
  return sql<boolean>`exists (
    select 1 from cercle_membre membre_d
     where membre_d.patient = ${l.patient} and membre_d.membre = any(${tableau(refs)}) and membre_d.ouvert${sql.raw(sansReserve ? ' and membre_d.sans_reserve' : '')} and ${l.famille} = any(membre_d.familles)
       and (${sql.join(limites, sql` or `)}) and membre_d.debut <= ${maintenant} and (membre_d.fin is null or membre_d.fin > ${maintenant}) offset 0)`;
}

/**
 * What the role reads, the sensitive family excepted, until the access ends (SP-12). The persons of it are asked once per query: one reader has
 * very few of them at a time.
 */
function urgence(role: Role, { refs, maintenant }: Valeurs, l: Ligne): RawBuilder<boolean> {
  const ligne = MATRICE[role];
  return sql<boolean>`(${permiseAuRole(l, ligne.lit, ligne)} and ${l.patient} = any(array(
    select urgence_d.patient from acces_urgence urgence_d
     where urgence_d.ref = any(${tableau(refs)}) and urgence_d.role = ${constante(role)}
       and urgence_d.ouvert_le <= ${maintenant} and urgence_d.fin > ${maintenant} and (urgence_d.ferme_le is null or urgence_d.ferme_le > ${maintenant}))))`;
}

/**
 * Whoever is named in an exchange about a person may know who she is, while it runs and for a while after. Nothing else of her record.
 * « is true »: judged on the few elements of that person, never by the index of readers, which lists everything a structure ever received.
 */
function identite(ligne: LigneDeMatrice, valeurs: Valeurs, l: Ligne): RawBuilder<boolean> {
  const { refs } = valeurs;
  const x = ligneDe('echange_d', 'resource');
  return sql<boolean>`(${l.type} = 'Patient' and ${l.famille} = 'ADM' and exists (
    select 1 from resource echange_d
     where echange_d.patient = ${l.patient} and (echange_d.lecteurs && ${tableau(refs)}) is true and (${permiseAuRole(x, recoit(ligne), ligne)} or ${nommee(x, 'resource', valeurs)})
       and (echange_d.le > ${recemment(valeurs)} or (echange_d.type = 'Task' and echange_d.toks && ${constantes(EN_COURS)})) offset 0))`;
}

/** An exchange that changed since then leaves the identity readable; so many days as the territory set, read once per query. */
const recemment = ({
  maintenant,
}: Valeurs): RawBuilder<Date> => sql<Date>`(select ${maintenant}::timestamptz - make_interval(days => coalesce(
  (select (reglage_d.valeur ->> 'identiteApresJours')::int from reglage reglage_d where reglage_d.cle = 'echange'), ${sql.raw(String(IDENTITE_APRES_ECHANGE_JOURS))})))`;
