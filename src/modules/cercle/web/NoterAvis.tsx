import { useBrouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, ChoixUnique, Formulaire, Panneau } from '#web/ui/index.ts';
import { noterAvis, type MembreVu } from '../contract.ts';
import { entreeDe, VIERGE, type Etat } from './avis-saisi.ts';
import { Empechement, Etendue, Trace, Vise, type RepresentantProposable } from './QuestionsDAvis.tsx';
import { NOTER, OPTIONS_MODES } from './textes.ts';

const OPTIONS_ETATS = (Object.keys(NOTER.etats) as Etat[]).map((valeur) => ({ valeur, ...NOTER.etats[valeur] }));

interface ProprietesNoter {
  readonly patient: string;
  readonly membres: readonly MembreVu[];
  readonly representants: readonly RepresentantProposable[];
  readonly onFermer: () => void;
}

/** « Noter une information »: nothing is ticked beforehand (SP-11), each answer opens only its own questions. */
export function NoterAvis({ patient, membres, representants, onFermer }: ProprietesNoter) {
  const brouillon = useBrouillon(`cercle.avis:${patient}`, VIERGE);
  const envoi = useAction(noterAvis, {
    apres: () => {
      brouillon.effacer();
      notifier(NOTER.note);
      onFermer();
    },
  });
  const { saisie, modifier } = brouillon;
  return (
    <Panneau titre={NOTER.titre} ouvert onFermer={onFermer}>
      <Formulaire
        nom={NOTER.titre}
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={() => envoi.executer(entreeDe(patient, saisie))}
        actions={
          <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
            {NOTER.envoyer}
          </Bouton>
        }
      >
        <ChoixUnique
          nom="etat"
          libelle={NOTER.etat}
          options={OPTIONS_ETATS}
          valeur={saisie.etat}
          onChange={(etat) => modifier({ etat })}
        />
        {saisie.etat === 'impossible' && <Empechement brouillon={brouillon} />}
        {saisie.etat !== undefined && saisie.etat !== 'impossible' && (
          <ChoixUnique
            nom="mode"
            libelle={NOTER.mode}
            options={OPTIONS_MODES}
            valeur={saisie.mode}
            onChange={(mode) => modifier({ mode })}
          />
        )}
        {saisie.etat === 'accord' && <Etendue brouillon={brouillon} membres={membres} />}
        {(saisie.etat === 'accord' || saisie.etat === 'informee') && (
          <Trace brouillon={brouillon} representants={representants} />
        )}
        {saisie.etat === 'opposee' && <Vise brouillon={brouillon} membres={membres} />}
      </Formulaire>
    </Panneau>
  );
}
