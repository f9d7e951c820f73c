import { notifier } from '#web/coquille/passagers.ts';
import { useBrouillon } from '#web/brouillon.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, ChampTelephone, ChoixUnique, Formulaire, Panneau } from '#web/ui/index.ts';
import { modifierMembre, type MembreVu } from '../contract.ts';
import { ChoixDeFonction, fonctionEnvoyee, fonctionSaisie } from './ChoixDeFonction.tsx';
import { useRelireSiPerimee } from './relire.ts';
import { AJOUTER, OPTIONS_FONDEMENTS, TEXTES } from './textes.ts';

interface ProprietesModifier {
  readonly patient: string;
  readonly version: number;
  readonly membre: MembreVu;
  readonly onFermer: () => void;
}

/** The draft survives a stale version: whoever edits reads the circle as it became, and sends again. */
export function ModifierMembre({ patient, version, membre, onFermer }: ProprietesModifier) {
  const brouillon = useBrouillon(`cercle.modifier:${patient}:${membre.rang}`, {
    ...fonctionSaisie(membre.fonction),
    telephone: membre.telephone ?? '',
    fondement: membre.fondement,
  });
  const envoi = useAction(modifierMembre, {
    apres: () => {
      brouillon.effacer();
      notifier(TEXTES.modifiee);
      onFermer();
    },
  });
  const { saisie, modifier } = brouillon;
  useRelireSiPerimee(envoi.erreur);
  const perimee = envoi.erreur?.code === 'cordee.version_perimee';
  const envoyer = () =>
    envoi.executer({
      patient,
      version,
      rang: membre.rang,
      fonction: fonctionEnvoyee(saisie),
      fondement: saisie.fondement,
      ...(saisie.telephone === '' ? {} : { telephone: saisie.telephone }),
    });
  return (
    <Panneau titre={TEXTES.modifierTitre(membre.nom)} ouvert onFermer={onFermer}>
      <Formulaire
        nom={TEXTES.modifierTitre(membre.nom)}
        erreurs={envoi.erreurs}
        erreurGenerale={perimee ? TEXTES.modifieeEntreTemps : envoi.erreurGenerale}
        onEnvoyer={envoyer}
        actions={
          <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
            {TEXTES.modifierBouton}
          </Bouton>
        }
      >
        <ChoixDeFonction saisie={saisie} onChange={modifier} />
        <ChampTelephone
          nom="telephone"
          libelle={AJOUTER.telephone}
          facultatif
          valeur={saisie.telephone}
          onChange={(telephone) => modifier({ telephone })}
        />
        <ChoixUnique
          nom="fondement"
          libelle={AJOUTER.fondement}
          aide={AJOUTER.fondementAide}
          options={OPTIONS_FONDEMENTS}
          valeur={saisie.fondement}
          onChange={(fondement) => modifier({ fondement })}
        />
      </Formulaire>
    </Panneau>
  );
}
