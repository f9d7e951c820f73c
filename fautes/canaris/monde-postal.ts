import { demarrerSimulateur, type Simulateur } from '#connectors/mssante/index.ts';
import { depotEnMemoire, type DepotSimule } from '#connectors/mssante/simulateur/depot.ts';
import { horlogeSysteme } from '#lib/horloge.ts';
import { nouvelId } from '#lib/ids.ts';
import type { Base, CodeTerritoire } from '#lib/sql/connexion.ts';
import { ecrireReglage } from '#modules/territoire/index.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { importerLeTerritoire } from '../../src/cli/demo/annuaire.ts';
import { TERRITOIRES } from './lieux.ts';

/** Our mailbox in each territory: the letter says by it where it comes from. */
export const boiteDe = (territoire: CodeTerritoire): string => `dac-${territoire}@dac.mss-orsene.invalid`;

/** Who is written to: two services and a doctor of the fictitious directory, which every territory reads. */
export const DESTINATIONS = [
  { ref: 'HealthcareService/ror-offre-001', adresse: 'contact@sad-les-tilleuls.mss-orsene.invalid' },
  { ref: 'HealthcareService/ror-offre-002', adresse: 'contact@sad-bel-automne.mss-orsene.invalid' },
  {
    ref: 'PractitionerRole/sit-99700000013-siret-00001001700010-10-L',
    adresse: 'paul.martin@medecin.mss-orsene.invalid',
  },
] as const;

/** Everybody's mailbox: what the operator received stays readable, byte for byte. */
export interface MondePostal {
  readonly simulateur: Simulateur;
  readonly depot: DepotSimule;
}

/** A secure mail operator on this machine, one mailbox of ours per territory, and the directory that says where people are reached. */
export async function ouvrirMondePostal(base: Base): Promise<MondePostal> {
  await importerLeTerritoire({ base, horloge: horlogeSysteme, nouvelId });
  for (const territoire of TERRITOIRES)
    await base.territoire<TablesTerritoire, void>(territoire, (tx) =>
      ecrireReglage(
        tx,
        'boites',
        [{ adresse: boiteDe(territoire), structure: 'Organization/dac', nom: `DAC ${territoire}`, file: 'dac' }],
        'canaris',
        new Date(),
      ),
    );
  const adresses = [...TERRITOIRES.map(boiteDe), ...DESTINATIONS.map(({ adresse }) => adresse)];
  const depot = depotEnMemoire();
  const simulateur = await demarrerSimulateur({
    domaines: [...new Set(adresses.map((a) => a.split('@')[1] ?? ''))].map((nom) => ({ nom, boites: 'toutes' })),
    boites: adresses.map((adresse) => ({ adresse, nom: adresse, role: 'Canaris' })),
    depot,
  });
  return { simulateur, depot };
}
