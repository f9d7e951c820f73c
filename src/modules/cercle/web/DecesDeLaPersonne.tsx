import { useState } from 'react';
import { notifier } from '#web/coquille/passagers.ts';
import { formaterDateCourte, formaterMoment } from '#web/format.ts';
import { useAction, useVue } from '#web/requetes.ts';
import { Avis, Bouton, Liste, Pile, Rang, useMaintenant } from '#web/ui/index.ts';
import { cloreDossier, deces, type DecesVu } from '../contract-deces.ts';
import { AjouterComplement, CorrigerDeces } from './ApresLeDeces.tsx';
import s from './Cercle.module.css';
import { DECES } from './textes-deces.ts';

/** Said first on the page of a dead person: whether her record is still written, what to do, what was added since. */
export function DecesDeLaPersonne({ patient }: { readonly patient: string }) {
  const vu = useVue(deces, { patient }).data?.deces;
  return vu === undefined ? null : <Bandeau patient={patient} vu={vu} />;
}

/** Is this record closed by a death? Then nothing new begins on its page; unknown counts as no. */
export function useDossierClos(patient: string): boolean {
  return useVue(deces, { patient }).data?.deces?.fige === true;
}

function Bandeau({ patient, vu }: { readonly patient: string; readonly vu: DecesVu }) {
  const maintenant = useMaintenant();
  const [ouvert, setOuvert] = useState<'complement' | 'erreur'>();
  const fermer = () => setOuvert(undefined);
  const cloture = useAction(cloreDossier, { apres: () => notifier(DECES.clos) });
  return (
    <Pile serree>
      <Avis ton="attention" titre={vu.le === undefined ? DECES.decedee : DECES.decedeeLe(formaterDateCourte(vu.le))}>
        {vu.fige ? DECES.fige(vu.closPar) : DECES.pasEncore(formaterDateCourte(vu.figeLe))}
      </Avis>
      {cloture.erreurGenerale !== undefined && <Avis ton="attention" titre={cloture.erreurGenerale} annonce />}
      <Rang>
        {vu.fige ? (
          <Bouton onPress={() => setOuvert('complement')}>{DECES.ajouter}</Bouton>
        ) : (
          <Bouton
            fermePourquoi={vu.clorePourquoi}
            enCours={cloture.enCours}
            onPress={() => cloture.executer({ patient })}
          >
            {DECES.clore}
          </Bouton>
        )}
        {vu.corrigeable && (
          <Bouton variante="discret" onPress={() => setOuvert('erreur')}>
            {DECES.erreur}
          </Bouton>
        )}
      </Rang>
      {vu.complements.length > 0 && (
        <Liste legende={DECES.complements} elements={vu.complements} cle={({ id }) => id} vide="">
          {({ le, par, genre, texte }) => (
            <article>
              <p className={s['mot']}>{texte}</p>
              <p>
                {genre} · {par}, {formaterMoment(le, maintenant)}
              </p>
            </article>
          )}
        </Liste>
      )}
      {ouvert === 'complement' && <AjouterComplement patient={patient} onFermer={fermer} />}
      {ouvert === 'erreur' && <CorrigerDeces patient={patient} onFermer={fermer} />}
    </Pile>
  );
}
