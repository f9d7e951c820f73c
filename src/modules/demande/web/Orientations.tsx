import { cheminOrientation } from '#web/chemins.ts';
import { liste, type LigneOrientation } from '#modules/orientation/contract.ts';
import { useVue } from '#web/requetes.ts';
import { Etiquette, Lien, LigneOuvrable, Liste, QuiALaMain, Strate } from '#web/ui/index.ts';
import type { DetailDemande } from '../contract.ts';
import { bandeDe } from '#web/bande.ts';
import { cheminProposerUnService } from './chemins.ts';
import s from './Demande.module.css';
import { DEMANDE } from './textes.ts';

/** Services asked from this request, open ones first: each with its own strip, until the first visit. */
export function Orientations({ demande }: { readonly demande: DetailDemande }) {
  const ouvertes = useVue(liste, { filtre: 'ouvertes', demande: demande.id });
  const closes = useVue(liste, { filtre: 'closes', demande: demande.id });
  const toutes = [...(ouvertes.data?.orientations ?? []), ...(closes.data?.orientations ?? [])];
  const proposable =
    demande.patient !== undefined && demande.ferme['transmettre'] === undefined && demande.statut !== 'deposee';
  if (toutes.length === 0 && !proposable) return null;
  return (
    <Strate
      titre={DEMANDE.orientations}
      aCote={proposable && <Lien vers={cheminProposerUnService(demande.id)}>{DEMANDE.proposer}</Lien>}
    >
      <Liste
        legende={DEMANDE.orientations}
        elements={toutes}
        cle={({ id }) => id}
        vide={<p className={s['douce']}>{DEMANDE.orientationsVide}</p>}
        espacee
      >
        {(orientation) => <Ligne orientation={orientation} />}
      </Liste>
    </Strate>
  );
}

function Ligne({ orientation }: { readonly orientation: LigneOrientation }) {
  return (
    <LigneOuvrable
      titre={orientation.service}
      vers={cheminOrientation(orientation.id)}
      aCote={<Etiquette ton={orientation.statut === 'refusee' ? 'alerte' : 'info'}>{orientation.libelle}</Etiquette>}
    >
      <QuiALaMain {...bandeDe(orientation.main)} />
    </LigneOuvrable>
  );
}
