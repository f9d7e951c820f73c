import { useState } from 'react';
import { useBrouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, Champ, ChampDate, ChampTelephone, ChoixUnique, Formulaire, Panneau, Rang } from '#web/ui/index.ts';
import { noterDeces, noterMesure } from '../contract-protection.ts';
import {
  CLES_ETENDUES,
  CLES_MESURES,
  ETENDUES,
  type Etendue,
  QUALITES_REPRESENTANT,
  type Mesure,
} from '../vocabulaire-protection.ts';
import s from './Cercle.module.css';
import { PROTECTION } from './textes.ts';

/** Rare and grave: folded, so that nobody meets them by accident. */
export function ProtectionEtDeces({ patient }: { readonly patient: string }) {
  const [ouvert, setOuvert] = useState<'mesure' | 'deces'>();
  const fermer = () => setOuvert(undefined);
  return (
    <details className={s['depliant']}>
      <summary>{PROTECTION.titre}</summary>
      <Rang>
        <Bouton variante="discret" onPress={() => setOuvert('mesure')}>
          {PROTECTION.mesure}
        </Bouton>
        <Bouton variante="discret" onPress={() => setOuvert('deces')}>
          {PROTECTION.deces}
        </Bouton>
      </Rang>
      {ouvert === 'mesure' && <NoterMesure patient={patient} onFermer={fermer} />}
      {ouvert === 'deces' && <NoterDeces patient={patient} onFermer={fermer} />}
    </details>
  );
}

interface ProprietesNoter {
  readonly patient: string;
  readonly onFermer: () => void;
}

const MESURE_VIERGE = {
  mesure: undefined as Mesure | undefined,
  etendue: undefined as Etendue | undefined,
  nom: '',
  telephone: '',
  preuve: '',
  fin: '',
};
const OPTIONS_MESURES = CLES_MESURES.map((valeur) => ({ valeur, libelle: QUALITES_REPRESENTANT[valeur].libelle }));
const OPTIONS_ETENDUES = CLES_ETENDUES.map((valeur) => ({ valeur, libelle: ETENDUES[valeur] }));

function NoterMesure({ patient, onFermer }: ProprietesNoter) {
  const brouillon = useBrouillon(`cercle.mesure:${patient}`, MESURE_VIERGE);
  const { saisie, modifier } = brouillon;
  const envoi = useAction(noterMesure, {
    apres: () => {
      brouillon.effacer();
      notifier(PROTECTION.mesureNotee);
      onFermer();
    },
  });
  // The server names what is missing: an unanswered question is sent as it is.
  const envoyer = () =>
    envoi.executer({ patient, ...saisie, mesure: saisie.mesure as Mesure, etendue: saisie.etendue as Etendue });
  return (
    <Panneau titre={PROTECTION.mesure} ouvert onFermer={onFermer}>
      <Formulaire
        nom={PROTECTION.mesure}
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={envoyer}
        actions={
          <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
            {PROTECTION.mesureEnvoyer}
          </Bouton>
        }
      >
        <ChoixUnique
          nom="mesure"
          libelle={PROTECTION.quelle}
          options={OPTIONS_MESURES}
          valeur={saisie.mesure}
          onChange={(mesure) => modifier({ mesure })}
        />
        <ChoixUnique
          nom="etendue"
          libelle={PROTECTION.etendue}
          options={OPTIONS_ETENDUES}
          valeur={saisie.etendue}
          onChange={(etendue) => modifier({ etendue })}
        />
        <Champ nom="nom" libelle={PROTECTION.par} valeur={saisie.nom} onChange={(nom) => modifier({ nom })} />
        <ChampTelephone
          nom="telephone"
          libelle={PROTECTION.telephone}
          valeur={saisie.telephone}
          onChange={(telephone) => modifier({ telephone })}
        />
        <Champ
          nom="preuve"
          libelle={PROTECTION.preuve}
          aide={PROTECTION.preuveAide}
          valeur={saisie.preuve}
          onChange={(preuve) => modifier({ preuve })}
        />
        <ChampDate nom="fin" libelle={PROTECTION.fin} valeur={saisie.fin} onChange={(fin) => modifier({ fin })} />
      </Formulaire>
    </Panneau>
  );
}

function NoterDeces({ patient, onFermer }: ProprietesNoter) {
  const brouillon = useBrouillon(`cercle.deces:${patient}`, { le: '', source: '' });
  const { saisie, modifier } = brouillon;
  const envoi = useAction(noterDeces, {
    apres: () => {
      brouillon.effacer();
      notifier(PROTECTION.decesNote);
      onFermer();
    },
  });
  return (
    <Panneau titre={PROTECTION.deces} ouvert onFermer={onFermer}>
      <Formulaire
        nom={PROTECTION.deces}
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={() => envoi.executer({ patient, ...saisie })}
        actions={
          <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
            {PROTECTION.decesEnvoyer}
          </Bouton>
        }
      >
        <p>{PROTECTION.decesAide}</p>
        <ChampDate nom="le" libelle={PROTECTION.decesLe} valeur={saisie.le} onChange={(le) => modifier({ le })} />
        <Champ
          nom="source"
          libelle={PROTECTION.decesSource}
          valeur={saisie.source}
          onChange={(source) => modifier({ source })}
        />
      </Formulaire>
    </Panneau>
  );
}
