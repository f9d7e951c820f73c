import type { Context } from 'hono';
import { compteParIdnps } from '#acces/depots/comptes.ts';
import { rafraichirActivites } from '#acces/depots/activites-psc.ts';
import { refusConnexion } from '#acces/refus-connexion.ts';
import { contexteDuJetonPsc, type SessionOuverte, type Situation } from '#acces/sessions.ts';
import { idStructure } from '#connectors/annuaire-sante/index.ts';
import type { IdentitePsc } from '#connectors/psc/fournisseur.ts';
import { elever } from './connexion-elevation.ts';
import { entrer, type Connexion } from './connexion-outils.ts';
import type { Env } from './contexte.ts';

/** Somebody Pro Santé Connect vouches for, whether the card was read here or confirmed on the phone. */
export async function entrerParCarte(
  connexion: Connexion,
  c: Context<Env>,
  identite: IdentitePsc,
  options: { readonly partage: boolean; readonly parTelephone?: boolean },
): Promise<readonly Situation[]> {
  const { maison } = connexion;
  const compte = await compteParIdnps(maison.socle.base, identite.idnps);
  if (compte === undefined) throw refusConnexion.inconnu();
  if (compte.etat === 'suspendu') throw refusConnexion.suspendu();
  if (identite.activitesDites)
    await rafraichirActivites(
      maison.socle.base,
      compte.id,
      structuresAnnoncees(identite),
      maison.horlogeReelle.maintenant(),
    );
  return entrer(connexion, c, {
    compte: compte.id,
    moyen: 'psc',
    jetonPsc: maison.socle.coffre.sceller('commun', identite.idToken, contexteDuJetonPsc(compte.id)),
    niveau: identite.acr,
    partage: options.partage,
    connu: {
      prenom: compte.prenom,
      ...(options.parTelephone === true ? { moyen: 'telephone', identifiant: identite.idnps } : { moyen: 'psc' }),
    },
    pscSujet: identite.sub,
    pscSid: identite.sid,
  });
}

/** References our directory gives to the structures announced: each identifier they carry is a way to the same place. */
function structuresAnnoncees({ situations }: IdentitePsc): readonly string[] {
  return situations.flatMap(({ structure }) => {
    if (structure === undefined) return [];
    const { finess, siret, idnst, idTechnique } = structure;
    const cles = [{ finess }, { siret }, { idnst }, { identifiantTechnique: idTechnique }];
    const ids = cles.filter((cle) => Object.values(cle)[0] !== undefined).map(idStructure);
    return [...ids, ...(idTechnique === undefined ? [] : [idTechnique])].map((id) => `Organization/${id}`);
  });
}

/** The same person, and nobody else, raises the session: another valid card changes nothing. */
export async function confirmerParCarte(
  connexion: Connexion,
  c: Context<Env>,
  session: Pick<SessionOuverte, 'id' | 'compte'>,
  identite: IdentitePsc,
): Promise<void> {
  const compte = await compteParIdnps(connexion.maison.socle.base, identite.idnps);
  if (compte?.id !== session.compte) throw refusConnexion.autre_personne();
  await elever(connexion, c, session);
}
