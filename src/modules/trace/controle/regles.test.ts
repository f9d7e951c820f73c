import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anomaliesDuJour, type AccesDuJour, type Agent, type JourDuCompte } from './regles.ts';

const acces = (reste: Partial<AccesDuJour> = {}): AccesDuJour => ({
  acteur: 'compte:paul',
  acteurNom: 'Paul Lambert',
  role: 'coordinateur_appui',
  patient: 'p1',
  acces: 3,
  accesDeNuit: 0,
  horsEquipe: false,
  urgence: undefined,
  agit: false,
  apresFin: false,
  nomsDeLaPersonne: ['Aubry'],
  prenomsDeLaPersonne: ['Jeanne'],
  adresseDeLaPersonne: '4 rue des Tilleuls 59600',
  ...reste,
});
const jour = (reste: Partial<JourDuCompte> = {}): JourDuCompte => ({
  acteur: 'compte:paul',
  acteurNom: 'Paul Lambert',
  role: 'coordinateur_appui',
  personnes: 22,
  habitude: 18,
  recherches: 12,
  ouvertures: 20,
  refus: 1,
  ...reste,
});
const AGENTS: readonly Agent[] = [
  { acteur: 'compte:paul', nom: 'Lambert', prenom: 'Paul', nomFrequent: false, adresse: '12 place du Marché 59600' },
  { acteur: 'compte:sophie', nom: 'Marchand', prenom: 'Sophie', nomFrequent: false, adresse: undefined },
];

test.each([
  ['hors_equipe', [acces({ horsEquipe: true })], []],
  ['urgence', [acces({ urgence: 'u1' })], []],
  ['meme_nom', [acces({ nomsDeLaPersonne: ['Petit', 'LAMBERT'] })], []],
  ['voisin', [acces({ adresseDeLaPersonne: '12 PLACE DU MARCHE 59600' })], []],
  ['fiche_agent', [acces({ nomsDeLaPersonne: ['Marchand'], prenomsDeLaPersonne: ['Sophie'] })], []],
  ['apres_fin', [acces({ apresFin: true, horsEquipe: true })], []],
  ['nuit', [1, 2, 3].map((n) => acces({ patient: `p${n}`, accesDeNuit: 1 })), []],
  ['volume', [], [jour({ personnes: 90 })]],
  ['moisson', [], [jour({ recherches: 60, ouvertures: 2 })]],
  ['refus', [], [jour({ refus: 45 })]],
] as const)('le comportement semé « %s » est trouvé, et lui seul', (genre, dossiers, comptes) => {
  expect(anomaliesDuJour([...dossiers], [...comptes], AGENTS).map((a) => a.genre)).toEqual([genre]);
});

test('qui soigne son homonyme ou son voisin et l’écrit au dossier n’est pas inquiété', () => {
  expect(anomaliesDuJour([acces({ nomsDeLaPersonne: ['Lambert'], agit: true })], [], AGENTS)).toEqual([]);
});

test('une soirée de garde d’un médecin ou d’un infirmier n’est pas une anomalie', () => {
  const nuit = Array.from({ length: 12 }, (_, n) => acces({ role: 'medecin', patient: `p${n}`, accesDeNuit: 4 }));
  expect(anomaliesDuJour(nuit, [], AGENTS)).toEqual([]);
});

/** Thirty ordinary days of eight people of a DAC: circles known, names drawn from the commonest, the odd late evening. */
const NOMS = ['Martin', 'Bernard', 'Petit', 'Robert', 'Richard', 'Durand', 'Dubois', 'Moreau', 'Laurent', 'Simon'];
const NOMS_RARES = Array.from({ length: 60 }, (_, n) => `Nomrare${n}`);

test('sur trente jours ordinaires, moins d’une alerte pour cent accès', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 31 - 2 }), (graine) => {
      let etat = graine;
      const tirer = (max: number): number => {
        etat = (etat * 48_271) % 2_147_483_647;
        return etat % max;
      };
      const agents = Array.from({ length: 8 }, (_, n) => ({
        acteur: `compte:a${n}`,
        nom: NOMS[n] ?? '',
        prenom: `Prenom${n}`,
        nomFrequent: n < 7,
        adresse: n < 2 ? `${n} rue des agents 59600` : undefined,
      }));
      let dossiers = 0;
      let alertes = 0;
      for (let j = 0; j < 30; j += 1) {
        const lus = agents.flatMap(({ acteur, nom }) =>
          Array.from({ length: 10 + tirer(25) }, (_, n) => {
            const nomPersonne = tirer(4) === 0 ? NOMS[tirer(10)] : NOMS_RARES[tirer(60)];
            return acces({
              acteur,
              acteurNom: nom,
              patient: `p${tirer(400)}-${n}`,
              nomsDeLaPersonne: [nomPersonne ?? ''],
              prenomsDeLaPersonne: [`P${tirer(50)}`],
              adresseDeLaPersonne: `${tirer(90)} rue ${tirer(40)}`,
              agit: tirer(10) < 7,
              accesDeNuit: tirer(200) === 0 ? 1 : 0,
            });
          }),
        );
        const comptes = agents.map(({ acteur }) =>
          jour({
            acteur,
            personnes: 10 + tirer(35),
            habitude: 20,
            recherches: tirer(30),
            ouvertures: 12,
            refus: tirer(6),
          }),
        );
        dossiers += lus.length;
        alertes += anomaliesDuJour(lus, comptes, agents).length;
      }
      expect(alertes / dossiers).toBeLessThan(0.01);
    }),
    { numRuns: 20 },
  );
});
