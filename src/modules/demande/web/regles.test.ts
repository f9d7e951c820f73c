import { describe, expect, test } from 'vitest';
import { DECISIONS } from '../statut.ts';
import { DEPOT_VIERGE, lireDepot, type SaisieDepot } from './depot.ts';
import { autresGestes, gestePrincipal } from './gestes.ts';
import { ceQuiManque, compterLignes, motAuDemandeur } from './mot-au-demandeur.ts';
import { dansLOrdreDesChoix } from './panneaux/Comprendre.tsx';
import { TOUT_FERME, unDetail } from './testing-demande.ts';

const REMPLI: SaisieDepot = {
  ...DEPOT_VIERGE,
  nom: 'Aubry',
  naissance: '1942',
  texte: 'Chute, fille épuisée.',
  urgence: 'U2',
};

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
