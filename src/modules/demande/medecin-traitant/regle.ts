import type { Cercle, Membre } from '#modules/cercle/index.ts';
import type { Demande } from '../demande.ts';

/** Why the declared doctor is told, or not. */
export type SuiteMedecinTraitant =
  | { readonly etat: 'inconnu' }
  | { readonly etat: 'demandeur' | 'a_prevenir' | 'oppose' | 'non_informee'; readonly medecin: Membre };

/**
 * The doctor declared in the circle is told of each decision, unless the person refuses it (SP-13, metier.md annexe A). Not when
 * he is the requester, who is answered anyway, nor before the person was informed (SP-05, SP-07); « impossible » with its reason
 * dispenses from it (SP-12, metier.md §3.8). Without a known doctor nothing is blocked: it is said.
 */
export function suiteDuMedecinTraitant(
  demande: Pick<Demande, 'demandeur' | 'accord' | 'accordMotif'>,
  cercle: Pick<Cercle, 'membres' | 'information'> | undefined,
  maintenant: Date,
): SuiteMedecinTraitant {
  const medecin = cercle?.membres.find(
    (m) => m.fonction === 'medecin_traitant' && m.debut <= maintenant && (m.fin === undefined || m.fin > maintenant),
  );
  if (cercle === undefined || medecin === undefined) return { etat: 'inconnu' };
  const { etat, oppositions } = cercle.information;
  if (medecin.ref !== undefined && medecin.ref === demande.demandeur.ref) return { etat: 'demandeur', medecin };
  const oppose = oppositions.some(({ vise }) => vise === 'tous' || vise.includes(medecin.ref ?? ''));
  if (etat === 'opposee' || oppose) return { etat: 'oppose', medecin };
  const impossible = demande.accord === 'impossible' && demande.accordMotif !== undefined;
  const informee = [demande.accord, etat].some((mot) => mot === 'accord' || mot === 'informee');
  return { etat: informee || impossible || etat === 'impossible' ? 'a_prevenir' : 'non_informee', medecin };
}
