import type { Patient, RelatedPerson } from '@medplum/fhirtypes';
import { traitsDepuisPatient, type TraitsIdentite } from '#fhir/identite/index.ts';
import type { Identifiee, Lue } from '#fhir/types.ts';
import { panneauDe } from '#modules/cercle/index.ts';
import { vue, type Vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import { aSavoirDe } from './a-savoir.ts';
import { resume as contratResume } from './contract.ts';
import type { ASavoirVu } from './contract-vues.ts';
import { lirePersonne } from './droits.ts';
import { derniersEvenements, type Phrases } from './fil.ts';
import { aujourdhui, referenceDe } from './identite.ts';
import { mainsDe } from './mains.ts';
import {
  ageDe,
  estMineur,
  naissanceAffichee,
  nomAffiche,
  nomDeNaissanceAffiche,
  statutEnMots,
} from './presentation.ts';
import { prochesDe, procheVu } from './proches.ts';
import { enCeMoment } from './rules.ts';
import { peutRepondre } from './savoir.ts';
import { TYPES_A_SAVOIR } from './vocabulaire.ts';

const EVENEMENTS = 5;

/** One page about one person, with the reader's rights on each part. */
export function vueResume(phrases: Phrases): Vue {
  return vue(contratResume, {
    droit: lirePersonne,
    lire: async ({ entree, tx }) => {
      const { patient } = entree;
      const lue = await tx.lire('Patient', patient);
      const traits = traitsDepuisPatient(lue.ressource);
      const proches = await prochesDe(tx, patient);
      const panneau = await panneauDe(tx, patient);
      const mains = await mainsDe(tx, patient);
      return {
        ...qui(tx, lue, traits),
        attentions: attentions(tx, traits, proches, panneau),
        aSavoir: await aSavoir(tx, patient),
        mains,
        enCeMoment: enCeMoment(mains),
        cercle: panneau.membres,
        information: panneau.information,
        proches: proches.map(procheVu),
        evenements: await derniersEvenements(tx, patient, EVENEMENTS, phrases),
      };
    },
  });
}

function qui(tx: Transaction, lue: Lue<'Patient'>, traits: TraitsIdentite) {
  const patient: Identifiee<Patient> = lue.ressource;
  const { marques, ...statut } = statutEnMots(traits.fiabilite);
  const adresse = [
    ...(traits.adresse?.lignes ?? []),
    [traits.adresse?.codePostal, traits.adresse?.commune].filter(Boolean).join(' '),
  ];
  return {
    id: patient.id,
    version: lue.version,
    reference: referenceDe(patient),
    reuniA: patient.link?.find(({ type }) => type === 'replaced-by')?.other.reference?.replace('Patient/', ''),
    nom: nomAffiche(traits),
    nomNaissance: nomDeNaissanceAffiche(traits),
    naissance: naissanceAffichee(traits),
    age: ageDe(traits, aujourdhui(tx)),
    sexe: traits.sexe,
    telephone: traits.telephones[0]?.numero,
    adresse: adresse.filter((partie) => partie !== '').join(', ') || undefined,
    statutIns: { ...statut, marques: [...marques] },
  };
}

function attentions(
  tx: Transaction,
  traits: TraitsIdentite,
  proches: readonly Lue<'RelatedPerson'>[],
  { information, jySuis, membres }: Awaited<ReturnType<typeof panneauDe>>,
): string[] {
  const representee = proches.some(({ ressource }) => estRepresentant(ressource));
  const moiFerme = membres.find(({ ref, present }) => present && tx.acteur.refs.includes(ref ?? ''))?.pourquoi;
  return [
    ...(estMineur(traits, aujourdhui(tx)) && !representee
      ? ['Personne mineure : aucun représentant légal n’est noté.']
      : []),
    ...information.oppositions.map(({ phrase }) => phrase),
    ...(jySuis && moiFerme !== undefined
      ? [`Vous êtes dans le cercle, mais le dossier vous est fermé. ${moiFerme}`]
      : []),
    ...(jySuis || membres.length > 0
      ? []
      : ['Vous n’êtes pas dans le cercle : vous voyez seulement ce qui vous a été adressé ou ce que vous avez écrit.']),
  ];
}

function estRepresentant({ relationship = [] }: RelatedPerson): boolean {
  return relationship.some(({ coding = [] }) => coding.some(({ code }) => code === 'GUARD' || code === 'TUTEUR'));
}

async function aSavoir(tx: Transaction, patient: string): Promise<ASavoirVu[]> {
  const lus = await tx.magasin.chercher('Flag', { patient, toks: ['status=active'] }, tx.portee);
  return Promise.all(
    lus.map(async ({ ressource, version }) => {
      const ligne = aSavoirDe(ressource);
      return {
        id: ligne.id,
        version,
        texte: ligne.texte,
        type: TYPES_A_SAVOIR[ligne.type],
        auteur: ligne.auteur.nom,
        le: ligne.le.toISOString(),
        verifieLe: ligne.verifie.le.toISOString(),
        verifiePar: ligne.verifie.par,
        conteste:
          ligne.conteste === undefined
            ? undefined
            : { par: ligne.conteste.par, le: ligne.conteste.le.toISOString(), motif: ligne.conteste.motif },
        aMoiDeRepondre: await peutRepondre(tx, ligne),
      };
    }),
  );
}
