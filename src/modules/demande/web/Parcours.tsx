import { formaterDuree, formaterMoment } from '#web/format.ts';
import { Carte, Delai, Fil, Pile, Strate, useMaintenant } from '#web/ui/index.ts';
import type { DetailDemande } from '../contract.ts';
import { CLOTURES } from '../vocabulaire.ts';
import s from './Demande.module.css';
import { DEMANDE } from './textes.ts';

interface ProprietesDemande {
  readonly demande: DetailDemande;
}

/** The decision clock while one analyses, and the question that stops it. */
export function CeQuiAttend({ demande }: ProprietesDemande) {
  const { main, priseLe, suspendue, suspendueMs, demandeur, complements, statut } = demande;
  const enAnalyse = statut === 'en_qualification' || statut === 'complement_demande';
  return (
    <>
      {enAnalyse && main.dueLe !== undefined && (
        <Delai
          libelle={DEMANDE.delai}
          debut={priseLe ?? demande.deposeeLe}
          echeance={main.dueLe}
          suspendu={suspendue ? DEMANDE.suspendu(demandeur.nom) : undefined}
        />
      )}
      {!suspendue && enAnalyse && suspendueMs > 0 && (
        <p className={s['douce']}>
          {DEMANDE.dejaSuspendu} {formaterDuree(suspendueMs)}.
        </p>
      )}
      {complements.map((complement) => (
        <Question key={complement.poseeLe} complement={complement} />
      ))}
    </>
  );
}

function Question({ complement }: { readonly complement: DetailDemande['complements'][number] }) {
  const maintenant = useMaintenant();
  const { question, poseeLe, reponse, repondueLe } = complement;
  return (
    <Carte titre={DEMANDE.question} accent={reponse === undefined ? 'corde' : 'bleu'}>
      <p>
        {question} <span className={s['douce']}>· {formaterMoment(poseeLe, maintenant)}</span>
      </p>
      {reponse !== undefined && (
        <>
          <p className={s['etiquetteLigne']}>
            {DEMANDE.reponse}
            {repondueLe !== undefined && <> · {formaterMoment(repondueLe, maintenant)}</>}
          </p>
          <blockquote className={s['original']}>{reponse}</blockquote>
        </>
      )}
    </Carte>
  );
}

/** Each decision with the word the requester received. */
export function Decisions({ demande }: ProprietesDemande) {
  const maintenant = useMaintenant();
  const { decisions, cloture, referent } = demande;
  if (decisions.length === 0 && cloture === undefined) return null;
  return (
    <Strate titre={DEMANDE.decisions}>
      <Pile>
        {cloture !== undefined && (
          <Carte titre={`${DEMANDE.cloture} : ${motifDeCloture(cloture.motif)}`} niveau={3} accent="vert">
            <p className={s['douce']}>{formaterMoment(cloture.le, maintenant)}</p>
            <p className={s['lignes']}>{cloture.synthese}</p>
          </Carte>
        )}
        {decisions.toReversed().map((decision) => (
          <Carte key={decision.le} titre={decision.libelle} niveau={3} accent="bleu">
            <p className={s['douce']}>{formaterMoment(decision.le, maintenant)}</p>
            <blockquote className={s['original']}>{decision.texte}</blockquote>
            {decision.prochaine !== undefined && (
              <p>
                {DEMANDE.prochaine} : {decision.prochaine}
              </p>
            )}
          </Carte>
        ))}
        {referent !== undefined && (
          <p>
            {DEMANDE.referent} : <strong>{referent}</strong>
          </p>
        )}
      </Pile>
    </Strate>
  );
}

function motifDeCloture(motif: string): string {
  const mots: Readonly<Record<string, string>> = CLOTURES;
  return (mots[motif] ?? motif).toLowerCase();
}

export function Histoire({ demande }: ProprietesDemande) {
  return (
    <Strate titre={DEMANDE.histoire}>
      <Fil
        legende={DEMANDE.histoire}
        vide={DEMANDE.histoireVide}
        elements={demande.histoire.map((fait) => ({
          cle: fait.id,
          le: fait.le,
          genre: 'Demande',
          titre: sansReference(fait.titre, demande.reference),
          auteur: fait.par,
          detail: fait.detail === undefined ? undefined : <p className={s['lignes']}>{fait.detail}</p>,
        }))}
      />
    </Strate>
  );
}

/** On the page of the request its reference goes without saying. */
function sansReference(titre: string, reference: string): string {
  return titre.replace(` (${reference})`, '').replace(` ${reference}`, '');
}
