import { acteurSysteme } from '#acces/acteur.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import { interrogerAvec } from '#lib/sql/requete.ts';
import { echelonSuivant } from '#modules/territoire/index.ts';
import type { Socle } from '#socle/executer.ts';
import type { Sonnerie } from '#socle/module.ts';
import { prevenirLesEcrans } from '#socle/prevenir.ts';
import type { Porteur } from '#socle/qui-a-la-main.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { Transaction } from '#socle/transaction.ts';
import { celluleDesDroits } from '../droits.ts';
import { premierDeLaCellule } from '../suivre.ts';
import { lireReglageConservation, type ReglageConservation } from './reglages.ts';
import { gardesDe } from './rules.ts';
import { annoncer, jourApres, lireLesDeparts, lireLesHorloges, type Depart, type DossierGarde } from './store.ts';

export const CAUSE_DEPART = 'conservation.partir';
const JOUR_MS = 86_400_000;
const SEMAINE_MS = 7 * JOUR_MS;

/**
 * Looks for what will leave within the notice, says it once to somebody named, and forgets what came back to life or is held. Erases
 * nothing: the operator does (`npm run cordee -- droits conservation --supprimer`). Returns how many departures are new.
 */
export async function annoncerLesDeparts(socle: Socle, territoire: CodeTerritoire): Promise<number> {
  return socle.base.territoire<TablesTerritoire, number>(territoire, async (sql) => {
    const maintenant = socle.horloge.maintenant();
    const acteur = acteurSysteme(territoire, 'conservation');
    const tx = new Transaction({ ...socle, sql, acteur, maintenant });
    const interroger = interrogerAvec(sql);
    const reglage = await lireReglageConservation(interroger);
    const dossiers = await lireLesHorloges(interroger);
    const dus = departsDus(dossiers, reglage, maintenant);
    const connus = await lireLesDeparts(interroger);
    const cle = ({ patient, categorie }: Pick<Depart, 'patient' | 'categorie'>) => `${patient}/${categorie}`;
    const encore = new Set(dus.map(cle));
    for (const { patient, categorie } of connus.filter((d) => !encore.has(cle(d))))
      await interroger({
        texte: 'delete from depart_prevu d where d.patient = $1 and d.categorie = $2 and d.parti_le is null',
        valeurs: [patient, categorie],
      });
    const deja = new Set(connus.map(cle));
    const nouveaux = dus.filter((d) => !deja.has(cle(d)));
    if (nouveaux.length === 0) return 0;
    const porteur = await premierDeLaCellule(tx);
    await annoncer(interroger, nouveaux, porteur);
    await tenir(tx, objetDuJour(maintenant), porteur, nouveaux.map((d) => d.partLe).sort()[0] ?? '', 0);
    await prevenirLesEcrans(tx);
    return nouveaux.length;
  });
}

/** What comes to its term within the notice, or two persons agreed to erase: leaves after the whole notice from now. Pure. */
export function departsDus(dossiers: readonly DossierGarde[], r: ReglageConservation, maintenant: Date) {
  const horizon = new Date(maintenant.getTime() + r.annonceJours * JOUR_MS);
  return dossiers
    .filter(({ gel }) => !gel)
    .flatMap((dossier) =>
      gardesDe(dossier, r)
        .filter(({ partLe }) => dossier.effacement || partLe <= horizon)
        .map(({ categorie }) => ({
          patient: dossier.patient,
          categorie,
          partLe: jourApres(horizon, 0),
          annonceLe: maintenant,
        })),
    );
}

const objetDuJour = (le: Date): string => `depart/${jourApres(le, 0)}`;

async function tenir(tx: Transaction, objet: string, a: Porteur, jour: string, rang: number): Promise<void> {
  const due = new Date(`${jour}T08:00:00Z`);
  await tx.passerLaMain({
    objet,
    genre: 'depart',
    etat: rang === 0 ? 'attend' : 'retard',
    titre: 'Des dossiers arrivent au bout de leur durée de conservation',
    a,
    prochaine: 'vérifier la liste, suspendre ce qui doit rester, puis faire supprimer',
    dueLe: due > tx.maintenant ? due : new Date(tx.maintenant.getTime() + SEMAINE_MS),
    cause: CAUSE_DEPART,
    rang,
    lecteurs: [a.ref],
  });
}

/** Still there after its day: the next of the ladder is asked, every week; nothing left to leave: the hand is put down. */
export const sonnerieDepart: Sonnerie = async ({ tx, objet }) => {
  const restants = await interrogerAvec(tx.sql)<{ n: number }>({
    texte: 'select count(*)::int as n from depart_prevu d where d.parti_le is null and d.annonce_le::date = $1::date',
    valeurs: [objet.replace('depart/', '')],
  });
  if ((restants[0]?.n ?? 0) === 0) {
    await tx.poserLaMain(objet);
    return;
  }
  const main = await tx.sql
    .selectFrom('main_ouverte')
    .select(['main_ouverte.qui', 'main_ouverte.rang'])
    .where('main_ouverte.objet', '=', objet)
    .executeTakeFirstOrThrow();
  const { porteur, rang } = echelonSuivant(await celluleDesDroits(tx), main.qui ?? '', main.rang);
  await tenir(tx, objet, { ref: porteur.ref, nom: porteur.nom }, jourApres(tx.maintenant, 7), Math.max(rang, 1));
};
