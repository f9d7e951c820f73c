import type { DetailDemande } from '../contract.ts';
import type { Geste } from './adresse.ts';

/** What the thumb offers first. `prendre` and `service` act at once or lead elsewhere; the others open their panel. */
export type GestePrincipal = Geste | 'prendre' | 'service';

type Vue = Pick<DetailDemande, 'statut' | 'patient' | 'ferme'>;

const ouvert = (d: Pick<Vue, 'ferme'>, geste: string): boolean => d.ferme[geste] === undefined;

/** One main action per state; undefined when this reader can only read. */
export function gestePrincipal(d: Vue): GestePrincipal | undefined {
  const candidats: readonly GestePrincipal[] = [
    ...(d.statut === 'deposee' || d.statut === 'recue' ? (['prendre'] as const) : []),
    ...(d.statut === 'complement_demande' ? (['noterComplement'] as const) : []),
    ...(d.statut === 'en_qualification' && d.patient === undefined ? (['confirmer'] as const) : []),
    ...(d.statut === 'orientation_en_cours' ? (['service'] as const) : []),
    ...(d.statut === 'evaluation' || d.statut === 'en_qualification' ? (['decider'] as const) : []),
    ...(d.statut === 'appui_coordination' ? (['suivre'] as const) : []),
    ...(d.statut === 'suivi' || d.statut === 'veille' ? (['clore'] as const) : []),
    ...(d.statut === 'information_conseil' || d.statut === 'reorientee' || d.statut === 'non_recevable'
      ? (['clore'] as const)
      : []),
    'rouvrir',
  ];
  return candidats.find((geste) =>
    geste === 'service' ? ouvert(d, 'decider') || ouvert(d, 'clore') : ouvert(d, geste),
  );
}

/** Everything else one may want to do here, in the order of the work. */
const AUTRES: readonly (Geste | 'prendre')[] = [
  'prendre',
  'confirmer',
  'complement',
  'noterComplement',
  'decider',
  'suivre',
  'veille',
  'reprendre',
  'transmettre',
  'clore',
  'annuler',
  'rouvrir',
];

/** Gestures beside the main one: those open now, and those closed with the reason why. */
export function autresGestes(d: Vue): {
  readonly ouverts: readonly (Geste | 'prendre')[];
  readonly fermes: readonly { readonly geste: Geste | 'prendre'; readonly pourquoi: string }[];
} {
  const principal = gestePrincipal(d);
  const autres = AUTRES.filter((geste) => geste !== principal);
  return {
    ouverts: autres.filter((geste) => ouvert(d, geste)),
    fermes: autres.flatMap((geste) => {
      const pourquoi = d.ferme[geste];
      return pourquoi === undefined ? [] : [{ geste, pourquoi }];
    }),
  };
}
