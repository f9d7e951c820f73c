import { useBrouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, Champ, ChoixUnique, Formulaire, Panneau } from '#web/ui/index.ts';
import { ajouterComplement, corrigerDeces, GENRES_DE_COMPLEMENT, type GenreDeComplement } from '../contract-deces.ts';
import { DECES } from './textes-deces.ts';

interface ProprietesApres {
  readonly patient: string;
  readonly onFermer: () => void;
}

const VIERGE = { genre: undefined as GenreDeComplement | undefined, texte: '', motif: '' };
const OPTIONS = (Object.keys(GENRES_DE_COMPLEMENT) as GenreDeComplement[]).map((valeur) => ({
  valeur,
  libelle: GENRES_DE_COMPLEMENT[valeur],
  precision: DECES.quiLit[valeur],
}));

/** The only thing still written: what it is about, the words, and why now. */
export function AjouterComplement({ patient, onFermer }: ProprietesApres) {
  const brouillon = useBrouillon(`cercle.complement:${patient}`, VIERGE);
  const { saisie, modifier } = brouillon;
  const envoi = useAction(ajouterComplement, {
    apres: () => {
      brouillon.effacer();
      notifier(DECES.ajoute);
      onFermer();
    },
  });
  return (
    <Panneau titre={DECES.ajouter} ouvert onFermer={onFermer}>
      <Formulaire
        nom={DECES.ajouter}
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        // The server names what is missing: an unanswered question is sent as it is.
        onEnvoyer={() => envoi.executer({ patient, ...saisie, genre: saisie.genre as GenreDeComplement })}
        actions={
          <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
            {DECES.ajouterEnvoyer}
          </Bouton>
        }
      >
        <p>{DECES.ajouterAide}</p>
        <ChoixUnique
          nom="genre"
          libelle={DECES.genre}
          options={OPTIONS}
          valeur={saisie.genre}
          onChange={(genre) => modifier({ genre })}
        />
        <Champ
          nom="texte"
          libelle={DECES.texte}
          lignes={6}
          longueurMax={2000}
          valeur={saisie.texte}
          onChange={(texte) => modifier({ texte })}
        />
        <Champ nom="motif" libelle={DECES.pourquoi} valeur={saisie.motif} onChange={(motif) => modifier({ motif })} />
      </Formulaire>
    </Panneau>
  );
}

/** The person is alive: the record opens again, and the thread says who corrected it and why. */
export function CorrigerDeces({ patient, onFermer }: ProprietesApres) {
  const brouillon = useBrouillon(`cercle.corrigerDeces:${patient}`, { motif: '' });
  const envoi = useAction(corrigerDeces, {
    apres: () => {
      brouillon.effacer();
      notifier(DECES.corrige);
      onFermer();
    },
  });
  return (
    <Panneau titre={DECES.erreur} ouvert onFermer={onFermer}>
      <Formulaire
        nom={DECES.erreur}
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={() => envoi.executer({ patient, motif: brouillon.saisie.motif })}
        actions={
          <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
            {DECES.corriger}
          </Bouton>
        }
      >
        <p>{DECES.erreurAide}</p>
        <Champ
          nom="motif"
          libelle={DECES.comment}
          valeur={brouillon.saisie.motif}
          onChange={(motif) => brouillon.modifier({ motif })}
        />
      </Formulaire>
    </Panneau>
  );
}
