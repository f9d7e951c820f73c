import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ROLES, type Role } from '#acces/roles.ts';
import { aSavoirDe, flagDe, type ASavoir } from './a-savoir.ts';
import { procheVu, relatedPersonDe } from './proches.ts';
import { contester, enCeMoment, estSilencieuse, genreDuFait, peutEcrireASavoir, repondre } from './rules.ts';
import { CLES_A_SAVOIR, CLES_ROLES_PROCHE } from './vocabulaire.ts';

const LE = new Date('2026-11-24T09:00:00.000Z');

const uneLigne = (partie: Partial<ASavoir> = {}): ASavoir => ({
  id: 'f1',
  patient: 'p1',
  texte: 'Chute le 3 novembre',
  type: 'MED',
  auteur: { ref: 'PractitionerRole/nadia', nom: 'Nadia Ferrand' },
  le: LE,
  verifie: { par: 'Nadia Ferrand', le: LE },
  active: true,
  ...partie,
});
const contestation = { par: 'Dr Martin', le: LE, motif: 'le 4', tache: 'Task/t1' };

describe('les lignes « à savoir »', () => {
  test('personne n’écrit ce que son métier ne lit pas, sauf un soignant sur la santé', () => {
    const peuvent = (type: (typeof CLES_A_SAVOIR)[number]) =>
      (Object.keys(ROLES) as Role[]).filter((role) => peutEcrireASavoir(role, type));
    expect(peuvent('MED')).toEqual([
      'medecin',
      'infirmier',
      'pharmacien',
      'paramedical',
      'medecin_coordonnateur',
      'urgences',
      'coordinateur_appui',
      'gestionnaire_cas',
      'responsable_dac',
    ]);
    expect(peuvent('SOC')).toEqual([
      'medecin',
      'infirmier',
      'coordinateur_appui',
      'gestionnaire_cas',
      'responsable_dac',
      'assistant_social',
      'educateur',
      'pair_aidant',
    ]);
    expect(peuvent('COO')).not.toContain('structure');
  });

  test('contester : pas sa propre ligne, pas deux fois, pas une ligne retirée', () => {
    expect(contester(uneLigne(), ['PractitionerRole/martin'], contestation).conteste).toEqual(contestation);
    expect(() => contester(uneLigne(), ['PractitionerRole/nadia'], contestation)).toThrow('dossier.auteur_corrige');
    expect(() => contester(uneLigne({ conteste: contestation }), [], contestation)).toThrow('dossier.deja_conteste');
    expect(() => contester(uneLigne({ active: false }), [], contestation)).toThrow('dossier.deja_retire');
  });

  test('répondre lève la contestation, rafraîchit la ligne et garde son auteur', () => {
    const contestee = uneLigne({ conteste: contestation });
    expect(repondre(contestee, { decision: 'confirmer' }, 'Sophie', LE)).toMatchObject({
      conteste: undefined,
      verifie: { par: 'Sophie' },
      auteur: contestee.auteur,
      active: true,
    });
    expect(repondre(contestee, { decision: 'corriger', texte: 'Chute le 4' }, 'Nadia', LE).texte).toBe('Chute le 4');
    expect(repondre(contestee, { decision: 'retirer' }, 'Nadia', LE).active).toBe(false);
    expect(() => repondre(uneLigne({ active: false }), { decision: 'confirmer' }, 'Nadia', LE)).toThrow(
      'dossier.deja_retire',
    );
  });

  test('écrire puis lire en Flag rend la même ligne', () => {
    const texte = fc.string({ minLength: 1 });
    const quand = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    const ligne = fc.record({
      texte,
      type: fc.constantFrom(...CLES_A_SAVOIR),
      le: quand,
      verifie: fc.record({ par: texte, le: quand }),
      conteste: fc.option(fc.record({ par: texte, le: quand, motif: texte, tache: fc.constant('Task/t1') }), {
        nil: undefined,
      }),
      active: fc.boolean(),
    });
    fc.assert(
      fc.property(ligne, (partie) => {
        expect(aSavoirDe(flagDe(uneLigne(partie)))).toEqual(uneLigne(partie));
      }),
    );
  });
});

describe('les proches, le fil et le temps', () => {
  test('un proche garde tous ses rôles, le premier dans le profil national', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...CLES_ROLES_PROCHE), { minLength: 1 }), (roles) => {
        const ressource = relatedPersonDe('r1', 'p1', {
          nom: 'Aubry',
          prenom: 'Élise',
          lien: 'DAUC',
          roles,
          telephone: '+33639985555',
        });
        expect(ressource.relationship?.[0]?.coding?.[0]?.code).toBe(roles[0]);
        expect(procheVu({ ressource, version: 1, le: LE }).roles).toHaveLength(roles.length);
      }),
    );
  });

  test('le tuteur porte le code de protection juridique, la fille celui de la relation', () => {
    const systeme = (lien: 'TUTEUR' | 'DAUC') =>
      relatedPersonDe('r1', 'p1', { nom: 'X', lien, roles: ['GUARD'], telephone: '+33639985555' }).relationship?.[1]
        ?.coding?.[0]?.system;
    expect(systeme('TUTEUR')).toContain('327');
    expect(systeme('DAUC')).toContain('TRE-R216');
  });

  test.each([
    ['DemandeDeposee.v1', 'demande'],
    ['DemandePersonneConfirmee.v1', 'demande'],
    ['OrientationAcceptee.v1', 'orientation'],
    ['MessageRecu.v1', 'message'],
    ['AppelNote.v1', 'appel'],
    ['ASavoirAjoute.v1', 'note'],
    ['CercleMembreArrive.v1', 'cercle'],
    ['PersonneCreee.v1', 'identite'],
    ['ChoseInconnue.v1', 'autre'],
  ])('le fait %s est du genre %s', (nom, genre) => {
    expect(genreDuFait(nom)).toBe(genre);
  });

  test('silencieuse au-delà de 21 jours, ou quand rien n’est jamais arrivé', () => {
    const ilYA = (jours: number) => new Date(LE.getTime() - jours * 24 * 3_600_000);
    expect(estSilencieuse(null, LE)).toBe(true);
    expect(estSilencieuse(ilYA(21), LE)).toBe(false);
    expect(estSilencieuse(ilYA(22), LE)).toBe(true);
  });

  test('ce qui est ouvert se compte par genre, au singulier et au pluriel', () => {
    expect(
      enCeMoment([{ genre: 'demande' }, { genre: 'tache' }, { genre: 'demande' }, { genre: 'inconnu' }]).map(
        ({ phrase }) => phrase,
      ),
    ).toEqual(['2 demandes d’appui', '1 tâche', '1 chose en cours']);
    expect(enCeMoment([])).toEqual([]);
  });
});
