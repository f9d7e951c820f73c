import { useState } from 'react';
import { useBrouillon } from '#web/brouillon.ts';
import { Avis, Champ, ChoixUnique, type ErreursDeChamps } from '#web/ui/index.ts';
import {
  annuler,
  clore,
  demanderComplement,
  noterComplement,
  rouvrir,
  suivre,
  transmettre,
  type DetailDemande,
} from '../../contract.ts';
import { CLOTURES, type MotifCloture } from '../../vocabulaire.ts';
import { ceQuiManque } from '../mot-au-demandeur.ts';
import { CHAMPS } from '../textes-gestes.ts';
import { ERREUR_PAS_PREVENU, MotAuDemandeur } from './MotAuDemandeur.tsx';
import { FormulaireDeGeste } from './PanneauDeGeste.tsx';

interface ProprietesGeste {
  readonly demande: DetailDemande;
}

export function PoserQuestion({ demande }: ProprietesGeste) {
  const { saisie, modifier, effacer } = useBrouillon(`demande.question:${demande.id}`, { question: '' });
  const { nom, adresse } = demande.demandeur;
  const parTelephone = adresse === undefined;
  return (
    <FormulaireDeGeste
      geste="complement"
      contrat={demanderComplement}
      {...(parTelephone ? { bouton: CHAMPS.questionAPoser, fait: CHAMPS.questionNotee(nom) } : {})}
      entree={() => ({ id: demande.id, ...saisie })}
      apres={effacer}
    >
      <Champ
        nom="question"
        libelle={CHAMPS.question}
        aide={parTelephone ? CHAMPS.questionParTelephone(nom) : CHAMPS.questionAide}
        lignes={3}
        longueurMax={1000}
        valeur={saisie.question}
        onChange={(question) => modifier({ question })}
      />
    </FormulaireDeGeste>
  );
}

export function NoterReponse({ demande }: ProprietesGeste) {
  const { saisie, modifier, effacer } = useBrouillon(`demande.reponse:${demande.id}`, { reponse: '' });
  return (
    <FormulaireDeGeste
      geste="noterComplement"
      contrat={noterComplement}
      entree={() => ({ id: demande.id, ...saisie })}
      apres={effacer}
    >
      <Champ
        nom="reponse"
        libelle={CHAMPS.reponse}
        lignes={3}
        valeur={saisie.reponse}
        onChange={(reponse) => modifier({ reponse })}
      />
    </FormulaireDeGeste>
  );
}

const STATUT_DU_GESTE = { suivre: 'suivi', veille: 'veille', reprendre: 'en_qualification' } as const;

/** Follow-up, watch, or back to analysis: one line says what is planned. */
export function ChangerDEtape({ demande, geste }: ProprietesGeste & { readonly geste: keyof typeof STATUT_DU_GESTE }) {
  const { saisie, modifier, effacer } = useBrouillon(`demande.${geste}:${demande.id}`, { texte: '' });
  return (
    <FormulaireDeGeste
      geste={geste}
      contrat={suivre}
      entree={() => ({ id: demande.id, statut: STATUT_DU_GESTE[geste], texte: saisie.texte })}
      apres={effacer}
    >
      <Champ
        nom="texte"
        libelle={CHAMPS.suiteTexte}
        lignes={2}
        longueurMax={500}
        valeur={saisie.texte}
        onChange={(texte) => modifier({ texte })}
      />
    </FormulaireDeGeste>
  );
}

export function PasserLaMain({ demande }: ProprietesGeste) {
  const [a, setA] = useState<string>();
  const { saisie, modifier, effacer } = useBrouillon(`demande.transmettre:${demande.id}`, { motif: '' });
  const [erreurs, setErreurs] = useState<ErreursDeChamps>();
  const collegues = demande.equipe.filter(({ ref }) => ref !== demande.main.quiRef);
  if (collegues.length === 0) return <Avis titre={CHAMPS.personneAutre} />;
  const entree = () => {
    setErreurs(a === undefined ? { a: 'Choisissez un collègue.' } : undefined);
    return a === undefined ? undefined : { id: demande.id, a, motif: saisie.motif };
  };
  return (
    <FormulaireDeGeste geste="transmettre" contrat={transmettre} entree={entree} erreurs={erreurs} apres={effacer}>
      <ChoixUnique
        nom="a"
        libelle={CHAMPS.transmettreA}
        options={collegues.map(({ ref, nom }) => ({ valeur: ref, libelle: nom }))}
        valeur={a}
        onChange={setA}
      />
      <Champ
        nom="motif"
        libelle={CHAMPS.transmettreMotif}
        lignes={2}
        longueurMax={500}
        valeur={saisie.motif}
        onChange={(motif) => modifier({ motif })}
      />
    </FormulaireDeGeste>
  );
}

const OPTIONS_CLOTURE = (Object.keys(CLOTURES) as MotifCloture[]).map((valeur) => ({
  valeur,
  libelle: CLOTURES[valeur],
}));

export function Clore({ demande }: ProprietesGeste) {
  const { saisie, modifier, effacer } = useBrouillon(`demande.clore:${demande.id}`, {
    motif: '',
    synthese: '',
    retour: '',
    parTelephone: false,
  });
  const [erreurs, setErreurs] = useState<ErreursDeChamps>();
  const dejaDit = demande.retours > 0;
  const motif = OPTIONS_CLOTURE.find(({ valeur }) => valeur === saisie.motif)?.valeur;
  const entree = () => {
    const manque =
      (saisie.retour.trim() === '' && dejaDit) || saisie.parTelephone ? undefined : ceQuiManque(saisie.retour);
    const nonPrevenu = saisie.retour.trim() !== '' && demande.demandeur.adresse === undefined && !saisie.parTelephone;
    const trouvees = {
      ...(motif === undefined ? { motif: 'Choisissez la raison de la clôture.' } : {}),
      ...(saisie.synthese.trim() === '' ? { synthese: 'Écrivez une courte synthèse.' } : {}),
      ...(manque === undefined ? {} : { retour: manque }),
      ...(nonPrevenu ? { prevenuParTelephone: ERREUR_PAS_PREVENU } : {}),
    };
    const complete = Object.keys(trouvees).length === 0;
    setErreurs(complete ? undefined : trouvees);
    if (!complete || motif === undefined) return undefined;
    const { synthese, retour, parTelephone } = saisie;
    return {
      id: demande.id,
      motif,
      synthese,
      prevenuParTelephone: parTelephone,
      ...(retour.trim() === '' ? {} : { retour: retour.trim() }),
    };
  };
  return (
    <FormulaireDeGeste geste="clore" contrat={clore} entree={entree} erreurs={erreurs} apres={effacer}>
      <ChoixUnique
        nom="motif"
        libelle={CHAMPS.cloreMotif}
        presentation="liste"
        options={OPTIONS_CLOTURE}
        valeur={motif}
        onChange={(choisi) => modifier({ motif: choisi })}
      />
      <Champ
        nom="synthese"
        libelle={CHAMPS.cloreSynthese}
        aide={CHAMPS.cloreSyntheseAide}
        lignes={4}
        valeur={saisie.synthese}
        onChange={(synthese) => modifier({ synthese })}
      />
      <MotAuDemandeur
        demandeur={demande.demandeur}
        nom="retour"
        facultatif={dejaDit}
        aide={dejaDit ? CHAMPS.retourDejaDit : undefined}
        texte={saisie.retour}
        onTexte={(retour) => modifier({ retour })}
        parTelephone={saisie.parTelephone}
        onParTelephone={(parTelephone) => modifier({ parTelephone })}
      />
    </FormulaireDeGeste>
  );
}

const RAISONS = [
  { valeur: 'annulee', libelle: 'Elle n’a plus lieu d’être' },
  { valeur: 'doublon', libelle: 'Elle existe déjà', precision: 'La demande déjà en cours continue.' },
] as const;

export function Annuler({ demande }: ProprietesGeste) {
  const [raison, setRaison] = useState<(typeof RAISONS)[number]['valeur']>();
  const { saisie, modifier, effacer } = useBrouillon(`demande.annuler:${demande.id}`, {
    motif: '',
    parTelephone: false,
  });
  const [erreurs, setErreurs] = useState<ErreursDeChamps>();
  const entree = () => {
    const manque = ceQuiManque(saisie.motif);
    const nonPrevenu = demande.demandeur.adresse === undefined && !saisie.parTelephone;
    const trouvees = {
      ...(raison === undefined ? { raison: 'Choisissez pourquoi.' } : {}),
      ...(manque === undefined ? {} : { motif: manque }),
      ...(nonPrevenu ? { prevenuParTelephone: ERREUR_PAS_PREVENU } : {}),
    };
    const complete = Object.keys(trouvees).length === 0;
    setErreurs(complete ? undefined : trouvees);
    return !complete || raison === undefined
      ? undefined
      : { id: demande.id, raison, motif: saisie.motif.trim(), prevenuParTelephone: saisie.parTelephone };
  };
  return (
    <FormulaireDeGeste geste="annuler" contrat={annuler} entree={entree} erreurs={erreurs} apres={effacer} danger>
      <ChoixUnique nom="raison" libelle={CHAMPS.annulerRaison} options={RAISONS} valeur={raison} onChange={setRaison} />
      <MotAuDemandeur
        demandeur={demande.demandeur}
        nom="motif"
        libelle={CHAMPS.annulerMotif}
        texte={saisie.motif}
        onTexte={(motif) => modifier({ motif })}
        parTelephone={saisie.parTelephone}
        onParTelephone={(parTelephone) => modifier({ parTelephone })}
      />
    </FormulaireDeGeste>
  );
}

export function Rouvrir({ demande }: ProprietesGeste) {
  const { saisie, modifier, effacer } = useBrouillon(`demande.rouvrir:${demande.id}`, { motif: '' });
  return (
    <FormulaireDeGeste geste="rouvrir" contrat={rouvrir} entree={() => ({ id: demande.id, ...saisie })} apres={effacer}>
      <Champ
        nom="motif"
        libelle={CHAMPS.rouvrirMotif}
        lignes={2}
        longueurMax={500}
        valeur={saisie.motif}
        onChange={(motif) => modifier({ motif })}
      />
    </FormulaireDeGeste>
  );
}
