import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { libelleDe, libelleDuSysteme, lireBundleRor, lireFichierRor, ror } from './index.ts';
import type { Offre } from './index.ts';

const EXEMPLE = readFileSync(new URL('../../../fixtures/formats/ror-exemple.json', import.meta.url), 'utf8');
const lu = lireFichierRor(EXEMPLE);

function offre(id: string): Offre {
  const trouvee = lu.offres.find((o) => o.id === id);
  if (!trouvee) throw new Error(`offre ${id} absente de l’exemple`);
  return trouvee;
}

describe('lecture d’un fichier du ROR', () => {
  test('une offre dit ce qu’elle fait, pour qui, où, quand et qui la porte', () => {
    expect(offre('sante')).toMatchObject({
      identifiant: 'ROR-sante',
      nom: 'Offre sante',
      typeOffre: { code: '28' },
      champActivite: { code: '04' },
      activites: [{ code: '299' }],
      modePriseEnCharge: { code: '49' },
      modalitesAccueil: [{ code: '05' }],
      publics: [{ code: '01' }],
      ageMin: 60,
      ageMax: 120,
      zones: [{ type: { code: '3' }, code: { code: '00001', libelle: 'Orsenne-le-Bourg' } }],
      structure: { id: 'org-1', nom: "SSIAD d'essai", finess: '000099028' },
      situations: ['role-1'],
      miseAJourLe: '2026-10-28T10:00:00+01:00',
      uniteSensible: false,
    });
    expect(offre('sante').lieux[0]).toMatchObject({ commune: { code: '00001' }, latitude: 46.6 });
  });

  test('les jours numérotés par le ROR et les jours nommés de FHIR se lisent pareil', () => {
    expect(offre('sante').horaires.map((h) => [h.jour, h.debut, h.fin, h.touteLaJournee])).toEqual([
      [1, '09:00', '18:00', false],
      [6, undefined, undefined, true],
      [7, undefined, undefined, true],
    ]);
  });

  test('les places disponibles sont celles de maintenant, datées de la plus ancienne', () => {
    expect(offre('sante').placesDisponibles).toBe(5);
    expect(offre('sante').capaciteMiseAJourLe).toBe('2026-09-01T08:00:00+02:00');
    expect(offre('sante').capacites).toHaveLength(4);
  });

  test('une capacité non publiée est inconnue, une capacité publiée à zéro est zéro', () => {
    expect(offre('inconnue')).not.toHaveProperty('placesDisponibles');
    expect(offre('inconnue')).not.toHaveProperty('capaciteMiseAJourLe');
    expect(offre('zero').placesDisponibles).toBe(0);
  });

  test('chaque moyen de joindre garde son niveau de confidentialité', () => {
    const [contact] = offre('sante').contacts;
    expect(contact).toMatchObject({ nom: 'Cadre de santé', confidentialite: 'restreint', nature: { code: '03' } });
    expect(contact?.canaux.map((c) => [c.adresse, c.confidentialite])).toEqual([
      ['03 53 01 99 00', 'libre'],
      ['06 39 98 99 00', 'restreint'],
    ]);
    expect(offre('sante').canaux).toEqual([
      { canal: 'MSSANTE', adresse: 'ssiad@essai.mss-orsene.invalid', confidentialite: 'libre' },
    ]);
  });

  test('un niveau de confidentialité absent ferme le contact au lieu de l’ouvrir', () => {
    const texte = EXEMPLE.replaceAll('ror-telecom-confidentiality-level', 'autre-chose');
    const [contact] = lireFichierRor(texte).offres[0]?.contacts ?? [];
    expect(contact?.canaux.map((c) => c.confidentialite)).toEqual(['tres_restreint', 'tres_restreint']);
  });

  test('une fermeture annoncée est lue avec sa réouverture', () => {
    expect(offre('fermee').fermeture).toEqual({ du: '2026-11-02', au: '2026-12-01' });
  });

  test('les entrées abîmées sont rapportées avec leur rang, les autres sont lues', () => {
    expect(lu.offres.map((o) => o.id)).toEqual(['sante', 'inconnue', 'zero', 'fermee']);
    expect(
      lu.anomalies
        .filter((a) => a.gravite === 'rejet')
        .map((a) => a.rang)
        .sort((a, b) => a - b),
    ).toEqual([8, 9, 10, 11, 12]);
    expect(lu.anomalies.find((a) => a.rang === 11)?.motif).toContain('« specialty » devrait être une liste');
    expect(lu.anomalies.find((a) => a.rang === 10)?.motif).toContain('déjà plus haut');
  });

  test('un lieu absent du fichier laisse l’offre, avec une réserve', () => {
    expect(lu.anomalies).toContainEqual(
      expect.objectContaining({
        rang: 7,
        gravite: 'reserve',
        motif: expect.stringContaining('Location/absent') as string,
      }),
    );
  });

  test('une capacité sans date lisible est laissée de côté et dite, jamais comptée', () => {
    const texte = EXEMPLE.replaceAll('2026-09-01T08:00:00+02:00', 'bientôt');
    const relu = lireFichierRor(texte);
    expect(relu.offres[0]?.placesDisponibles).toBe(3);
    expect(relu.anomalies.some((a) => a.motif.includes('date de mise à jour lisible'))).toBe(true);
  });

  test('les ressources FHIR saines sont gardées telles quelles', () => {
    expect(lu.ressources.map((r) => `${r.resourceType}/${r.id}`)).toEqual([
      'Organization/org-1',
      'Location/lieu-1',
      'Location/lieu-2',
      'Location/lieu-3',
      'HealthcareService/sante',
      'HealthcareService/inconnue',
      'HealthcareService/zero',
      'HealthcareService/fermee',
      'PractitionerRole/role-1',
    ]);
  });

  test('ce qui n’est pas un Bundle, ou pas du JSON, est dit sans rien importer', () => {
    expect(lireBundleRor({ resourceType: 'Patient' }).anomalies[0]?.motif).toContain('pas un Bundle');
    expect(lireFichierRor('{').anomalies[0]?.motif).toContain('JSON');
    expect(lireBundleRor({ resourceType: 'Bundle' })).toEqual({ offres: [], ressources: [], anomalies: [] });
  });
});

describe('libellés nationaux', () => {
  test('un même code se lit selon sa table', () => {
    expect(libelleDe('TRE_G15-ProfessionSante', '10')).toBe('Médecin');
    expect(libelleDe('TRE_R244-CategorieOrganisation', '10')).toBe('Centre Médico-Psychologique (CMP)');
    expect(
      libelleDuSysteme('https://mos.esante.gouv.fr/NOS/TRE_R85-RolePriseCharge/FHIR/TRE-R85-RolePriseCharge', '330'),
    ).toBe('Coordonnateur de parcours');
    expect(libelleDuSysteme(ror('inconnu'), '330')).toBeUndefined();
  });
});
