import type { Resource } from '@medplum/fhirtypes';
import { interdit, permis, type Decision } from '#acces/decision.ts';
import type { Acteur } from '#acces/acteur.ts';
import { porteeSysteme } from '#acces/portee.ts';
import { ROLES } from '#acces/roles.ts';
import { lireReference, type TypeFhir } from '#fhir/types.ts';
import { refusCommuns } from '#lib/refus.ts';
import { action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { ElementDemasque, ElementMasque } from './faits.ts';
import { refus } from './refus.ts';
import { ressourcesDe, toutCeQuiLeDit, type Designe } from './tout-ce-qui-le-dit.ts';

/** Labels of CI-SIS that travel with every copy (TRE_A07): hidden from professionals, or from the legal representatives. */
const SYSTEME = 'https://mos.esante.gouv.fr/NOS/TRE_A07-StatusVisibiliteDocument/FHIR/TRE-A07-StatusVisibiliteDocument';
const ETIQUETTES = { tous: 'MASQUE_PS', representants: 'INVISIBLE_REP_LEGAUX' } as const;
/** Who a mask aims at: everybody, one reference, or those who represent the person in law (SP-14). */
const REPRESENTANTS = 'RelatedPerson/representants-legaux';

interface SurUnElement {
  readonly entree: { readonly objet: string };
  readonly acteur: Acteur;
  readonly tx: Transaction;
}

/** Whoever reads the element may hide it for the person; the others do not know it exists. */
async function surUnElement({ entree, acteur, tx }: SurUnElement): Promise<Decision> {
  const { ressource } = await lireElement(tx, entree.objet, tx.portee);
  tx.concerne(patientDe(ressource));
  return ROLES[acteur.role].lit.length > 0
    ? permis(`role:${acteur.role}`)
    : interdit('Masquer un élément est réservé aux professionnels qui accompagnent la personne.');
}

/** The person hides an element: its author and the doctor who follows her keep it, nobody else learns that it exists (DMP-08). */
export const masquer = action(contrat.masquer, {
  apresDeces: 'droits',
  droit: surUnElement,
  faire: async ({ entree, acteur, tx }) => {
    const { type, id, ressource } = await lireElement(tx, entree.objet, porteeSysteme('cercle.masque'));
    const patient = patientDe(ressource);
    if (patient === undefined) throw refus.pas_masquable();
    const vise = entree.a === 'tous' ? '*' : entree.a === 'representants' ? REPRESENTANTS : entree.a;
    const designes = await toutCeQuiLeDit(tx, { type, id });
    await tx.sql
      .insertInto('masque')
      .values(designes.map((designe) => ({ ...designe, patient, vise })))
      .onConflict((conflit) => conflit.doNothing())
      .execute();
    await etiqueter(tx, designes, entree.a === 'representants' ? 'representants' : 'tous', true);
    await tx.fait(ElementMasque, {
      objet: entree.objet,
      patient,
      lecteurs: [acteur.ref],
      donnees: { notePar: acteur.nom, aQui: entree.a === 'representants' ? 'representants' : 'professionnels' },
    });
    return { objet: entree.objet };
  },
});

/** She shows it again, to everybody it was hidden from. */
export const demasquer = action(contrat.demasquer, {
  apresDeces: 'droits',
  droit: surUnElement,
  faire: async ({ entree, acteur, tx }) => {
    const { type, id, ressource } = await lireElement(tx, entree.objet, porteeSysteme('cercle.masque'));
    const designes = await toutCeQuiLeDit(tx, { type, id });
    const leves = await tx.sql
      .deleteFrom('masque')
      .where((ou) => ou.or(designes.map((d) => ou('masque.type', '=', d.type).and('masque.id', '=', d.id))))
      .returning('masque.id')
      .execute();
    if (leves.length === 0) throw refus.pas_masque();
    await etiqueter(tx, designes, undefined, false);
    await tx.fait(ElementDemasque, {
      objet: entree.objet,
      patient: patientDe(ressource),
      lecteurs: [acteur.ref],
      donnees: { notePar: acteur.nom },
    });
    return { objet: entree.objet };
  },
});

async function lireElement(tx: Transaction, objet: string, portee: Transaction['portee']) {
  const reference = lireReference(objet);
  // What says who may see is never hidden this way; the person herself is not an element.
  if (reference === undefined || ['Consent', 'CareTeam', 'Patient'].includes(reference.type))
    throw refus.pas_masquable();
  const lue = await tx.magasin.lire(reference.type as TypeFhir, reference.id, portee);
  if (lue === undefined) throw refusCommuns.introuvable();
  return { type: reference.type, id: reference.id, ressource: lue.ressource };
}

/** The label leaves with every copy: a document sent, an export, another software. The readers of each stay the same. */
async function etiqueter(
  tx: Transaction,
  designes: readonly Designe[],
  quoi: keyof typeof ETIQUETTES | undefined,
  pose: boolean,
): Promise<void> {
  for (const { ressource, version } of await ressourcesDe(tx, designes)) {
    const autres = (ressource.meta?.security ?? []).filter(
      ({ system, code }) => system !== SYSTEME || (pose && (quoi === undefined || code !== ETIQUETTES[quoi])),
    );
    const security = pose && quoi !== undefined ? [...autres, { system: SYSTEME, code: ETIQUETTES[quoi] }] : autres;
    const lecteurs = await tx.magasin.lecteursDe(ressource.resourceType, ressource.id);
    await tx.ecrire({ ...ressource, meta: { ...ressource.meta, security } }, version, lecteurs);
  }
}

interface SurUnePersonne {
  readonly subject?: { readonly reference?: string };
  readonly patient?: { readonly reference?: string };
  readonly for?: { readonly reference?: string };
}

function patientDe(ressource: Resource): string | undefined {
  // Every resource of a person names her by one of these three elements.
  const { subject, patient, for: pour } = ressource as SurUnePersonne;
  return /^Patient\/(.+)$/u.exec((subject ?? patient ?? pour)?.reference ?? '')?.[1];
}
