import { z } from 'zod';
import type { Acteur } from '#acces/acteur.ts';
import { acteurSysteme } from '#acces/acteur.ts';
import type { HorlogeReglable } from '#lib/horloge.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import { consulter, executer, type Socle } from '#socle/executer.ts';
import type { Action } from '#socle/action.ts';
import type { Registre } from '#socle/module.ts';
import type { Dac } from './reglages.ts';
import type { PersonneFictive, Sources } from './sources.ts';

export interface DemandeDemo {
  readonly id: string;
  /** The requester has no secure address: every word is said by phone. */
  readonly parTelephone: boolean;
  /** The person knows of the request, in the words of the story. */
  readonly informee: boolean;
}

/** What was created for one person so far: the stories name things by short keys (`d1`, `o2`). */
export interface DossierDemo {
  readonly personne: PersonneFictive;
  patient: string | undefined;
  readonly demandes: Map<string, DemandeDemo>;
  readonly orientations: Map<
    string,
    { readonly id: string; readonly par: Acteur; readonly service: string; readonly telephone: boolean }
  >;
}

export interface Contexte {
  readonly socle: Socle;
  readonly horloge: HorlogeReglable;
  readonly registre: Registre;
  readonly territoire: CodeTerritoire;
  readonly sources: Sources;
  readonly acteurs: ReadonlyMap<string, Acteur>;
  readonly dac: Dac;
  /** Present of the demonstration: nothing is played after it. */
  readonly maintenant: Date;
  /** Something the story implies later (a promise kept): played at its time, when that time is past. */
  plusTard(instant: Date, faire: () => Promise<void>): void;
  compter(quoi: string): void;
  /** Something was put in the outbox since the last question. */
  courrierEnAttente(): boolean;
}

/** Plays one declared action as this actor at the time of the clock; a refusal names the action, or it could not be understood. */
export async function jouer(ctx: Contexte, acteur: Acteur, nom: string, entree: unknown): Promise<unknown> {
  const action = ctx.registre.actions.get(nom);
  if (action === undefined)
    throw new Error(`L’action « ${nom} » n’existe pas : la démonstration ne peut pas la rejouer.`);
  return jouerAction(ctx, acteur, action, entree);
}

export async function jouerAction(ctx: Contexte, acteur: Acteur, action: Action, entree: unknown): Promise<unknown> {
  try {
    ctx.compter(action.nom);
    return await executer(ctx.socle, acteur, action, entree);
  } catch (erreur) {
    throw new Error(`La démonstration n’a pas pu rejouer « ${action.nom} » (${acteur.id}).`, { cause: erreur });
  }
}

export async function regarder(ctx: Contexte, acteur: Acteur, nom: string, entree: unknown): Promise<unknown> {
  const vue = ctx.registre.vues.get(nom);
  if (vue === undefined) throw new Error(`La vue « ${nom} » n’existe pas : la démonstration ne peut pas la lire.`);
  try {
    return await consulter(ctx.socle, acteur, vue, entree);
  } catch (erreur) {
    throw new Error(`La démonstration n’a pas pu lire « ${nom} » (${acteur.id}).`, { cause: erreur });
  }
}

const AvecId = z.object({ id: z.string() });

export function idDe(sortie: unknown): string {
  return AvecId.parse(sortie).id;
}

export function acteurDe(ctx: Contexte, ref: string): Acteur {
  const acteur = ctx.acteurs.get(ref);
  if (acteur === undefined) throw new Error(`${ref} agit dans une histoire mais n’a pas de compte.`);
  return acteur;
}

export function systeme(ctx: Contexte, motif: string): Acteur {
  return acteurSysteme(ctx.territoire, motif);
}

/** Coordinator of the person in the stories, else the first of the DAC's queue. */
export function coordinateurDe(ctx: Contexte, dossier: DossierDemo): Acteur {
  const refs = [...dossier.personne.cercle.map((m) => m.ref), ...dossier.personne.histoire.map((e) => e.qui)];
  for (const ref of refs) {
    const acteur = ctx.acteurs.get(ref);
    if (acteur?.role === 'coordinateur_appui') return acteur;
  }
  const premier = [...ctx.acteurs.values()].find((a) => a.role === 'coordinateur_appui');
  if (premier === undefined) throw new Error('Le territoire d’essai n’a pas de coordinateur avec un compte.');
  return premier;
}
