import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DECISIONS } from '../statut.ts';
import { DEPOT_VIERGE, lireDepot, type SaisieDepot } from './depot.ts';
import { autresGestes, gestePrincipal } from './gestes.ts';
import { instantSaisi, lireHeure } from './heure.ts';
import { ceQuiManque, compterLignes, motAuDemandeur } from './mot-au-demandeur.ts';
import { comprendreNaissance, direNeeLe, ecrireNaissance, lireNaissance } from './naissance.ts';
import { dansLOrdreDesChoix } from './panneaux/Comprendre.tsx';
import { TOUT_FERME, unDetail } from './testing-demande.ts';

const LE_26 = new Date('2026-11-26T15:05:00+01:00');
const REMPLI: SaisieDepot = {
  ...DEPOT_VIERGE,
  nom: 'Aubry',
  naissance: '1942',
  texte: 'Chute, fille épuisée.',
  urgence: 'U2',
};

describe('la date de naissance tapée à la main', () => {
  test.each([
    ['12/03/1942', '1942-03-12'],
    ['12 3 1942', '1942-03-12'],
    ['12031942', '1942-03-12'],
    ['1942-03-12', '1942-03-12'],
    ['03/1942', '1942-03'],
    [' 1942 ', '1942'],
  ])('« %s » se comprend', (texte, attendu) => expect(lireNaissance(texte)).toBe(attendu));

  test.each(['', '31/02/1942', '42', '13/1942', '1842', 'mars 1942', '12/03/42'])('« %s » ne se devine pas', (texte) =>
    expect(lireNaissance(texte)).toBeUndefined(),
  );

  test('ce qui est réécrit dans le champ se relit pareil', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-02'), max: new Date('2026-11-26'), noInvalidDate: true }),
        (date) => {
          const iso = date.toISOString().slice(0, 10);
          for (const partielle of [iso, iso.slice(0, 7), iso.slice(0, 4)]) {
            expect(lireNaissance(ecrireNaissance(partielle))).toBe(partielle);
          }
        },
      ),
    );
  });

  test('ce qui est compris se dit avec l’âge, jamais pour un âge impossible', () => {
    expect(comprendreNaissance('12/03/1942', LE_26)).toBe('12 mars 1942, 84 ans');
    expect(comprendreNaissance('1942', LE_26)).toBe('1942, environ 84 ans');
    expect(comprendreNaissance('01/01/2027', LE_26)).toBeUndefined();
    expect(direNeeLe('1942-03-01')).toBe('né(e) le 1er mars 1942');
    expect(direNeeLe('12/03/1942')).toBe('né(e) le 12/03/1942');
  });
});

describe('le dépôt court', () => {
  test('quatre réponses suffisent à qui est connecté', () => {
    const lu = lireDepot(REMPLI);
    expect(lu).toMatchObject({
      entree: { personne: { nom: 'Aubry', naissance: '1942' }, urgence: 'U2', accord: 'non_dite' },
    });
    expect(lireDepot(DEPOT_VIERGE)).toEqual({
      erreurs: {
        'personne.nom': 'Écrivez le nom de la personne.',
        'personne.naissance': 'Écrivez la date de naissance, ou au moins l’année.',
        texte: 'Dites en quelques mots ce que vous attendez.',
        urgence: 'Choisissez quand il faut agir.',
      },
    });
  });

  test('le danger vital n’est jamais une demande', () => {
    expect(lireDepot({ ...REMPLI, urgence: 'U0' })).toHaveProperty('erreurs.urgence');
  });
});

describe('le mot au demandeur', () => {
  test('chaque premier jet tient en deux lignes, pour que le message entier en fasse cinq, et nomme la personne', () => {
    for (const decision of DECISIONS) {
      const mot = motAuDemandeur(decision, 'Mme Aubry', 'Sophie Marchand');
      expect(mot).toContain('Mme Aubry');
      expect(compterLignes(mot)).toBeLessThanOrEqual(2);
    }
  });

  test('un mot vide, inachevé ou trop long ne part pas', () => {
    expect(ceQuiManque('  ')).toContain('Écrivez');
    expect(ceQuiManque(motAuDemandeur('information_conseil', '', 'S'))).toContain('Complétez');
    expect(ceQuiManque('a\nb\nc\nd\ne\nf')).toContain('Il y en a 6');
    expect(ceQuiManque('a\nb\nc\nd\ne')).toBeUndefined();
  });
});

describe('l’heure et le jour d’une étape', () => {
  test.each([
    ['10 h', 600],
    ['10h30', 630],
    ['9:05', 545],
    ['14', 840],
  ])('« %s » est une heure', (texte, minutes) => expect(lireHeure(texte)).toBe(minutes));

  test('une heure ou un jour qui n’existe pas ne donne rien', () => {
    expect(lireHeure('25 h')).toBeUndefined();
    expect(instantSaisi('2026-02-31', '10 h')).toBeUndefined();
    expect(instantSaisi('2026-12-01', '10 h')).toBe('2026-12-01T09:00:00.000Z');
  });
});

describe('le geste proposé au pouce', () => {
  test('suit le parcours : prendre, confirmer la personne, décider, clore', () => {
    const patient = { id: 'p1', nom: 'Mme Aubry' };
    expect(gestePrincipal({ statut: 'deposee', patient: undefined, ferme: {} })).toBe('prendre');
    expect(gestePrincipal({ statut: 'en_qualification', patient: undefined, ferme: {} })).toBe('confirmer');
    expect(gestePrincipal({ statut: 'en_qualification', patient, ferme: {} })).toBe('decider');
    expect(gestePrincipal({ statut: 'complement_demande', patient, ferme: {} })).toBe('noterComplement');
    expect(gestePrincipal({ statut: 'orientation_en_cours', patient, ferme: {} })).toBe('service');
    expect(gestePrincipal({ statut: 'suivi', patient, ferme: {} })).toBe('clore');
    expect(gestePrincipal({ statut: 'cloturee', patient, ferme: {} })).toBe('rouvrir');
  });

  test('un lecteur à qui tout est fermé n’a pas de geste, mais toutes les raisons', () => {
    const detail = unDetail({ ferme: TOUT_FERME });
    expect(gestePrincipal(detail)).toBeUndefined();
    const { ouverts, fermes } = autresGestes(detail);
    expect(ouverts).toEqual([]);
    expect(fermes.every(({ pourquoi }) => pourquoi.includes('réservé'))).toBe(true);
  });
});

test('le motif principal reste le premier quand on en ajoute', () => {
  expect(dansLOrdreDesChoix(['AID', 'MAD'], ['MAD', 'ISOL', 'AID'])).toEqual(['AID', 'MAD', 'ISOL']);
});
