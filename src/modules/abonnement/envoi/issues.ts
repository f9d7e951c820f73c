import type { Canal } from '#socle/module.ts';
import type { Transaction } from '#socle/transaction.ts';
import { ARRETS } from '../arrets.ts';
import { AbonnementEnPanne, AbonnementEteint } from '../faits.ts';
import { donnerLaPanne } from '../panne.ts';
import { changerDEtat, genreDe, mettreEnRoute, objetDe, resteADire, verrouiller, type Abonnement } from '../store.ts';
import { tables } from '../tables.ts';

type Envoi = Parameters<NonNullable<Canal['parti']>>[0]['envoi'];

/** The receiver acknowledged: the handshake opens the subscription, events are told up to where they were, and the next batch follows. */
export async function parti({ tx, envoi }: { tx: Transaction; envoi: Envoi }): Promise<void> {
  const abonnement = await verrouiller(tables(tx.sql), envoi.objet.replace('Subscription/', ''));
  if (abonnement === undefined || abonnement.etat === 'eteint') return;
  const genre = genreDe(envoi.charge, abonnement);
  if (genre === undefined) return;
  if (genre === 'poignee') {
    await changerDEtat(tx, abonnement, 'actif');
    await tx.poserLaMain(objetDe(abonnement.id));
  }
  await avancer(tx, abonnement, genre === 'evenements');
  if (await resteADire(tables(tx.sql), abonnement.id)) await mettreEnRoute(tx, abonnement, 'evenements');
}

async function avancer(tx: Transaction, a: Abonnement, evenements: boolean): Promise<void> {
  const periode = a.definition.canal.battementSecondes;
  await tables(tx.sql)
    .updateTable('abonnement')
    .set({
      erreur: null,
      erreur_le: null,
      battement_le: periode === undefined ? null : new Date(tx.maintenant.getTime() + periode * 1000),
      ...(evenements && a.enVol !== undefined ? { livre: a.enVol, en_vol: null } : {}),
    })
    .where('abonnement.id', '=', a.id)
    .execute();
}

/** No more tries: the subscription stops by itself when its reason has gone, else it is out of order and a person takes it. */
export async function echouer({ tx, envoi, motif }: { tx: Transaction; envoi: Envoi; motif: string }): Promise<void> {
  const abonnement = await verrouiller(tables(tx.sql), envoi.objet.replace('Subscription/', ''));
  if (abonnement === undefined || abonnement.etat === 'eteint') return;
  if (genreDe(envoi.charge, abonnement) === undefined) return;
  if (abonnement.arret !== undefined) return eteindre(tx, abonnement, ARRETS[abonnement.arret]);
  await changerDEtat(tx, abonnement, 'panne', motif);
  if (abonnement.actifLe === undefined) return;
  await donnerLaPanne(tx, abonnement, motif);
  await tx.fait(AbonnementEnPanne, {
    objet: objetDe(abonnement.id),
    lecteurs: [abonnement.proprietaire.ref],
    donnees: { nom: abonnement.proprietaire.nom, motif },
  });
}

/** Turned off: nothing is expected of anybody any more. The caller holds the subscription. */
export async function eteindre(tx: Transaction, abonnement: Abonnement, raison: string): Promise<void> {
  await changerDEtat(tx, abonnement, 'eteint', raison);
  await tx.poserLaMain(objetDe(abonnement.id));
  await tx.fait(AbonnementEteint, {
    objet: objetDe(abonnement.id),
    lecteurs: [abonnement.proprietaire.ref],
    donnees: { nom: abonnement.proprietaire.nom, raison },
  });
}
