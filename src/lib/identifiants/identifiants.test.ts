import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jour } from '#lib/temps/index.ts';
import {
  type DateNaissance,
  type ProfilExecution,
  type Resultat,
  afficherDateNaissance,
  afficherTelephone,
  ageRevolu,
  cleMatricule,
  dateNaissanceFhir,
  estAdresseCitoyenne,
  estMobile,
  estPays,
  lireAdresseMssante,
  lireCodeCommune,
  lireCodePostal,
  lireDateNaissance,
  lireFiness,
  lireIdnps,
  lireIdnst,
  lireMatriculeIns,
  lireOidIns,
  lireRpps,
  lireSiren,
  lireSiret,
  lireTelephone,
  memeAdresse,
  natureIns,
  siecleSuppose,
  sirenDuSiret,
} from './index.ts';

const AUJOURDHUI = jour('2026-11-23');

/** Tab-separated: entry, expectation, optional third column. An empty entry is a vector too. */
function vecteurs(fichier: string): [entree: string, attendu: string, complement: string][] {
  return readFileSync(new URL(`vecteurs/${fichier}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((ligne) => ligne !== '' && !ligne.startsWith('#'))
    .map((ligne) => {
      const [entree = '', attendu = '', complement = ''] = ligne.split('\t');
      return [entree, attendu, complement];
    });
}

function valeur<T>(resultat: Resultat<T>): T {
  if (!resultat.ok) throw new Error(resultat.motif);
  return resultat.valeur;
}

const LECTEURS: Readonly<Record<string, (texte: string, complement: string) => Resultat<unknown>>> = {
  'matricule-ins': (texte) => lireMatriculeIns(texte),
  'oid-ins': (texte, profil) => lireOidIns(texte, profil as ProfilExecution),
  rpps: lireRpps,
  finess: (texte) => lireFiness(texte),
  siren: (texte) => lireSiren(texte),
  siret: (texte) => lireSiret(texte),
  'adresse-mssante': lireAdresseMssante,
  telephone: lireTelephone,
  'code-postal': lireCodePostal,
  'code-commune': lireCodeCommune,
  'date-naissance': (texte) => lireDateNaissance(texte, AUJOURDHUI),
  idnps: lireIdnps,
  idnst: lireIdnst,
};

/** Where the third column is not a list of warnings: how it completes the expected value. */
const ATTENDU: Readonly<Record<string, (attendu: string, complement: string) => unknown>> = {
  'oid-ins': (attendu) => attendu,
  idnps: (id, nature) => ({ id, nature, numero: id.slice(1) }),
  idnst: (id, nature) => ({ id, nature, numero: id.slice(1) }),
};

describe.each(Object.entries(LECTEURS))('%s', (nom, lire) => {
  test.each(vecteurs(`${nom}.valides`))('« %s » est lu « %s » %s', (entree, attendu, complement) => {
    const resultat = lire(entree, complement);
    if (!resultat.ok) throw new Error(`refusé : ${resultat.motif}`);
    expect(resultat.valeur).toEqual(ATTENDU[nom]?.(attendu, complement) ?? attendu);
    const motifs = resultat.avertissements.map((avertissement) => avertissement.motif).join(',');
    expect(motifs).toBe(Object.hasOwn(ATTENDU, nom) ? '' : complement);
  });

  test.each(vecteurs(`${nom}.invalides`))('« %s » est refusé : %s %s', (entree, motif, complement) => {
    const resultat = lire(entree, complement);
    expect(resultat).toMatchObject({ ok: false, motif });
    // A refusal is read by a person: a sentence, with typographic apostrophes.
    expect(resultat.ok ? '' : resultat.texte).toMatch(/^[A-ZÉ][^']+\.$/);
  });

  test('aucun texte ne fait échouer la lecture', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('production', 'essai'), (texte, profil) => {
        expect(typeof lire(texte, profil).ok).toBe('boolean');
      }),
    );
  });
});

describe('matricule INS', () => {
  const unNumero = fc
    .tuple(
      fc.constantFrom('1', '2'),
      fc.integer({ min: 0, max: 99 }),
      fc.integer({ min: 1, max: 12 }),
      fc.oneof(
        fc.constantFrom('2A', '2B'),
        fc.integer({ min: 1, max: 95 }).map((departement) => String(departement).padStart(2, '0')),
      ),
      fc.integer({ min: 0, max: 999_999 }),
    )
    .map(([sexe, annee, mois, lieu, ordre]) =>
      [sexe, String(annee).padStart(2, '0'), String(mois).padStart(2, '0'), lieu, String(ordre).padStart(6, '0')].join(
        '',
      ),
    );

  test('la clé calculée est acceptée, Corse comprise', () => {
    fc.assert(
      fc.property(unNumero, (numero) => {
        expect(lireMatriculeIns(numero + cleMatricule(numero)).ok).toBe(true);
      }),
    );
  });

  test('un seul chiffre faux est toujours vu', () => {
    fc.assert(
      fc.property(unNumero, fc.integer({ min: 7, max: 14 }), fc.integer({ min: 1, max: 9 }), (numero, rang, ecart) => {
        const juste = numero + cleMatricule(numero);
        const chiffre = (Number(juste[rang]) + ecart) % 10;
        expect(lireMatriculeIns(juste.slice(0, rang) + chiffre + juste.slice(rang + 1)).ok).toBe(false);
      }),
    );
  });

  test('une clé fausse est refusée à la saisie et signalée sur un document reçu', () => {
    expect(lireMatriculeIns('279035121518988')).toMatchObject({ ok: false, motif: 'cle' });
    expect(lireMatriculeIns('279035121518988', 'document_recu')).toMatchObject({
      ok: true,
      valeur: '279035121518988',
      avertissements: [{ motif: 'cle' }],
    });
  });

  test('l’OID dit la nature du matricule', () => {
    expect(natureIns(valeur(lireOidIns('1.2.250.1.213.1.4.10', 'essai')))).toBe('INS-NIR-TEST');
    expect(natureIns(valeur(lireOidIns('1.2.250.1.213.1.4.9', 'production')))).toBe('INS-NIA');
  });
});

describe('structures', () => {
  test('une clé fausse dans un document reçu n’empêche pas de le lire', () => {
    expect(lireFiness('580008804', 'document_recu')).toMatchObject({ ok: true, avertissements: [{ motif: 'cle' }] });
    expect(lireSiret('49940088500021', 'document_recu')).toMatchObject({
      ok: true,
      avertissements: [{ motif: 'cle' }],
    });
    expect(lireSiren('264403107', 'document_recu')).toMatchObject({ ok: true, avertissements: [{ motif: 'cle' }] });
  });

  test('le SIREN d’un établissement est le début de son SIRET', () => {
    expect(sirenDuSiret(valeur(lireSiret('35600000000048')))).toBe('356000000');
  });
});

describe('adresse de messagerie', () => {
  test('deux écritures de la même boîte sont la même boîte', () => {
    const [a, b] = ['Anne.Petit@Cabinet.invalid', 'anne.petit@CABINET.invalid'].map((texte) =>
      valeur(lireAdresseMssante(texte)),
    );
    expect(a !== undefined && b !== undefined && memeAdresse(a, b)).toBe(true);
  });

  test('l’adresse d’un citoyen porte son matricule et doit être protégée comme lui', () => {
    const citoyenne = valeur(lireAdresseMssante('279035121518989@patient.mssante.invalid'));
    const agent = valeur(lireAdresseMssante('accueil@patient.mssante.invalid'));
    const soignant = valeur(lireAdresseMssante('dr.martin@medecin.mssante.invalid'));
    expect(estAdresseCitoyenne(citoyenne)).toBe(true);
    expect(estAdresseCitoyenne(agent, 'patient.mssante.invalid')).toBe(true);
    expect(estAdresseCitoyenne(soignant, 'patient.mssante.invalid')).toBe(false);
  });
});

describe('téléphone', () => {
  test('il se lit par paires et se relit tel qu’il est affiché', () => {
    const numero = valeur(lireTelephone('+33639980123'));
    expect(afficherTelephone(numero)).toBe('06 39 98 01 23');
    fc.assert(
      fc.property(fc.integer({ min: 100_000_000, max: 999_999_999 }), (chiffres) => {
        const lue = valeur(lireTelephone(`0${chiffres}`));
        expect(valeur(lireTelephone(afficherTelephone(lue)))).toBe(lue);
        expect(valeur(lireTelephone(lue))).toBe(lue);
      }),
    );
  });

  test('un portable peut recevoir un message écrit', () => {
    expect(estMobile(valeur(lireTelephone('0639980123')))).toBe(true);
    expect(estMobile(valeur(lireTelephone('0199001234')))).toBe(false);
  });
});

describe('naissance', () => {
  const uneDate = fc
    .integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2026, 10, 22) })
    .map((ms) => new Date(ms).toISOString().slice(0, 10))
    .chain((date) => fc.constantFrom(date, date.slice(0, 7), date.slice(0, 4)));

  test('une date affichée se relit, complète ou partielle', () => {
    fc.assert(
      fc.property(uneDate, (date) => {
        expect(valeur(lireDateNaissance(afficherDateNaissance(date as DateNaissance), AUJOURDHUI))).toBe(date);
        expect(dateNaissanceFhir(date)).toBe(date);
      }),
    );
  });

  test('un siècle se déduit de l’année courante', () => {
    expect(siecleSuppose(42, AUJOURDHUI)).toBe(1942);
    expect(siecleSuppose(26, AUJOURDHUI)).toBe(2026);
    expect(siecleSuppose(27, AUJOURDHUI)).toBe(1927);
  });

  test('l’âge n’est donné que si le jour de naissance est connu', () => {
    expect(ageRevolu('1942-11-23' as DateNaissance, AUJOURDHUI)).toBe(84);
    expect(ageRevolu('1942-11-24' as DateNaissance, AUJOURDHUI)).toBe(83);
    expect(ageRevolu('1942' as DateNaissance, AUJOURDHUI)).toBeUndefined();
  });

  test('une date FHIR qui n’existe pas n’est pas gardée', () => {
    for (const date of ['1942-02-30', '1942-00', '1942-05-00', '42', '1942-3-1'])
      expect(dateNaissanceFhir(date)).toBeUndefined();
  });

  test('un pays de naissance n’est pas une commune', () => {
    expect(estPays(valeur(lireCodeCommune('99134')))).toBe(true);
    expect(estPays(valeur(lireCodeCommune('59392')))).toBe(false);
  });
});
