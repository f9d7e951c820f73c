import { Search } from 'lucide-react';
import { LecteurDatamatrix } from '#modules/dossier/web/LecteurDatamatrix.tsx';
import { formaterHeure } from '#web/format.ts';
import { useAction } from '#web/requetes.ts';
import { Avis, Bouton, Strate } from '#web/ui/index.ts';
import { interroger, lireDatamatrix } from '../contract.ts';
import type { InterrogationVue, QualificationVue } from '../contract-vues.ts';
import { ComparaisonTraits } from './ComparaisonTraits.tsx';
import s from './Identites.module.css';
import { QUALIFIER } from './textes.ts';

interface ProprietesGeste {
  readonly patient: string;
  readonly etat: QualificationVue;
}

export function GesteRetrouver({ patient, etat }: ProprietesGeste) {
  const envoi = useAction(interroger);
  const { interrogation, insRetrouvee, fermeePourquoi } = etat;
  const attend = interrogation?.etat === 'attente';
  return (
    <Strate titre={insRetrouvee ? QUALIFIER.geste1Fait : QUALIFIER.geste1}>
      {interrogation !== undefined && <EtatDInterrogation interrogation={interrogation} />}
      {envoi.erreurGenerale !== undefined && <Avis ton="attention" titre={envoi.erreurGenerale} annonce />}
      {!attend && !insRetrouvee && (
        <Bouton
          variante="principal"
          icone={<Search aria-hidden size={20} />}
          enCours={envoi.enCours}
          fermePourquoi={fermeePourquoi}
          onPress={() => envoi.executer({ patient })}
        >
          {interrogation === undefined ? QUALIFIER.chercher : QUALIFIER.rechercher}
        </Bouton>
      )}
      {!insRetrouvee && <Scan patient={patient} />}
    </Strate>
  );
}

function EtatDInterrogation({ interrogation }: { readonly interrogation: InterrogationVue }) {
  const { etat, prochainEssai, mots, aFaire, issue, differences } = interrogation;
  if (etat === 'attente' && prochainEssai !== undefined)
    return (
      <Avis ton="attention" titre={QUALIFIER.panne} annonce>
        <p>{QUALIFIER.panneSuite(formaterHeure(prochainEssai))}</p>
      </Avis>
    );
  if (etat === 'attente')
    return (
      <Avis titre={QUALIFIER.enCours} annonce>
        <p>{QUALIFIER.enCoursSuite}</p>
      </Avis>
    );
  if (mots === undefined) return null;
  const trouvee = issue === 'appliquee' || issue === 'deja';
  return (
    <Avis ton={trouvee ? 'succes' : 'attention'} titre={mots} annonce>
      {!trouvee && <p>{aFaire}</p>}
      {differences.length > 0 && <ComparaisonTraits legende={QUALIFIER.comparaison} traits={differences} />}
    </Avis>
  );
}

function Scan({ patient }: { readonly patient: string }) {
  const envoi = useAction(lireDatamatrix);
  const { sortie } = envoi;
  const bon = sortie?.issue === 'appliquee' || sortie?.issue === 'deja' || sortie?.issue === 'a_verifier';
  return (
    <details className={s['depliant']}>
      <summary>{QUALIFIER.ouScan}</summary>
      <div>
        {sortie !== undefined && (
          <Avis ton={bon ? 'succes' : 'attention'} titre={QUALIFIER.scan[sortie.issue]} annonce>
            {sortie.issue === 'differente' && (
              <ComparaisonTraits legende={QUALIFIER.comparaison} traits={sortie.comparaison} />
            )}
          </Avis>
        )}
        <LecteurDatamatrix
          onLecture={(lecture) => envoi.executer({ patient, lecture })}
          enCours={envoi.enCours}
          erreur={envoi.erreurs?.['lecture'] ?? envoi.erreurGenerale}
        />
      </div>
    </details>
  );
}
