import { useBrouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, Champ, ChampDate, ChoixUnique, Formulaire, useMaintenant } from '#web/ui/index.ts';
import { faireTache, reporterTache } from '../contract.ts';
import { finDuJour, jourChoisi, type Quand } from './dates.ts';
import { APPEL, TACHE } from './textes.ts';

interface Proprietes {
  readonly id: string;
  readonly onFait: () => void;
}

export function FormulaireFaire({ id, onFait }: Proprietes) {
  const brouillon = useBrouillon(`liaison.faire:${id}`, { commentaire: '' });
  const { commentaire } = brouillon.saisie;
  const envoi = useAction(faireTache, {
    apres: () => {
      brouillon.effacer();
      notifier(TACHE.faite);
      onFait();
    },
  });
  return (
    <Formulaire
      nom={TACHE.faire}
      erreurs={envoi.erreurs}
      erreurGenerale={envoi.erreurGenerale}
      onEnvoyer={() => envoi.executer({ id, ...(commentaire.trim() === '' ? {} : { commentaire }) })}
      actions={
        <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
          {TACHE.faireEnvoi}
        </Bouton>
      }
    >
      <Champ
        nom="commentaire"
        libelle={TACHE.commentaire}
        facultatif
        lignes={3}
        longueurMax={1000}
        valeur={commentaire}
        onChange={(texte) => brouillon.modifier({ commentaire: texte })}
      />
    </Formulaire>
  );
}

const JUSQUA = [
  { valeur: 'demain', libelle: APPEL.demain },
  { valeur: 'vendredi', libelle: 'Vendredi' },
  { valeur: 'semaine', libelle: APPEL.semaine },
  { valeur: 'date', libelle: APPEL.autreDate },
] as const;

const REPORT: { readonly quand: Quand; readonly date: string; readonly motif: string } = {
  quand: 'demain',
  date: '',
  motif: '',
};

export function FormulaireReporter({ id, onFait }: Proprietes) {
  const maintenant = useMaintenant();
  const brouillon = useBrouillon(`liaison.reporter:${id}`, REPORT);
  const { saisie, modifier } = brouillon;
  const envoi = useAction(reporterTache, {
    apres: () => {
      brouillon.effacer();
      notifier(TACHE.reportee);
      onFait();
    },
  });
  return (
    <Formulaire
      nom={TACHE.reporter}
      erreurs={envoi.erreurs}
      erreurGenerale={envoi.erreurGenerale}
      onEnvoyer={() =>
        envoi.executer({ id, le: finDuJour(jourChoisi(saisie.quand, saisie.date, maintenant)), motif: saisie.motif })
      }
      actions={
        <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
          {TACHE.reporterEnvoi}
        </Bouton>
      }
    >
      <ChoixUnique
        nom="quand"
        libelle={TACHE.jusquA}
        presentation="ligne"
        options={JUSQUA}
        valeur={saisie.quand}
        onChange={(quand) => modifier({ quand })}
      />
      {saisie.quand === 'date' && (
        <ChampDate nom="le" libelle={APPEL.date} valeur={saisie.date} onChange={(date) => modifier({ date })} />
      )}
      <Champ
        nom="motif"
        libelle={TACHE.pourquoi}
        longueurMax={300}
        valeur={saisie.motif}
        onChange={(motif) => modifier({ motif })}
      />
    </Formulaire>
  );
}
