import type { Organization, Resource } from '@medplum/fhirtypes';
import { versFhir, type RessourcesAnnuaire } from '#connectors/annuaire-sante/index.ts';
import { lireBundleRor } from '#connectors/ror/index.ts';
import type { Rejet } from './lire-fichier.ts';
import { communesDe, lieuDe, type Lieu } from './lieux.ts';
import { enOrdre, type CommuneLue, type Lots } from './lignes.ts';
import { ficheDOffre } from './fiche-offre.ts';
import { ficheDePersonne, ficheDeSituation } from './fiche-personne.ts';
import { ficheDeStructure } from './fiche-structure.ts';
import type { Ressource, LigneAnnuaire } from './fiche.ts';

export interface AnnuaireConstruit {
  readonly lignes: readonly LigneAnnuaire[];
  readonly communes: readonly CommuneLue[];
  readonly rejets: readonly Rejet[];
}

/**
 * The whole directory from every line known: pure, the same lines give the same directory whatever their order of arrival.
 * A ROR structure that FINESS knows is the FINESS one; an offer follows it.
 */
export function construire(lots: Lots): AnnuaireConstruit {
  const rejets: Rejet[] = [];
  const national = assembler(lots, rejets);
  const ror = lireBundleRor({ resourceType: 'Bundle', entry: enOrdre(lots.ror).map((resource) => ({ resource })) });
  const structures = new Map<string, Organization>(national.organizations.map((o) => [o.id, o]));
  const alias = rattacherStructuresRor(ror.ressources, structures);
  const lieux = new Map<string, Lieu>([...structures].map(([id, o]) => [id, lieuDe(o)]));
  const lieuxDesOffres = ror.offres.flatMap((offre) =>
    offre.lieux.map((l) => ({
      codeCommune: l.commune?.code,
      commune: l.commune?.libelle,
      codePostal: l.codePostal,
      latitude: l.latitude,
      longitude: l.longitude,
    })),
  );
  const communes = communesDe(enOrdre(lots.commune), [...lieux.values(), ...lieuxDesOffres]);
  const parCode = new Map(communes.map((c) => [c.code, c]));
  for (const [id, lieu] of lieux) lieux.set(id, situer(lieu, parCode));
  const praticiens = new Map(national.practitioners.map((p) => [p.id, p]));
  const services = new Map(
    ror.ressources.filter((r) => r.resourceType === 'HealthcareService').map((r) => [r.id ?? '', r]),
  );
  const lignes = [
    ...[...structures.values()].map((o) => ficheDeStructure(o as Ressource<Organization>, lieux.get(o.id ?? '') ?? {})),
    ...national.practitioners.map(ficheDePersonne),
    ...national.practitionerRoles.map((role) => ficheDeSituation(role, { praticiens, structures, lieux })),
    // A sensitive unit is never shown without a right of its own: it stays in the stock, not in the directory.
    ...ror.offres
      .filter((o) => !o.uniteSensible)
      .map((offre) => ficheDOffre(offre, services.get(offre.id), { structures, lieux, alias, communes: parCode })),
  ];
  return { lignes, communes, rejets };
}

function assembler(lots: Lots, rejets: Rejet[]): RessourcesAnnuaire {
  const finess = enOrdre(lots.finess);
  const boites = enOrdre(lots.boite);
  const national = versFhir({
    activites: enOrdre(lots.activite),
    savoirFaire: enOrdre(lots.savoir_faire),
    diplomes: enOrdre(lots.diplome),
    boites,
    etablissements: finess.filter((l) => l.type === 'structureet'),
    geolocalisations: finess.filter((l) => l.type === 'geolocalisation'),
    membres: enOrdre(lots.membre),
  });
  for (const a of national.anomalies) {
    const boite = boites.find((b) => b.origine?.fichier === a.fichier && b.origine.ligne === a.ligne);
    rejets.push({
      ...a,
      gravite: 'rejet',
      ...(boite === undefined ? {} : { contenu: JSON.stringify({ ...boite, origine: undefined }) }),
    });
  }
  return national;
}

/** ROR structure id → directory id. One that FINESS does not know enters the directory under its FINESS number. */
function rattacherStructuresRor(
  ressources: readonly Resource[],
  structures: Map<string, Organization>,
): ReadonlyMap<string, string> {
  const alias = new Map<string, string>();
  for (const r of ressources) {
    if (r.resourceType !== 'Organization' || r.id === undefined) continue;
    const finess = r.identifier?.find((i) => i.system === 'https://finess.esante.gouv.fr')?.value;
    const id = finess === undefined ? r.id : `finess-${finess}`;
    alias.set(r.id, id);
    const connue = structures.get(id);
    if (connue === undefined) structures.set(id, { ...r, id });
    else if (r.name !== undefined && r.name !== connue.name && !connue.alias?.includes(r.name))
      structures.set(id, { ...connue, alias: [...(connue.alias ?? []), r.name] });
  }
  return alias;
}

function situer(lieu: Lieu, communes: ReadonlyMap<string, CommuneLue>): Lieu {
  const commune = communes.get(lieu.codeCommune ?? '');
  if (commune === undefined || lieu.latitude !== undefined) return lieu;
  return { ...lieu, latitude: commune.latitude, longitude: commune.longitude };
}
