import type { CandidatIdentite } from '#fhir/identite/index.ts';
import type { Jour } from '#lib/temps/index.ts';
import type { DemandeLue, MessageLibre } from './demande-lue.ts';
import { lireAccord, lireAttentes, lireDangerVital, lireMotifs, lireUrgence } from './mots-trouves.ts';
import { preparer } from './partie.ts';
import { lirePersonne } from './personne.ts';
import { lireTelephones } from './telephones.ts';

/** Longer than any message typed by a hurried doctor; beyond, it is a copied document that the reading must not slow on. */
const LONGUEUR_LUE = 20_000;

/**
 * Reads a request for support in the free mail of a doctor without an account. Everything found is a proposal with the words it
 * comes from; nothing is asserted, the message itself is kept as received. `aujourdhui` settles years on two digits.
 * What it does not do: understand sentences. Lists, contexts and negations are data, enriched through the vectors.
 */
export function lireDemande(message: MessageLibre, aujourdhui: Jour): DemandeLue {
  const [texte, sujet] = [
    preparer('texte', message.texte.slice(0, LONGUEUR_LUE)),
    preparer('sujet', message.sujet.slice(0, LONGUEUR_LUE)),
  ];
  const parties = [texte, sujet];
  const urgence = lireUrgence(parties);
  const dangerVital = lireDangerVital(parties);
  const accord = lireAccord(parties);
  return {
    personne: lirePersonne(parties, aujourdhui),
    telephones: parties.flatMap(lireTelephones),
    attentes: lireAttentes(parties),
    motifs: lireMotifs(parties),
    ...(urgence === undefined ? {} : { urgence }),
    ...(dangerVital === undefined ? {} : { dangerVital }),
    ...(accord === undefined ? {} : { accord }),
    original: message,
  };
}

/** What the reading gives to the search for duplicates. */
export function candidatDepuisDemande({ personne, telephones }: DemandeLue, aujourdhui: Jour): CandidatIdentite {
  const { nom, nomNaissance, prenom, dateNaissance, age, sexe, commune } = personne;
  const siens = telephones
    .filter(({ valeur }) => valeur.de === 'personne')
    .map(({ valeur }) => ({ numero: valeur.numero }));
  return {
    telephones: siens,
    ...(nom === undefined ? {} : { nomUtilise: nom.valeur }),
    ...(nomNaissance === undefined ? {} : { nomNaissance: nomNaissance.valeur }),
    ...(prenom === undefined ? {} : { prenomUtilise: prenom.valeur }),
    ...(dateNaissance === undefined ? {} : { dateNaissance: dateNaissance.valeur }),
    ...(age === undefined || dateNaissance !== undefined
      ? {}
      : { anneeNaissanceApprochee: Number(aujourdhui.slice(0, 4)) - age.valeur }),
    ...(sexe === undefined ? {} : { sexe: sexe.valeur }),
    ...(commune === undefined ? {} : { adresse: { lignes: [], commune: commune.valeur } }),
  };
}
