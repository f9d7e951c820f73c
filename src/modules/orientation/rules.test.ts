import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CALENDRIER_PAR_DEFAUT } from '#lib/temps/index.ts';
import { depuisFhir, versServiceRequest, versTask } from './fhir.ts';
import { accepter, annuler, commencer, fixerRdv, prochaineEcheance, refuser, relancer } from './rules.ts';
import { estAboutie, MOTIFS_REFUS, peutPasser, STATUTS, SUITES, type MotifRefus } from './statut.ts';
import { uneOrientation } from './testing.ts';

const MARDI = new Date('2026-11-24T09:00:00Z');
const jours = (n: number) => new Date(MARDI.getTime() + n * 86_400_000);

describe('Répondre', () => {
  test('un service qui accepte avec une date fixe le rendez-vous du même geste', () => {
    const o = accepter(uneOrientation(), { par: 'SAD Les Tilleuls', rdvLe: jours(2) }, MARDI);
    expect(o).toMatchObject({ statut: 'rdv_fixe', rdvLe: jours(2), reponse: { par: 'SAD Les Tilleuls' } });
  });

  test('une seconde réponse est refusée : la première tient', () => {
    const acceptee = accepter(uneOrientation(), { par: 'SAD Les Tilleuls' }, MARDI);
    expect(() => refuser(acceptee, { par: 'SAD Les Tilleuls', motif: 'zone' }, jours(1))).toThrow(
      'orientation.deja_traitee',
    );
    expect(() => accepter(acceptee, { par: 'SAD Les Tilleuls' }, jours(1))).toThrow('orientation.deja_traitee');
  });

  test('une réponse après la relance est encore la bienvenue', () => {
    expect(accepter(relancer(uneOrientation(), jours(3)), { par: 'SAD' }, jours(4)).statut).toBe('acceptee');
  });

  test('un refus garde sa raison et l’autre service conseillé, et attend une suite', () => {
    const o = refuser(
      uneOrientation(),
      { par: 'SAD Les Tilleuls', motif: 'zone', alternative: { nom: 'SAD Bel Automne' } },
      MARDI,
    );
    expect(o.refus).toEqual({ motif: 'zone', detail: undefined, alternative: { nom: 'SAD Bel Automne' } });
    expect(prochaineEcheance(o, CALENDRIER_PAR_DEFAUT, MARDI)).toMatchObject({
      prochaine: 'Proposer à SAD Bel Automne',
      attente: 'repondre',
    });
    expect(prochaineEcheance({ ...o, suiteDonnee: true }, CALENDRIER_PAR_DEFAUT, MARDI)).toBeUndefined();
  });
});

describe('Commencer', () => {
  test('seul le vrai début compte comme abouti', () => {
    const acceptee = accepter(uneOrientation(), { par: 'SAD' }, MARDI);
    expect(estAboutie(acceptee.statut)).toBe(false);
    expect(estAboutie(commencer(acceptee, jours(2), jours(3)).statut)).toBe(true);
  });

  test('une date de début dans le futur ou bien avant l’envoi est refusée', () => {
    const acceptee = accepter(uneOrientation(), { par: 'SAD' }, MARDI);
    expect(() => commencer(acceptee, jours(5), jours(3))).toThrow('orientation.date_future');
    expect(() => commencer(acceptee, jours(-10), jours(3))).toThrow('orientation.date_avant_envoi');
  });

  test('un rendez-vous peut changer de date', () => {
    const o = fixerRdv(fixerRdv(accepter(uneOrientation(), { par: 'SAD' }, MARDI), jours(2)), jours(4));
    expect(o.rdvLe).toEqual(jours(4));
  });
});

describe('Jamais dans les limbes', () => {
  test('tant que la boucle n’est pas fermée, quelqu’un est attendu avant une date', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STATUTS), fc.boolean(), fc.integer({ min: 0, max: 200 }), (statut, urgente, n) => {
        const o = uneOrientation({ statut, urgente, envoyeeLe: jours(n), rdvLe: jours(n - 3) });
        const e = prochaineEcheance(o, CALENDRIER_PAR_DEFAUT, jours(n));
        const ouverte = SUITES[statut].length > 0 || statut === 'refusee';
        expect(e !== undefined).toBe(ouverte);
        if (e !== undefined) expect(e.dueLe.getTime()).toBeGreaterThan(jours(n).getTime());
      }),
    );
  });

  test('sans réponse, une orientation urgente est relancée plus tôt', () => {
    const due = (urgente: boolean) =>
      prochaineEcheance(uneOrientation({ urgente }), CALENDRIER_PAR_DEFAUT, MARDI)?.dueLe.getTime() ?? 0;
    expect(due(true)).toBeLessThan(due(false));
  });

  test('une orientation annulée ne demande plus rien à personne', () => {
    expect(
      prochaineEcheance(
        annuler(uneOrientation(), 'La personne part chez sa fille', MARDI),
        CALENDRIER_PAR_DEFAUT,
        MARDI,
      ),
    ).toBeUndefined();
    expect(peutPasser('annulee', 'acceptee')).toBe(false);
  });
});

test('une orientation écrite en FHIR puis relue est la même', () => {
  const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
  const texte = fc.string({ minLength: 1, maxLength: 60 });
  const peutEtre = <T>(a: fc.Arbitrary<T>) => fc.option(a, { nil: undefined });
  const orientations = fc
    .record({
      statut: fc.constantFrom(...STATUTS),
      urgente: fc.boolean(),
      besoin: texte,
      demande: peutEtre(fc.uuid().map((u) => `Task/${u}`)),
      requeteDemande: peutEtre(fc.uuid()),
      precedente: peutEtre(fc.uuid()),
      relances: fc.array(instant, { maxLength: 3 }),
      reponse: peutEtre(fc.record({ par: texte, le: instant, commentaire: peutEtre(texte) })),
      refus: peutEtre(
        fc.record({
          motif: fc.constantFrom(...(Object.keys(MOTIFS_REFUS) as MotifRefus[])),
          detail: peutEtre(texte),
          alternative: peutEtre(fc.record({ nom: texte, ref: peutEtre(fc.uuid()) })),
        }),
      ),
      rdvLe: peutEtre(instant),
      commenceeLe: peutEtre(instant),
      fin: peutEtre(fc.record({ le: instant, motif: texte })),
      suiteDonnee: fc.boolean(),
    })
    .map((dessus) => uneOrientation({ ...dessus, versions: [2, 1] }));
  fc.assert(
    fc.property(orientations, (o) => {
      expect(depuisFhir(versTask(o), versServiceRequest(o), [2, 1])).toEqual(o);
    }),
  );
});
