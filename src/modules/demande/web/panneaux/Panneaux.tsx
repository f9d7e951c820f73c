import type { ReactNode } from 'react';
import type { DetailDemande } from '../../contract.ts';
import { GESTES, type Geste } from '../adresse.ts';
import { NoterAccord, Preciser } from './Comprendre.tsx';
import { Annuler, ChangerDEtape, Clore, NoterReponse, PasserLaMain, PoserQuestion, Rouvrir } from './Conduire.tsx';
import { ConfirmerPersonne } from './ConfirmerPersonne.tsx';
import { Decider } from './Decider.tsx';
import { PanneauDeGeste } from './PanneauDeGeste.tsx';
import { Avis } from '#web/ui/index.ts';

const CONTENUS: Readonly<Record<Geste, (demande: DetailDemande) => ReactNode>> = {
  confirmer: (demande) => <ConfirmerPersonne demande={demande} />,
  preciser: (demande) => <Preciser demande={demande} />,
  accord: (demande) => <NoterAccord demande={demande} />,
  complement: (demande) => <PoserQuestion demande={demande} />,
  noterComplement: (demande) => <NoterReponse demande={demande} />,
  decider: (demande) => <Decider demande={demande} />,
  suivre: (demande) => <ChangerDEtape demande={demande} geste="suivre" />,
  veille: (demande) => <ChangerDEtape demande={demande} geste="veille" />,
  reprendre: (demande) => <ChangerDEtape demande={demande} geste="reprendre" />,
  transmettre: (demande) => <PasserLaMain demande={demande} />,
  clore: (demande) => <Clore demande={demande} />,
  annuler: (demande) => <Annuler demande={demande} />,
  rouvrir: (demande) => <Rouvrir demande={demande} />,
};

/** Every panel of the page; an address that asks for a closed one gets the reason instead of a form. */
export function Panneaux({ demande }: { readonly demande: DetailDemande }) {
  return GESTES.map((geste) => {
    const pourquoi = demande.ferme[geste];
    return (
      <PanneauDeGeste key={geste} geste={geste}>
        {pourquoi === undefined ? CONTENUS[geste](demande) : <Avis ton="attention" titre={pourquoi} />}
      </PanneauDeGeste>
    );
  });
}
