import { appendFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { acteurSysteme } from '#acces/acteur.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import { interrogerAvec } from '#lib/sql/requete.ts';
import type { Socle } from '#socle/executer.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { Transaction } from '#socle/transaction.ts';
import { lireReglageTrace } from '../reglages.ts';
import { dernierSceau } from './exporter.ts';
import type { Sceau } from './sceller.ts';

/** Sends a sentence by secure mail to one address; `false` when this territory has no mailbox to send from. */
export type EcrireAuDelegue = (tx: Transaction, adresse: string, sujet: string, texte: string) => Promise<boolean>;

/**
 * Once a day, the last signed root goes where this database cannot take it back: a file of its own, that only grows, and the mailbox of
 * the data protection officer. Returns whether it anchored. The file may hold the same anchor twice after a fault: it says the same.
 */
export async function ancrer(
  outils: { readonly socle: Socle; readonly fichier: string; readonly ecrire?: EcrireAuDelegue | undefined },
  territoire: CodeTerritoire,
): Promise<boolean> {
  const { socle, fichier, ecrire } = outils;
  const maintenant = socle.horloge.maintenant();
  const jour = maintenant.toISOString().slice(0, 10);
  const sceau = await dernierSceau(socle.base, territoire);
  if (sceau === undefined) return false;
  return socle.base.territoire<TablesTerritoire, boolean>(territoire, async (sql) => {
    const interroger = interrogerAvec(sql);
    const pose = await interroger({
      texte:
        'insert into trace_ancre (jour, sceau, le, envoye) values ($1, $2, $3, $4) on conflict (jour) do nothing returning jour',
      valeurs: [jour, sceau.numero, maintenant, ecrire !== undefined],
    });
    if (pose.length === 0) return false;
    const ligne = JSON.stringify({ territoire, sceau });
    await mkdir(path.dirname(fichier), { recursive: true, mode: 0o700 });
    await appendFile(fichier, `${ligne}\n`, { mode: 0o600 });
    const { ancreA } = await lireReglageTrace(interroger);
    if (ecrire !== undefined && ancreA !== undefined) {
      const tx = new Transaction({ ...socle, sql, acteur: acteurSysteme(territoire, 'ancre'), maintenant });
      await ecrire(tx, ancreA, 'Ancre du journal des accès', lettre(jour, sceau, ligne));
    }
    return true;
  });
}

const lettre = (jour: string, sceau: Sceau, ligne: string): string =>
  [
    `Racine signée du journal des accès, le ${jour} : ${sceau.taille} lignes scellées.`,
    'Gardez ce message. Si un jour le journal exporté ne passe plus par cette racine, c’est qu’il a été refait.',
    '',
    ligne,
  ].join('\n');
