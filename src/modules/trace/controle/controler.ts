import { acteurSysteme } from '#acces/acteur.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import { interrogerAvec } from '#lib/sql/requete.ts';
import type { Socle } from '#socle/executer.ts';
import type { Alerte } from '#socle/frein.ts';
import { prevenirLesEcrans } from '#socle/prevenir.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { tracer } from '#socle/tracer.ts';
import { Transaction } from '#socle/transaction.ts';
import { declarerContexte } from '#acces/contexte-trace.ts';
import { lireLesSeuils, lireReglageTrace } from '../reglages.ts';
import type { EcrireAuDelegue } from '../sceau/ancrer.ts';
import { garderLesAnomalies } from './garder.ts';
import { lireLesAcces, lireLesAgents, lireLesComptes } from './lire.ts';
import { anomaliesDuJour } from './regles.ts';

const JOUR_MS = 86_400_000;

/** Looks into the day before (TR-04), and keeps what surprises. Run again it finds nothing new. Returns how many are new. */
export async function controlerLaVeille(socle: Socle, territoire: CodeTerritoire): Promise<number> {
  const fin = new Date(Math.floor(socle.horloge.maintenant().getTime() / JOUR_MS) * JOUR_MS);
  return controler(socle, territoire, new Date(fin.getTime() - JOUR_MS), fin);
}

/** The control itself reads records' names: it leaves its own line. */
export async function controler(socle: Socle, territoire: CodeTerritoire, debut: Date, fin: Date): Promise<number> {
  return dansLaSalle(socle, territoire, async (tx) => {
    const interroger = interrogerAvec(tx.sql);
    const acces = await lireLesAcces(interroger, { debut, fin }, await lireReglageTrace(interroger));
    const comptes = await lireLesComptes(interroger, { debut, fin });
    const trouvees = anomaliesDuJour(acces, comptes, await lireLesAgents(interroger), await lireLesSeuils(interroger));
    const nouvelles = await garderLesAnomalies(tx, trouvees, debut.toISOString().slice(0, 10));
    await tracer(tx, {
      nom: 'trace.controler',
      genre: 'lecture',
      fondement: 'controle-des-acces',
      nombre: acces.length,
    });
    return nouvelles;
  });
}

/** The brake has just held somebody back: an alert with an owner, and a mail without any name of a person cared for. */
export async function alerterDuFrein(
  socle: Socle,
  territoire: CodeTerritoire,
  alerte: Alerte,
  ecrire: EcrireAuDelegue | undefined,
): Promise<void> {
  await dansLaSalle(socle, territoire, async (tx) => {
    const trouvee = {
      genre: 'frein' as const,
      acteur: alerte.acteur,
      acteurNom: alerte.nom,
      patient: undefined,
      nombre: alerte.nombre,
    };
    await garderLesAnomalies(tx, [trouvee], alerte.depuis.toISOString().slice(0, 10));
    const { ancreA } = await lireReglageTrace(interrogerAvec(tx.sql));
    if (ecrire !== undefined && ancreA !== undefined)
      await ecrire(tx, ancreA, 'Un compte lit beaucoup de dossiers', lettre(alerte));
    await tracer(tx, {
      nom: `trace.frein.${alerte.etat}`,
      genre: 'ecriture',
      fondement: `frein:${alerte.motif}`,
      nombre: alerte.nombre,
    });
    return 0;
  });
}

const lettre = ({ nom, etat, nombre }: Alerte): string =>
  `Le compte de ${nom} a dépassé ce que demande l’accompagnement (${nombre} en une heure). ${
    etat === 'bloque' ? 'Ses lectures sont arrêtées.' : 'Il doit confirmer son identité avant de continuer.'
  } Ouvrez Territoire › Contrôle des accès pour regarder, puis rouvrir ou non.`;

async function dansLaSalle(
  socle: Socle,
  territoire: CodeTerritoire,
  faire: (tx: Transaction) => Promise<number>,
): Promise<number> {
  const acteur = acteurSysteme(territoire, 'controle');
  await declarerContexte(socle.base, acteur);
  const maintenant = socle.horloge.maintenant();
  return socle.base.territoire<TablesTerritoire, number>(territoire, async (sql) => {
    const tx = new Transaction({ ...socle, sql, acteur, maintenant });
    const nombre = await faire(tx);
    tx.rafraichir('trace');
    await prevenirLesEcrans(tx);
    return nombre;
  });
}
