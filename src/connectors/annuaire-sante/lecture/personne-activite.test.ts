import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { echantillon, enFlux, trier } from '../testing.ts';
import { lireLignes } from './lignes.ts';
import { lirePersonneActivite } from './personne-activite.ts';

const NOM = 'PS_LibreAcces_Personne_activite_essai.txt';
const ENTETE = `Type d'identifiant PP|Identifiant PP|Identification nationale PP|Nom d'exercice|Prénom d'exercice|`;

describe('lecture de PS_LibreAcces_Personne_activite', () => {
  test('chaque ligne saine est lue par le nom de ses colonnes, accents et apostrophes compris', async () => {
    const lu = await trier(lirePersonneActivite(echantillon('PS_LibreAcces_Personne_activite_exemple.txt'), NOM));
    expect(lu.rejets).toEqual([]);
    expect(lu.avertissements).toEqual([]);
    expect(lu.valeurs).toHaveLength(9);
    const [premiere] = lu.valeurs;
    expect(premiere?.personne).toEqual({
      typeIdentifiant: '8',
      identifiant: '99700990007',
      idnps: '899700990007',
      nom: "D'HÉRICOURT-LEFÈVRE",
      prenom: 'Noël',
      civilite: 'M',
      civiliteExercice: 'DR',
    });
    expect(premiere?.savoirFaire).toEqual({ code: 'SM54', libelle: 'Médecine générale (SM)' });
    expect(premiere?.structure?.adresse).toMatchObject({
      numeroVoie: '12',
      indiceRepetition: 'B',
      libelleVoie: 'DES TILLEULS',
    });
    expect(premiere?.genreActivite?.code).toBe('GENR01');
  });

  test('une personne sans lieu d’exercice est gardée, sans structure inventée', async () => {
    const lu = await trier(lirePersonneActivite(echantillon('PS_LibreAcces_Personne_activite_exemple.txt'), NOM));
    const pharmacien = lu.valeurs.find((v) => v.personne.nom === 'LE GOFF');
    expect(pharmacien).toBeDefined();
    expect(pharmacien).not.toHaveProperty('structure');
    expect(pharmacien?.sectionPharmacien?.code).toBe('A');
  });

  test('les lignes abîmées sont rapportées avec leur numéro et leur contenu, le reste est importé', async () => {
    const lu = await trier(lirePersonneActivite(echantillon('PS_LibreAcces_Personne_activite_malforme.txt'), NOM));
    expect(lu.valeurs.map((v) => v.personne.nom)).toEqual(['BONNE', 'CLÉ', 'FINESS', 'LÉGER']);
    expect(lu.rejets.map((r) => [r.ligne, r.motif])).toEqual([
      [3, 'La ligne a 53 champs au lieu de 52 : un séparateur manque ou est en trop.'],
      [4, 'La ligne a 5 champs au lieu de 52 : un séparateur manque ou est en trop.'],
      [6, 'Le numéro RPPS « 9970099 » n’a pas 11 chiffres.'],
      [7, 'Le nom d’exercice du professionnel 99700990106 est vide.'],
    ]);
    expect(lu.rejets[0]?.contenu).toContain('TROP');
  });

  test('une clé RPPS ou FINESS fausse est un avertissement et ne bloque pas', async () => {
    const lu = await trier(lirePersonneActivite(echantillon('PS_LibreAcces_Personne_activite_malforme.txt'), NOM));
    expect(lu.avertissements.map((a) => a.ligne)).toEqual([5, 9, 10]);
    expect(lu.avertissements[0]?.motif).toMatch(/RPPS.*clé de contrôle fausse/);
    expect(lu.avertissements[1]?.motif).toMatch(/FINESS.*clé de contrôle fausse/);
    expect(lu.avertissements[2]?.motif).toMatch(/Latin-1/);
    expect(lu.valeurs.at(-1)?.personne).toMatchObject({ nom: 'LÉGER', prenom: 'Zoé' });
  });

  test('un fichier plus ancien, sans colonnes de rôle, est lu ; les colonnes attendues absentes sont signalées', async () => {
    const lu = await trier(lirePersonneActivite(enFlux(`${ENTETE}\n8|99700990007|899700990007|DUPONT|Léa|\n`), NOM));
    expect(lu.valeurs).toHaveLength(1);
    expect(lu.signalements).toHaveLength(1);
    expect(lu.signalements[0]).toContain('« Code profession »');
  });

  test('un fichier plus récent, avec des colonnes inconnues, est lu sans rien signaler sur elles', async () => {
    const texte = `${ENTETE}Colonne de demain|\n8|99700990007|899700990007|DUPONT|Léa|surprise|\n`;
    const lu = await trier(lirePersonneActivite(enFlux(texte), NOM));
    expect(lu.valeurs[0]?.personne.nom).toBe('DUPONT');
    expect(lu.signalements.join(' ')).not.toContain('demain');
  });

  test('sans colonne d’identité le fichier est refusé en disant laquelle manque', async () => {
    const lu = await trier(lirePersonneActivite(enFlux("Identifiant PP|Nom d'exercice|\n1|X|\n"), NOM));
    expect(lu.valeurs).toEqual([]);
    expect(lu.rejets).toHaveLength(1);
    expect(lu.rejets[0]?.motif).toContain('« Identification nationale PP »');
  });

  test('un fichier vide est dit vide', async () => {
    const lu = await trier(lirePersonneActivite(enFlux(''), NOM));
    expect(lu.rejets.map((r) => r.motif)).toEqual(['Le fichier est vide : même sa première ligne est absente.']);
  });

  test('une identification nationale qui contredit l’identifiant est signalée', async () => {
    const lu = await trier(lirePersonneActivite(enFlux(`${ENTETE}\n8|99700990007|899700990015|DUPONT|Léa|\n`), NOM));
    expect(lu.valeurs).toHaveLength(1);
    expect(lu.avertissements[0]?.motif).toContain('ne correspond pas');
  });
});

describe('lecture des lignes', () => {
  test('quels que soient le découpage du réseau et les fins de ligne, les mêmes lignes sortent', async () => {
    const lignes = fc.array(
      fc.string({ unit: 'grapheme' }).filter((t) => !/[\r\n\uFEFF]/.test(t)),
      { minLength: 1 },
    );
    await fc.assert(
      fc.asyncProperty(lignes, fc.integer({ min: 1, max: 9 }), fc.boolean(), async (textes, morceau, windows) => {
        const fin = windows ? '\r\n' : '\n';
        const lues: string[] = [];
        for await (const ligne of lireLignes(enFlux(textes.join(fin) + fin, morceau))) lues.push(ligne.texte);
        expect(lues).toEqual(textes);
      }),
      { numRuns: 60 },
    );
  });

  test('un fichier sans retour à la ligne est coupé et marqué, sans remplir la mémoire', async () => {
    const lues: boolean[] = [];
    for await (const ligne of lireLignes(enFlux(`${'x'.repeat(400_000)}\nsuite\n`, 65_536))) lues.push(ligne.tronquee);
    expect(lues).toEqual([true, false]);
  });
});
