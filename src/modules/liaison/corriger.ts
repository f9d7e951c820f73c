import { interdit, permis } from '#acces/decision.ts';
import { porteeSysteme } from '#acces/portee.ts';
import { action, vue } from '#socle/action.ts';
import type { RecevoirReponse } from '#socle/reception.ts';
import type { Transaction } from '#socle/transaction.ts';
import { chargerAppel, enregistrerAppel, lecteursDeAppel, type Appel } from './appel.ts';
import * as contrat from './contract.ts';
import { AppelCorrige } from './faits.ts';
import { refus } from './refus.ts';
import { donner } from './tache.ts';
import { CORRECTION_HEURES, type ChampCorrigeable } from './vocabulaire.ts';

export const finDesCorrections = (a: Appel): Date => new Date(a.le.getTime() + CORRECTION_HEURES * 3_600_000);

/** What the note said of the corrected thing, so that both values stay side by side. */
function valeurAvant(a: Appel, champ: ChampCorrigeable): string | undefined {
  if (champ === 'telephone') return a.telephone ?? a.avec.telephone;
  return champ === 'decision' ? a.decision : undefined;
}

/** Adds the correction beside the author's words, and the author is asked to read it. */
async function ajouter(
  tx: Transaction,
  a: Appel,
  correction: { champ: ChampCorrigeable; valeur: string; par: string },
): Promise<void> {
  if (tx.maintenant > finDesCorrections(a)) throw refus.correction_trop_tard();
  const avant = valeurAvant(a, correction.champ);
  const corrige: Appel = {
    ...a,
    corrections: [
      ...a.corrections,
      { champ: correction.champ, avant, apres: correction.valeur, par: correction.par, le: tx.maintenant },
    ],
    telephone: correction.champ === 'telephone' ? correction.valeur : a.telephone,
  };
  await enregistrerAppel(tx, corrige);
  await tx.fait(AppelCorrige, {
    objet: `Communication/${a.id}`,
    patient: a.patient,
    lecteurs: lecteursDeAppel(a),
    donnees: { champ: correction.champ, avant, apres: correction.valeur, par: correction.par },
  });
  await donner(tx, {
    quoi: `Lire la correction de ${correction.par}`,
    qui: a.par,
    patient: a.patient,
    origine: `Communication/${a.id}`,
  });
}

export const corriger = action(contrat.corriger, {
  droit: ({ acteur }) =>
    acteur.lien?.usage === 'liaison.corriger'
      ? permis('lien:liaison.corriger')
      : interdit('Ouvrez la correction par le lien reçu dans le message sécurisé.'),
  async faire({ entree, acteur, tx }) {
    const appel = await chargerAppel(tx, acteur.lien?.objet ?? '', porteeSysteme('liaison.corriger'));
    await ajouter(tx, appel, { champ: entree.champ, valeur: entree.valeur, par: acteur.nom });
    return { id: appel.id };
  },
});

/** Page behind the link: no value of the call is shown, the secure message holds them. */
export const corrigerPage = vue(contrat.corrigerPage, {
  droit: ({ acteur }) =>
    acteur.lien?.usage === 'liaison.corriger'
      ? permis('lien:liaison.corriger')
      : interdit('Ouvrez la correction par le lien reçu dans le message sécurisé.'),
  async lire({ acteur, tx, maintenant }) {
    const a = await chargerAppel(tx, acteur.lien?.objet ?? '', porteeSysteme('liaison.corriger'));
    const jusquau = finDesCorrections(a);
    return {
      avec: a.par.nom,
      le: a.le.toISOString(),
      jusquau: jusquau.toISOString(),
      ouverte: maintenant <= jusquau,
      corrections: a.corrections.length,
    };
  },
});

/** A plain reply to the confirmation is a correction too, kept as it was written. */
const reponse: RecevoirReponse = async ({ tx, message, objet }) => {
  const appel = await chargerAppel(tx, objet, porteeSysteme('liaison.reponse'));
  if (tx.maintenant > finDesCorrections(appel)) return false;
  await ajouter(tx, appel, { champ: 'autre', valeur: message.texte, par: message.de.nom });
  return true;
};

export const reponses: Readonly<Record<string, RecevoirReponse>> = { appel: reponse };
