import type { Patient, RelatedPerson } from '@medplum/fhirtypes';
import { porteeSysteme } from '#acces/portee.ts';
import type { Identifiee } from '#fhir/types.ts';
import { action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import { noterMesure as contratMesure } from './contract-protection.ts';
import { noterSonAvis } from './droits.ts';
import { MesureNotee } from './faits.ts';
import { prevoirRappel } from './rappels.ts';
import { refus } from './refus.ts';
import { ETENDUES, MESURES, type Mesure } from './vocabulaire-protection.ts';

const EXT_MESURE = 'urn:cordee:mesure';
const EXT_ETENDUE = 'urn:cordee:etendue';
const EXT_PREUVE = 'urn:cordee:preuve';
const PROTECTION = 'urn:oid:1.2.250.1.213.1.1.4.327';
const TRE_R260 = 'https://mos.esante.gouv.fr/NOS/TRE_R260-HL7RoleClass/FHIR/TRE-R260-HL7RoleClass';
const CODES: Readonly<Record<Mesure, string>> = {
  sauvegarde: 'MSVG',
  curatelle: 'CURATEUR',
  tutelle: 'TUTEUR',
  habilitation: 'TUTEUR',
  mandat: 'MSVG',
};
const DANS_L_ACTION = porteeSysteme('cercle.protection');
const DEUX_MOIS_MS = 60 * 86_400_000;
const MAJORITE = 18;

/** A measure of protection: what it is, how far it goes, who carries it out, until when. It gives nobody an access by itself (SP-15). */
export const noterMesure = action(contratMesure, {
  droit: noterSonAvis,
  faire: async ({ entree, acteur, tx, maintenant }) => {
    const { patient, mesure, etendue, nom, telephone, preuve } = entree;
    const fin = new Date(entree.fin);
    if (fin <= maintenant) throw refus.mesure_finie();
    const id = tx.nouvelId();
    const proche: Identifiee<RelatedPerson> = {
      resourceType: 'RelatedPerson',
      id,
      identifier: [{ system: 'urn:cordee:proche', value: id }],
      active: true,
      patient: { reference: `Patient/${patient}` },
      relationship: [
        { coding: [{ system: TRE_R260, code: 'GUARD', display: 'Représentant légal' }] },
        { coding: [{ system: PROTECTION, code: CODES[mesure], display: MESURES[mesure].libelle }] },
      ],
      name: [{ family: nom }],
      telecom: [{ system: 'phone', value: telephone }],
      period: { start: maintenant.toISOString(), end: fin.toISOString() },
      extension: [
        { url: EXT_MESURE, valueCode: mesure },
        { url: EXT_ETENDUE, valueCode: etendue },
        { url: EXT_PREUVE, valueString: `${MESURES[mesure].libelle} jusqu’au ${entree.fin.slice(0, 10)} : ${preuve}` },
      ],
    };
    await tx.ecrire(proche, undefined, [acteur.ref]);
    await prevoirRappel(tx, 'mesure', patient, avant(maintenant, fin));
    await tx.fait(MesureNotee, {
      objet: `RelatedPerson/${id}`,
      patient,
      lecteurs: [acteur.ref],
      donnees: { mesure: MESURES[mesure].libelle, etendue: ETENDUES[etendue], par: nom, fin: entree.fin },
    });
    return { id };
  },
});

/** Two months before the end, or half-way when it is nearer. */
function avant(maintenant: Date, fin: Date): Date {
  const reste = fin.getTime() - maintenant.getTime();
  return new Date(fin.getTime() - Math.min(DEUX_MOIS_MS, reste / 2));
}

/**
 * Who answers for this person today? Herself, unless she is a minor (holders of parental authority) or somebody represents her by a
 * measure that covers her person. The sentence says what to write; undefined: her own word is enough.
 */
export async function doitDireAupresDeQui(tx: Transaction, patient: string): Promise<string | undefined> {
  const lu = await tx.magasin.lire('Patient', patient, DANS_L_ACTION);
  if (lu !== undefined && estMineure(lu.ressource, tx.maintenant))
    return 'Personne mineure : dites quel titulaire de l’autorité parentale est d’accord, ou « elle-même » si le secret lui est dû.';
  const proches = await tx.magasin.chercher('RelatedPerson', { patient, toks: ['active=true'] }, DANS_L_ACTION);
  const represente = proches.some(({ ressource }) => laRepresente(ressource, tx.maintenant));
  return represente
    ? 'Personne représentée : dites qui est d’accord avec elle (le tuteur, ou la personne habilitée), et qu’elle a été consultée.'
    : undefined;
}

function estMineure({ birthDate }: Patient, le: Date): boolean {
  if (birthDate === undefined) return false;
  const majorite = new Date(birthDate);
  majorite.setUTCFullYear(majorite.getUTCFullYear() + MAJORITE);
  return majorite > le;
}

function laRepresente({ extension = [], period }: RelatedPerson, le: Date): boolean {
  const mesure = extension.find(({ url }) => url === EXT_MESURE)?.valueCode;
  const etendue = extension.find(({ url }) => url === EXT_ETENDUE)?.valueCode;
  const enCours = period?.end === undefined || new Date(period.end) > le;
  return enCours && etendue !== 'biens' && (mesure === 'tutelle' || mesure === 'habilitation' || mesure === 'mandat');
}
