import { Search, Send } from 'lucide-react';
import { formaterJour, formaterMoment } from '#web/format.ts';
import { Avis, Lien, Rang, Strate, useMaintenant } from '#web/ui/index.ts';
import { cheminNouvelleOrientation } from './chemins.ts';
import { direRendezVous } from './dire.ts';
import type { DetailOrientation } from './OrientationPage.tsx';
import s from './Orientation.module.css';
import { DETAIL } from './textes.ts';

interface Proprietes {
  readonly o: DetailOrientation;
}

/** What the service said; after a no, the advised service is one tap away with everything written. */
export function ReponseDuService({ o }: Proprietes) {
  const maintenant = useMaintenant();
  const { reponse, refus, rdvLe, commenceeLe, fin } = o;
  if (reponse === undefined && fin === undefined && commenceeLe === undefined)
    return o.ferme['accepter'] === undefined ? <p className={s['douce']}>{DETAIL.notable}</p> : null;
  return (
    <Strate titre={DETAIL.reponse}>
      {refus !== undefined && <Refus o={o} />}
      <dl className={s['reperes']}>
        {rdvLe !== undefined && (
          <>
            <dt>Rendez-vous</dt>
            <dd>{direRendezVous(rdvLe, maintenant)}</dd>
          </>
        )}
        {commenceeLe !== undefined && (
          <>
            <dt>Commencée</dt>
            <dd>{formaterJour(commenceeLe, maintenant)}</dd>
          </>
        )}
        {fin !== undefined && (
          <>
            <dt>{refus === undefined ? o.libelle : 'Sans suite'}</dt>
            <dd>
              {formaterJour(fin.le, maintenant)} : {fin.motif}
            </dd>
          </>
        )}
      </dl>
      {reponse !== undefined && (
        <p className={s['douce']}>
          Répondu par {reponse.par}, {formaterMoment(reponse.le, maintenant)}
        </p>
      )}
      {refus === undefined && reponse?.commentaire !== undefined && (
        <p className={s['texte']}>« {reponse.commentaire} »</p>
      )}
    </Strate>
  );
}

function Refus({ o }: Proprietes) {
  const { refus, service } = o;
  if (refus === undefined) return null;
  const attendSuite = o.ferme['suite'] === undefined;
  return (
    <Avis
      ton="alerte"
      titre={`${DETAIL.refusee(service)} : ${refus.libelle.toLowerCase()}`}
      action={attendSuite && <Suite o={o} />}
    >
      {refus.detail !== undefined && <p className={s['texte']}>« {refus.detail} »</p>}
      {refus.alternative !== undefined && (
        <p>
          {DETAIL.conseille} <strong>{refus.alternative.nom}</strong>.
        </p>
      )}
      {o.suiteDonnee && <p>{DETAIL.suiteDonnee}</p>}
    </Avis>
  );
}

function Suite({ o }: Proprietes) {
  const alternative = o.refus?.alternative;
  const vers = (ressource: string | undefined) =>
    cheminNouvelleOrientation({
      demande: o.demande?.replace('Task/', ''),
      patient: o.patient,
      precedente: o.id,
      ressource,
    });
  return (
    <Rang>
      {alternative === undefined ? (
        <Lien vers={vers(undefined)} bouton="principal" icone={<Search aria-hidden size={20} />}>
          {DETAIL.chercher}
        </Lien>
      ) : (
        <Lien vers={vers(alternative.ref)} bouton="principal" icone={<Send aria-hidden size={20} />}>
          {DETAIL.proposerA(alternative.nom)}
        </Lien>
      )}
    </Rang>
  );
}
