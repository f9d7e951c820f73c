import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { horlogeReglable } from '#lib/horloge.ts';
import { journalMuet } from '#lib/journal.ts';
import { ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import { creerLimites, RefusTemporaire } from './compteurs.ts';
import { LIMITES, type NomDeLimite } from './regles.ts';

let essai: BaseDeTest;
let base: Base;
const horloge = horlogeReglable(new Date('2026-11-28T10:00:00Z'));

beforeAll(async () => {
  essai = await baseDeTest();
  base = ouvrirBase(urlApplication(essai.url), 3);
});
afterAll(async () => {
  await base.fermer();
  await essai.fermer();
});

const ouvrir = (sur: Base = base) => creerLimites({ base: sur, horloge, journal: journalMuet });

async function compterTout(limites: ReturnType<typeof ouvrir>, nom: NomDeLimite, qui: readonly string[]) {
  let passes = 0;
  for (const chacun of qui) {
    try {
      await limites.compter(nom, chacun);
      passes += 1;
    } catch (erreur) {
      if (!(erreur instanceof RefusTemporaire)) throw erreur;
    }
  }
  return passes;
}

describe('Les limites', () => {
  test('10 000 essais de connexion, de 1 000 adresses, sur un compte : dix passent', async () => {
    const limites = ouvrir();
    let parCompte = 0;
    for (let essaiN = 0; essaiN < 10_000; essaiN += 1) {
      await limites.compter('connexionParAdresse', `192.0.2.${essaiN % 1000}`);
      parCompte += await compterTout(limites, 'connexionParCompte', ['810000000001']);
    }
    expect(parCompte).toBe(LIMITES.connexionParCompte.maximum);
    expect(await compterTout(limites, 'connexionParCompte', ['810000000002'])).toBe(1);
    await limites.arreter();
  });

  test('un redémarrage garde le compte, et deux programmes comptent ensemble', async () => {
    const qui = Array.from({ length: 6 }, () => 'redemarrage');
    const avant = ouvrir();
    expect(await compterTout(avant, 'connexionParCompte', qui)).toBe(6);
    await avant.arreter();
    const [a, b] = [ouvrir(), ouvrir()];
    expect(await compterTout(a, 'connexionParCompte', qui.slice(0, 3))).toBe(3);
    await a.verser();
    expect(await compterTout(b, 'connexionParCompte', qui)).toBe(1);
    await Promise.all([a.arreter(), b.arreter()]);
  });

  test('la fenêtre passée, on recommence ; le refus dit quand', async () => {
    const limites = ouvrir();
    const maximum = LIMITES.invitationParCompte.maximum;
    await compterTout(
      limites,
      'invitationParCompte',
      Array.from({ length: maximum }, () => 'sophie'),
    );
    await expect(limites.compter('invitationParCompte', 'sophie')).rejects.toMatchObject({
      statut: 429,
      texte: expect.stringContaining('attendront une heure'),
      attenteS: expect.any(Number),
    });
    horloge.avancer(3_600_000);
    await limites.compter('invitationParCompte', 'sophie');
    await limites.arreter();
  });

  test('sans compteur, se connecter, exporter et parcourir l’annuaire se ferment ; lire ses personnes reste ouvert', async () => {
    const coupee: Base = { ...base, commun: () => Promise.reject(new Error('base coupée')) };
    const limites = ouvrir(coupee);
    for (const nom of ['connexionParCompte', 'exportParCompte', 'annuaireParCompte', 'logicielParAdresse'] as const)
      await expect(limites.compter(nom, 'x')).rejects.toMatchObject({ statut: 503, code: 'cordee.compteur_muet' });
    await limites.compter('lectureParCompte', 'x');
    await limites.compter('lienParAdresse', 'x');
    await expect(limites.arreter()).rejects.toThrow('base coupée');
  });

  test('lire souvent ne coûte aucun aller-retour de plus : une question par fenêtre', async () => {
    let questions = 0;
    const comptee: Base = {
      ...base,
      commun: (faire) => {
        questions += 1;
        return base.commun(faire);
      },
    };
    const limites = ouvrir(comptee);
    await compterTout(
      limites,
      'lectureParCompte',
      Array.from({ length: 1000 }, () => 'karim'),
    );
    expect(questions).toBeLessThanOrEqual(3);
    await limites.arreter();
  });
});
