import { LIBELLES_FAMILLES } from '#acces/droits/expliquer.ts';
import { COLONNES, MATRICE, MATRICE_NATIONALE, type Role } from '#acces/droits/matrice.ts';
import type { TableDroitRetire } from '#fhir/store/tables.ts';
import { vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import type { Selectable } from 'kysely';
import * as contrat from './contract.ts';
import { lireLaMatrice, reglerLaMatrice } from './droits.ts';
import { DroitRetabli, DroitRetire } from './faits.ts';

/** Roles nobody signs in with: their rights are granted elsewhere. */
const SANS_COMPTE: readonly Role[] = ['logiciel', 'systeme'];
const CHANGEMENTS_MONTRES = 50;

export const vueMatrice = vue(contrat.matrice, {
  droit: lireLaMatrice,
  async lire({ acteur, tx }) {
    const retraits = await tx.sql.selectFrom('droit_retire').selectAll().execute();
    const decision = reglerLaMatrice({ acteur });
    return {
      ...MATRICE_NATIONALE,
      familles: COLONNES.map((cle) => ({ cle, libelle: LIBELLES_FAMILLES[cle] })),
      lignes: rolesAvecCompte().map((role) => ligneEnVue(role, retraits)),
      changements: await changements(tx),
      ...(decision.permis ? {} : { reglerFerme: decision.texte }),
    };
  },
});

export function rolesAvecCompte(): readonly Role[] {
  return (Object.keys(MATRICE) as Role[]).filter((role) => !SANS_COMPTE.includes(role));
}

function ligneEnVue(role: Role, retraits: readonly Selectable<TableDroitRetire>[]): contrat.LigneVue {
  const { libelle, categorie, qualite, codes, parties, indicateurs } = MATRICE[role];
  return {
    role,
    libelle,
    categorie: categorie === undefined ? 'aucune' : categorie === 1 ? '1' : '2',
    qualite,
    indicateurs,
    cellules: COLONNES.map((famille) => {
      const retrait = retraits.find((r) => r.role === role && r.famille === famille);
      return {
        famille,
        code: codes[famille],
        partie: parties[famille]?.dit,
        retire:
          retrait === undefined
            ? undefined
            : { par: retrait.par_nom, le: retrait.depuis.toISOString(), motif: retrait.motif },
      };
    }),
  };
}

/** The matrix is about nobody: its journal is read by everybody. */
async function changements(tx: Transaction): Promise<{ le: string; par: string; phrase: string }[]> {
  const faits = await tx.sql
    .selectFrom('fait')
    .select(['fait.nom', 'fait.donnees', 'fait.survenu_le', 'fait.auteur_nom'])
    .where('fait.nom', 'in', [DroitRetire.nom, DroitRetabli.nom])
    .where(tx.portee.condition('fait', 'fait'))
    .orderBy('fait.seq', 'desc')
    .limit(CHANGEMENTS_MONTRES)
    .execute();
  return faits.map(({ nom, donnees, survenu_le: le, auteur_nom: par }) => {
    const fait = nom === DroitRetire.nom ? DroitRetire : DroitRetabli;
    const { titre, detail } = fait.phrase(fait.donnees.parse(donnees));
    return { le: le.toISOString(), par, phrase: detail === undefined ? titre : `${titre} (${detail})` };
  });
}
