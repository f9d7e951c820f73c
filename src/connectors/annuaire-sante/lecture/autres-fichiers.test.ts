import { describe, expect, test } from 'vitest';
import { echantillon, enFlux, trier } from '../testing.ts';
import { lireBoitesMssante } from './boites-mssante.ts';
import { lireFiness } from './finess.ts';
import { lireMembresLocaux } from './membres-locaux.ts';
import { lireDiplomes, lireSavoirFaire } from './qualifications.ts';

describe('FINESS', () => {
  test('un fichier en Latin-1 sans en-tête est lu avec ses accents', async () => {
    const lu = await trier(lireFiness(echantillon('etalab-cs1100502-stock-latin1.csv'), 'finess.csv'));
    expect(lu.valeurs.map((v) => (v.type === 'structureet' ? v.raisonSociale : ''))).toEqual([
      "CH D'ESSAI",
      "EHPAD L'ÉTÉ",
    ]);
    expect(lu.valeurs[0]).toMatchObject({
      finess: '000099002',
      finessJuridique: '000099010',
      raisonSocialeLongue: "CENTRE HOSPITALIER GÉNÉRAL D'ESSAI",
      categorie: { code: '355', libelle: 'Centre Hospitalier (C.H.)' },
      adresse: { codePostal: '00100', ligneAcheminement: 'ORSENNE CEDEX', commune: { code: '00001' } },
      dateMiseAJour: '2026-01-15',
    });
    expect(lu.avertissements).toEqual([]);
  });

  test('une ligne trop courte et une ligne d’un genre inconnu sont rapportées', async () => {
    const lu = await trier(lireFiness(echantillon('etalab-cs1100502-stock-latin1.csv'), 'finess.csv'));
    expect(lu.rejets.map((r) => r.ligne)).toEqual([4, 5]);
    expect(lu.rejets[1]?.motif).toContain('« autreligne »');
  });

  test('les coordonnées Lambert-93 deviennent latitude et longitude ; une autre projection n’est pas devinée', async () => {
    const lu = await trier(lireFiness(echantillon('etalab-cs1100507-stock-geolocalise.csv'), 'finess.csv'));
    const [, metropole, antilles] = lu.valeurs;
    expect(metropole).toMatchObject({ type: 'geolocalisation', finess: '000099002' });
    expect(metropole?.type === 'geolocalisation' && metropole.latitude).toBeCloseTo(46.5, 6);
    expect(metropole?.type === 'geolocalisation' && metropole.longitude).toBeCloseTo(3, 6);
    expect(antilles).not.toHaveProperty('latitude');
    expect(antilles).toMatchObject({ x: 642931.2 });
    expect(lu.avertissements.map((a) => a.ligne)).toEqual([4]);
    expect(lu.rejets.map((r) => r.ligne)).toEqual([5]);
  });

  test('un fichier vide est dit vide', async () => {
    const lu = await trier(lireFiness(enFlux(''), 'finess.csv'));
    expect(lu.rejets).toHaveLength(1);
  });
});

describe('boîtes MSSanté', () => {
  test('les boîtes de personnes et de structures sont lues, les types inconnus et fausses adresses rejetés', async () => {
    const lu = await trier(lireBoitesMssante(echantillon('Extraction_Correspondance_MSSante_exemple.txt'), 'mss.txt'));
    expect(lu.valeurs.map((b) => b.type)).toEqual(['PER', 'PER', 'ORG', 'ORG', 'PER']);
    expect(lu.valeurs[0]).toMatchObject({ dematerialisation: true, idnps: '899700990007' });
    expect(lu.valeurs[2]).toMatchObject({ service: 'Gériatrie', identifiantStructure: '1000099002' });
    expect(lu.rejets.map((r) => r.ligne)).toEqual([7, 8]);
  });
});

describe('savoir-faire, diplômes et membres locaux', () => {
  test('un savoir-faire vide est rejeté, l’autre est lu', async () => {
    const lu = await trier(lireSavoirFaire(echantillon('PS_LibreAcces_SavoirFaire_exemple.txt'), 'sf.txt'));
    expect(lu.valeurs.map((v) => v.savoirFaire.code)).toEqual(['CAPA05']);
    expect(lu.rejets.map((r) => r.ligne)).toEqual([3]);
  });

  test('un diplôme vide est rejeté, l’autre est lu', async () => {
    const lu = await trier(lireDiplomes(echantillon('PS_LibreAcces_Dipl_AutExerc_exemple.txt'), 'dipl.txt'));
    expect(lu.valeurs.map((v) => v.diplome?.code)).toEqual(['DE09']);
    expect(lu.rejets.map((r) => r.ligne)).toEqual([3]);
  });

  test('un membre local sans numéro national est lu ; une table de rôle inconnue est refusée', async () => {
    const texte = [
      'identifiant;civilite;nom;prenom;role_table;role_code;role_libelle;fonction;structure_type;structure_identifiant;telephone;mssante',
      'm-1;M;HADDAD;Karim;R94;41;Assistant de service social;;FINESS;000099002;0639980001;',
      'm-2;M;X;Y;R1;41;;;;;;',
    ].join('\n');
    const lu = await trier(lireMembresLocaux(enFlux(texte), 'membres-locaux.csv'));
    expect(lu.valeurs[0]).toMatchObject({ nom: 'HADDAD', table: 'R94', role: { code: '41' } });
    expect(lu.rejets[0]?.motif).toContain('« R1 »');
  });
});
