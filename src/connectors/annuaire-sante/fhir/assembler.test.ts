import type { Practitioner } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, test } from 'vitest';
import { lireAnnuaire } from '../lire-annuaire.ts';
import type { AnnuaireLu } from '../lire-annuaire.ts';
import { nos } from '../nomenclatures.ts';
import { echantillon, enFlux } from '../testing.ts';

const FICHIERS = [
  'PS_LibreAcces_Personne_activite_exemple.txt',
  'PS_LibreAcces_SavoirFaire_exemple.txt',
  'PS_LibreAcces_Dipl_AutExerc_exemple.txt',
  'etalab-cs1100507-stock-geolocalise.csv',
  'Extraction_Correspondance_MSSante_exemple.txt',
].map((nom) => ({ nom, ouvrir: () => echantillon(nom) }));

let lu: AnnuaireLu;
beforeAll(async () => {
  lu = await lireAnnuaire(FICHIERS);
});

function praticien(id: string): Practitioner | undefined {
  return lu.practitioners.find((p) => p.id === id);
}

describe('ressources FHIR de l’annuaire', () => {
  test('une personne qui exerce à deux endroits est un Practitioner et deux PractitionerRole', () => {
    expect(praticien('rpps-99700990007')?.name?.[0]).toEqual({
      use: 'usual',
      family: "D'HÉRICOURT-LEFÈVRE",
      given: ['Noël'],
      prefix: ['M'],
      suffix: ['DR'],
    });
    const situations = lu.practitionerRoles.filter(
      (r) => r.practitioner?.reference === 'Practitioner/rpps-99700990007',
    );
    expect(situations.map((s) => s.organization?.reference)).toEqual([
      'Organization/finess-000099002',
      'Organization/siret-00000990000002',
    ]);
  });

  test('ses savoir-faire des trois fichiers sont réunis une seule fois sur la personne', () => {
    const codes = praticien('rpps-99700990007')?.qualification?.map((q) => q.code.coding?.[0]?.code);
    expect(codes).toEqual(['10', 'SM54', 'SM18', 'CAPA05']);
  });

  test('deux homonymes restent deux personnes', () => {
    const annes = lu.practitioners.filter((p) => p.name?.[0]?.family === 'MARTIN');
    expect(annes.map((p) => p.id)).toEqual(['rpps-99700990015', 'rpps-99700990023']);
  });

  test('une personne à deux professions a un Practitioner, et chaque situation porte la sienne', () => {
    const situations = lu.practitionerRoles.filter(
      (r) => r.practitioner?.reference === 'Practitioner/rpps-99700990031',
    );
    const professions = situations.map((s) => s.code?.at(-1)?.coding?.[0]);
    expect(professions).toEqual([
      { system: nos('TRE_G15-ProfessionSante'), code: '60', display: 'Infirmier' },
      { system: nos('TRE_R95-UsagerTitre'), code: '93', display: 'Psychologue' },
    ]);
  });

  test('les identifiants portent le système et le type de la référence', () => {
    expect(praticien('rpps-99700990007')?.identifier).toEqual([
      expect.objectContaining({ system: 'urn:oid:1.2.250.1.71.4.2.1', value: '899700990007' }),
      expect.objectContaining({ system: 'https://rpps.esante.gouv.fr', value: '99700990007' }),
    ]);
    expect(praticien('rpps-99700990007')?.meta?.profile).toContain(
      'https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-practitioner',
    );
  });

  test('la structure réunit le nom de FINESS, le secteur de l’annuaire, la position et sa boîte', () => {
    const hopital = lu.organizations.find((o) => o.id === 'finess-000099002');
    expect(hopital?.name).toBe("CENTRE HOSPITALIER GÉNÉRAL D'ESSAI");
    expect(hopital?.type?.map((t) => t.coding?.[0]?.code)).toEqual(['GEOGRAPHICAL-ENTITY', '355', '1', 'SA01']);
    expect(hopital?.identifier?.map((i) => i.value)).toEqual([
      '1000099002',
      '00000990000002',
      '000099002',
      'F000099002',
    ]);
    expect(hopital?.partOf?.identifier?.value).toBe('000099010');
    expect(hopital?.telecom?.at(-1)?.value).toBe('geriatrie@ch.mss-essai.invalid');
    const position = hopital?.address?.[0]?.extension?.find((e) => e.url.endsWith('geolocation'));
    expect(position?.extension?.[0]?.valueDecimal).toBeCloseTo(46.5, 5);
  });

  test('une boîte personnelle va à la personne, ou à sa situation quand elle nomme une structure', () => {
    expect(praticien('rpps-99700990007')?.telecom?.map((t) => t.value)).toEqual([
      'noel.dhericourt@medecin.mss-essai.invalid',
    ]);
    const alHopital = lu.practitionerRoles.find((r) => r.id.startsWith('sit-99700990007-finess'));
    expect(alHopital?.telecom?.map((t) => t.value)).toEqual(['noel.dhericourt@ch.mss-essai.invalid']);
  });

  test('une structure connue seulement par sa boîte existe quand même', () => {
    const aide = lu.organizations.find((o) => o.id === 'siret-00000990000044');
    expect(aide?.name).toBe("L'AIDE À DOMICILE D'ESSAI");
    expect(aide?.telecom?.[0]?.value).toBe('contact@aide.mss-essai.invalid');
  });

  test('une boîte qui n’appartient à personne de connu est rapportée avec sa ligne', () => {
    const orpheline = lu.anomalies.find((a) => a.motif.includes('inconnue@medecin'));
    expect(orpheline).toMatchObject({ fichier: 'Extraction_Correspondance_MSSante_exemple.txt', ligne: 6 });
  });

  test('aucune référence interne ne pend', () => {
    const ids = new Set([...lu.practitioners, ...lu.organizations].map((r) => `${r.resourceType}/${r.id}`));
    const citees = lu.practitionerRoles.flatMap((r) => [r.practitioner?.reference, r.organization?.reference]);
    expect(citees.filter((reference) => reference !== undefined && !ids.has(reference))).toEqual([]);
    expect(citees.filter(Boolean).length).toBeGreaterThan(12);
  });

  test('relire les mêmes fichiers donne exactement les mêmes ressources', async () => {
    expect(await lireAnnuaire(FICHIERS)).toEqual(lu);
  });

  test('un territoire se garde ligne à ligne, sans charger le pays', async () => {
    const filtre = await lireAnnuaire(FICHIERS.slice(0, 1), { garderActivite: (a) => a.profession?.code === '60' });
    expect(filtre.practitioners.map((p) => p.id)).toEqual(['rpps-99700990015', 'rpps-99700990031']);
    expect(filtre.comptes['PS_LibreAcces_Personne_activite_exemple.txt']).toEqual({ lues: 9, rejetees: 0 });
  });

  test('un fichier au nom inconnu est refusé sans être lu', async () => {
    const autre = await lireAnnuaire([{ nom: 'budget.xlsx', ouvrir: () => enFlux('x') }]);
    expect(autre.anomalies[0]?.motif).toContain('aucune extraction connue');
  });
});
