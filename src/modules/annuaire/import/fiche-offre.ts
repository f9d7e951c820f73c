import type { Extension, HealthcareService, Organization, Resource } from '@medplum/fhirtypes';
import { libelleDe, ror, type CodeLibelle, type Offre, type TableNationale } from '#connectors/ror/index.ts';
import type { Resume } from '../resume.ts';
import type { LigneAnnuaire, Ressource } from './fiche.ts';
import { ligne, mssanteDe, telephoneDe } from './fiche.ts';
import { nomDe } from './fiche-structure.ts';
import type { Lieu } from './lieux.ts';
import type { CommuneLue } from './lignes.ts';

interface Autour {
  readonly structures: ReadonlyMap<string, Organization>;
  readonly lieux: ReadonlyMap<string, Lieu>;
  /** ROR structure id → directory id. */
  readonly alias: ReadonlyMap<string, string>;
  readonly communes: ReadonlyMap<string, CommuneLue>;
}

const CANAUX_TELEPHONE = new Set(['1', '2']);
/** Working hours (02) and reception (01) of TRE_R252; on-call hours are not when one usually calls. */
const HORAIRES_ASTREINTE = '03';

/** An operational offer of the ROR. Only channels open to everybody are kept, in the summary and in the resource. */
export function ficheDOffre(offre: Offre, service: Resource | undefined, autour: Autour): LigneAnnuaire {
  const idStructure = autour.alias.get(offre.structure?.id ?? '') ?? offre.structure?.id ?? '';
  const structure = autour.structures.get(idStructure);
  const lieu = lieuDeLOffre(offre, autour, idStructure);
  const propre = offre.canaux
    .find((c) => c.canal === 'MSSANTE' && c.confidentialite === 'libre')
    ?.adresse.toLowerCase();
  const contacts = contactsLibres(offre);
  const resume: Resume = {
    genre: 'offre',
    nom: offre.nom,
    profession:
      texteDe('TRE_R244-CategorieOrganisation', offre.typeOffre) ??
      texteDe('TRE_R227-ChampActivite', offre.champActivite),
    specialites: [],
    ...(structure === undefined ? {} : { structure: { ref: `Organization/${idStructure}`, nom: nomDe(structure) } }),
    telephone: contacts[0]?.telephone ?? telephoneDe(structure?.telecom),
    mssante: propre ?? mssanteDe(structure?.telecom),
    adresse: lieu.adresse,
    commune: lieu.commune,
    codePostal: lieu.codePostal,
    identifiant: offre.identifiant,
    majLe: offre.miseAJourLe,
    offre: resumeDOffre(offre, contacts),
  };
  return ligne({
    ressource: ressourceOuverte(offre, service, idStructure),
    source: 'ror',
    resume,
    lieu,
    rang: 3,
    toks: jetonsDOffre(offre),
    noms: [offre.nom, structure?.name],
    adresses: [propre],
  });
}

function lieuDeLOffre(offre: Offre, autour: Autour, idStructure: string): Lieu {
  const premier = offre.lieux[0];
  const deLaStructure = autour.lieux.get(idStructure) ?? {};
  if (premier === undefined) return deLaStructure;
  const codeCommune = premier.commune?.code ?? deLaStructure.codeCommune;
  const centre = autour.communes.get(codeCommune ?? '');
  return {
    adresse: deLaStructure.adresse,
    codePostal: premier.codePostal ?? deLaStructure.codePostal,
    codeCommune,
    commune: premier.commune?.libelle ?? centre?.nom ?? deLaStructure.commune,
    latitude: premier.latitude ?? deLaStructure.latitude ?? centre?.latitude,
    longitude: premier.longitude ?? deLaStructure.longitude ?? centre?.longitude,
  };
}

type Contacts = NonNullable<Resume['offre']>['contacts'];

function contactsLibres(offre: Offre): Contacts {
  return offre.contacts
    .filter((c) => c.confidentialite === 'libre')
    .flatMap((c) =>
      c.canaux
        .filter((canal) => canal.confidentialite === 'libre' && CANAUX_TELEPHONE.has(canal.canal))
        .map((canal) => ({
          nom: c.nom,
          nature: c.nature === undefined ? undefined : texteDe('TRE_R287-NatureContact', c.nature),
          telephone: canal.adresse,
        })),
    );
}

function texteDe(table: TableNationale, code: CodeLibelle | undefined): string | undefined {
  if (code === undefined) return undefined;
  return code.libelle === '' ? libelleDe(table, code.code) : code.libelle;
}

const coder = (table: TableNationale, code: CodeLibelle | undefined) =>
  code === undefined ? undefined : { code: code.code, libelle: texteDe(table, code) ?? code.code };

function resumeDOffre(offre: Offre, contacts: Contacts): NonNullable<Resume['offre']> {
  return {
    type: coder('TRE_R244-CategorieOrganisation', offre.typeOffre),
    mode: coder('TRE_R213-ModePriseEnCharge', offre.modePriseEnCharge),
    activites: offre.activites.map((a) => texteDe('TRE_R211-ActiviteOperationnelle', a) ?? a.code),
    publics: offre.publics.map((p) => texteDe('TRE_R239-PublicPrisEnCharge', p) ?? p.code),
    ageMin: offre.ageMin,
    ageMax: offre.ageMax,
    zones: offre.zones.map((z) => ({ type: z.type.code, code: z.code.code, libelle: z.code.libelle })),
    modalites: offre.modalitesAccueil.map((m) => texteDe('TRE_R338-ModaliteAccueil', m) ?? m.code),
    horaires: offre.horaires
      .filter((h) => h.type?.code !== HORAIRES_ASTREINTE)
      .map((h) =>
        h.touteLaJournee
          ? { jour: h.jour, debut: '00:00', fin: '24:00' }
          : { jour: h.jour, debut: h.debut, fin: h.fin },
      ),
    fermeture: offre.fermeture,
    places: offre.placesDisponibles,
    placesLe: offre.capaciteMiseAJourLe,
    contacts,
  };
}

function jetonsDOffre(offre: Offre): string[] {
  return [
    ...(offre.typeOffre === undefined ? [] : [`cat=${offre.typeOffre.code}`]),
    ...(offre.modePriseEnCharge === undefined ? [] : [`mode=${offre.modePriseEnCharge.code}`]),
    ...(offre.champActivite === undefined ? [] : [`champ=${offre.champActivite.code}`]),
    ...offre.activites.map((a) => `act=${a.code}`),
    ...offre.modalitesAccueil.map((m) => `moda=${m.code}`),
    ...offre.publics.map((p) => `pub=${p.code}`),
  ];
}

/** The resource without its restricted channels, provided by the structure as the directory knows it. */
function ressourceOuverte(
  offre: Offre,
  service: Resource | undefined,
  idStructure: string,
): Ressource<HealthcareService> {
  const brut: Ressource<HealthcareService> =
    service?.resourceType === 'HealthcareService'
      ? { ...service, id: offre.id }
      : { resourceType: 'HealthcareService', id: offre.id, name: offre.nom };
  const { telecom: _telecom, ...reste } = brut;
  const libre = (offre.canaux ?? []).filter((c) => c.confidentialite === 'libre').map((c) => c.adresse);
  return {
    ...reste,
    extension: (brut.extension ?? []).filter((e: Extension) => e.url !== ror('ror-healthcareservice-contact')),
    telecom: (brut.telecom ?? []).filter((point) => libre.includes(point.value ?? '')),
    ...(idStructure === '' ? {} : { providedBy: { ...brut.providedBy, reference: `Organization/${idStructure}` } }),
  };
}
