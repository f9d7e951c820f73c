import { sql, type RawBuilder } from 'kysely';
import type { SorteDeTable } from '#fhir/store/portee.ts';
import type { Acteur } from '../acteur.ts';
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
 *  - organisation data about nobody: everybody; a role outside R. 1110-2 reads nothing about a person (§0.3, §0.4);
 *  - the author of an element keeps it, whatever happens (§0.5);
 *  - an opposition of the person, or a mask, closes it (§0.5, DMP-08);
 *  - a right the territory withdrew from the role closes it (SP-03);
 *  - then a ground is needed: named in the exchange, member of the circle for that family, urgent access, or, for the identity alone,
 *    an exchange that runs or has just ended (§0.6), each within what the role may read (§0.7).
 * Inner tables are called `…_d`: a name no query gives to the table it reads, which would otherwise be hidden. Subqueries end with
 * `offset 0`: asked line by line, by index. Without it PostgreSQL reads whole tables at every search.
 */

/** Who asked for a support may ask for it again within 90 days of its end (metier.md, annex A): until then the identity stays readable. */
export const IDENTITE_APRES_ECHANGE_JOURS = 90;

/** States of a Task that is not ended. */
const EN_COURS = ['draft', 'requested', 'received', 'accepted', 'ready', 'in-progress', 'on-hold'].map(
  (etat) => `status=${etat}`,
);

/** The columns of the table that is read, whatever their name there. */
interface Ligne {
  readonly type: RawBuilder<string>;
  readonly id: RawBuilder<string>;
  readonly famille: RawBuilder<string>;
  readonly patient: RawBuilder<string>;
  readonly lecteurs: RawBuilder<string[]>;
  readonly auteur: RawBuilder<string>;
}

export function ligneDe(table: string, sorte: SorteDeTable): Ligne {
  const c = <T>(colonne: string) => sql.ref<T>(`${table}.${colonne}`);
  const communes = { patient: c<string>('patient'), lecteurs: c<string[]>('lecteurs') };
  const sansAuteur = sql<string>`null::text`;
  if (sorte === 'resource')
    return { ...communes, type: c('type'), id: c('id'), famille: c('famille'), auteur: c('auteur') };
  if (sorte === 'fil')
    return { ...communes, type: sql`'Task'`, id: c('id'), famille: c('famille'), auteur: sansAuteur };
  if (sorte === 'piece')
    return { ...communes, type: sql`'Binary'`, id: c('id'), famille: sql`'FIL'`, auteur: sansAuteur };
  const type = sql<string>`split_part(${c('objet')}, '/', 1)`;
  const id = sql<string>`split_part(${c('objet')}, '/', 2)`;
  if (sorte === 'fait') return { ...communes, type, id, famille: c('famille'), auteur: c('auteur') };
  // Who waits for whom has no family of its own: coordination. Whoever holds it is named in it.
  const nommes = sql<string[]>`array_append(${c('lecteurs')}, ${c('qui')})`;
  return { patient: communes.patient, lecteurs: nommes, type, id, famille: sql`'COO'`, auteur: sansAuteur };
}

/** What changes from one reader to another of the same role; the text of the rule does not. */
export interface Valeurs {
  readonly refs: readonly string[];
  /** Accounts whose writings are this reader's. */
  readonly auteurs: readonly string[];
  /** How an opposition or a mask may designate this reader. */
  readonly vises: readonly string[];
  readonly maintenant: Date;
  /** An exchange that changed since then leaves the identity readable. */
  readonly recent: Date;
}

/** How an opposition or a mask may designate this actor: everybody, its references, its role, the application it uses. */
export function visesPar({ refs, role, application }: Acteur): readonly string[] {
  return ['*', ...refs, `role:${role}`, ...(application === undefined ? [] : [`Device/${application.id}`])];
}

export function valeursDe(acteur: Acteur, maintenant: Date): Valeurs {
  const { refs, genre, id } = acteur;
  return {
    refs,
    // A one-time link writes for nobody's later reading.
    auteurs: genre === 'compte' ? [id] : [],
    vises: visesPar(acteur),
    maintenant,
    recent: new Date(maintenant.getTime() - IDENTITE_APRES_ECHANGE_JOURS * 86_400_000),
  };
}

/** The list itself is bound, never a copy: `modele.ts` finds it again among the values of the text. */
const tableau = (valeurs: readonly string[]): RawBuilder<string[]> => sql<string[]>`${valeurs}::text[]`;

/** Words of the matrix are written in the text: the rule of a role does not change from one reader to another, and binding costs. */
const constantes = (mots: readonly string[]): RawBuilder<string[]> =>
  sql.raw<string[]>(`'{${mots.map(motSur).join(',')}}'::text[]`);
const constante = (mot: string): RawBuilder<string> => sql.raw<string>(`'${motSur(mot)}'`);

function motSur(mot: string): string {
  if (!/^[A-Za-z0-9_=-]+$/u.test(mot)) throw new Error(`ce mot ne s’écrit pas dans la règle : ${mot}`);
  return mot;
}

/** What a person reads, before the limits of the application she uses. */
export function conditionDePersonne(
  nom: Role,
  valeurs: Valeurs,
  table: string,
  sorte: SorteDeTable,
): RawBuilder<boolean> {
  const l = ligneDe(table, sorte);
  const role = MATRICE[nom];
  const refs = tableau(valeurs.refs);
  const organisation = sql<boolean>`(${l.famille} = 'ORG' and ${l.patient} is null)`;
  const sien = sql<boolean>`${l.auteur} = any(${tableau(valeurs.auteurs)})`;
  if (role.categorie === undefined)
    return sql<boolean>`(${organisation} or (${l.patient} is null and (${sien} or ${l.lecteurs} && ${refs})))`;
  const echange = sql<boolean>`(${l.lecteurs} && ${refs} and ${permiseAuRole(l, [...recoit(role), 'ORG'], role)})`;
  const fondements = [
    cercle(nom, valeurs, l),
    urgence(nom, valeurs, l),
    ...(sorte === 'resource' ? [identite(role, valeurs, l)] : []),
  ];
  return sql<boolean>`(${organisation} or ${sien} or (${pasRetiree(l, nom)}
    and (${echange} or (${l.patient} is not null and (${sql.join(fondements, sql` or `)})))
    and (${l.patient} is null or (${pasOpposee(l, valeurs.vises)}
      and (${pasMasquee(l, valeurs.vises)} or ${medecinTraitant(valeurs, l)})))))`;
}

/**
 * Did the person close this line to this reader (opposition or mask)? For lists that must still show that something waits, without saying
 * what. The author of the line, where one is kept, is never stopped.
 */
export function fermeeParLaPersonne(acteur: Acteur, maintenant: Date, table: string, sorte: SorteDeTable) {
  const l = ligneDe(table, sorte);
  const valeurs = valeursDe(acteur, maintenant);
  return sql<boolean>`(${l.patient} is not null and (${l.auteur} = any(${tableau(valeurs.auteurs)})) is not true
    and not (${pasOpposee(l, valeurs.vises)} and (${pasMasquee(l, valeurs.vises)} or ${medecinTraitant(valeurs, l)})))`;
}

/** What one receives by name: an exchange, within what the role may know, unless the person closed it. */
export function recuParNom(acteur: Acteur, maintenant: Date, table: string, sorte: SorteDeTable): RawBuilder<boolean> {
  const l = ligneDe(table, sorte);
  const role = MATRICE[acteur.role];
  if (role.categorie === undefined) return sql<boolean>`${l.patient} is null`;
  return sql<boolean>`(${l.patient} is null or (${permiseAuRole(l, [...recoit(role), 'ORG'], role)}
    and ${pasRetiree(l, acteur.role)} and not ${fermeeParLaPersonne(acteur, maintenant, table, sorte)}))`;
}

/** What a software was granted still stops at what the person refused to everybody or to it, and at what she masked (SP-10). */
export function jamaisRefusee(client: string, table: string, sorte: SorteDeTable): RawBuilder<boolean> {
  const l = ligneDe(table, sorte);
  const vises = ['*', `Device/${client}`];
  return sql<boolean>`(${l.patient} is null or ${l.auteur} = ${`client:${client}`}
    or (${pasOpposee(l, vises)} and ${pasMasquee(l, vises)}))`;
}

/** Asked once per query: a few words, whatever the number of lines. */
const pasRetiree = (l: Ligne, role: Role): RawBuilder<boolean> => sql<boolean>`${l.famille} <> all(array(
  select retrait_d.famille from droit_retire retrait_d where retrait_d.role = ${constante(role)}))`;

const pasOpposee = (l: Ligne, vises: readonly string[]): RawBuilder<boolean> => sql<boolean>`not exists (
  select 1 from opposition_en_cours opposition_d
   where opposition_d.patient = ${l.patient} and opposition_d.vise = any(${tableau(vises)})
     and (opposition_d.famille = '*' or opposition_d.famille = ${l.famille}) offset 0)`;

const pasMasquee = (l: Ligne, vises: readonly string[]): RawBuilder<boolean> => sql<boolean>`not exists (
  select 1 from masque masque_d where masque_d.type = ${l.type} and masque_d.id = ${l.id} and masque_d.vise = any(${tableau(vises)}) offset 0)`;

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

/** Member today, for a family that is open to this member AND that the role reads; or that the person opened to it by name. */
function cercle(role: Role, { refs, maintenant }: Valeurs, l: Ligne): RawBuilder<boolean> {
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
     where membre_d.patient = ${l.patient} and membre_d.membre = any(${tableau(refs)}) and membre_d.ouvert and ${l.famille} = any(membre_d.familles)
       and (${sql.join(limites, sql` or `)}) and membre_d.debut <= ${maintenant} and (membre_d.fin is null or membre_d.fin > ${maintenant}) offset 0)`;
}

/** What the role reads, the sensitive family excepted, until the access ends (SP-12). */
function urgence(role: Role, { refs, maintenant }: Valeurs, l: Ligne): RawBuilder<boolean> {
  const ligne = MATRICE[role];
  return sql<boolean>`(${permiseAuRole(l, ligne.lit, ligne)} and exists (
    select 1 from acces_urgence urgence_d
     where urgence_d.patient = ${l.patient} and urgence_d.ref = any(${tableau(refs)}) and urgence_d.role = ${constante(role)}
       and urgence_d.ouvert_le <= ${maintenant} and urgence_d.fin > ${maintenant} and (urgence_d.ferme_le is null or urgence_d.ferme_le > ${maintenant}) offset 0))`;
}

/**
 * Whoever is named in an exchange about a person may know who she is, while it runs and for a while after. Nothing else of her record.
 * « is true »: judged on the few elements of that person, never by the index of readers, which lists everything a structure ever received.
 */
function identite(ligne: LigneDeMatrice, { refs, recent }: Valeurs, l: Ligne): RawBuilder<boolean> {
  const x = ligneDe('echange_d', 'resource');
  return sql<boolean>`(${l.type} = 'Patient' and ${l.famille} = 'ADM' and exists (
    select 1 from resource echange_d
     where echange_d.patient = ${l.patient} and (echange_d.lecteurs && ${tableau(refs)}) is true and ${permiseAuRole(x, recoit(ligne), ligne)}
       and (echange_d.le > ${recent} or (echange_d.type = 'Task' and echange_d.toks && ${constantes(EN_COURS)})) offset 0))`;
}

/** The doctor who follows the person keeps what she masked to others (R. 1111-49 by analogy, DMP-08). */
const medecinTraitant = ({ refs, maintenant }: Valeurs, l: Ligne): RawBuilder<boolean> => sql<boolean>`exists (
  select 1 from cercle_membre membre_d
   where membre_d.patient = ${l.patient} and membre_d.membre = any(${tableau(refs)}) and membre_d.fonction = 'medecin_traitant'
     and membre_d.debut <= ${maintenant} and (membre_d.fin is null or membre_d.fin > ${maintenant}) offset 0)`;
