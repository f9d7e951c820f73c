import type { z } from 'zod';
import type { Acteur } from '#acces/acteur.ts';
import { lireReference } from '#fhir/types.ts';
import { action, type Action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import { ajouterMembre } from './contract.ts';
import { modifierLeCercle } from './droits.ts';
import { participer, type NouveauMembre } from './participer.ts';
import { refus } from './refus.ts';
import { ouverture, PHRASES_FERMETURE } from './rules.ts';

/** What the directory says of a reference: `contactDe` of the room annuaire fits. */
export interface ContactConnu {
  readonly nom: string;
  readonly telephone?: string | undefined;
  readonly structure?: { readonly nom: string } | undefined;
}
export type ChercherContact = (tx: Transaction, ref: string) => Promise<ContactConnu | undefined>;

type Qui = z.output<typeof ajouterMembre.entree>['qui'];
type Designe = Pick<NouveauMembre, 'membre' | 'nom' | 'structure' | 'telephone'>;

export function actionAjouter(contactDe: ChercherContact): Action {
  return action(ajouterMembre, {
    droit: modifierLeCercle,
    faire: async ({ entree, acteur, tx, maintenant }) => {
      const designe = await designer(tx, acteur, entree.patient, entree.qui, contactDe);
      const { membre, cercle, nouveau } = await participer(tx, entree.patient, {
        ...designe,
        telephone: entree.telephone ?? designe.telephone,
        fonction: entree.fonction,
        fondement: entree.fondement,
        debut: entree.debut === undefined ? maintenant : new Date(entree.debut),
        fin: entree.fin === undefined ? undefined : new Date(entree.fin),
      });
      if (!nouveau) throw refus.deja_membre();
      const { familles, raison } = ouverture(membre, cercle.information);
      return {
        rang: membre.rang,
        ouvert: familles.length > 0,
        pourquoi: raison === undefined ? undefined : PHRASES_FERMETURE[raison],
      };
    },
  });
}

async function designer(
  tx: Transaction,
  acteur: Acteur,
  patient: string,
  qui: Qui,
  contactDe: ChercherContact,
): Promise<Designe> {
  if (qui.genre === 'moi')
    return { membre: acteur.ref, nom: acteur.nom, structure: acteur.structure.nom, telephone: acteur.telephone };
  if (qui.genre === 'nom') return { nom: qui.nom, structure: qui.structure };
  if (qui.genre === 'proche') return designerProche(tx, patient, qui.ref);
  const contact = await contactDe(tx, qui.ref);
  if (contact === undefined) throw refus.contact_inconnu();
  return { membre: qui.ref, nom: contact.nom, structure: contact.structure?.nom, telephone: contact.telephone };
}

async function designerProche(tx: Transaction, patient: string, ref: string): Promise<Designe> {
  const [lu] = await tx.magasin.chercher('RelatedPerson', { patient, ids: [lireReference(ref)?.id ?? ''] }, tx.portee);
  if (lu === undefined) throw refus.proche_inconnu();
  const [nom] = lu.ressource.name ?? [];
  const telephone = lu.ressource.telecom?.find(({ system }) => system === 'phone')?.value;
  return { membre: ref, nom: nom?.text ?? [nom?.given?.[0], nom?.family].filter(Boolean).join(' '), telephone };
}
