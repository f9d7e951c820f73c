import { interdit, permis, type Decision } from '#acces/decision.ts';
import type { Acteur } from '#acces/acteur.ts';
import { porteeSysteme } from '#acces/portee.ts';
import { fileDe } from '#modules/territoire/index.ts';
import { action, vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import type { Information, Membre } from './cercle.ts';
import * as contrat from './contract-copie.ts';
import { lirePersonne, noterSonAvis } from './droits.ts';
import { CopieRemise, NoticeComprise } from './faits.ts';
import { phrasePerimetre } from './phrases.ts';
import { refus } from './refus.ts';
import { direRepresentant, exigerMandat } from './representants.ts';
import { estPresent, ouverture } from './rules.ts';
import { lireCercle, lireInformation } from './store.ts';
import { ETATS_INFORMATION, FAMILLES_PARTAGEES, libelleFonction, LIBELLE_SENSIBLE, NOTICE } from './vocabulaire.ts';

export const USAGE_COPIE = 'cercle.copie';
const LIEN_JOURS = 7;
const DE_LA_PERSONNE = porteeSysteme('cercle.copie');

/** Her copy, printed by whoever accompanies her. */
export const copie = vue(contrat.copie, {
  droit: lirePersonne,
  lire: ({ entree, tx }) => copiePour(tx, entree.patient, entree.representant),
});

/** The same, behind a link given to her: the address holds a secret, never a name nor a health datum. */
export const maCopie = vue(contrat.maCopie, {
  droit: ({ acteur }) => parSonLien(acteur),
  // Judged again at each opening: a mandate that ended closes the page, whatever the link says.
  lire: ({ acteur, tx }) => copiePour(tx, patientDuLien(acteur), representantDuLien(acteur)),
});

export const donnerCopie = action(contrat.donnerCopie, {
  droit: noterSonAvis,
  faire: async ({ entree, acteur, tx }) => {
    const { patient } = entree;
    const representant =
      entree.representant === undefined ? undefined : await exigerMandat(tx, patient, entree.representant, 'recevoir');
    const expireLe = new Date(tx.maintenant.getTime() + LIEN_JOURS * 86_400_000);
    const secret = await tx.creerLien({
      usage: USAGE_COPIE,
      objet: `Patient/${patient}`,
      destinataire: representant === undefined ? `Patient/${patient}` : `RelatedPerson/${representant.id}`,
      destinataireNom: representant === undefined ? 'la personne' : direRepresentant(representant),
      expireLe,
    });
    if (representant !== undefined) await direRemise(tx, patient, direRepresentant(representant), acteur.ref);
    return { adresse: tx.adresseDuLien(secret), expireLe: expireLe.toISOString() };
  },
});

/** Handed on paper: the mandate is judged at that moment, and who received it is kept in the thread. */
export const noterRemise = action(contrat.noterRemise, {
  droit: noterSonAvis,
  faire: async ({ entree, acteur, tx }) => {
    const a = direRepresentant(await exigerMandat(tx, entree.patient, entree.representant, 'recevoir'));
    await direRemise(tx, entree.patient, a, acteur.ref);
    return { a };
  },
});

async function direRemise(tx: Transaction, patient: string, a: string, lecteur: string): Promise<void> {
  await tx.fait(CopieRemise, {
    objet: `Patient/${patient}`,
    patient,
    lecteurs: [lecteur],
    donnees: { a, par: tx.acteur.nom },
  });
}

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

/** Undefined: the link was given to herself. */
const representantDuLien = ({ ref }: Acteur): string | undefined =>
  ref.startsWith('RelatedPerson/') ? ref.replace('RelatedPerson/', '') : undefined;

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

async function copiePour(tx: Transaction, patient: string, id: string | undefined) {
  tx.concerne(patient);
  if (id === undefined) return copieDe(tx, patient);
  const representant = await exigerMandat(tx, patient, id, 'recevoir');
  return { ...(await copieDe(tx, patient, true)), pour: direRepresentant(representant) };
}

/**
 * `sansLIntime`: for whoever represents her. A member she opened her most personal information to, by name, is not in it at all: the name
 * of a service is enough to say what she came for (SP-14). Nothing counts or announces what is left out.
 */
async function copieDe(tx: Transaction, patient: string, sansLIntime = false) {
  const cercle = await lireCercle(tx, patient, DE_LA_PERSONNE);
  const information = cercle?.information ?? (await lireInformation(tx, patient));
  const presents = (cercle?.membres ?? []).filter((membre) => estPresent(membre, tx.maintenant));
  const confidents = sansLIntime ? await confidentsDe(tx, patient) : [];
  const membres = presents.filter(({ ref }) => ref === undefined || !confidents.includes(ref));
  const [appeler] = (await fileDe(tx.sql, 'dac')).porteurs;
  return {
    version: NOTICE.version,
    etat: ETATS_INFORMATION[information.etat],
    couvre: couvreDe(information, membres),
    lecteurs: membres.flatMap((membre) => lecteurDe(membre, information)),
    ferme: membres.filter((membre) => ouverture(membre, information).familles.length === 0).map(({ nom }) => nom),
    supports: [...NOTICE.supports],
    mesures: [...NOTICE.mesures],
    appeler: appeler === undefined ? undefined : { nom: appeler.nom, telephone: appeler.telephone },
  };
}

/** Whoever she ever opened her most personal information to, by name; withdrawing it does not tell her parents either. */
async function confidentsDe(tx: Transaction, patient: string): Promise<readonly string[]> {
  const paroles = await tx.magasin.chercher('Consent', { patient }, DE_LA_PERSONNE);
  return paroles.flatMap(({ ressource: { provision } }) =>
    provision?.type === 'permit' && provision.securityLabel?.some(({ code }) => code === 'SEN') === true
      ? (provision.actor ?? []).flatMap(({ reference }) => reference.reference ?? [])
      : [],
  );
}

/** Only the members of this copy are named. */
function couvreDe({ perimetre }: Information, membres: readonly Membre[]): string | undefined {
  if (perimetre === undefined) return undefined;
  if (perimetre.membres === 'cercle') return phrasePerimetre(perimetre, membres);
  const cites = perimetre.membres.filter((ref) => membres.some((membre) => membre.ref === ref));
  return cites.length === 0 ? undefined : phrasePerimetre({ ...perimetre, membres: cites }, membres);
}

function lecteurDe(membre: Membre, information: Information) {
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
}
