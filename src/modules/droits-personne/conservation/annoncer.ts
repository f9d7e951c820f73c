import { acteurSysteme } from '#acces/acteur.ts';
import { declarerContexte } from '#acces/contexte-trace.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import { interrogerAvec } from '#lib/sql/requete.ts';
import { echelonSuivant } from '#modules/territoire/index.ts';
import { passerLeGel } from '#socle/apres-deces.ts';
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
import { archiver } from './archiver.ts';
import {
  annoncer,
  jourApres,
  lireLesDeparts,
  lireLesHorloges,
  oublierLesAutres,
  type Depart,
  type DossierGarde,
} from './store.ts';

export const CAUSE_DEPART = 'conservation.partir';
const JOUR_MS = 86_400_000;
const SEMAINE_MS = 7 * JOUR_MS;

/** Records looked at in one transaction. */
const TRANCHE = 500;

/**
 * Goes through the clocks of every record, some at a time: what will leave within the notice is said once to somebody named, what came back
 * to life or is held is forgotten, what is no longer in common use goes to the intermediate archive. Erases nothing: two persons decide
 * first (`decider-depart.ts`). Returns how many departures are new.
 */
export async function annoncerLesDeparts(socle: Socle, territoire: CodeTerritoire, tranche = TRANCHE): Promise<number> {
  let nouveaux = 0;
  for (let apres: string | undefined = ''; apres !== undefined;) {
    const lue: { nouveaux: number; jusqua: string | undefined } = await passer(socle, territoire, apres, tranche);
    nouveaux += lue.nouveaux;
    apres = lue.jusqua;
  }
  return nouveaux;
}

async function passer(socle: Socle, territoire: CodeTerritoire, apres: string, limite: number) {
  const acteur = acteurSysteme(territoire, 'conservation');
  await declarerContexte(socle.base, acteur);
  return socle.base.territoire<TablesTerritoire, { nouveaux: number; jusqua: string | undefined }>(
    territoire,
    async (sql) => {
      const maintenant = socle.horloge.maintenant();
      const tx = new Transaction({ ...socle, sql, acteur, maintenant });
      await passerLeGel(sql, 'droits');
      const interroger = interrogerAvec(sql);
      const reglage = await lireReglageConservation(interroger);
      const dossiers = await lireLesHorloges(interroger, { apres, limite });
      const jusqua = dossiers.length < limite ? undefined : dossiers.at(-1)?.patient;
      const dus = departsDus(dossiers, reglage, maintenant);
      await oublierLesAutres(interroger, { apres, jusqua }, dus);
      const connus = new Set((await lireLesDeparts(interroger)).map(cle));
      const nouveaux = dus.filter((d) => !connus.has(cle(d)));
      if (nouveaux.length > 0) await confier(tx, nouveaux);
      await archiver(tx, dossiers, reglage);
      return { nouveaux: nouveaux.length, jusqua };
    },
  );
}

const cle = ({ patient, categorie }: Pick<Depart, 'patient' | 'categorie'>): string => `${patient}/${categorie}`;

async function confier(tx: Transaction, nouveaux: ReturnType<typeof departsDus>): Promise<void> {
  const porteur = await premierDeLaCellule(tx);
  await annoncer(interrogerAvec(tx.sql), nouveaux, porteur);
  await tenir(tx, objetDuJour(tx.maintenant), porteur, nouveaux.map((d) => d.partLe).sort()[0] ?? '', 0);
  await prevenirLesEcrans(tx);
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
    prochaine: 'vérifier la liste, suspendre ce qui doit rester, puis décider à deux du reste',
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
