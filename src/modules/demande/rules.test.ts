import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CALENDRIER_PAR_DEFAUT } from '#lib/temps/index.ts';
import type { DecisionPrise } from './demande.ts';
import { DELAIS_PAR_DEFAUT } from './parametres.ts';
import { clore, decider, demanderComplement, passer, prendre, prochaineEcheance, recevoirComplement } from './rules.ts';
import { DECISIONS, estTermine, peutPasser, STATUTS, SUITES, type Statut } from './statut.ts';
import { uneDemande } from './testing.ts';

const SOPHIE = { ref: 'PractitionerRole/sophie', nom: 'Sophie Marchand' };
const MARDI_9H = new Date('2026-11-24T08:00:00Z');
const heures = (n: number) => new Date(MARDI_9H.getTime() + n * 3_600_000);
const decision = (quoi: DecisionPrise['quoi'], texte = 'Visite mardi.'): DecisionPrise => ({
  quoi,
  texte,
  le: MARDI_9H,
});
const enAnalyse = () =>
  uneDemande({ statut: 'en_qualification', proprietaire: SOPHIE, qualifieeLe: MARDI_9H, patient: 'p1' });

describe('Prendre', () => {
  test('une coordinatrice qui prend une demande déposée en devient la porteuse et lance l’analyse', () => {
    const prise = prendre(uneDemande(), SOPHIE, MARDI_9H);
    expect(prise.statut).toBe('en_qualification');
    expect(prise.proprietaire).toEqual(SOPHIE);
    expect(prise.qualifieeLe).toEqual(MARDI_9H);
  });

  test('un second clic de la même personne est refusé, sans changer la demande', () => {
    const prise = prendre(uneDemande(), SOPHIE, MARDI_9H);
    expect(() => prendre(prise, SOPHIE, heures(1))).toThrow('demande.deja_prise');
  });

  test('une demande close ne se prend pas', () => {
    expect(() => prendre(uneDemande({ statut: 'annulee' }), SOPHIE, MARDI_9H)).toThrow('demande.transition');
  });
});

describe('Demander une précision', () => {
  test('le temps d’attente du demandeur ne compte pas dans le délai de décision', () => {
    const question = demanderComplement(enAnalyse(), 'Vit-elle seule ?', heures(1));
    const repondue = recevoirComplement(question, 'Oui, au 4e étage.', heures(25));
    expect(repondue.statut).toBe('en_qualification');
    expect(repondue.suspendueMs).toBe(24 * 3_600_000);
    const sans = prochaineEcheance(enAnalyse(), DELAIS_PAR_DEFAUT, CALENDRIER_PAR_DEFAUT, heures(25));
    const avec = prochaineEcheance(repondue, DELAIS_PAR_DEFAUT, CALENDRIER_PAR_DEFAUT, heures(25));
    expect(avec.dueLe.getTime()).toBeGreaterThan(sans.dueLe.getTime());
  });

  test('un seul aller-retour écrit : la seconde question écrite est refusée, il faut appeler', () => {
    const repondue = recevoirComplement(
      demanderComplement(enAnalyse(), 'Vit-elle seule ?', heures(1)),
      'Oui.',
      heures(2),
    );
    expect(() => demanderComplement(repondue, 'Et le chien ?', heures(3))).toThrow('demande.un_seul_complement');
  });

  test('une précision envoyée en deux messages est gardée en entier', () => {
    const premiere = recevoirComplement(
      demanderComplement(enAnalyse(), 'Vit-elle seule ?', heures(1)),
      'Oui.',
      heures(2),
    );
    expect(recevoirComplement(premiere, 'Sa fille passe le soir.', heures(3)).complements[0]?.reponse).toBe(
      'Oui.\nSa fille passe le soir.',
    );
  });
});

describe('Décider', () => {
  test('une évaluation sans accord ni motif d’impossibilité est refusée', () => {
    expect(() => decider({ ...enAnalyse(), accord: 'non_dite' }, decision('evaluation'), undefined)).toThrow(
      'demande.accord_manquant',
    );
    expect(() => decider({ ...enAnalyse(), accord: 'impossible' }, decision('evaluation'), undefined)).toThrow(
      'demande.accord_manquant',
    );
  });

  test('une évaluation est possible quand l’accord est impossible à recueillir et que la raison est dite', () => {
    const d = decider(
      { ...enAnalyse(), accord: 'impossible', accordMotif: 'troubles cognitifs' },
      decision('evaluation'),
      undefined,
    );
    expect(d.statut).toBe('evaluation');
  });

  test('un appui sans référent nommé est refusé', () => {
    expect(() => decider(enAnalyse(), decision('appui_coordination'), undefined)).toThrow('demande.referent_manquant');
  });

  test('une non-recevabilité sans autre solution proposée est refusée', () => {
    expect(() => decider(enAnalyse(), decision('non_recevable', '  '), undefined)).toThrow(
      'demande.alternative_manquante',
    );
  });

  test('rien n’est engagé pour une personne dont l’identité n’est pas confirmée', () => {
    for (const quoi of ['evaluation', 'appui_coordination', 'orientation_en_cours'] as const) {
      expect(() => decider({ ...enAnalyse(), patient: undefined }, decision(quoi), SOPHIE)).toThrow(
        'demande.personne_a_confirmer',
      );
    }
  });
});

describe('Clore', () => {
  const cloture = { motif: 'objectif_atteint', synthese: 'Aide en place.' } as const;
  const suivie = uneDemande({ statut: 'suivi', retours: [MARDI_9H] });

  test('une demande qui a encore une orientation ouverte ne se clôt pas', () => {
    expect(() => clore(suivie, cloture, { orientationsOuvertes: 1, retourJoint: false }, MARDI_9H)).toThrow(
      'demande.orientations_ouvertes',
    );
  });

  test('une demande dont le demandeur ne sait rien ne se clôt pas', () => {
    expect(() =>
      clore({ ...suivie, retours: [] }, cloture, { orientationsOuvertes: 0, retourJoint: false }, MARDI_9H),
    ).toThrow('demande.retour_manquant');
  });

  test('une demande soldée et dite au demandeur se clôt avec son motif et sa synthèse', () => {
    const close = clore(suivie, cloture, { orientationsOuvertes: 0, retourJoint: false }, MARDI_9H);
    expect(close).toMatchObject({
      statut: 'cloturee',
      cloture: { motif: 'objectif_atteint', synthese: 'Aide en place.', le: MARDI_9H },
    });
  });
});

describe('Jamais dans les limbes', () => {
  test('toute demande ouverte a une prochaine échéance, dite avec des mots et dans le futur ou tout juste due', () => {
    const ouverts = STATUTS.filter((s) => !estTermine(s));
    fc.assert(
      fc.property(
        fc.constantFrom(...ouverts),
        fc.constantFrom('U1', 'U2', 'U3' as const),
        fc.integer({ min: 0, max: 400 }),
        (statut, urgence, joursApres) => {
          const maintenant = new Date(MARDI_9H.getTime() + joursApres * 86_400_000);
          const d = uneDemande({ statut, urgence: urgence as 'U1', deposeeLe: maintenant, qualifieeLe: MARDI_9H });
          const e = prochaineEcheance(d, DELAIS_PAR_DEFAUT, CALENDRIER_PAR_DEFAUT, maintenant);
          expect(e.dueLe.getTime()).toBeGreaterThan(maintenant.getTime());
          expect(e.prochaine).not.toBe('');
          expect(e.cause).toMatch(/^demande\./);
        },
      ),
    );
  });

  test('plus la demande est urgente, plus tôt vient le premier contact', () => {
    const due = (urgence: 'U1' | 'U2' | 'U3') =>
      prochaineEcheance(uneDemande({ urgence }), DELAIS_PAR_DEFAUT, CALENDRIER_PAR_DEFAUT, MARDI_9H).dueLe.getTime();
    expect(due('U1')).toBeLessThan(due('U2'));
    expect(due('U2')).toBeLessThan(due('U3'));
  });

  test('depuis tout état ouvert, un chemin mène à la clôture ou à une fin', () => {
    for (const depart of STATUTS) {
      const vus = new Set<Statut>([depart]);
      for (const s of vus) for (const suite of SUITES[s]) vus.add(suite);
      expect({ depart, finit: [...vus].some(estTermine) }).toEqual({ depart, finit: true });
    }
  });

  test('aucune transition hors de la table ne passe', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STATUTS), fc.constantFrom(...STATUTS), (de, vers) => {
        const essayer = () => passer(uneDemande({ statut: de }), vers);
        if (peutPasser(de, vers)) expect(essayer().statut).toBe(vers);
        else expect(essayer).toThrow('demande.transition');
      }),
    );
    expect(DECISIONS.every((d) => peutPasser('en_qualification', d))).toBe(true);
  });
});
