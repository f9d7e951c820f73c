import { useBrouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, Case, ChoixMultiple, ChoixUnique, Formulaire, Panneau } from '#web/ui/index.ts';
import { partager, type MembreVu } from '../contract.ts';
import type { FamillePartagee, Mode } from '../vocabulaire.ts';
import { NOTER, OPTIONS_FAMILLES_NOMMEES, OPTIONS_MODES, PARTAGER } from './textes.ts';

const VIERGE = {
  familles: [] as readonly (FamillePartagee | 'SEN')[],
  mode: undefined as Mode | undefined,
  notice: false,
};

interface ProprietesPartager {
  readonly patient: string;
  readonly membre: MembreVu & { readonly ref: string };
  readonly onFermer: () => void;
}

/** What the person shares with this member by name, and with nobody else: the only way to what is sensitive. */
export function PartagerAvec({ patient, membre: { ref, nom }, onFermer }: ProprietesPartager) {
  const brouillon = useBrouillon(`cercle.partager:${patient}:${ref}`, VIERGE);
  const { saisie, modifier } = brouillon;
  const envoi = useAction(partager, {
    apres: () => {
      brouillon.effacer();
      notifier(PARTAGER.note(nom));
      onFermer();
    },
  });
  const envoyer = () =>
    envoi.executer({
      patient,
      membres: [ref],
      familles: [...saisie.familles],
      mode: saisie.mode as Mode,
      noticeRemise: saisie.notice as true,
    });
  return (
    <Panneau titre={PARTAGER.titre(nom)} ouvert onFermer={onFermer}>
      <Formulaire
        nom={PARTAGER.titre(nom)}
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={envoyer}
        actions={
          <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
            {PARTAGER.envoyer}
          </Bouton>
        }
      >
        <p>{PARTAGER.aide}</p>
        <ChoixMultiple
          nom="familles"
          libelle={NOTER.familles}
          options={OPTIONS_FAMILLES_NOMMEES}
          valeurs={saisie.familles}
          onChange={(familles) => modifier({ familles })}
        />
        <ChoixUnique
          nom="mode"
          libelle={NOTER.mode}
          options={OPTIONS_MODES}
          valeur={saisie.mode}
          onChange={(mode) => modifier({ mode })}
        />
        <Case
          nom="noticeRemise"
          libelle={NOTER.notice}
          precision={NOTER.noticePrecision}
          cochee={saisie.notice}
          onChange={(notice) => modifier({ notice })}
        />
      </Formulaire>
    </Panneau>
  );
}
