import { useBrouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Avis, Bouton, Champ, ChoixUnique, Formulaire, Strate } from '#web/ui/index.ts';
import { retablir, retirer, type MatriceVue } from '../contract.ts';
import { TEXTES } from './textes.ts';

const VIERGE = { geste: '', role: '', famille: '', motif: '' };
const GESTES = [
  { valeur: 'retirer', libelle: 'Retirer une famille à un métier' },
  { valeur: 'retablir', libelle: 'Rétablir une famille retirée' },
] as const;

/** The one form of this page; closed with its reason to whoever may not change the rights. */
export function ChangerUnDroit({ vue }: { readonly vue: MatriceVue }) {
  if (vue.reglerFerme !== undefined) return <Avis titre={vue.reglerFerme} />;
  return (
    <Strate titre={TEXTES.changer}>
      <p>{TEXTES.changerAide}</p>
      <LeFormulaire vue={vue} />
    </Strate>
  );
}

function LeFormulaire({ vue }: { readonly vue: MatriceVue }) {
  const { saisie, modifier, effacer } = useBrouillon('droits.changer', VIERGE);
  const apres = () => {
    effacer();
    notifier(TEXTES.fait);
  };
  const retrait = useAction(retirer, { apres });
  const retour = useAction(retablir, { apres });
  const envoi = saisie.geste === 'retablir' ? retour : retrait;
  const permises = famillesPossibles(vue, saisie);
  return (
    <Formulaire
      nom={TEXTES.changer}
      direObligatoire
      erreurs={envoi.erreurs}
      erreurGenerale={envoi.erreurGenerale}
      onEnvoyer={() => envoi.executer({ role: saisie.role, famille: saisie.famille, motif: saisie.motif })}
      actions={
        <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
          {TEXTES.valider}
        </Bouton>
      }
    >
      <ChoixUnique
        nom="geste"
        libelle={TEXTES.geste}
        options={GESTES}
        valeur={GESTES.find(({ valeur }) => valeur === saisie.geste)?.valeur}
        onChange={(geste) => modifier({ geste, famille: '' })}
      />
      <ChoixUnique
        nom="role"
        libelle={TEXTES.metier}
        presentation="liste"
        options={vue.lignes.map(({ role, libelle }) => ({ valeur: role, libelle }))}
        valeur={vue.lignes.find(({ role }) => role === saisie.role)?.role}
        onChange={(role) => modifier({ role, famille: '' })}
      />
      <ChoixUnique
        nom="famille"
        libelle={TEXTES.famille}
        presentation="liste"
        options={permises}
        valeur={permises.find(({ valeur }) => valeur === saisie.famille)?.valeur}
        onChange={(famille) => modifier({ famille })}
      />
      <Champ nom="motif" libelle={TEXTES.motif} valeur={saisie.motif} onChange={(motif) => modifier({ motif })} />
    </Formulaire>
  );
}

/** Only what the gesture can change: what is given, or what was taken away. */
function famillesPossibles({ lignes, familles }: MatriceVue, { geste, role }: typeof VIERGE) {
  const cellules = lignes.find((ligne) => ligne.role === role)?.cellules ?? [];
  return familles
    .filter(({ cle }) =>
      cellules.some(
        (c) =>
          c.famille === cle &&
          (geste === 'retablir' ? c.retire !== undefined : c.retire === undefined && c.code !== 'N'),
      ),
    )
    .map(({ cle, libelle }) => ({ valeur: cle, libelle }));
}
