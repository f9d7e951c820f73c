import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ROLES, type Role } from '#acces/roles.ts';
import { SANS_INFORMATION, type Information } from './cercle.ts';
import { affaiblit, dejaPresent, estPresent, fermeture, ouverture, peutModifier, presentsLe } from './rules.ts';
import { unMembre } from './testing.ts';
import { CLES_FAMILLES, CLES_FONDEMENTS, type EtatInformation } from './vocabulaire.ts';

const informee: Information = { ...SANS_INFORMATION, etat: 'informee' };
const opposee = (vise: 'tous' | readonly string[]) => ({ id: 'o', vise, le: new Date(0), notePar: 'Sophie' });
const accord = (perimetre?: Information['perimetre']): Information => ({
  ...SANS_INFORMATION,
  etat: 'accord',
  perimetre,
});
const TOUT = { familles: CLES_FAMILLES, membres: 'cercle' } as const;

describe('ouvrir le dossier à un membre du cercle', () => {
  test.each(['porte1', 'porte2', 'porte3'] as const)(
    'équipe de soins (%s) : rien tant que la personne n’est pas informée, ouvert ensuite',
    (fondement) => {
      expect(fermeture(unMembre({ fondement }), SANS_INFORMATION)).toBe('non_informee');
      expect(fermeture(unMembre({ fondement }), informee)).toBeUndefined();
      expect(fermeture(unMembre({ fondement }), accord())).toBeUndefined();
    },
  );

  test.each(['consentement', 'hors_equipe'] as const)(
    'hors équipe (%s) : informer ne suffit pas, il faut un accord qui couvre',
    (fondement) => {
      const membre = unMembre({ fondement });
      expect(fermeture(membre, informee)).toBe('accord_requis');
      expect(fermeture(membre, accord())).toBe('accord_requis');
      expect(fermeture(membre, accord(TOUT))).toBeUndefined();
      expect(fermeture(membre, accord({ ...TOUT, membres: ['PractitionerRole/nadia'] }))).toBeUndefined();
      expect(fermeture(membre, accord({ ...TOUT, membres: ['PractitionerRole/autre'] }))).toBe('accord_sans_lui');
      expect(ouverture(membre, accord({ ...TOUT, familles: ['ADM', 'COO'] }))).toEqual({
        familles: ['ADM', 'COO'],
        explicites: [],
        raison: 'accord_partiel',
      });
    },
  );

  test('avis impossible à recueillir : l’équipe garde l’identité et le cercle, les autres rien', () => {
    const impossible: Information = { ...SANS_INFORMATION, etat: 'impossible' };
    expect(ouverture(unMembre(), impossible)).toMatchObject({ familles: ['ADM', 'COO'], raison: 'impossible' });
    expect(fermeture(unMembre({ fondement: 'hors_equipe' }), impossible)).toBe('impossible');
  });

  test('le sensible ne s’ouvre que nommé, à ce membre, même dans l’équipe', () => {
    const nommes = [{ ref: 'PractitionerRole/nadia', familles: ['SEN' as const] }];
    const explicite = { familles: [...CLES_FAMILLES, 'SEN'], explicites: ['SEN'] };
    expect(ouverture(unMembre(), { ...informee, nommes })).toMatchObject(explicite);
    expect(ouverture(unMembre({ ref: 'PractitionerRole/karim' }), { ...informee, nommes }).familles).not.toContain(
      'SEN',
    );
    expect(ouverture(unMembre(), accord({ ...TOUT, membres: ['PractitionerRole/nadia'] })).familles).not.toContain(
      'SEN',
    );
  });

  test('une opposition à une famille ne ferme qu’elle, à tous ou à un seul', () => {
    const sansSocial = (qui: 'tous' | readonly string[]): Information => ({
      ...informee,
      oppositions: [{ ...opposee(qui), familles: ['SOC'] }],
    });
    expect(ouverture(unMembre(), sansSocial('tous'))).toMatchObject({
      familles: CLES_FAMILLES.filter((f) => f !== 'SOC'),
      raison: 'opposition',
    });
    expect(ouverture(unMembre(), sansSocial(['PractitionerRole/karim'])).familles).toEqual(CLES_FAMILLES);
  });

  test('une opposition l’emporte sur tout accord, même plus général', () => {
    const information = { ...accord(TOUT), oppositions: [opposee(['PractitionerRole/nadia'])] };
    expect(fermeture(unMembre(), information)).toBe('opposition');
    expect(fermeture(unMembre({ ref: 'PractitionerRole/karim' }), information)).toBeUndefined();
    expect(
      fermeture(unMembre({ ref: 'PractitionerRole/karim' }), { ...information, oppositions: [opposee('tous')] }),
    ).toBe('opposition');
  });

  test('un proche, un bénévole, une personne de confiance ou quelqu’un hors annuaire ne lit jamais le dossier', () => {
    const tout = accord(TOUT);
    expect(fermeture(unMembre({ genre: 'proche', ref: 'RelatedPerson/fille', fonction: 'proche' }), tout)).toBe(
      'proche',
    );
    expect(fermeture(unMembre({ ref: undefined, genre: 'sans_annuaire' }), tout)).toBe('sans_compte');
    expect(fermeture(unMembre({ fonction: 'benevole' }), tout)).toBe('sans_dossier');
    expect(fermeture(unMembre({ fonction: 'personne_de_confiance' }), tout)).toBe('sans_dossier');
  });

  test('retirer un accord ou informer moins n’ouvre jamais rien de plus', () => {
    const ordre: readonly EtatInformation[] = ['opposee', 'non_dite', 'impossible', 'informee', 'accord'];
    fc.assert(
      fc.property(
        fc.constantFrom(...CLES_FONDEMENTS),
        fc.constantFrom(...ordre),
        fc.constantFrom(...ordre),
        (fondement, a, b) => {
          const [moins, plus] = [a, b].sort((x, y) => ordre.indexOf(x) - ordre.indexOf(y)) as [
            EtatInformation,
            EtatInformation,
          ];
          const ouvertes = (etat: EtatInformation) =>
            ouverture(unMembre({ fondement }), { ...SANS_INFORMATION, etat, perimetre: TOUT }).familles;
          expect(ouvertes(plus)).toEqual(expect.arrayContaining([...ouvertes(moins)]));
        },
      ),
    );
  });
});

describe('ne pas effacer ce que la personne a dit', () => {
  test('informer à nouveau ne retire pas un accord ; un avis impossible n’efface pas une information donnée', () => {
    expect(affaiblit(accord(), { etat: 'informee' })).toBe(true);
    expect(affaiblit(informee, { etat: 'impossible' })).toBe(true);
    expect(affaiblit(informee, { etat: 'accord' })).toBe(false);
    expect(affaiblit(SANS_INFORMATION, { etat: 'impossible' })).toBe(false);
  });

  test('un accord pour l’équipe seule ne rétrécit pas celui qui couvre le cercle ; l’inverse élargit', () => {
    expect(affaiblit(accord(TOUT), { etat: 'accord' })).toBe(true);
    expect(affaiblit(accord(), { etat: 'accord', perimetre: TOUT })).toBe(false);
  });

  test('une opposition se note toujours', () => {
    for (const actuel of [SANS_INFORMATION, informee, accord(TOUT)])
      expect(affaiblit(actuel, { etat: 'opposee' })).toBe(false);
  });
});

describe('les périodes', () => {
  const debut = new Date('2026-11-01T00:00:00Z');
  const fin = new Date('2026-11-20T00:00:00Z');

  test('le début compte, la fin ne compte pas', () => {
    expect(estPresent(unMembre({ debut, fin }), debut)).toBe(true);
    expect(estPresent(unMembre({ debut, fin }), fin)).toBe(false);
    expect(estPresent(unMembre({ debut, fin }), new Date(fin.getTime() - 1))).toBe(true);
    expect(estPresent(unMembre({ debut, fin }), new Date(debut.getTime() - 1))).toBe(false);
  });

  test('qui était là le 10 novembre : le remplaçant, pas l’infirmière absente', () => {
    const nadia = unMembre({ rang: 1, debut, fin: new Date('2026-11-08T00:00:00Z') });
    const remplacant = unMembre({
      rang: 2,
      ref: 'PractitionerRole/leo',
      nom: 'Léo',
      debut: new Date('2026-11-08T00:00:00Z'),
      fin,
    });
    const retour = unMembre({ rang: 3, debut: fin });
    const le = (jour: string) => presentsLe([nadia, remplacant, retour], new Date(jour)).map(({ rang }) => rang);
    expect(le('2026-11-05T12:00:00Z')).toEqual([1]);
    expect(le('2026-11-10T12:00:00Z')).toEqual([2]);
    expect(le('2026-11-25T12:00:00Z')).toEqual([3]);
  });

  test('revenir après un départ est une nouvelle participation ; revenir sans être parti n’en est pas une', () => {
    const parti = unMembre({ debut, fin });
    expect(dejaPresent([parti], { ...unMembre(), debut: fin })).toBeUndefined();
    expect(dejaPresent([unMembre({ debut })], { ...unMembre(), debut: fin })).toBeDefined();
    expect(dejaPresent([unMembre({ debut })], { ...unMembre({ fonction: 'referent' }), debut: fin })).toBeUndefined();
  });
});

describe('qui change le cercle', () => {
  const cas = { membre: false, auteurDeLaFiche: false, cercleVide: false };

  test('l’équipe du DAC toujours ; un médecin ou une infirmière s’ils y sont déjà ; personne ne s’invite', () => {
    expect(peutModifier({ ...cas, role: 'secretariat_dac' })).toBe(true);
    expect(peutModifier({ ...cas, role: 'infirmier' })).toBe(false);
    expect(peutModifier({ ...cas, role: 'infirmier', membre: true })).toBe(true);
    expect(peutModifier({ ...cas, role: 'medecin', auteurDeLaFiche: true })).toBe(false);
    expect(peutModifier({ ...cas, role: 'medecin', auteurDeLaFiche: true, cercleVide: true })).toBe(true);
  });

  test('les rôles sans écriture sur la coordination ne changent jamais le cercle', () => {
    const fermes = (Object.keys(ROLES) as Role[]).filter(
      (role) => !peutModifier({ role, membre: true, auteurDeLaFiche: true, cercleVide: true }),
    );
    expect(fermes).toEqual([
      'pharmacien',
      'paramedical',
      'medecin_coordonnateur',
      'urgences',
      'educateur',
      'pair_aidant',
      'aide_domicile',
      'structure',
      'administrateur_cpts',
      'administrateur_technique',
      'lecteur_ars',
      'logiciel',
      'systeme',
    ]);
  });
});
