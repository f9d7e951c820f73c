import type { Extension, RelatedPerson } from '@medplum/fhirtypes';
import { porteeSysteme } from '#acces/portee.ts';
import type { Identifiee, Lue } from '#fhir/types.ts';
import { refusCommuns } from '#lib/refus.ts';
import { action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract-protection.ts';
import { designationsDe, EXT_DESIGNATION, type Designation } from './designation.ts';
import { noterSonAvis } from './droits.ts';
import { ConfianceNotee } from './faits.ts';
import { estRepresentee } from './protection.ts';
import { refus } from './refus.ts';
import { nomDuProche, personneMineure } from './representants.ts';

const TRE_R260 = 'https://mos.esante.gouv.fr/NOS/TRE_R260-HL7RoleClass/FHIR/TRE-R260-HL7RoleClass';
const DANS_L_ACTION = porteeSysteme('cercle.confiance');

/**
 * The person designates, in writing, somebody she trusts (L. 1111-6 CSP, L. 311-5-1 CASF). It opens nothing to them: no account, no copy,
 * no reading (SP-15). An adult alone may do it; when somebody represents her, the judge or the family council has allowed it.
 */
export const designerConfiance = action(contrat.designerConfiance, {
  droit: noterSonAvis,
  faire: async ({ entree, acteur, tx, maintenant }) => {
    const { patient, qui, designeeLe, accepteeLe, portees, preuve, autorisation } = entree;
    if (await personneMineure(tx, patient)) throw refus.confiance_mineure();
    if ((await estRepresentee(tx, patient)) && (autorisation ?? '') === '')
      throw refus.confiance_autorisation(undefined, { autorisation: 'Dites qui l’a autorisée, et quand.' });
    for (const jour of [designeeLe, accepteeLe])
      if (jour !== undefined && new Date(jour) > maintenant) throw refus.fin_a_venir();
    const lue = qui.genre === 'proche' ? await lireProche(tx, patient, qui.ref) : undefined;
    const avant = qui.genre === 'nom' ? nouveauProche(tx.nouvelId(), patient, qui) : lue?.ressource;
    if (avant === undefined) throw refusCommuns.introuvable();
    if (designationsDe(avant).some(({ revoqueeLe }) => revoqueeLe === undefined)) throw refus.confiance_deja();
    const designation = { le: designeeLe, accepteeLe, portees, preuve, autorisation };
    await ecrire(tx, avecRole({ ...avant, extension: [...(avant.extension ?? []), enExtension(designation)] }), lue);
    await tx.fait(ConfianceNotee, {
      objet: `RelatedPerson/${avant.id}`,
      patient,
      lecteurs: [acteur.ref],
      donnees: {
        nom: nomDuProche(avant),
        etat: accepteeLe === undefined ? 'designee' : 'acceptee',
        notePar: acteur.nom,
      },
    });
    return { id: avant.id };
  },
});

/** They signed it too: from now on they are the one to ask. */
export const accepterConfiance = action(contrat.accepterConfiance, {
  droit: noterSonAvis,
  faire: ({ entree, tx }) =>
    changer(tx, entree, 'acceptee', (designation) =>
      designation.accepteeLe === undefined ? { ...designation, accepteeLe: entree.le } : undefined,
    ),
});

/** At any time and without a reason: the person alone decides. What was designated stays written, with its end. */
export const revoquerConfiance = action(contrat.revoquerConfiance, {
  droit: noterSonAvis,
  faire: ({ entree, tx }) =>
    changer(tx, entree, 'revoquee', (designation) => ({ ...designation, revoqueeLe: entree.le })),
});

/** Replaces the running designation of one person; the former ones stay as they were. */
async function changer(
  tx: Transaction,
  entree: { readonly patient: string; readonly id: string; readonly le: string },
  etat: 'acceptee' | 'revoquee',
  apres: (designation: Designation) => Designation | undefined,
): Promise<{ id: string }> {
  if (new Date(entree.le) > tx.maintenant) throw refus.fin_a_venir();
  const lue = await lireProche(tx, entree.patient, `RelatedPerson/${entree.id}`);
  const enCours = designationsDe(lue.ressource).find(({ revoqueeLe }) => revoqueeLe === undefined);
  const changee = enCours === undefined ? undefined : apres(enCours);
  if (changee === undefined) throw refus.confiance_inconnue();
  const extension = (lue.ressource.extension ?? []).map((e) =>
    e.url === EXT_DESIGNATION && !e.extension?.some(({ url }) => url === 'revoquee') ? enExtension(changee) : e,
  );
  const ressource = { ...lue.ressource, extension };
  await ecrire(tx, etat === 'revoquee' ? sansRole(ressource) : ressource, lue);
  await tx.fait(ConfianceNotee, {
    objet: `RelatedPerson/${entree.id}`,
    patient: entree.patient,
    lecteurs: [tx.acteur.ref],
    donnees: { nom: nomDuProche(ressource), etat, notePar: tx.acteur.nom },
  });
  return { id: entree.id };
}

async function lireProche(tx: Transaction, patient: string, ref: string): Promise<Lue<'RelatedPerson'>> {
  const lue = await tx.magasin.lire('RelatedPerson', ref.replace('RelatedPerson/', ''), DANS_L_ACTION);
  if (lue?.ressource.patient.reference !== `Patient/${patient}`) throw refusCommuns.introuvable();
  return lue;
}

async function ecrire(
  tx: Transaction,
  ressource: Identifiee<RelatedPerson>,
  lue: Lue<'RelatedPerson'> | undefined,
): Promise<void> {
  const lecteurs = lue === undefined ? [] : await tx.magasin.lecteursDe('RelatedPerson', ressource.id);
  await tx.ecrire(ressource, lue?.version, [...new Set([...lecteurs, tx.acteur.ref])]);
}

function nouveauProche(
  id: string,
  patient: string,
  qui: { readonly nom: string; readonly telephone: string; readonly lien: string },
): Identifiee<RelatedPerson> {
  return {
    resourceType: 'RelatedPerson',
    id,
    identifier: [{ system: 'urn:cordee:proche', value: id }],
    active: true,
    patient: { reference: `Patient/${patient}` },
    relationship: [{ text: qui.lien }],
    name: [{ family: qui.nom }],
    telecom: [{ system: 'phone', value: qui.telephone }],
  };
}

const CONFIANCE = { coding: [{ system: TRE_R260, code: 'QUAL', display: 'Personne de confiance' }] };
const estLeRole = ({ coding = [] }: { readonly coding?: { readonly code?: string }[] }): boolean =>
  coding.some(({ code }) => code === 'QUAL');

function avecRole(r: Identifiee<RelatedPerson>): Identifiee<RelatedPerson> {
  const relations = r.relationship ?? [];
  return relations.some(estLeRole) ? r : { ...r, relationship: [...relations, CONFIANCE] };
}

/** Somebody noted for this alone leaves the list of relatives with it; a relative stays one. */
function sansRole(r: Identifiee<RelatedPerson>): Identifiee<RelatedPerson> {
  const autres = (r.relationship ?? []).filter((relation) => !estLeRole(relation));
  const estUnProche = autres.some(({ coding = [] }) => coding.length > 0);
  return { ...r, active: estUnProche, ...(autres.length === 0 ? {} : { relationship: autres }) };
}

function enExtension({ le, accepteeLe, revoqueeLe, portees, preuve, autorisation }: Designation): Extension {
  const jour = (url: string, valeur: string | undefined) => (valeur === undefined ? [] : [{ url, valueDate: valeur }]);
  const texte = (url: string, valeur: string | undefined) =>
    valeur === undefined || valeur === '' ? [] : [{ url, valueString: valeur }];
  return {
    url: EXT_DESIGNATION,
    extension: [
      ...jour('le', le),
      ...jour('acceptee', accepteeLe),
      ...jour('revoquee', revoqueeLe),
      ...portees.map((code) => ({ url: 'portee', valueCode: code })),
      ...texte('preuve', preuve),
      ...texte('autorisation', autorisation),
    ],
  };
}
