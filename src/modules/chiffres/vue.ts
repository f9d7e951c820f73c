import { reserveA } from '#acces/decision.ts';
import { refusCommuns } from '#lib/refus.ts';
import { interrogerAvec } from '#lib/sql/requete.ts';
import { vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { trimestresFinis, type Trimestre } from './periode.ts';
import { sommeDe, taire } from './petites-cellules.ts';
import { ReglageChiffres } from './reglage.ts';

/** Numbers of the whole territory, for those who steer it: no person, and nobody to be found from them. Source: RG-08, fonctions.md P10. */
const peutCompter = reserveA(
  ['lecteur_ars', 'administrateur_cpts', 'responsable_dac'],
  'Lire les chiffres du territoire',
);

export const tableau = vue(contrat.tableau, {
  droit: ({ acteur }) => peutCompter(acteur),
  async lire({ entree, tx }) {
    const finis = trimestresFinis(tx.maintenant);
    const choisi =
      finis.find(({ code }) => code === entree.trimestre) ?? (entree.trimestre === undefined ? finis[0] : undefined);
    if (choisi === undefined) throw refusCommuns.introuvable();
    const seuil = await seuilDe(tx);
    const comptees = await compter(tx, choisi, entree.par);
    const tue = taire(comptees, seuil);
    const libelles = new Map(comptees.map(({ cle, libelle }) => [cle, libelle]));
    const parmi = new Set(entree.parmi ?? comptees.map(({ cle }) => cle));
    const somme = sommeDe(tue, parmi);
    return {
      trimestres: finis.map(({ code }) => code),
      trimestre: choisi.code,
      par: entree.par,
      seuil,
      ...(tue.total === undefined ? {} : { total: tue.total }),
      ...(somme === undefined ? {} : { somme }),
      cellules: tue.cellules.map(({ cle, personnes }) => ({
        cle,
        libelle: libelles.get(cle) ?? cle,
        ...(personnes === undefined ? {} : { personnes }),
      })),
    };
  },
});

async function seuilDe(tx: Transaction): Promise<number> {
  const [ligne] = await interrogerAvec(tx.sql)<{ valeur: unknown }>({
    texte: "select r.valeur from reglage r where r.cle = 'chiffres'",
    valeurs: [],
  });
  return ReglageChiffres.parse(ligne?.valeur ?? {}).seuil;
}

interface Comptee {
  readonly cle: string;
  readonly libelle: string;
  readonly personnes: number;
}

/** What became of the first proposal, in this order. The three are always there: an absent cell would say zero. */
const SUITES = { commencee: 'A commencé', refusee: 'Refusée', attente: 'Ni commencée ni refusée' } as const;

/** Each person once: where she was first sent during the quarter, and what became of that before its end: a finished quarter never changes. Read whole, told only through `taire`. */
async function compter(
  tx: Transaction,
  { debut, fin }: Trimestre,
  par: contrat.Dimension,
): Promise<readonly Comptee[]> {
  const lignes = await interrogerAvec(tx.sql)<Comptee>({
    texte: `with premieres as (
      select distinct on (f.patient) f.patient, f.objet, f.donnees ->> 'serviceRef' as service, f.donnees ->> 'service' as nom
        from fait f where f.nom = 'OrientationEnvoyee.v1' and f.patient is not null and f.survenu_le >= $1 and f.survenu_le < $2
       order by f.patient, f.survenu_le, f.seq),
    rangees as (
      select p.service, p.nom, case
          when exists (select 1 from fait c where c.objet = p.objet and c.nom = 'OrientationCommencee.v1' and c.survenu_le < $2) then 'commencee'
          when exists (select 1 from fait c where c.objet = p.objet and c.nom = 'OrientationRefusee.v1' and c.survenu_le < $2) then 'refusee'
          else 'attente' end as suite
        from premieres p)
    select ${par === 'service' ? 'r.service as cle, max(r.nom) as libelle' : 'r.suite as cle, r.suite as libelle'}, count(*)::int as personnes
      from rangees r group by 1 order by 2, 1`,
    valeurs: [debut, fin],
  });
  if (par === 'service') return lignes;
  return Object.entries(SUITES).map(([cle, libelle]) => ({
    cle,
    libelle,
    personnes: lignes.find((ligne) => ligne.cle === cle)?.personnes ?? 0,
  }));
}
