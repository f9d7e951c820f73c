import { useAdresse } from '#web/adresse.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Avis, Bouton, Panneau, Rang, Strate } from '#web/ui/index.ts';
import { relancer } from '../contract.ts';
import { rechercheOrientation, type Geste } from './adresse.ts';
import { FormulaireDeFin } from './FormulaireDeFin.tsx';
import { FormulaireCommencer, FormulaireRdv } from './FormulairesDeDate.tsx';
import { FormulaireReponse } from './FormulaireReponse.tsx';
import type { DetailOrientation } from './OrientationPage.tsx';
import s from './Orientation.module.css';
import { COMMENCER, DETAIL, FINIR, GESTES_EN_MOTS, RDV, REPONSE } from './textes.ts';

interface Proprietes {
  readonly o: DetailOrientation;
}

/** What can be done now, as buttons; what cannot, with its reason, one tap away. */
export function Gestes({ o }: Proprietes) {
  const { recherche, changer } = useAdresse(rechercheOrientation);
  const relance = useAction(relancer, { apres: () => notifier(DETAIL.relance) });
  const ouvrir = (geste: Geste) => changer({ geste });
  const ouvert = (cle: string) => o.ferme[cle] === undefined;
  const role = o.jeSuis === 'destinataire' ? 'destinataire' : 'expediteur';
  const bouton = (geste: Geste, mots: string, cle: string, variante: 'principal' | 'secondaire' | 'discret') =>
    ouvert(cle) && (
      <Bouton key={geste} variante={variante} onPress={() => ouvrir(geste)}>
        {mots}
      </Bouton>
    );
  return (
    <Strate titre={DETAIL.suites}>
      <Rang>
        {bouton('repondre', GESTES_EN_MOTS.repondre[role], 'accepter', 'principal')}
        {bouton('commencer', GESTES_EN_MOTS.commencer, 'commencer', 'principal')}
        {bouton('rdv', GESTES_EN_MOTS.rdv, 'fixerRdv', 'secondaire')}
        {ouvert('relancer') && (
          <Bouton enCours={relance.enCours} onPress={() => relance.executer({ id: o.id })}>
            {GESTES_EN_MOTS.relancer}
          </Bouton>
        )}
        {bouton('terminer', GESTES_EN_MOTS.terminer, 'terminer', 'secondaire')}
        {bouton('interrompre', GESTES_EN_MOTS.interrompre, 'interrompre', 'discret')}
        {bouton('echec', GESTES_EN_MOTS.echec, 'suite', 'discret')}
        {bouton('annuler', GESTES_EN_MOTS.annuler, 'annuler', 'discret')}
      </Rang>
      {relance.erreurGenerale !== undefined && <Avis ton="attention" titre={relance.erreurGenerale} annonce />}
      <Fermes ferme={o.ferme} />
      <PanneauDuGeste o={o} geste={recherche.geste} onFermer={() => changer({ geste: undefined })} />
    </Strate>
  );
}

const MOTS_DES_FERMES: Readonly<Record<string, string>> = {
  accepter: GESTES_EN_MOTS.accepter,
  refuser: GESTES_EN_MOTS.refuser,
  fixerRdv: GESTES_EN_MOTS.rdv,
  commencer: GESTES_EN_MOTS.commencer,
  relancer: GESTES_EN_MOTS.relancer,
  terminer: GESTES_EN_MOTS.terminer,
  interrompre: GESTES_EN_MOTS.interrompre,
  annuler: GESTES_EN_MOTS.annuler,
  suite: GESTES_EN_MOTS.suite,
};

function Fermes({ ferme }: { readonly ferme: Readonly<Record<string, string>> }) {
  const lignes = Object.entries(ferme);
  if (lignes.length === 0) return null;
  return (
    <details className={s['depli']}>
      <summary>{DETAIL.fermes}</summary>
      <ul className={s['fermes']}>
        {lignes.map(([cle, raison]) => (
          <li key={cle}>
            <b>{MOTS_DES_FERMES[cle] ?? cle} :</b> {raison}
          </li>
        ))}
      </ul>
    </details>
  );
}

interface ProprietesPanneau extends Proprietes {
  readonly geste: Geste | undefined;
  readonly onFermer: () => void;
}

function PanneauDuGeste({ o, geste, onFermer }: ProprietesPanneau) {
  const fait = (mots: string) => {
    notifier(mots);
    onFermer();
  };
  const role = o.jeSuis === 'destinataire' ? 'destinataire' : 'expediteur';
  const titres: Readonly<Record<Geste, string>> = {
    repondre: REPONSE.titre[role],
    rdv: RDV.titre,
    commencer: COMMENCER.titre,
    terminer: FINIR.terminer.titre,
    interrompre: FINIR.interrompre.titre,
    annuler: FINIR.annuler.titre,
    echec: FINIR.echec.titre,
  };
  return (
    <Panneau titre={geste === undefined ? '' : titres[geste]} ouvert={geste !== undefined} onFermer={onFermer}>
      {geste === 'repondre' && <FormulaireReponse id={o.id} role={role} onFait={fait} />}
      {geste === 'rdv' && <FormulaireRdv id={o.id} onFait={fait} />}
      {geste === 'commencer' && <FormulaireCommencer id={o.id} onFait={fait} />}
      {(geste === 'terminer' || geste === 'interrompre' || geste === 'annuler' || geste === 'echec') && (
        <FormulaireDeFin id={o.id} geste={geste} onFait={fait} />
      )}
    </Panneau>
  );
}
