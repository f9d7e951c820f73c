import {
  suiteStatut,
  traitsDepuisPatient,
  type EvenementIdentite,
  type Fiabilite,
  type TraitsIdentite,
} from '#fhir/identite/index.ts';
import type { Lue } from '#fhir/types.ts';
import { afficherDateNaissance, afficherTelephone } from '#lib/identifiants/index.ts';
import { refusCommuns } from '#lib/refus.ts';
import { action, vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import { corrigerTraits as contratCorriger, identite as contratIdentite, type TraitsEntree } from './contract.ts';
import type { StatutIns } from './contract-vues.ts';
import { lirePersonne, peutCorrigerLesTraitsStricts } from './droits.ts';
import { IdentiteCorrigee } from './faits.ts';
import { aujourdhui, estAuteurDeLaFiche, remplacerTraits } from './identite.ts';
import { statutEnMots } from './presentation.ts';
import { retirerIns } from './ins.ts';
import { refus } from './refus.ts';
import { lireTraits } from './saisie.ts';
import { changements, memesTraitsStricts } from './changements.ts';

const SEXES = { feminin: 'female', masculin: 'male', inconnu: 'unknown' } as const;

/** Everything the correction form shows, with the version it was read at. */
export const identite = vue(contratIdentite, {
  droit: lirePersonne,
  lire: async ({ entree, acteur, tx }) => {
    const { ressource, version } = await tx.lire('Patient', entree.patient);
    const traits = traitsDepuisPatient(ressource);
    const ouverts = peutCorrigerLesTraitsStricts(acteur.role, await estAuteurDeLaFiche(tx, entree.patient));
    return {
      version,
      traits: enSaisie(traits),
      statutIns: statutVu(traits.fiabilite),
      strictsFermesPourquoi: ouverts ? undefined : refus.traits_stricts_reserves().texte,
    };
  },
});

/** Corrects a file: a new version, both values in the thread; a strict trait changed makes the identity provisional again. */
export const corrigerTraits = action(contratCorriger, {
  apresDeces: 'identite',
  droit: lirePersonne,
  faire: async ({ entree, acteur, tx }) => {
    const lue = await lireALaVersion(tx, entree.patient, entree.version);
    const avant = traitsDepuisPatient(lue.ressource);
    const saisis = lireTraits(entree.traits, aujourdhui(tx));
    const stricts = memesTraitsStricts(avant, saisis);
    if (!stricts && !peutCorrigerLesTraitsStricts(acteur.role, await estAuteurDeLaFiche(tx, entree.patient)))
      throw refus.traits_stricts_reserves();
    const fiabilite = stricts ? avant.fiabilite : apres(avant.fiabilite, 'trait_strict_modifie');
    // The matricule was proved for the former traits: it goes with them.
    const nouveaux = { ...saisis, fiabilite, ...(stricts && avant.ins !== undefined ? { ins: avant.ins } : {}) };
    const champs = changements(avant, nouveaux);
    if (champs.length === 0) return { version: lue.version, statutIns: statutVu(avant.fiabilite) };
    const version = await remplacerTraits(tx, lue, nouveaux);
    if (!stricts) await retirerIns(tx, entree.patient);
    await tx.fait(IdentiteCorrigee, {
      objet: `Patient/${entree.patient}`,
      patient: entree.patient,
      lecteurs: [acteur.ref],
      donnees: { champs, redevientProvisoire: fiabilite.statut !== avant.fiabilite.statut },
    });
    return { version, statutIns: statutVu(fiabilite) };
  },
});

export async function lireALaVersion(tx: Transaction, patient: string, version: number): Promise<Lue<'Patient'>> {
  const lue = await tx.lire('Patient', patient);
  if (lue.version !== version) throw refusCommuns.version_perimee();
  return lue;
}

export function apres(fiabilite: Fiabilite, evenement: EvenementIdentite): Fiabilite {
  const suite = suiteStatut(fiabilite, evenement);
  if ('refus' in suite) throw refus.identite_bloquee();
  return suite;
}

export function statutVu(fiabilite: Fiabilite): StatutIns {
  const { marques, ...statut } = statutEnMots(fiabilite);
  return { ...statut, marques: [...marques] };
}

function enSaisie(traits: TraitsIdentite): TraitsEntree {
  const [telephone] = traits.telephones;
  return {
    civilite: traits.civilite,
    nomNaissance: traits.nomNaissance,
    nom: traits.nomUtilise,
    prenoms: traits.prenomsNaissance.join(' '),
    prenom: traits.prenomUtilise,
    naissance: traits.dateNaissance === undefined ? undefined : afficherDateNaissance(traits.dateNaissance),
    sexe: SEXES[traits.sexe],
    lieuNaissance: traits.lieuNaissance?.libelle,
    codeLieuNaissance: traits.lieuNaissance?.cog,
    telephone: telephone === undefined ? undefined : afficherTelephone(telephone.numero),
    courriel: traits.courriels[0],
    adresse: traits.adresse?.lignes.join(', '),
    codePostal: traits.adresse?.codePostal,
    commune: traits.adresse?.commune,
  };
}
