import { vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import { SANS_INFORMATION, type Cercle, type Information, type Membre, type Opposition } from './cercle.ts';
import {
  panneauDuCercle,
  quiEtaitLa as contratQuiEtaitLa,
  type InformationVue,
  type MembreVu,
  type PanneauVu,
} from './contract.ts';
import { lirePersonne, pourquoiNePasModifier } from './droits.ts';
import { estPresent, ouverture, PHRASES_FERMETURE, presentsLe } from './rules.ts';
import { lireCercle, lireInformation } from './store.ts';
import { ETATS_INFORMATION, libelleFonction } from './vocabulaire.ts';

export const panneau = vue(panneauDuCercle, {
  droit: lirePersonne,
  lire: ({ entree, tx }) => panneauDe(tx, entree.patient),
});

export const quiEtaitLa = vue(contratQuiEtaitLa, {
  droit: lirePersonne,
  lire: async ({ entree, tx, maintenant }) => {
    const cercle = await lireCercle(tx, entree.patient, tx.portee);
    const presents = presentsLe(cercle?.membres ?? [], new Date(entree.le));
    return {
      membres: presents.map((membre) => voirMembre(membre, cercle?.information ?? SANS_INFORMATION, maintenant)),
    };
  },
});

/** The circle as one reader sees it, for the panel and for the page of the person. */
export async function panneauDe(tx: Transaction, patient: string): Promise<PanneauVu> {
  const cercle = await lireCercle(tx, patient, tx.portee);
  const information = cercle?.information ?? (await lireInformation(tx, patient));
  const { membres, version } = cercle ?? { membres: [], version: 0 };
  const vus = membres.map((membre) => voirMembre(membre, information, tx.maintenant));
  const termines = membres.filter(({ fin }) => fin !== undefined && fin <= tx.maintenant).map(({ rang }) => rang);
  const fermePourquoi = await pourquoiNePasModifier(tx, tx.acteur, patient);
  return {
    version,
    membres: vus.filter(({ rang }) => !termines.includes(rang)),
    partis: vus.filter(({ rang }) => termines.includes(rang)),
    information: voirInformation(information, membres),
    fermePourquoi,
    jySuis: jySuis(tx, cercle),
  };
}

function jySuis(tx: Transaction, cercle: Cercle | undefined): boolean {
  return (
    cercle?.membres.some((membre) => tx.acteur.refs.includes(membre.ref ?? '') && estPresent(membre, tx.maintenant)) ===
    true
  );
}

function voirMembre(membre: Membre, information: Information, maintenant: Date): MembreVu {
  const { familles, raison } = ouverture(membre, information);
  const present = estPresent(membre, maintenant);
  return {
    rang: membre.rang,
    ref: membre.ref,
    nom: membre.nom,
    genre: membre.genre,
    fonction: membre.fonction,
    libelleFonction: libelleFonction(membre.fonction),
    structure: membre.structure,
    telephone: membre.telephone,
    debut: membre.debut.toISOString(),
    fin: membre.fin?.toISOString(),
    present,
    fondement: membre.fondement,
    ouvert: present && familles.length > 0,
    pourquoi: raison === undefined ? undefined : PHRASES_FERMETURE[raison],
    ajoutePar: membre.ajoutePar,
  };
}

function voirInformation(information: Information, membres: readonly Membre[]): InformationVue {
  return {
    etat: information.etat,
    phrase: ETATS_INFORMATION[information.etat],
    le: information.le?.toISOString(),
    notePar: information.notePar,
    motif: information.motif,
    personneConsultee: information.personneConsultee,
    recueilLe: information.recueilLe?.toISOString(),
    oppositions: information.oppositions.map((opposition) => ({
      id: opposition.id,
      phrase: phraseOpposition(opposition, membres),
      le: opposition.le.toISOString(),
      notePar: opposition.notePar,
    })),
  };
}

function phraseOpposition({ vise }: Opposition, membres: readonly Membre[]): string {
  if (vise === 'tous') return 'La personne s’oppose à tout partage de son dossier.';
  const noms = membres.filter(({ ref }) => vise.includes(ref ?? '')).map(({ nom }) => nom);
  return `La personne s’oppose au partage avec ${[...new Set(noms)].join(', ') || 'un professionnel'}.`;
}
