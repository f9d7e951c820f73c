import { MessagesSquare, PenLine, Phone } from 'lucide-react';
import { cheminEcrire, cheminFil } from '#web/chemins.ts';
import { formaterMoment, formaterTelephone, normaliserTelephone } from '#web/format.ts';
import { Carte, Lien, Personne, Rang, useMaintenant } from '#web/ui/index.ts';
import type { DetailDemande } from '../contract.ts';
import { CANAUX } from '../vocabulaire.ts';
import s from './Demande.module.css';
import { LienDeDepot } from './LienDeDepot.tsx';
import { DEMANDE } from './textes.ts';

/** Who asks, reachable in one tap. */
export function Demandeur({ demande }: { readonly demande: DetailDemande }) {
  const maintenant = useMaintenant();
  const { demandeur, canal, deposeeLe, fils } = demande;
  return (
    <Carte titre={DEMANDE.demandeur}>
      <Personne nom={demandeur.nom} precision={`${CANAUX[canal]} · ${formaterMoment(deposeeLe, maintenant)}`} />
      <Rang>
        {demandeur.telephone !== undefined && (
          <Lien
            vers={`tel:${normaliserTelephone(demandeur.telephone)}`}
            bouton="secondaire"
            icone={<Phone aria-hidden size={20} />}
            nomComplet={`${DEMANDE.appeler(demandeur.nom)} au ${formaterTelephone(demandeur.telephone)}`}
          >
            {formaterTelephone(demandeur.telephone)}
          </Lien>
        )}
        {fils.map((fil) => (
          <Lien
            key={fil.id}
            vers={cheminFil(fil.id)}
            bouton="secondaire"
            icone={<MessagesSquare aria-hidden size={20} />}
          >
            {DEMANDE.fil}
          </Lien>
        ))}
        {fils.length === 0 && demandeur.ref !== undefined && (
          <Lien
            vers={cheminEcrire({ a: demandeur.ref, patient: demande.patient?.id })}
            bouton="secondaire"
            icone={<PenLine aria-hidden size={20} />}
          >
            {DEMANDE.ecrire}
          </Lien>
        )}
      </Rang>
      {demandeur.adresse === undefined ? (
        <p className={s['douce']}>{DEMANDE.sansAdresse}</p>
      ) : (
        <LienDeDepot nom={demandeur.nom} adresse={demandeur.adresse} />
      )}
    </Carte>
  );
}

/** The original words, whole and untouched: what is understood of them is beside, never instead. */
export function MessageDOrigine({ texte }: { readonly texte: string }) {
  return (
    <Carte titre={DEMANDE.original}>
      {texte === '' ? (
        <p className={s['douce']}>{DEMANDE.originalVide}</p>
      ) : (
        <blockquote className={s['original']}>{texte}</blockquote>
      )}
    </Carte>
  );
}
