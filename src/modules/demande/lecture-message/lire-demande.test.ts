import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jour } from '#lib/temps/index.ts';
import { type DemandeLue, type Trouve, candidatDepuisDemande, lireDemande } from './index.ts';

const AUJOURDHUI = jour('2026-11-23');

/** What a practitioner would retain of the message; `null` and absent both mean « nothing said ». */
interface Attendu {
  readonly civilite?: string;
  readonly sexe?: string;
  readonly nom?: string | null;
  readonly nomNaissance?: string;
  readonly prenom?: string;
  readonly dateNaissance?: string | null;
  readonly age?: number;
  readonly commune?: string;
  readonly telephones: readonly (readonly [numero: string, de: string])[];
  readonly motifs: readonly string[];
  readonly attentes: readonly string[];
  readonly urgence?: string;
  readonly danger?: boolean;
  readonly accord?: string | null;
}
interface Vecteur {
  readonly titre: string;
  readonly sujet: string;
  readonly texte: string;
  readonly attendu: Attendu;
}

const VECTEURS = JSON.parse(readFileSync(new URL('vecteurs.json', import.meta.url), 'utf8')) as readonly Vecteur[];

function tousLesTrouves(lue: DemandeLue): readonly Trouve<unknown>[] {
  const { personne, telephones, attentes, motifs, urgence, dangerVital, accord } = lue;
  const seuls: readonly (Trouve<unknown> | undefined)[] = [urgence, accord, ...Object.values(personne)];
  return [
    ...telephones,
    ...attentes,
    ...motifs,
    ...(dangerVital?.mots ?? []),
    ...seuls.filter((trouve) => trouve !== undefined),
  ];
}

function resume({ personne, telephones, motifs, attentes, urgence, dangerVital, accord }: DemandeLue) {
  return {
    civilite: personne.civilite?.valeur ?? null,
    nom: personne.nom?.valeur ?? null,
    nomNaissance: personne.nomNaissance?.valeur ?? null,
    prenom: personne.prenom?.valeur ?? null,
    dateNaissance: personne.dateNaissance?.valeur ?? null,
    age: personne.age?.valeur ?? null,
    commune: personne.commune?.valeur ?? null,
    telephones: telephones.map(({ valeur }) => [valeur.numero, valeur.de]),
    motifs: motifs.map(({ valeur }) => valeur),
    attentes: attentes.map(({ valeur }) => valeur),
    urgence: urgence?.valeur ?? null,
    danger: dangerVital !== undefined,
    accord: accord?.valeur ?? null,
  };
}

const RIEN_DE_DIT = {
  civilite: null,
  nom: null,
  nomNaissance: null,
  prenom: null,
  dateNaissance: null,
  age: null,
  commune: null,
  urgence: null,
  danger: false,
  accord: null,
};

describe('messages de médecins', () => {
  test('le jeu compte au moins quarante messages', () => {
    expect(VECTEURS.length).toBeGreaterThanOrEqual(40);
  });

  test.each(VECTEURS)('$titre', ({ sujet, texte, attendu }) => {
    const lue = lireDemande({ sujet, texte }, AUJOURDHUI);
    const { sexe, ...reste } = attendu;
    expect(resume(lue)).toEqual({ ...RIEN_DE_DIT, ...reste });
    const civiliteDonne = { M: 'masculin', MME: 'feminin' }[attendu.civilite ?? ''];
    expect(lue.personne.sexe?.valeur).toBe(sexe ?? civiliteDonne ?? lue.personne.sexe?.valeur);
  });

  test.each(VECTEURS)('chaque élément montre les mots dont il vient : $titre', ({ sujet, texte }) => {
    const message = { sujet, texte };
    const lue = lireDemande(message, AUJOURDHUI);
    expect(lue.original).toBe(message);
    for (const { dans, debut, fin, extrait } of tousLesTrouves(lue)) {
      expect(extrait).not.toBe('');
      expect(message[dans].slice(debut, fin)).toBe(extrait);
    }
  });
});

test('un danger vital dit d’appeler le 15 et cite les mots', () => {
  const lue = lireDemande({ sujet: '', texte: 'Mme Aubry, DOULEUR THORACIQUE depuis une heure' }, AUJOURDHUI);
  expect(lue.dangerVital?.avertissement).toContain('appelez le 15');
  expect(lue.dangerVital?.avertissement).toContain('« DOULEUR THORACIQUE »');
});

test('le lien du proche garde le mot du message', () => {
  const lue = lireDemande({ sujet: '', texte: 'Mme Aubry. Sa belle-fille : 06 39 98 01 23' }, AUJOURDHUI);
  expect(lue.telephones[0]?.valeur).toEqual({ numero: '+33639980123', de: 'proche', lien: 'belle-fille' });
});

test('la recherche de doublons reçoit le téléphone de la personne, jamais celui du médecin', () => {
  const texte = 'Mme Aubry, 84 ans, son portable 06 39 98 01 23.\nCordialement\nDr Martin 01 99 00 10 10';
  expect(candidatDepuisDemande(lireDemande({ sujet: '', texte }, AUJOURDHUI), AUJOURDHUI)).toEqual({
    nomUtilise: 'Aubry',
    sexe: 'feminin',
    anneeNaissanceApprochee: 1942,
    telephones: [{ numero: '+33639980123' }],
  });
});

test('aucun texte n’arrête la lecture, et chaque extrait reste celui du message', () => {
  const morceau = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(...VECTEURS.flatMap(({ texte }) => texte.split(/(?<= )/)), 'Œ', 'e\u0301', '👵', '\n'),
  );
  fc.assert(
    fc.property(fc.array(morceau, { maxLength: 40 }), fc.string({ maxLength: 30 }), (morceaux, sujet) => {
      const message = { sujet, texte: morceaux.join('') };
      for (const { dans, debut, fin, extrait } of tousLesTrouves(lireDemande(message, AUJOURDHUI))) {
        expect(message[dans].slice(debut, fin)).toBe(extrait);
      }
    }),
    { numRuns: 200 },
  );
});
