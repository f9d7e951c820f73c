import type { Contexte } from '../contexte.ts';
import type { Demande, Reponse } from '../demande.ts';
import { bundle } from '../sortie/bundle.ts';
import { entreeDeReponse } from '../sortie/reponse-de-lot.ts';
import { jouerLesEntrees, type Servir } from './lot.ts';
import { lireLot, type EntreeDeLot } from './lire-lot.ts';
import { jouerTransaction } from './transaction.ts';

/** A Bundle sent to the base: a batch, each entry by itself, or a transaction, all or nothing. */
export async function jouerBundle(contexte: Contexte, demande: Demande, servir: Servir): Promise<Reponse> {
  const { corps, preferences } = demande;
  const valeur = corps?.genre === 'ressource' ? corps.valeur : undefined;
  const lot = lireLot(valeur, contexte.porte.base);
  const lourde = corps?.genre === 'ressource' && corps.lourde === true;
  const transaction = lot.type === 'transaction';
  const reponses = transaction
    ? await jouerTransaction(contexte, demande, lot, lourde, servir)
    : await jouerLesEntrees(contexte, demande, lot, lourde, servir);
  const entier = preferences.retour === 'representation';
  const entrees = lot.entrees.map((entree, rang) => {
    const reponse = reponses[rang];
    if (reponse === undefined) throw new Error(`l’entrée ${rang} est restée sans réponse`);
    return entreeDeReponse(reponse, entier || estUneLecture(entree));
  });
  return { statut: 200, texte: bundle({ type: transaction ? 'transaction-response' : 'batch-response' }, entrees) };
}

function estUneLecture(entree: EntreeDeLot | Error): boolean {
  return !(entree instanceof Error) && (entree.methode === 'GET' || entree.chemin.includes('$'));
}
