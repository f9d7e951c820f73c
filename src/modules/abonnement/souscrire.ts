import type { Subscription } from '@medplum/fhirtypes';
import type { z } from 'zod';
import { ecrirePermissions, lirePermissions } from '#acces/clients/permissions.ts';
import { porteeSysteme } from '#acces/portee.ts';
import { SYSTEME_FAMILLE } from '#fhir/index/index.ts';
import { refusFhir } from '#fhir/refus.ts';
import type { Famille, Identifiee } from '#fhir/types.ts';
import { refusCommuns } from '#lib/refus.ts';
import { action, type Action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import type { Definition } from './definition/definition.ts';
import { ouvrirEntetes, scellerEntetes } from './definition/entetes-scelles.ts';
import { demasquer, masquer } from './definition/entetes.ts';
import { estNde, lireAbonnementNde } from './definition/lecture-nde.ts';
import { lireAbonnement } from './definition/lecture.ts';
import { poserLeCurseur } from './distribution/curseur.ts';
import { estProprietaire, peutSAbonner } from './droits.ts';
import { eteindre } from './envoi/issues.ts';
import { AbonnementDemande, AbonnementModifie } from './faits.ts';
import { retenir, type MemoireDuProprietaire } from './proprietaire.ts';
import { refus } from './refus.ts';
import { resoudreNde } from './resoudre-nde.ts';
import { mettreEnRoute, objetDe, rappeler, verrouiller, type Abonnement } from './store.ts';
import { tables } from './tables.ts';
import { LIMITES, STATUTS, type EtatAbonnement } from './vocabulaire.ts';

interface Lu {
  readonly definition: Definition;
  readonly entetes: readonly string[];
  readonly debutLe: Date | undefined;
  readonly finLe: Date | undefined;
}

/** What the action received has the shape of a Subscription: the contract checked what this room reads, the door checked the rest. */
const versSubscription = (ressource: z.output<typeof contrat.creer.entree>['ressource']): Subscription =>
  ressource as unknown as Subscription;

async function lire(tx: Transaction, s: Subscription, essai: boolean): Promise<Lu> {
  const porte = { base: `${tx.origine}/fhir`, essai };
  if (!estNde(s)) return { ...lireAbonnement(s, porte), debutLe: undefined };
  const lu = lireAbonnementNde(s, porte);
  return { definition: await resoudreNde(tx, lu), entetes: lu.entetes, debutLe: lu.debutLe, finLe: lu.finLe };
}

/** A new subscription: its receiver is called once (handshake) before it is active; a stream or the national shape needs no call. */
export const creerAvec = (essai: boolean): Action =>
  action(contrat.creer, {
    droit: ({ acteur }) => peutSAbonner(acteur, undefined),
    async faire({ entree, acteur, tx, maintenant }) {
      const s = versSubscription(entree.ressource);
      if (s.status === 'off' || s.status === 'error')
        throw refusFhir(422, 'invalid', 'Un abonnement naît demandé (requested).', 'Subscription.status');
      const memoire = memoireDe(tx, entree.logiciel);
      const lu = await lire(tx, s, essai);
      exiger(peutSAbonner(acteur, lu.definition.type));
      if (lu.finLe !== undefined && lu.finLe <= maintenant)
        throw refusFhir(422, 'invalid', 'La fin (end) est déjà passée.', 'Subscription.end');
      const id = tx.nouvelId();
      const etat = etatDeDepart(lu.definition);
      await poserLeCurseur(tables(tx.sql));
      await inserer(tx, { id, etat, memoire, lu });
      await exigerDeLaPlace(tx);
      await tx.ecrire(enRessource(s, { id, etat, famille: familleDuProprietaire(tx.acteur) }, lu.entetes), undefined, [
        acteur.ref,
      ]);
      const proprietaire = { id: acteur.id, nom: acteur.nom, ref: acteur.ref };
      if (etat === 'demande') await mettreEnRoute(tx, { id, definition: lu.definition }, 'poignee');
      await tx.fait(AbonnementDemande, {
        objet: objetDe(id),
        lecteurs: [proprietaire.ref],
        donnees: { nom: proprietaire.nom, type: lu.definition.type },
      });
      return { id };
    },
  });

/** A change by its owner. `off` stops it; another receiver, or a return after a failure, is called before anything is told. */
export const modifierAvec = (essai: boolean): Action =>
  action(contrat.modifier, {
    droit: ({ acteur }) => peutSAbonner(acteur, undefined),
    async faire({ entree, acteur, tx }) {
      const s = versSubscription(entree.ressource);
      const avant = await leSien(tx, entree.id);
      if (s.status === 'off') {
        await eteindre(tx, avant, 'Arrêt demandé par son propriétaire.');
        return { id: avant.id };
      }
      if (avant.etat === 'eteint') throw refus.eteint();
      const entetesAvant = ouvrirEntetes(tx.coffre, acteur.territoire, avant);
      const lu = await lire(tx, avecSecrets(s, entetesAvant), essai);
      exiger(peutSAbonner(acteur, lu.definition.type));
      const memeReceveur =
        lu.definition.canal.adresse === avant.definition.canal.adresse &&
        JSON.stringify(lu.entetes) === JSON.stringify(entetesAvant);
      const etat = memeReceveur && avant.etat === 'actif' ? 'actif' : etatDeDepart(lu.definition);
      await remplacer(tx, avant.id, etat, lu);
      const { version } = await tx.lire('Subscription', avant.id, porteeSysteme('abonnement'));
      await tx.ecrire(
        enRessource(s, { id: avant.id, etat, famille: familleDuProprietaire(tx.acteur) }, lu.entetes),
        version,
        [avant.proprietaire.ref],
      );
      if (etat !== avant.etat || !memeReceveur) await rappeler(tx, avant.id);
      if (etat === 'demande') await mettreEnRoute(tx, { id: avant.id, definition: lu.definition }, 'poignee');
      else await mettreEnRoute(tx, { id: avant.id, definition: lu.definition }, 'evenements');
      await tx.fait(AbonnementModifie, {
        objet: objetDe(avant.id),
        lecteurs: [avant.proprietaire.ref],
        donnees: { nom: avant.proprietaire.nom, type: lu.definition.type },
      });
      return { id: avant.id };
    },
  });

/** A header sent back as we showed it keeps the value we hold. */
function avecSecrets(s: Subscription, entetesAvant: readonly string[]): Subscription {
  if (s.channel.header === undefined) return s;
  return { ...s, channel: { ...s.channel, header: [...demasquer(s.channel.header, entetesAvant)] } };
}

/** Another owner's subscription does not exist for this one. */
export async function leSien(tx: Transaction, id: string): Promise<Abonnement> {
  const abonnement = await verrouiller(tables(tx.sql), id);
  if (abonnement === undefined || !estProprietaire(tx.acteur, abonnement)) throw refusCommuns.introuvable();
  return abonnement;
}

function memoireDe(
  { acteur }: Transaction,
  logiciel: z.output<typeof contrat.creer.entree>['logiciel'],
): MemoireDuProprietaire {
  const memoire = retenir(acteur);
  if (memoire === undefined) throw refusCommuns.interdit();
  if (logiciel === undefined || memoire.genre === 'client') return memoire;
  const lues = lirePermissions(logiciel.permissions);
  if (!('lues' in lues)) throw refusCommuns.entree_invalide(lues.illisible);
  return { ...memoire, logiciel: { ...logiciel, permissions: ecrirePermissions(lues.lues) } };
}

function exiger(decision: ReturnType<typeof peutSAbonner>): void {
  if (!decision.permis) throw refusCommuns.interdit(decision.texte);
}

/** The national shape has no handshake, and a stream has nobody to call. */
const etatDeDepart = ({ canal, nde }: Definition): EtatAbonnement =>
  canal.genre === 'flux' || nde !== undefined ? 'actif' : 'demande';

/** A software that has no coordination data must still read its own subscription: it is filed under a family it has, never the open one. */
function familleDuProprietaire({ client }: Transaction['acteur']): Famille {
  if (client === undefined || client.familles.includes('COO')) return 'COO';
  return client.familles.find((famille) => famille !== 'ORG' && famille !== 'SEN') ?? 'COO';
}

/** As it is shown: the status is ours, secrets are masked, and only its owner reads it (no organisation data, no circle). */
function enRessource(
  { text: _recit, error: _erreur, ...s }: Subscription,
  { id, etat, famille }: { readonly id: string; readonly etat: EtatAbonnement; readonly famille: Famille },
  entetes: readonly string[],
): Identifiee<Subscription> {
  const autres = (s.meta?.security ?? []).filter((e) => e.system !== SYSTEME_FAMILLE);
  return {
    ...s,
    id,
    meta: { ...s.meta, security: [...autres, { system: SYSTEME_FAMILLE, code: famille }] },
    status: STATUTS[etat],
    channel: { ...s.channel, ...(entetes.length === 0 ? {} : { header: masquer(entetes) }) },
  };
}

async function inserer(
  tx: Transaction,
  { id, etat, memoire, lu }: { id: string; etat: EtatAbonnement; memoire: MemoireDuProprietaire; lu: Lu },
): Promise<void> {
  await tables(tx.sql)
    .insertInto('abonnement')
    .values({
      id,
      etat,
      proprietaire: tx.acteur.id,
      proprietaire_nom: tx.acteur.nom,
      proprietaire_ref: tx.acteur.ref,
      acteur: JSON.stringify(memoire),
      cree_le: tx.maintenant,
      actif_le: etat === 'actif' ? tx.maintenant : null,
      ...colonnes(tx, id, lu),
    })
    .execute();
}

async function remplacer(tx: Transaction, id: string, etat: EtatAbonnement, lu: Lu): Promise<void> {
  await tables(tx.sql)
    .updateTable('abonnement')
    .set({ etat, erreur: null, erreur_le: null, ...colonnes(tx, id, lu) })
    .where('abonnement.id', '=', id)
    .execute();
}

function colonnes(tx: Transaction, id: string, { definition, entetes, debutLe, finLe }: Lu) {
  const { battementSecondes } = definition.canal;
  return {
    types: [definition.type],
    definition: JSON.stringify(definition),
    entetes: JSON.stringify(scellerEntetes(tx.coffre, tx.acteur.territoire, id, entetes) ?? []),
    debut_le: debutLe ?? null,
    fin_le: finLe ?? null,
    battement_le: battementSecondes === undefined ? null : new Date(tx.maintenant.getTime() + battementSecondes * 1000),
  };
}

async function exigerDeLaPlace(tx: Transaction): Promise<void> {
  const { nombre } = await tables(tx.sql)
    .selectFrom('abonnement')
    .select((eb) => eb.fn.countAll<string>().as('nombre'))
    .where('abonnement.proprietaire', '=', tx.acteur.id)
    .where('abonnement.etat', '<>', 'eteint')
    .executeTakeFirstOrThrow();
  if (Number(nombre) > LIMITES.parProprietaire) throw refus.trop();
}
