import { IdCard, KeyRound } from 'lucide-react';
import { useEffect } from 'react';
import { vueEtatSession, type EtatSession } from '#acces/contrat-session.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { useVue } from '#web/requetes.ts';
import { CANAL_CONFIRMATION } from '#web/session/reauthentification.ts';
import { Avis, Bouton } from '#web/ui/index.ts';
import { clesPossibles, confirmerAvecMaCle, useCeremonie } from './ceremonie.ts';
import { ConfirmerParTelephone } from './ParTelephone.tsx';
import { CHEMIN_PSC_CONFIRMER } from './partir.ts';
import { TEXTES } from './textes-connexion.ts';
import s from './Connexion.module.css';

interface ProprietesFormulaireElevation {
  readonly onConfirmee: () => void;
}

/** The key first, here; the card in another tab, so that what is being written stays behind the dialog. */
export function FormulaireElevation({ onConfirmee }: ProprietesFormulaireElevation) {
  const vue = useVue(vueEtatSession, {});
  return (
    <EtatDeVue vue={vue} chargement="Lecture de vos moyens de connexion">
      {(etat) => <MoyensDeConfirmer etat={etat} onConfirmee={onConfirmee} />}
    </EtatDeVue>
  );
}

function MoyensDeConfirmer({ etat, onConfirmee }: { readonly etat: EtatSession; readonly onConfirmee: () => void }) {
  const cle = useCeremonie(confirmerAvecMaCle, onConfirmee);
  useEffect(() => ecouterLAutreOnglet(onConfirmee), [onConfirmee]);
  const avecCle = etat.moyens.cle && etat.personne?.cles === true && clesPossibles();
  const avecCarte = etat.moyens.psc && etat.personne?.carte === true;
  return (
    <div className={s['moyens']}>
      {avecCle && (
        <div className={s['moyen']}>
          <Bouton
            variante="principal"
            pleineLargeur
            icone={<KeyRound aria-hidden size={22} />}
            enCours={cle.enCours}
            onPress={cle.lancer}
          >
            {TEXTES.cle}
          </Bouton>
          {cle.texte !== undefined && <Avis ton="attention" titre={cle.texte} annonce />}
        </div>
      )}
      {avecCarte && (
        <div className={s['moyen']}>
          <Bouton
            variante={avecCle ? 'secondaire' : 'principal'}
            pleineLargeur
            icone={<IdCard aria-hidden size={22} />}
            onPress={() => window.open(CHEMIN_PSC_CONFIRMER, '_blank', 'noopener')}
          >
            {TEXTES.confirmerPsc}
          </Bouton>
          <p className={s['aide']}>{TEXTES.confirmerPscAide}</p>
        </div>
      )}
      {avecCarte && etat.moyens.telephone && <ConfirmerParTelephone onFaite={onConfirmee} />}
      {!avecCle && !avecCarte && <Avis ton="attention" titre={TEXTES.confirmerImpossible} />}
    </div>
  );
}

function ecouterLAutreOnglet(confirmer: () => void): () => void {
  const canal = new BroadcastChannel(CANAL_CONFIRMATION);
  canal.addEventListener('message', confirmer);
  return () => canal.close();
}
