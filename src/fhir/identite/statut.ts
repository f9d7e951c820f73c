import {
  type AttributIdentite,
  type Fiabilite,
  STATUTS_IDENTITE,
  type StatutIdentite,
  type TraitsIdentite,
} from './traits.ts';

/** What can happen to the trust in an identity. */
export type EvenementIdentite =
  | 'insi_retrouvee'
  | 'insi_non_retrouvee'
  | 'insi_indisponible'
  | 'piece_controlee'
  | 'piece_retiree'
  | 'ins_retiree'
  | 'trait_strict_modifie'
  | 'marquee_douteuse'
  | 'marquee_fictive'
  | 'marquee_homonyme'
  | 'marque_levee';

type Suite = Readonly<Record<StatutIdentite, StatutIdentite>>;
const INCHANGE: Suite = { PROV: 'PROV', RECUP: 'RECUP', VALI: 'VALI', QUAL: 'QUAL' };
const RETOUR_PROVISOIRE: Suite = { PROV: 'PROV', RECUP: 'PROV', VALI: 'PROV', QUAL: 'PROV' };

/**
 * Status after an event. Two independent proofs: found in INSi, document checked. Source: RNIV; droit-et-securite INS-04, INS-05, INS-08.
 * A partner down or a person not found changes nothing (INS-08); changing a strict trait loses both proofs, which bore on the former traits.
 */
export const SUITE_STATUT: Readonly<Record<EvenementIdentite, Suite>> = {
  insi_retrouvee: { PROV: 'RECUP', RECUP: 'RECUP', VALI: 'QUAL', QUAL: 'QUAL' },
  insi_non_retrouvee: INCHANGE,
  insi_indisponible: INCHANGE,
  piece_controlee: { PROV: 'VALI', RECUP: 'QUAL', VALI: 'VALI', QUAL: 'QUAL' },
  piece_retiree: { PROV: 'PROV', RECUP: 'RECUP', VALI: 'PROV', QUAL: 'RECUP' },
  ins_retiree: { PROV: 'PROV', RECUP: 'PROV', VALI: 'VALI', QUAL: 'VALI' },
  trait_strict_modifie: RETOUR_PROVISOIRE,
  marquee_douteuse: RETOUR_PROVISOIRE,
  marquee_fictive: RETOUR_PROVISOIRE,
  marquee_homonyme: INCHANGE,
  marque_levee: INCHANGE,
};

/** These marks forbid any other status than PROV and any call to INSi (INS-05). */
const MARQUES_BLOQUANTES: readonly AttributIdentite[] = ['DOUT', 'FICT'];
const PROMOTIONS: readonly EvenementIdentite[] = ['insi_retrouvee', 'piece_controlee'];

export const REFUS_STATUT = {
  marque_bloquante:
    'Cette identité est marquée douteuse ou fictive : levez d’abord cette marque avant de la récupérer ou de la valider.',
  marques_exclusives: 'Une identité ne peut pas être à la fois douteuse et fictive : levez d’abord l’autre marque.',
} as const;
export type MotifRefusStatut = keyof typeof REFUS_STATUT;

function estBloquee(fiabilite: Fiabilite): boolean {
  return fiabilite.attributs.some((attribut) => MARQUES_BLOQUANTES.includes(attribut));
}

function attributsApres(
  attributs: readonly AttributIdentite[],
  evenement: EvenementIdentite,
): readonly AttributIdentite[] {
  const autres = attributs.filter((attribut) => !MARQUES_BLOQUANTES.includes(attribut));
  if (evenement === 'marquee_douteuse') return [...autres, 'DOUT'];
  // A fictive identity has no real homonym: HOMA goes with the mark.
  if (evenement === 'marquee_fictive') return ['FICT'];
  if (evenement === 'marquee_homonyme')
    return attributs.includes('FICT') ? attributs : [...new Set([...attributs, 'HOMA' as const])];
  return evenement === 'marque_levee' ? autres : attributs;
}

/** Trust after an event, or the reason why the event is refused. Proofs that no longer hold are removed with the status. */
export function suiteStatut(
  fiabilite: Fiabilite,
  evenement: EvenementIdentite,
): Fiabilite | { readonly refus: MotifRefusStatut } {
  const opposee: AttributIdentite = evenement === 'marquee_douteuse' ? 'FICT' : 'DOUT';
  const marque = evenement === 'marquee_douteuse' || evenement === 'marquee_fictive';
  if (marque && fiabilite.attributs.includes(opposee)) return { refus: 'marques_exclusives' };
  if (PROMOTIONS.includes(evenement) && estBloquee(fiabilite)) return { refus: 'marque_bloquante' };
  const statut = SUITE_STATUT[evenement][fiabilite.statut];
  const { piece, dateControle, ...reste } = fiabilite;
  const controlee = statut === 'VALI' || statut === 'QUAL';
  return {
    ...reste,
    statut,
    attributs: attributsApres(fiabilite.attributs, evenement),
    ...(controlee && piece !== undefined ? { piece } : {}),
    ...(controlee && dateControle !== undefined ? { dateControle } : {}),
  };
}

/** What one may want to do with an identity. */
export type UsageIdentite =
  | 'creer_soigner_orienter'
  | 'appeler_insi'
  | 'afficher_matricule'
  | 'sortir_matricule'
  | 'deposer_dmp'
  | 'ecrire_messagerie_citoyenne'
  | 'rapprocher_automatiquement';

/** `identitovigilance`: only for the persons in charge of identities. */
export type Permission = 'oui' | 'non' | 'identitovigilance';

/** Table of droit-et-securite INS-04, played entirely by the tests. Automatic matching also requires identical strict traits. */
export const PERMISSIONS: Readonly<Record<UsageIdentite, Readonly<Record<StatutIdentite, Permission>>>> = {
  creer_soigner_orienter: { PROV: 'oui', RECUP: 'oui', VALI: 'oui', QUAL: 'oui' },
  appeler_insi: { PROV: 'oui', RECUP: 'oui', VALI: 'oui', QUAL: 'oui' },
  afficher_matricule: { PROV: 'non', RECUP: 'identitovigilance', VALI: 'non', QUAL: 'oui' },
  sortir_matricule: { PROV: 'non', RECUP: 'non', VALI: 'non', QUAL: 'oui' },
  deposer_dmp: { PROV: 'non', RECUP: 'non', VALI: 'non', QUAL: 'oui' },
  ecrire_messagerie_citoyenne: { PROV: 'non', RECUP: 'non', VALI: 'non', QUAL: 'oui' },
  rapprocher_automatiquement: { PROV: 'non', RECUP: 'non', VALI: 'non', QUAL: 'oui' },
};

/** May this be done with this identity? A doubtful or fictive one never leaves nor calls INSi, whatever its status says. */
export function permission(usage: UsageIdentite, fiabilite: Fiabilite): Permission {
  if (usage === 'creer_soigner_orienter') return 'oui';
  return estBloquee(fiabilite) ? 'non' : PERMISSIONS[usage][fiabilite.statut];
}

export type Incoherence =
  | 'marque_et_statut'
  | 'marques_exclusives'
  | 'qualifiee_sans_ins'
  | 'qualifiee_sans_traits_stricts';

/** What an identity claims and cannot hold; empty when coherent. Nothing incoherent may be written as FHIR. */
export function incoherences(traits: TraitsIdentite): readonly Incoherence[] {
  const { fiabilite, ins } = traits;
  const qualifiee = fiabilite.statut === 'QUAL';
  const complets =
    traits.nomNaissance !== undefined &&
    traits.prenomsNaissance.length > 0 &&
    traits.dateNaissance !== undefined &&
    traits.sexe !== 'inconnu' &&
    traits.lieuNaissance?.cog !== undefined;
  const trouvees: readonly (readonly [Incoherence, boolean])[] = [
    ['marque_et_statut', estBloquee(fiabilite) && fiabilite.statut !== STATUTS_IDENTITE[0]],
    ['marques_exclusives', MARQUES_BLOQUANTES.every((marque) => fiabilite.attributs.includes(marque))],
    ['qualifiee_sans_ins', qualifiee && ins === undefined],
    ['qualifiee_sans_traits_stricts', qualifiee && !complets],
  ];
  return trouvees.flatMap(([nom, presente]) => (presente ? [nom] : []));
}
