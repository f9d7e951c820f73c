import type { TypeFhir } from '#fhir/types.ts';
import { vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import { SANS_INFORMATION, type Cercle, type Information, type Membre } from './cercle.ts';
import {
  panneauDuCercle,
  masques as contratMasques,
  opposition as contratOpposition,
  quiEtaitLa as contratQuiEtaitLa,
  type InformationVue,
  type MembreVu,
  type PanneauVu,
} from './contract.ts';
import { entendreLaPersonne, lirePersonne, pourquoiNePasModifier } from './droits.ts';
import { connaitLOpposition } from './discretion.ts';
import { entourageDe } from './entourage.ts';
import { partagesVus, phraseOpposition, phrasePerimetre } from './phrases.ts';
import { estPresent, ouverture, PHRASES_FERMETURE, presentsLe } from './rules.ts';
import { lireCercle, lireInformation } from './store.ts';
import { ETATS_INFORMATION, libelleFonction, MODES } from './vocabulaire.ts';

export const panneau = vue(panneauDuCercle, {
  droit: lirePersonne,
  lire: async ({ entree, tx }) => ({
    ...(await panneauDe(tx, entree.patient)),
    entourage: await entourageDe(tx, entree.patient),
  }),
});

export const opposition = vue(contratOpposition, {
  droit: entendreLaPersonne,
  lire: async ({ entree, tx }) => {
    const { oppositions } = await lireInformation(tx, entree.patient);
    const totale = oppositions.find(({ vise, familles }) => vise === 'tous' && familles === undefined);
    if (totale === undefined) return {};
    const { id, le, notePar } = totale;
    return { totale: { id, le: le.toISOString(), notePar } };
  },
});

export const masques = vue(contratMasques, {
  droit: lirePersonne,
  lire: async ({ entree, tx }) => {
    const lignes = await tx.sql
      .selectFrom('masque')
      .select(['masque.type', 'masque.id', 'masque.vise'])
      .where('masque.patient', '=', entree.patient)
      .where('masque.type', '<>', 'Consent')
      .execute();
    const gardes = await Promise.all(
      lignes.map(async ({ type, id, vise }) => ({
        objet: `${type}/${id}`,
        aQui:
          vise === '*'
            ? 'à tous les professionnels'
            : vise.startsWith('RelatedPerson/')
              ? 'à ses représentants légaux'
              : 'à une personne ou une structure',
        lisible: (await tx.magasin.lire(type as TypeFhir, id, tx.portee)) !== undefined,
      })),
    );
    return { masques: gardes.filter(({ lisible }) => lisible).map(({ objet, aQui }) => ({ objet, aQui })) };
  },
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
    information: voirInformation(tx, { patient, version, membres, information }, await revueLe(tx, patient)),
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

function voirInformation(tx: Transaction, cercle: Cercle, revoirLe: Date | undefined): InformationVue {
  const { information, membres } = cercle;
  const { perimetre, nommes = [] } = information;
  return {
    etat: information.etat,
    phrase: ETATS_INFORMATION[information.etat],
    le: information.le?.toISOString(),
    notePar: information.notePar,
    motif: information.motif,
    personneConsultee: information.personneConsultee,
    recueilLe: information.recueilLe?.toISOString(),
    aupresDe: information.aupresDe,
    mode: information.mode === undefined ? undefined : MODES[information.mode],
    preuve: information.preuve,
    couvre: perimetre === undefined ? undefined : phrasePerimetre(perimetre, membres),
    revoirLe: revoirLe?.toISOString(),
    partages: partagesVus(nommes, membres),
    oppositions: information.oppositions
      .filter((opposition) => connaitLOpposition(opposition, tx.acteur, cercle, tx.maintenant))
      .map((opposition) => ({
        id: opposition.id,
        phrase: phraseOpposition(opposition, membres),
        le: opposition.le.toISOString(),
        notePar: opposition.notePar,
      })),
  };
}

/** When the agreement is looked at again; only whoever reads the circle asks. */
async function revueLe(tx: Transaction, patient: string): Promise<Date | undefined> {
  const ligne = await tx.sql
    .selectFrom('main_ouverte')
    .select('main_ouverte.due_le')
    .where('main_ouverte.patient', '=', patient)
    .where('main_ouverte.cause', '=', 'cercle.accord_a_revoir')
    .where('main_ouverte.etat', '<>', 'termine')
    .executeTakeFirst();
  return ligne?.due_le ?? undefined;
}
