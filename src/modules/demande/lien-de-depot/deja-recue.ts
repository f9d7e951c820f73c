import { porteeSysteme } from '#acces/portee.ts';
import { normaliser } from '#lib/texte/index.ts';
import { formaterHeure } from '#lib/temps-en-mots.ts';
import type { Transaction } from '#socle/transaction.ts';
import { lecteursDe, objetDe, type Candidat, type Demande } from '../demande.ts';
import { ComplementRecu } from '../faits.ts';
import { LIEN_DE_DEPOT } from '../parametres.ts';
import { refus } from '../refus.ts';
import { estTermine } from '../statut.ts';
import { charger, enregistrer } from '../store.ts';
import type { Urgence } from '../vocabulaire.ts';
import { deposesDepuis } from './store.ts';

interface Saisie {
  readonly personne: Candidat;
  readonly texte: string;
  readonly urgence: Urgence;
}

const HEURE_MS = 3_600_000;

/** Filing is bounded by link, so that a lost link or a jammed key does not fill the queue of the DAC. */
export async function refuserTropDeDemandes(tx: Transaction): Promise<void> {
  const deposes = await deposesDepuis(tx, new Date(tx.maintenant.getTime() - HEURE_MS));
  if (deposes.length >= LIEN_DE_DEPOT.parHeure) throw refus.trop_de_demandes();
}

/**
 * The same person asked for again within minutes by the same correspondent: the first request, with what was added to it.
 * Undefined when it is a new one.
 */
export async function demandeDejaRecue(tx: Transaction, saisie: Saisie): Promise<Demande | undefined> {
  const depuis = new Date(tx.maintenant.getTime() - LIEN_DE_DEPOT.memePersonneMinutes * 60_000);
  for (const objet of await deposesDepuis(tx, depuis)) {
    const demande = await charger(tx, objet, porteeSysteme('demande.deja_recue'));
    if (!estTermine(demande.statut) && memePersonne(demande.candidat, saisie.personne))
      return ajouter(tx, demande, saisie);
  }
  return undefined;
}

/** Same name, and dates of birth that do not contradict each other (a year alone agrees with a day of that year). */
export function memePersonne(a: Candidat, b: Candidat): boolean {
  const [na, nb] = [a.naissance ?? '', b.naissance ?? ''];
  const [pa, pb] = [normaliser(a.prenom ?? ''), normaliser(b.prenom ?? '')];
  return (
    normaliser(a.nom) === normaliser(b.nom) &&
    (na.startsWith(nb) || nb.startsWith(na)) &&
    (pa === '' || pb === '' || pa === pb)
  );
}

/** The second form says the same thing: nothing changes. It says more: the words are kept, the shorter delay wins. */
async function ajouter(tx: Transaction, avant: Demande, { texte, urgence }: Saisie): Promise<Demande> {
  const plusUrgente = urgence < avant.urgence ? urgence : avant.urgence;
  const nouveau = !normaliser(avant.texte).includes(normaliser(texte));
  if (!nouveau && plusUrgente === avant.urgence) return avant;
  const demande: Demande = {
    ...avant,
    urgence: plusUrgente,
    texte: nouveau ? `${avant.texte}\n\nAjouté à ${formaterHeure(tx.maintenant)} :\n${texte}` : avant.texte,
  };
  await enregistrer(tx, demande);
  await tx.fait(ComplementRecu, {
    objet: objetDe(demande),
    patient: demande.patient,
    lecteurs: lecteursDe(demande),
    donnees: { reference: demande.reference, reponse: texte, attenteMinutes: 0 },
  });
  return demande;
}
