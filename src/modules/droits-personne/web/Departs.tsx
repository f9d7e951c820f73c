import { notifier } from '#web/coquille/passagers.ts';
import { formaterDateCourte } from '#web/format.ts';
import { useAction } from '#web/requetes.ts';
import { Avis, Bouton, Lien, Liste, Pile, Rang, Strate } from '#web/ui/index.ts';
import { confirmerDepart, proposerDepart, type DepartVu } from '../contract.ts';
import { cheminDroitsDe } from './chemins.ts';
import { DEPARTS } from './textes.ts';

/** What reaches its term, who looks at it, and what two persons decide: nothing leaves without them. */
export function Departs({ departs }: { readonly departs: readonly DepartVu[] }) {
  return (
    <Strate titre={DEPARTS.titre}>
      <p>{DEPARTS.aide}</p>
      <Liste legende={DEPARTS.titre} elements={departs} cle={({ patient }) => patient} vide={null} espacee>
        {(depart) => (
          <Pile>
            <Lien vers={cheminDroitsDe(depart.patient)}>{depart.personne}</Lien>
            <p>{phraseDe(depart)}</p>
            <Decision depart={depart} />
          </Pile>
        )}
      </Liste>
    </Strate>
  );
}

function phraseDe({ quoi, partLe, qui, etape, proposePar }: DepartVu): string {
  const quand = `${quoi.join(', ')} : au bout de la durée, à partir du ${formaterDateCourte(partLe)}.`;
  if (etape === 'decide') return `${quand} Deux personnes ont décidé : supprimé ce jour-là.`;
  if (etape === 'propose') return `${quand} ${proposePar ?? 'Quelqu’un'} propose de supprimer.`;
  return `${quand} ${qui} vérifie.`;
}

function Decision({ depart }: { readonly depart: DepartVu }) {
  const { patient, personne, etape, parMoi } = depart;
  const proposer = useAction(proposerDepart, { apres: () => notifier(DEPARTS.propose) });
  const confirmer = useAction(confirmerDepart, { apres: () => notifier(DEPARTS.note) });
  const erreur = proposer.erreurGenerale ?? confirmer.erreurGenerale;
  if (etape === 'decide') return null;
  return (
    <>
      {erreur !== undefined && <Avis ton="attention" titre={erreur} annonce />}
      {etape === 'annonce' ? (
        <Bouton
          nomComplet={`${DEPARTS.proposer} : ${personne}`}
          enCours={proposer.enCours}
          onPress={() => proposer.executer({ patient })}
        >
          {DEPARTS.proposer}
        </Bouton>
      ) : (
        <Rang>
          <Bouton
            variante="principal"
            nomComplet={`${DEPARTS.confirmer} : ${personne}`}
            fermePourquoi={parMoi ? DEPARTS.autre : undefined}
            enCours={confirmer.enCours}
            onPress={() => confirmer.executer({ patient, accord: true })}
          >
            {DEPARTS.confirmer}
          </Bouton>
          <Bouton
            nomComplet={`${DEPARTS.refuser} : ${personne}`}
            onPress={() => confirmer.executer({ patient, accord: false })}
          >
            {DEPARTS.refuser}
          </Bouton>
        </Rang>
      )}
    </>
  );
}
