import { useRelireSiPerimee } from '#modules/cercle/web/relire.ts';
import { useBrouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, Champ, Formulaire, Panneau } from '#web/ui/index.ts';
import { repondreASavoir, signalerFaux } from '../contract.ts';
import type { ASavoirVu } from '../contract-vues.ts';
import { SAVOIR } from './textes.ts';

interface ProprietesRevoir {
  readonly ligne: ASavoirVu;
  readonly onFermer: () => void;
}

/** What was typed survives a line changed meanwhile: the new version is read behind, the sending is for the user to repeat. */
const phrase = (code: string | undefined, texte: string | undefined) =>
  code === 'cordee.version_perimee' ? SAVOIR.entreTemps : texte;

export function SignalerFaux({ ligne, onFermer }: ProprietesRevoir) {
  const { id, version, auteur, texte } = ligne;
  const brouillon = useBrouillon(`faux:${id}`, { motif: '' });
  const envoi = useAction(signalerFaux, {
    apres: ({ a }) => {
      brouillon.effacer();
      notifier(SAVOIR.signalee(a));
      onFermer();
    },
  });
  useRelireSiPerimee(envoi.erreur);
  return (
    <Panneau titre={SAVOIR.fauxTitre} ouvert onFermer={onFermer}>
      <Formulaire
        nom={SAVOIR.fauxTitre}
        erreurs={envoi.erreurs}
        erreurGenerale={phrase(envoi.erreur?.code, envoi.erreurGenerale)}
        onEnvoyer={() => envoi.executer({ id, version, motif: brouillon.saisie.motif })}
        actions={
          <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
            {SAVOIR.fauxEnvoyer}
          </Bouton>
        }
      >
        <p>« {texte} »</p>
        <Champ
          nom="motif"
          libelle={SAVOIR.fauxMotif}
          aide={SAVOIR.fauxAide(auteur)}
          lignes={2}
          valeur={brouillon.saisie.motif}
          onChange={(motif) => brouillon.modifier({ motif })}
        />
      </Formulaire>
    </Panneau>
  );
}

export function CorrigerLigne({ ligne, onFermer }: ProprietesRevoir) {
  const { id, version, texte } = ligne;
  const brouillon = useBrouillon(`corriger:${id}`, { texte });
  const finir = (message: string) => () => {
    brouillon.effacer();
    notifier(message);
    onFermer();
  };
  const correction = useAction(repondreASavoir, { apres: finir(SAVOIR.corrigee) });
  const retrait = useAction(repondreASavoir, { apres: finir(SAVOIR.retiree) });
  useRelireSiPerimee(correction.erreur ?? retrait.erreur);
  const generale =
    phrase(correction.erreur?.code, correction.erreurGenerale) ?? phrase(retrait.erreur?.code, retrait.erreurGenerale);
  return (
    <Panneau titre={SAVOIR.repondreTitre} ouvert onFermer={onFermer}>
      <Formulaire
        nom={SAVOIR.repondreTitre}
        erreurs={correction.erreurs}
        erreurGenerale={generale}
        onEnvoyer={() => correction.executer({ decision: 'corriger', id, version, texte: brouillon.saisie.texte })}
        actions={
          <>
            <Bouton type="submit" variante="principal" enCours={correction.enCours}>
              {SAVOIR.corriger}
            </Bouton>
            <Bouton
              variante="danger"
              enCours={retrait.enCours}
              onPress={() => retrait.executer({ decision: 'retirer', id, version })}
            >
              {SAVOIR.retirer}
            </Bouton>
          </>
        }
      >
        {ligne.conteste !== undefined && (
          <p>
            {SAVOIR.conteste(ligne.conteste.par)} {ligne.conteste.motif}
          </p>
        )}
        <Champ
          nom="texte"
          libelle={SAVOIR.texte}
          lignes={2}
          longueurMax={280}
          valeur={brouillon.saisie.texte}
          onChange={(nouveau) => brouillon.modifier({ texte: nouveau })}
        />
      </Formulaire>
    </Panneau>
  );
}
