import { useState } from 'react';
import { useBrouillon } from '#web/brouillon.ts';
import { useMoi } from '#web/session/session.tsx';
import { Champ, ChampDate, ChoixUnique, type ErreursDeChamps } from '#web/ui/index.ts';
import { decider, type DetailDemande } from '../../contract.ts';
import { DECISIONS, type Decision } from '../../statut.ts';
import { instantSaisi } from '#web/heure.ts';
import { ceQuiManque, motAuDemandeur } from '../mot-au-demandeur.ts';
import { nomDeLaPersonne } from '../personne.ts';
import s from '../Demande.module.css';
import { direMedecinTraitant } from '../medecin-traitant.ts';
import { CHAMPS } from '../textes-gestes.ts';
import { DECISIONS_EN_MOTS } from '../textes.ts';
import { ERREUR_PAS_PREVENU, MotAuDemandeur } from './MotAuDemandeur.tsx';
import { FormulaireDeGeste } from './PanneauDeGeste.tsx';

/** From the lightest to the heaviest, then what leaves the team. */
const ORDRE = Object.keys(DECISIONS_EN_MOTS) as Decision[];

/** Decisions after which something is planned on a day. */
const AVEC_SUITE: readonly Decision[] = ['evaluation', 'appui_coordination', 'orientation_en_cours'];

const VIERGE = { decision: '', retour: '', retouche: false, etape: '', jour: '', heure: '', parTelephone: false };
type Saisie = typeof VIERGE;

/** One decision and the word that leaves with it, in one gesture. */
export function Decider({ demande }: { readonly demande: DetailDemande }) {
  const moi = useMoi();
  const { saisie, modifier, effacer } = useBrouillon(`demande.decider:${demande.id}`, VIERGE);
  const [erreurs, setErreurs] = useState<ErreursDeChamps>();
  const choisie = DECISIONS.find((decision) => decision === saisie.decision);
  const choisir = (decision: Decision) =>
    modifier({
      decision,
      etape: decision === 'evaluation' && saisie.etape === '' ? 'Visite à domicile' : saisie.etape,
      ...(saisie.retouche ? {} : { retour: motAuDemandeur(decision, nomDeLaPersonne(demande), moi.nom) }),
    });
  const entree = () => {
    const lue = lireDecision(demande, saisie);
    setErreurs('erreurs' in lue ? lue.erreurs : undefined);
    return 'entree' in lue ? lue.entree : undefined;
  };
  return (
    <FormulaireDeGeste geste="decider" contrat={decider} entree={entree} erreurs={erreurs} apres={effacer}>
      <ChoixUnique
        nom="decision"
        libelle={CHAMPS.decision}
        options={ORDRE.map((valeur) => ({
          valeur,
          ...DECISIONS_EN_MOTS[valeur],
          fermePourquoi: demande.ferme[`decider:${valeur}`],
        }))}
        valeur={choisie}
        onChange={choisir}
      />
      {choisie !== undefined && AVEC_SUITE.includes(choisie) && <ProchaineEtape saisie={saisie} modifier={modifier} />}
      {choisie !== undefined && (
        <MotAuDemandeur
          demandeur={demande.demandeur}
          nom="retour"
          texte={saisie.retour}
          onTexte={(retour) => modifier({ retour, retouche: true })}
          parTelephone={saisie.parTelephone}
          onParTelephone={(parTelephone) => modifier({ parTelephone })}
        />
      )}
      {choisie !== undefined && demande.medecinTraitant !== undefined && (
        <p className={s['douce']}>{direMedecinTraitant(demande.medecinTraitant)}</p>
      )}
    </FormulaireDeGeste>
  );
}

interface ProprietesEtape {
  readonly saisie: Saisie;
  readonly modifier: (partie: Partial<Saisie>) => void;
}

function ProchaineEtape({ saisie, modifier }: ProprietesEtape) {
  return (
    <>
      <Champ
        nom="prochaineEtape.texte"
        libelle={CHAMPS.prochaine}
        facultatif
        valeur={saisie.etape}
        onChange={(etape) => modifier({ etape })}
        longueurMax={200}
      />
      <ChampDate
        nom="prochaineEtape.jour"
        libelle={CHAMPS.prochaineJour}
        facultatif
        valeur={saisie.jour}
        onChange={(jour) => modifier({ jour })}
      />
      <Champ
        nom="prochaineEtape.heure"
        libelle={CHAMPS.prochaineHeure}
        facultatif
        aide={CHAMPS.prochaineHeureAide}
        court
        valeur={saisie.heure}
        onChange={(heure) => modifier({ heure })}
      />
    </>
  );
}

/** Noon, when only the day is known: the date counts, the hour will be said. */
const MIDI = '12 h';

function lireDecision(demande: DetailDemande, saisie: Saisie) {
  const decision = DECISIONS.find((candidate) => candidate === saisie.decision);
  if (decision === undefined) return { erreurs: { decision: 'Choisissez une décision.' } };
  const datee = AVEC_SUITE.includes(decision) && saisie.jour !== '';
  const le = datee ? instantSaisi(saisie.jour, saisie.heure.trim() === '' ? MIDI : saisie.heure) : undefined;
  const manque = ceQuiManque(saisie.retour);
  const nonPrevenu = demande.demandeur.adresse === undefined && !saisie.parTelephone;
  const erreurs = {
    ...(datee && saisie.etape.trim() === '' ? { 'prochaineEtape.texte': 'Dites ce qui est prévu ce jour-là.' } : {}),
    ...(datee && le === undefined
      ? { 'prochaineEtape.jour': 'Vérifiez ce jour et cette heure : ils n’existent pas ensemble.' }
      : {}),
    ...(manque === undefined ? {} : { retour: manque }),
    ...(nonPrevenu ? { prevenuParTelephone: ERREUR_PAS_PREVENU } : {}),
  };
  if (Object.keys(erreurs).length > 0) return { erreurs };
  return {
    entree: {
      id: demande.id,
      decision,
      retour: saisie.retour.trim(),
      prevenuParTelephone: saisie.parTelephone,
      ...(le === undefined ? {} : { prochaineEtape: { texte: saisie.etape.trim(), le } }),
    },
  };
}
