import { porteeSysteme } from '#acces/portee.ts';
import { action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract-protection.ts';
import { noterSonAvis } from './droits.ts';
import { MandatFini, MesureNotee } from './faits.ts';
import { prevoirRappel } from './rappels.ts';
import { refus } from './refus.ts';
import {
  EXT_PREUVE,
  personneMineure,
  porteurDeMandat,
  pourquoiPas,
  representantDe,
  representantsDe,
} from './representants.ts';
import { ETENDUES, QUALITES_REPRESENTANT, type Mesure } from './vocabulaire-protection.ts';

const PROTECTION = 'urn:oid:1.2.250.1.213.1.1.4.327';
const TRE_R216 = 'https://mos.esante.gouv.fr/NOS/TRE_R216-HL7RoleCode/FHIR/TRE-R216-HL7RoleCode';
const CODES: Readonly<Record<Mesure, string>> = {
  sauvegarde: 'MSVG',
  curatelle: 'CURATEUR',
  tutelle: 'TUTEUR',
  habilitation: 'TUTEUR',
  mandat: 'MSVG',
};
const DANS_L_ACTION = porteeSysteme('cercle.protection');
const DEUX_MOIS_MS = 60 * 86_400_000;

/** A measure of protection: what it is, how far it goes, who carries it out, until when. It gives nobody an access by itself (SP-15). */
export const noterMesure = action(contrat.noterMesure, {
  droit: noterSonAvis,
  faire: async ({ entree, acteur, tx, maintenant }) => {
    const { patient, mesure, etendue, nom, telephone, preuve } = entree;
    const fin = new Date(entree.fin);
    if (fin <= maintenant) throw refus.mesure_finie();
    const id = tx.nouvelId();
    const { libelle } = QUALITES_REPRESENTANT[mesure];
    const proche = porteurDeMandat({
      id,
      patient,
      nom,
      telephone,
      qualite: mesure,
      etendue,
      debut: maintenant,
      fin,
      preuve: `${libelle} jusqu’au ${entree.fin.slice(0, 10).split('-').toReversed().join('/')} : ${preuve}`,
      relation: [{ coding: [{ system: PROTECTION, code: CODES[mesure], display: libelle }] }],
    });
    await tx.ecrire(proche, undefined, [acteur.ref]);
    await prevoirRappel(tx, 'mesure', patient, avant(maintenant, fin));
    await tx.fait(MesureNotee, {
      objet: `RelatedPerson/${id}`,
      patient,
      lecteurs: [acteur.ref],
      donnees: { mesure: libelle, etendue: ETENDUES[etendue], par: nom, fin: entree.fin },
    });
    return { id };
  },
});

const PARENTS = { mere: ['MTH', 'Mère'], pere: ['FTH', 'Père'], autre: ['FAMMEMB', 'Autre titulaire'] } as const;

/** A holder of parental authority, each in their own name: two parents are two entries, and one may lose it without the other. */
export const noterTitulaire = action(contrat.noterTitulaire, {
  droit: noterSonAvis,
  faire: async ({ entree, acteur, tx, maintenant }) => {
    const { patient, lien, nom, telephone, preuve } = entree;
    if (!(await personneMineure(tx, patient))) throw refus.mandat_majeure();
    const id = tx.nouvelId();
    const [code, display] = PARENTS[lien];
    await tx.ecrire(
      porteurDeMandat({
        id,
        patient,
        nom,
        telephone,
        qualite: 'autorite_parentale',
        etendue: 'personne_et_biens',
        debut: maintenant,
        preuve,
        relation: [{ coding: [{ system: TRE_R216, code, display }] }],
      }),
      undefined,
      [acteur.ref],
    );
    await tx.fait(MesureNotee, {
      objet: `RelatedPerson/${id}`,
      patient,
      lecteurs: [acteur.ref],
      donnees: { mesure: 'Autorité parentale', etendue: ETENDUES.personne_et_biens, par: nom, fin: 'sa majorité' },
    });
    return { id };
  },
});

/** The measure is lifted, or a judgment takes the quality away: from that day nothing more is handed to them. The entry stays. */
export const finirMandat = action(contrat.finirMandat, {
  apresDeces: 'cloture',
  droit: noterSonAvis,
  faire: async ({ entree, acteur, tx, maintenant }) => {
    const { patient, id, preuve } = entree;
    const lue = await tx.magasin.lire('RelatedPerson', id, DANS_L_ACTION);
    const mandat = lue === undefined ? undefined : representantDe(lue.ressource, lue.version);
    if (lue === undefined || mandat === undefined || lue.ressource.patient.reference !== `Patient/${patient}`)
      throw refus.representant_inconnu();
    if (mandat.jusque !== undefined && mandat.jusque <= maintenant) throw refus.mandat_fini();
    const jour = new Date(entree.le);
    if (jour > maintenant) throw refus.fin_a_venir();
    const { extension = [], period, relationship = [] } = lue.ressource;
    await tx.ecrire(
      {
        ...lue.ressource,
        // Read elsewhere as a relative: no longer as the one who represents her.
        relationship: relationship.filter(({ coding = [] }) => coding.every(({ code }) => code !== 'GUARD')),
        period: { ...period, end: jour.toISOString() },
        extension: extension.map((e) =>
          e.url === EXT_PREUVE ? { ...e, valueString: `${e.valueString ?? ''}. Fin : ${preuve}` } : e,
        ),
      },
      lue.version,
      await tx.magasin.lecteursDe('RelatedPerson', id),
    );
    await tx.fait(MandatFini, {
      objet: `RelatedPerson/${id}`,
      patient,
      lecteurs: [acteur.ref],
      donnees: { mesure: QUALITES_REPRESENTANT[mandat.qualite].libelle, par: mandat.nom, notePar: acteur.nom },
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
  if (await personneMineure(tx, patient))
    return 'Personne mineure : dites quel titulaire de l’autorité parentale est d’accord, ou « elle-même » si le secret lui est dû.';
  return (await estRepresentee(tx, patient))
    ? 'Personne représentée : dites qui est d’accord avec elle (le tuteur, ou la personne habilitée), et qu’elle a été consultée.'
    : undefined;
}

/** Does somebody answer in the place of this adult, about her person, today? */
export async function estRepresentee(tx: Transaction, patient: string): Promise<boolean> {
  const representants = await representantsDe(tx, patient, DANS_L_ACTION);
  return representants.some((r) => pourquoiPas(r, 'consentir', { mineure: false, le: tx.maintenant }) === undefined);
}
