import { useState } from 'react';
import { useBrouillon } from '#web/brouillon.ts';
import { majuscule } from '#web/format.ts';
import { Avis, Champ, ChampTelephone, ChoixUnique, useMaintenant, type ErreursDeChamps } from '#web/ui/index.ts';
import { confirmerPersonne, type DetailDemande } from '../../contract.ts';
import { comprendreNaissance, direNeeLe, ecrireNaissance, lireNaissance } from '#web/naissance.ts';
import { CHAMPS } from '../textes-gestes.ts';
import { FORMULAIRE } from '../textes.ts';
import { FormulaireDeGeste } from './PanneauDeGeste.tsx';

const CREER = 'creer';
const SEXES = [
  { valeur: 'female', libelle: 'Femme' },
  { valeur: 'male', libelle: 'Homme' },
] as const;
type Rapprochement = DetailDemande['rapprochements'][number];

/** Who is it: somebody known, chosen among look-alikes with their reasons, or a new file. Nothing is merged by itself. */
export function ConfirmerPersonne({ demande }: { readonly demande: DetailDemande }) {
  const { candidat, rapprochements } = demande;
  const seul = rapprochements.length === 0;
  const { saisie, modifier, effacer } = useBrouillon(`demande.confirmer:${demande.id}`, {
    choix: seul ? CREER : '',
    nom: candidat.nom ?? '',
    prenom: candidat.prenom ?? '',
    naissance: candidat.naissance === undefined ? '' : ecrireNaissance(candidat.naissance),
    sexe: candidat.sexe ?? '',
    telephone: candidat.telephone ?? '',
    commune: candidat.commune ?? '',
  });
  const [erreurs, setErreurs] = useState<ErreursDeChamps>();
  const creation = saisie.choix === CREER;
  const entree = () => {
    const lue = lireChoix(demande.id, saisie);
    setErreurs('erreurs' in lue ? lue.erreurs : undefined);
    return 'entree' in lue ? lue.entree : undefined;
  };
  return (
    <FormulaireDeGeste
      geste="confirmer"
      contrat={confirmerPersonne}
      entree={entree}
      erreurs={erreurs}
      bouton={creation ? CHAMPS.creer : undefined}
      apres={effacer}
    >
      {seul ? (
        <Avis titre={CHAMPS.aucuneTrouvee} />
      ) : (
        <ChoixUnique
          nom="patient"
          libelle={CHAMPS.dossier}
          options={[...rapprochements.map(enOption), { valeur: CREER, libelle: CHAMPS.aucune }]}
          valeur={saisie.choix === '' ? undefined : saisie.choix}
          onChange={(choix) => modifier({ choix })}
        />
      )}
      {creation && <ChampsDeCreation saisie={saisie} modifier={modifier} />}
    </FormulaireDeGeste>
  );
}

/** « Même date de naissance, nom voisin. À vérifier : prénom différent. » */
export function raisonsDe({ motifs, conflits }: Pick<Rapprochement, 'motifs' | 'conflits'>): string {
  const phrases = [motifs.join(', '), conflits.length === 0 ? '' : `À vérifier : ${conflits.join(', ').toLowerCase()}`];
  return phrases
    .filter((phrase) => phrase !== '')
    .map((phrase) => `${majuscule(phrase)}.`)
    .join(' ');
}

function enOption(r: Rapprochement) {
  const naissance = r.naissance === undefined ? undefined : direNeeLe(r.naissance);
  return {
    valeur: r.patient,
    libelle: [r.nom, naissance, r.commune].filter((mot) => mot !== undefined).join(' · '),
    precision: raisonsDe(r),
  };
}

interface Saisie {
  readonly choix: string;
  readonly nom: string;
  readonly prenom: string;
  readonly naissance: string;
  readonly sexe: string;
  readonly telephone: string;
  readonly commune: string;
}

function lireChoix(id: string, saisie: Saisie) {
  if (saisie.choix === '') return { erreurs: { patient: 'Choisissez une personne, ou créez son dossier.' } };
  if (saisie.choix !== CREER) return { entree: { id, patient: saisie.choix } };
  const rempli = (texte: string) => (texte.trim() === '' ? undefined : texte.trim());
  const lue = confirmerPersonne.entree.safeParse({
    id,
    creer: {
      nom: saisie.nom,
      prenom: rempli(saisie.prenom),
      naissance: lireNaissance(saisie.naissance),
      sexe: rempli(saisie.sexe),
      telephone: rempli(saisie.telephone),
      commune: rempli(saisie.commune),
    },
  });
  if (lue.success) return { entree: lue.data };
  const erreurs: Record<string, string> = {};
  for (const probleme of lue.error.issues) erreurs[probleme.path.join('.')] ??= probleme.message;
  return { erreurs };
}

interface ProprietesCreation {
  readonly saisie: Saisie;
  readonly modifier: (partie: Partial<Saisie>) => void;
}

function ChampsDeCreation({ saisie, modifier }: ProprietesCreation) {
  const comprise = comprendreNaissance(saisie.naissance, useMaintenant());
  return (
    <>
      <Champ nom="creer.nom" libelle={FORMULAIRE.nom} valeur={saisie.nom} onChange={(nom) => modifier({ nom })} />
      <Champ
        nom="creer.prenom"
        libelle={FORMULAIRE.prenom}
        facultatif
        valeur={saisie.prenom}
        onChange={(prenom) => modifier({ prenom })}
      />
      <Champ
        nom="creer.naissance"
        libelle={FORMULAIRE.naissance}
        aide={comprise === undefined ? FORMULAIRE.naissanceAide : `Compris : ${comprise}.`}
        valeur={saisie.naissance}
        onChange={(naissance) => modifier({ naissance })}
        court
      />
      <ChoixUnique
        nom="creer.sexe"
        libelle={CHAMPS.sexe}
        presentation="ligne"
        options={SEXES}
        valeur={SEXES.find(({ valeur }) => valeur === saisie.sexe)?.valeur}
        onChange={(sexe) => modifier({ sexe })}
      />
      <ChampTelephone
        nom="creer.telephone"
        libelle={FORMULAIRE.telephone}
        facultatif
        valeur={saisie.telephone}
        onChange={(telephone) => modifier({ telephone })}
      />
      <Champ
        nom="creer.commune"
        libelle="Commune"
        facultatif
        valeur={saisie.commune}
        onChange={(commune) => modifier({ commune })}
      />
    </>
  );
}
