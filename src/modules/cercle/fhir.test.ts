import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SANS_INFORMATION } from './cercle.ts';
import { consentDe, type Avis } from './consentement.ts';
import { informationDe } from './parole.ts';
import { careTeamDe, membresDe } from './fhir.ts';
import { unMembre } from './testing.ts';
import { CLES_CATEGORIES, CLES_FAMILLES, CLES_FONDEMENTS, FONCTIONS } from './vocabulaire.ts';

const LE = new Date('2026-11-24T09:00:00.000Z');
const unAvis = (avis: Partial<Avis>): Avis => ({ etat: 'informee', par: 'Sophie', le: LE, mode: 'oral', ...avis });
const consent = (avis: Partial<Avis>, id = 'c1') => consentDe(id, 'p1', 'Organization/dac', unAvis(avis));

describe('le cercle en CareTeam (profil cds-ihe-careteam)', () => {
  test('identifiant, statut, nom, sujet, début de période et début de chaque participation sont présents', () => {
    const careTeam = careTeamDe(
      'p1',
      [unMembre(), unMembre({ rang: 2, ref: undefined, genre: 'sans_annuaire', nom: 'Mme Lenoir' })],
      LE,
    );
    expect(careTeam.identifier).toHaveLength(1);
    expect(careTeam).toMatchObject({
      status: 'active',
      subject: { reference: 'Patient/p1' },
      period: { start: LE.toISOString() },
    });
    expect(
      careTeam.participant?.every(
        ({ period, member }) => period?.start !== undefined && member?.reference !== undefined,
      ),
    ).toBe(true);
    expect(careTeam.contained).toEqual([
      { resourceType: 'PractitionerRole', id: 'm2', practitioner: { display: 'Mme Lenoir' } },
    ]);
  });

  test('le médecin traitant porte le code national PCP, la personne de confiance QUAL', () => {
    const roles = careTeamDe(
      'p1',
      [unMembre({ fonction: 'medecin_traitant' }), unMembre({ rang: 2, fonction: 'personne_de_confiance' })],
      LE,
    ).participant;
    expect(roles?.map(({ role }) => role?.[0]?.coding?.[0]?.code)).toEqual(['PCP', 'QUAL']);
  });

  test('écrire puis lire rend les mêmes membres', () => {
    const date = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    const membre = fc.record({
      ref: fc.constantFrom('PractitionerRole/a', 'Organization/b', 'RelatedPerson/c', undefined),
      nom: fc.string({ minLength: 1 }),
      fonction: fc.constantFrom(...Object.keys(FONCTIONS), 'Portage de repas'),
      structure: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
      telephone: fc.option(fc.constant('+33639980123'), { nil: undefined }),
      debut: date,
      fin: fc.option(date, { nil: undefined }),
      fondement: fc.constantFrom(...CLES_FONDEMENTS),
      ajoutePar: fc.string({ minLength: 1 }),
    });
    const genres = {
      'PractitionerRole/a': 'professionnel',
      'Organization/b': 'structure',
      'RelatedPerson/c': 'proche',
    } as const;
    fc.assert(
      fc.property(fc.array(membre, { maxLength: 4 }), (liste) => {
        const membres = liste.map((m, i) => ({
          ...m,
          rang: i + 1,
          genre: m.ref === undefined ? ('sans_annuaire' as const) : genres[m.ref],
        }));
        expect(membresDe(careTeamDe('p1', membres, LE))).toEqual(membres);
      }),
    );
  });

  test('une participation reçue d’ailleurs sans nos mots est lue prudemment : hors équipe', () => {
    const [membre] = membresDe({
      resourceType: 'CareTeam',
      participant: [{ member: { reference: 'PractitionerRole/x', display: 'Dr X' } }],
      period: { start: '2026-01-01' },
    });
    expect(membre).toMatchObject({ fondement: 'hors_equipe', nom: 'Dr X', rang: 1 });
  });
});

describe('la parole de la personne en Consent', () => {
  test('rien d’écrit : pas encore informée', () => {
    expect(informationDe([])).toEqual(SANS_INFORMATION);
  });

  test('le dernier avis actif vaut, les anciens sont inactifs', () => {
    const ancien = { ...consent({ etat: 'accord' }), status: 'inactive' as const };
    expect(informationDe([ancien, consent({ etat: 'informee' })]).etat).toBe('informee');
  });

  test('l’accord garde son périmètre, et les deux listes de la notice y sont figées', () => {
    const ecrit = consent({ etat: 'accord', perimetre: { familles: CLES_FAMILLES, membres: ['Organization/sad'] } });
    expect(ecrit.provision?.type).toBe('permit');
    expect(ecrit.extension?.map(({ url }) => url)).toEqual(
      expect.arrayContaining(['urn:cordee:supports', 'urn:cordee:mesures']),
    );
    expect(informationDe([ecrit]).perimetre).toEqual({
      familles: [...CLES_FAMILLES],
      membres: ['Organization/sad'],
      categories: [...CLES_CATEGORIES],
    });
  });

  test('une opposition à tous domine un accord plus récent ; une opposition ciblée s’ajoute à lui', () => {
    const accord = consent({ etat: 'accord', le: new Date(LE.getTime() + 1000) });
    expect(informationDe([consent({ etat: 'opposee', vise: 'tous' }, 'o'), accord])).toMatchObject({
      etat: 'opposee',
      oppositions: [{ id: 'o', vise: 'tous' }],
    });
    expect(informationDe([consent({ etat: 'opposee', vise: ['PractitionerRole/x'] }, 'o'), accord])).toMatchObject({
      etat: 'accord',
      oppositions: [{ vise: ['PractitionerRole/x'] }],
    });
  });

  test('« impossible » garde motif, personne consultée et date de recueil', () => {
    const recueilLe = new Date('2026-12-09T09:00:00.000Z');
    const lu = informationDe([
      consent({ etat: 'impossible', motif: 'confusion', personneConsultee: 'sa fille', recueilLe }),
    ]);
    expect(lu).toMatchObject({ etat: 'impossible', motif: 'confusion', personneConsultee: 'sa fille', recueilLe });
  });
});
