import { useBrouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, Champ, ChampDate, ChampTelephone, ChoixUnique, Formulaire, Panneau } from '#web/ui/index.ts';
import { finirMandat, noterTitulaire, type EntourageVu } from '../contract-protection.ts';
import { ENTOURAGE, OPTIONS_TITULAIRES } from './textes-entourage.ts';

interface ProprietesPanneau {
  readonly patient: string;
  readonly onFermer: () => void;
}
type Lien = (typeof OPTIONS_TITULAIRES)[number]['valeur'];

/** One holder of parental authority at a time: each is noted, and ends, alone. */
export function NoterTitulaire({ patient, onFermer }: ProprietesPanneau) {
  const { saisie, modifier, effacer } = useBrouillon(`cercle.titulaire:${patient}`, {
    lien: undefined as Lien | undefined,
    nom: '',
    telephone: '',
    preuve: '',
  });
  const envoi = useAction(noterTitulaire, {
    apres: () => {
      effacer();
      notifier(ENTOURAGE.titulaireNote);
      onFermer();
    },
  });
  return (
    <Panneau titre={ENTOURAGE.titulaire} ouvert onFermer={onFermer}>
      <Formulaire
        nom={ENTOURAGE.titulaire}
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={() => envoi.executer({ patient, ...saisie, lien: saisie.lien as Lien })}
        actions={
          <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
            {ENTOURAGE.titulaireEnvoyer}
          </Bouton>
        }
      >
        <ChoixUnique
          nom="lien"
          libelle={ENTOURAGE.titulaireLien}
          options={OPTIONS_TITULAIRES}
          valeur={saisie.lien}
          onChange={(lien) => modifier({ lien })}
        />
        <Champ nom="nom" libelle={ENTOURAGE.nom} valeur={saisie.nom} onChange={(nom) => modifier({ nom })} />
        <ChampTelephone
          nom="telephone"
          libelle={ENTOURAGE.telephone}
          valeur={saisie.telephone}
          onChange={(telephone) => modifier({ telephone })}
        />
        <Champ
          nom="preuve"
          libelle={ENTOURAGE.titulairePreuve}
          aide={ENTOURAGE.titulairePreuveAide}
          valeur={saisie.preuve}
          onChange={(preuve) => modifier({ preuve })}
        />
      </Formulaire>
    </Panneau>
  );
}

/** The measure is lifted, or a judgment took the authority away: from then on nothing more is handed to them. */
export function FinirMandat({
  patient,
  qui: { id, nom },
  onFermer,
}: ProprietesPanneau & { readonly qui: EntourageVu['representants'][number] }) {
  const { saisie, modifier, effacer } = useBrouillon(`cercle.fin:${patient}:${id}`, { le: '', preuve: '' });
  const titre = `${ENTOURAGE.finir} : ${nom}`;
  const envoi = useAction(finirMandat, {
    apres: () => {
      effacer();
      notifier(ENTOURAGE.fini);
      onFermer();
    },
  });
  return (
    <Panneau titre={titre} ouvert onFermer={onFermer}>
      <Formulaire
        nom={titre}
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={() => envoi.executer({ patient, id, ...saisie })}
        actions={
          <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
            {ENTOURAGE.finirEnvoyer}
          </Bouton>
        }
      >
        <ChampDate nom="le" libelle={ENTOURAGE.finirLe} valeur={saisie.le} onChange={(le) => modifier({ le })} />
        <Champ
          nom="preuve"
          libelle={ENTOURAGE.finirPreuve}
          aide={ENTOURAGE.finirPreuveAide}
          valeur={saisie.preuve}
          onChange={(preuve) => modifier({ preuve })}
        />
      </Formulaire>
    </Panneau>
  );
}
