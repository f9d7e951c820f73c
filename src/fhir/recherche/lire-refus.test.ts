import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RefusFhir } from '../refus.ts';
import { TYPES_TENUS } from '../types-tenus.ts';
import { catalogueDeBase, parametresServis } from './catalogue.ts';
import { LIMITES } from './limites.ts';
import { lireRecherche } from './lire.ts';
import { lire, OPTIONS } from './epreuve/testing.ts';

function refus(requete: string, options: Parameters<typeof lire>[1] = {}): RefusFhir {
  try {
    lire(requete, options);
  } catch (erreur) {
    if (erreur instanceof RefusFhir) return erreur;
    throw erreur;
  }
  throw new Error(`acceptée à tort : ${requete}`);
}

describe('Ce qu’une recherche ne peut pas demander', () => {
  test.each([
    'Patient?nom=x',
    'Patient?name:approx=x',
    'Patient?name:text=x',
    'Patient?birthdate=2020-13',
    'Patient?birthdate=2023-02-29',
    'Patient?birthdate=xx2020',
    'Patient?birthdate=hier',
    'Patient?birthdate:exact=2020',
    'Patient?_id=a/b',
    'Patient?name=',
    'Patient?name=a,,b',
    'Patient?name=***',
    'Patient?identifier=a|b|c',
    'Patient?identifier=|',
    'Patient?identifier=a%5Cb',
    'Patient?gender:of-type=a|b|c',
    'Patient?code=1',
    'Task?owner=Licorne/1',
    'Task?owner=a b',
    'Task?owner:Licorne=1',
    'Task?patient:Practitioner=1',
    'Task?status.name=x',
    'Task?patient.nom=x',
    'Task?patient:Group.name=x',
    'Task?_include=Task',
    'Task?_include=Task:status',
    'Task?_include=Licorne:patient',
    'Task?_include=Task:patient:Practitioner',
    'Task?_include:boucle=Task:patient',
    'Task?_sort=couleur',
    'Task?_sort=status,-status',
    'Task?_count=-1',
    'Task?_count=beaucoup',
    'Task?_count=1001',
    'Task?_count=1&_count=2',
    'Task?_total=peut-etre',
    'Task?_summary=court',
    'Task?_elements=<>',
    'Task?_offset=999999999',
    'Patient?_has:Observation=1',
    'Patient?_has:Observation:code:status=1',
    'Patient?_has:Licorne:patient:x=1',
    'Patient?_text=x',
    'Patient?_content=x',
    'Patient?_filter=x',
    'Observation?code-value-quantity=a',
    'Observation?code-value-quantity=a$1$2',
    'Observation?code-value-quantity=a$beaucoup',
    'Observation?component-code-value-concept=urn:s|$a',
    'Observation?code-value-quantity:missing=true',
    'Condition?code:below=x',
    'Condition?code:in=http://inconnu',
    'RiskAssessment?probability=beaucoup',
    'Observation?value-quantity=5|mg',
    'Location?near=1',
    'Location?near=91|0',
    'Location?near=1|1|10|lieue',
    'Location?near=1|1|9000|km',
    'Location?near-insee=Nantes',
    'Patient?near=1|1',
    '?name=x',
    '?_type=Licorne',
    'Patient?active:missing=oui',
    'Task?patient:x:y=1',
    'Patient?name=%00',
    '?_type=Task,Patient&status=x',
  ])('%s', (requete) => {
    const erreur = refus(requete);
    expect(erreur.statut).toBe(400);
    expect(erreur.issues).toHaveLength(1);
    expect(erreur.issues[0]?.expression).toMatch(/^http\./);
    expect(erreur.texte).toMatch(/[a-zé]{3}.*\.$/);
  });

  test('toutes les fautes sont dites à la fois, chacune avec son paramètre', () => {
    expect(refus('Patient?nom=x&birthdate=hier&_sort=couleur').issues.map((i) => i.expression)).toEqual([
      'http.nom',
      'http.birthdate',
      'http._sort',
    ]);
  });

  test('un client indulgent obtient une réponse et la liste de ce qui a été laissé de côté', () => {
    const lue = lire('Patient?nom=x&gender=female', { strict: false });
    expect(lue.criteres).toHaveLength(1);
    expect(lue.avertissements).toMatchObject([{ severity: 'warning', expression: 'http.nom' }]);
  });

  test('même indulgent, rien ne dépasse les limites', () => {
    const trop = `Patient?_id=${Array.from({ length: LIMITES.valeurs + 1 }, (_, i) => i).join(',')}`;
    expect(refus(trop, { strict: false }).issues[0]).toMatchObject({ code: 'too-costly' });
    expect(refus(`Patient?${'gender=male&'.repeat(LIMITES.parametres + 1)}`).issues[0]?.texte).toContain(
      String(LIMITES.parametres),
    );
    expect(refus(`Task?${'part-of.'.repeat(LIMITES.liens + 1)}status=x`, { strict: false }).issues[0]?.code).toBe(
      'too-costly',
    );
  });

  test('un type que personne ne tient n’existe pas', () => {
    expect(refus('Licorne?name=x').statut).toBe(404);
    expect(refus('Medication?').statut).toBe(404);
  });
});

describe('Ce que l’on annonce', () => {
  test('chaque paramètre annoncé se lit, et chaque modificateur annoncé aussi', () => {
    const exemples = {
      string: 'a',
      token: 'a',
      date: '2020',
      uri: 'http://x',
      reference: 'a',
      quantity: '1',
      number: '1',
      special: '1|1',
      composite: 'a$2020',
    };
    for (const type of Object.keys(TYPES_TENUS))
      for (const p of parametresServis(type)) {
        const valeur = p.code.startsWith('near-insee') ? '44162' : exemples[p.type];
        expect(() => lireRecherche(type, [[p.code, valeur]], OPTIONS), `${type}.${p.code}`).not.toThrow();
        for (const m of p.modificateurs) {
          const propre =
            m === 'missing'
              ? 'true'
              : m === 'of-type'
                ? 'a|b|c'
                : p.type === 'token' && (m === 'above' || m === 'below')
                  ? 'urn:s|a'
                  : valeur;
          const parente = () => [{ systeme: 'urn:s', code: 'a' }];
          const etendre = () => [{ systeme: undefined, code: 'a' }];
          expect(
            () => lireRecherche(type, [[`${p.code}:${m}`, propre]], { ...OPTIONS, etendre, parente }),
            `${type}.${p.code}:${m}`,
          ).not.toThrow();
        }
      }
  });

  test('ce qui n’est pas servi n’est pas annoncé', () => {
    const codes = parametresServis('Observation').map((p) => p.code);
    expect(codes).toContain('_lastUpdated');
    expect(codes).not.toContain('_query');
    expect(codes).toContain('combo-code-value-quantity');
  });
});

test('n’importe quelle demande est lue, ou refusée avec ses raisons : jamais une panne', () => {
  const types = fc.constantFrom(undefined, ...Object.keys(TYPES_TENUS));
  const codes = fc.constantFrom(
    ...new Set(
      Object.keys(TYPES_TENUS).flatMap((t) =>
        catalogueDeBase()
          .duType(t)
          .map((p) => p.code),
      ),
    ),
  );
  const mot = fc.oneof(
    codes,
    fc.constantFrom('_has:Task:patient', '_include', '_sort', '_count', ':not', ':missing', ':Patient', '.', 'Patient'),
    fc.string(),
  );
  const nom = fc.oneof(
    codes,
    fc.array(mot, { maxLength: 4 }).map((mots) => mots.join('')),
    fc.string({ unit: 'binary' }),
  );
  const valeur = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('ge2020', '1|2', 'a,b', 'Patient/1', '\\', 'true', 'Task:patient', '1e999', 'ap1'),
  );
  fc.assert(
    fc.property(types, fc.array(fc.tuple(nom, valeur), { maxLength: 5 }), fc.boolean(), (type, params, strict) => {
      try {
        const lue = lireRecherche(type, params, { ...OPTIONS, strict });
        expect(lue.types.length).toBeGreaterThan(0);
      } catch (erreur) {
        if (!(erreur instanceof RefusFhir)) throw erreur;
        expect(erreur.issues.every((i) => i.texte.length > 10)).toBe(true);
      }
    }),
    { numRuns: 1000 },
  );
});
