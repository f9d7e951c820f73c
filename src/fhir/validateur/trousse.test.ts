import { applyPatch } from 'rfc6902';
import { describe, expect, test } from 'vitest';
import { exemples, mutations, trousseAbsente, validateurDeLaTrousse } from './testing-trousse.ts';
import type { Bilan } from './index.ts';

const erreurs = ({ issues }: Bilan) =>
  issues
    .filter(({ severity }) => severity === 'error')
    .map((i) => `${i.expression[0]} : ${i.details.text} (${i.diagnostics})`);

describe.skipIf(trousseAbsente)('Les paquets français publiés', () => {
  const tous = trousseAbsente ? [] : exemples();
  const propres = tous.filter((exemple) => exemple.officiellementValide);
  const validateur = trousseAbsente ? undefined : validateurDeLaTrousse();
  const juger = (paquet: string, ressource: unknown) => validateur!.valider(ressource, { contexte: paquet });

  test('les 57 exemples sans faute qui annoncent un profil sont acceptés', () => {
    const annonces = propres.filter((exemple) => exemple.annonceUnProfil);
    expect(annonces).toHaveLength(57);
    const refuses = annonces.flatMap(({ paquet, nom, lire }) =>
      erreurs(juger(paquet, lire())).map((erreur) => `${paquet} ${nom} — ${erreur}`),
    );
    expect(refuses).toEqual([]);
  });

  test('aucun exemple accepté par le validateur officiel n’est refusé', () => {
    const refuses = propres.filter(({ paquet, lire }) => !juger(paquet, lire()).valide).map(({ nom }) => nom);
    expect(refuses).toEqual([]);
  });

  test('ce qui rend un exemple faux est refusé : au moins 755 des 762 mutations', () => {
    const parNom = new Map(propres.map((exemple) => [`${exemple.paquet} ${exemple.nom}`, exemple]));
    const toutes = mutations();
    const manquees = toutes.filter(({ package: paquet, example, patch }) => {
      const ressource = parNom.get(`${paquet} ${example}`)!.lire();
      applyPatch(ressource, [...patch]);
      return juger(paquet, ressource).valide;
    });
    const dire = manquees.map((m) => `${m.kind} ${m.package} ${m.example} ${JSON.stringify(m.patch).slice(0, 120)}`);
    process.stdout.write(
      `mutations refusées : ${toutes.length - manquees.length} sur ${toutes.length}\n${dire.join('\n')}\n`,
    );
    expect(toutes.length - manquees.length).toBeGreaterThanOrEqual(755);
  });

  test('chaque problème dit où, par quelle règle, et en français', () => {
    const trouves = tous.flatMap(({ paquet, lire }) => juger(paquet, lire()).issues);
    expect(trouves.length).toBeGreaterThan(50);
    for (const { expression, diagnostics, details } of trouves) {
      expect(expression[0]).toMatch(/^[A-Z][A-Za-z]+(\.|\[|$)/);
      expect(diagnostics).toMatch(/^\S*#\S+$/);
      expect(details.text).toMatch(/ /);
    }
  });

  test('la même ressource reçoit deux fois le même bilan', () => {
    for (const { paquet, lire } of tous) expect(juger(paquet, lire())).toEqual(juger(paquet, lire()));
  });
});
