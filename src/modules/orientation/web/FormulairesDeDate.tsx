import { instantSaisi } from '#web/heure.ts';
import { useBrouillon } from '#web/brouillon.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, ChampDate, ChoixUnique, Formulaire } from '#web/ui/index.ts';
import { commencer, fixerRdv } from '../contract.ts';
import { ChampsDeDate, dateSaisie } from './ChampsDeReponse.tsx';
import { COMMENCER, RDV } from './textes.ts';

interface Proprietes {
  readonly id: string;
  /** Told what to say; a page that shows the new state by itself says nothing more. */
  readonly onFait?: ((mots: string) => void) | undefined;
}

export function FormulaireRdv({ id, onFait }: Proprietes) {
  const brouillon = useBrouillon(`orientation.rdv:${id}`, { date: '', heure: '' });
  const envoi = useAction(fixerRdv, {
    apres: () => {
      brouillon.effacer();
      onFait?.(RDV.fixee);
    },
  });
  const envoyer = () => {
    const lue = dateSaisie(brouillon.saisie);
    // An empty date leaves as it is: the server names what is missing.
    if (lue !== undefined) envoi.executer({ id, le: lue.le ?? '' });
  };
  return (
    <Formulaire
      nom={RDV.titre}
      erreurs={envoi.erreurs}
      erreurGenerale={envoi.erreurGenerale}
      onEnvoyer={envoyer}
      actions={
        <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
          {RDV.fixer}
        </Bouton>
      }
    >
      <ChampsDeDate nom="le" libelle={RDV.date} saisie={brouillon.saisie} onChange={brouillon.modifier} />
    </Formulaire>
  );
}

const QUAND = [
  { valeur: 'aujourdhui', libelle: COMMENCER.aujourdhui },
  { valeur: 'autre', libelle: COMMENCER.autreJour },
] as const;

/** The only moment that counts as served: a real date, today by default. */
export function FormulaireCommencer({ id, onFait }: Proprietes) {
  const brouillon = useBrouillon(`orientation.commencer:${id}`, { quand: 'aujourdhui', date: '' });
  const { quand, date } = brouillon.saisie;
  const envoi = useAction(commencer, {
    apres: () => {
      brouillon.effacer();
      onFait?.(COMMENCER.note);
    },
  });
  return (
    <Formulaire
      nom={COMMENCER.titre}
      erreurs={envoi.erreurs}
      erreurGenerale={envoi.erreurGenerale}
      onEnvoyer={() => envoi.executer(quand === 'aujourdhui' ? { id } : { id, le: instantSaisi(date, '0 h') ?? date })}
      actions={
        <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
          {COMMENCER.noter}
        </Bouton>
      }
    >
      <ChoixUnique
        nom="quand"
        libelle={COMMENCER.quand}
        presentation="ligne"
        options={QUAND}
        valeur={quand}
        onChange={(choisi) => brouillon.modifier({ quand: choisi })}
      />
      {quand === 'autre' && (
        <ChampDate
          nom="le"
          libelle={COMMENCER.date}
          valeur={date}
          onChange={(nouvelle) => brouillon.modifier({ date: nouvelle })}
        />
      )}
    </Formulaire>
  );
}
