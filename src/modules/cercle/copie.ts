import { interdit, permis, type Decision } from '#acces/decision.ts';
import type { Acteur } from '#acces/acteur.ts';
import { porteeSysteme } from '#acces/portee.ts';
import { fileDe } from '#modules/territoire/index.ts';
import { action, vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract-copie.ts';
import { lirePersonne, noterSonAvis } from './droits.ts';
import { NoticeComprise } from './faits.ts';
import { phrasePerimetre } from './phrases.ts';
import { refus } from './refus.ts';
import { estPresent, ouverture } from './rules.ts';
import { lireCercle, lireInformation } from './store.ts';
import { ETATS_INFORMATION, FAMILLES_PARTAGEES, libelleFonction, LIBELLE_SENSIBLE, NOTICE } from './vocabulaire.ts';

export const USAGE_COPIE = 'cercle.copie';
const LIEN_JOURS = 7;
const DE_LA_PERSONNE = porteeSysteme('cercle.copie');

/** Her copy, printed by whoever accompanies her. */
export const copie = vue(contrat.copie, {
  droit: lirePersonne,
  lire: ({ entree, tx }) => copieDe(tx, entree.patient),
});

/** The same, behind a link given to her: the address holds a secret, never a name nor a health datum. */
export const maCopie = vue(contrat.maCopie, {
  droit: ({ acteur }) => parSonLien(acteur),
  lire: ({ acteur, tx }) => copieDe(tx, patientDuLien(acteur)),
});

export const donnerCopie = action(contrat.donnerCopie, {
  droit: noterSonAvis,
  faire: async ({ entree, tx }) => {
    const expireLe = new Date(tx.maintenant.getTime() + LIEN_JOURS * 86_400_000);
    const secret = await tx.creerLien({
      usage: USAGE_COPIE,
      objet: `Patient/${entree.patient}`,
      destinataire: `Patient/${entree.patient}`,
      destinataireNom: 'la personne',
      expireLe,
    });
    return { adresse: tx.adresseDuLien(secret), expireLe: expireLe.toISOString() };
  },
});

/** What she answered to the two questions; a wrong answer asks to explain again, it takes nothing away from her. */
export const noterCompris = action(contrat.noterCompris, {
  droit: noterSonAvis,
  faire: ({ entree, tx }) => noterReponses(tx, entree.patient, entree),
});

export const direCompris = action(contrat.direCompris, {
  droit: ({ acteur }) => parSonLien(acteur),
  faire: async ({ entree, acteur, tx }) => {
    if (await aDejaRepondu(tx)) throw refus.deja_repondu();
    const sortie = await noterReponses(tx, patientDuLien(acteur), entree);
    await tx.consommerLien();
    return sortie;
  },
});

/** The page stays readable until it expires; the answers are given once. */
async function aDejaRepondu(tx: Transaction): Promise<boolean> {
  const ligne = await tx.sql
    .selectFrom('lien')
    .select('lien.utilise_le')
    .where('lien.empreinte', '=', tx.acteur.lien?.empreinte ?? '')
    .executeTakeFirst();
  return ligne === undefined || ligne.utilise_le !== null;
}

function parSonLien({ lien }: Acteur): Decision {
  return lien?.usage === USAGE_COPIE
    ? permis('lien:personne')
    : interdit('Ouvrez cette page avec le lien qui vous a été remis.');
}

const patientDuLien = ({ lien }: Acteur): string => (lien?.objet ?? '').replace('Patient/', '');

async function noterReponses(
  tx: Transaction,
  patient: string,
  { changerDAvis, famille }: { readonly changerDAvis: boolean; readonly famille: boolean },
) {
  // She may change her mind at any time; being of the family gives no access.
  const bonnes = Number(changerDAvis) + Number(!famille);
  await tx.fait(NoticeComprise, {
    objet: `Patient/${patient}`,
    patient,
    lecteurs: tx.acteur.genre === 'compte' ? [tx.acteur.ref] : [],
    donnees: { bonnes, version: NOTICE.version },
  });
  return { bonnes };
}

async function copieDe(tx: Transaction, patient: string) {
  tx.concerne(patient);
  const cercle = await lireCercle(tx, patient, DE_LA_PERSONNE);
  const information = cercle?.information ?? (await lireInformation(tx, patient));
  const membres = (cercle?.membres ?? []).filter((membre) => estPresent(membre, tx.maintenant));
  const [appeler] = (await fileDe(tx.sql, 'dac')).porteurs;
  return {
    version: NOTICE.version,
    etat: ETATS_INFORMATION[information.etat],
    couvre: information.perimetre === undefined ? undefined : phrasePerimetre(information.perimetre, membres),
    lecteurs: membres.flatMap((membre) => {
      const { familles } = ouverture(membre, information);
      if (familles.length === 0) return [];
      return [
        {
          nom: membre.nom,
          fonction: libelleFonction(membre.fonction),
          telephone: membre.telephone,
          lit: familles.flatMap((f) => (f === 'ORG' ? [] : [f === 'SEN' ? LIBELLE_SENSIBLE : FAMILLES_PARTAGEES[f]])),
        },
      ];
    }),
    ferme: membres.filter((membre) => ouverture(membre, information).familles.length === 0).map(({ nom }) => nom),
    supports: [...NOTICE.supports],
    mesures: [...NOTICE.mesures],
    appeler: appeler === undefined ? undefined : { nom: appeler.nom, telephone: appeler.telephone },
  };
}
