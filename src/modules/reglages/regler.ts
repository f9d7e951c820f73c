import { z } from 'zod';
import { reserveA } from '#acces/decision.ts';
import { exigerElevation } from '#acces/elevation.ts';
import { Refus, refusCommuns } from '#lib/refus.ts';
import { interrogerAvec } from '#lib/sql/requete.ts';
import { action, vue } from '#socle/action.ts';
import { definirFait } from '#socle/fait.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { avecValeur, codeDe, PARAMETRES, valeurDe } from './parametres.ts';

/** Who answers for what the territory keeps and lets read. Source: metier.md, annex B. */
const peutRegler = reserveA(['responsable_dac', 'administrateur_cpts'], 'Changer les réglages du territoire');

export const ReglageChange = definirFait('ReglageChange.v1', {
  donnees: z.object({ phrase: z.string(), avant: z.number(), apres: z.number(), unite: z.string(), motif: z.string() }),
  famille: 'ORG',
  vues: ['reglages'],
  phrase: (d) => ({ titre: `Réglage changé : ${d.apres} ${d.unite} au lieu de ${d.avant}`, detail: d.phrase }),
});

async function lignes(tx: Transaction): Promise<ReadonlyMap<string, unknown>> {
  const lues = await interrogerAvec(tx.sql)<{ cle: string; valeur: unknown }>({
    texte: 'select r.cle, r.valeur from reglage r where r.cle = any ($1::text[])',
    valeurs: [[...new Set(PARAMETRES.map(({ cle }) => cle))]],
  });
  return new Map(lues.map(({ cle, valeur }) => [cle, valeur]));
}

interface Changement {
  readonly code: string;
  readonly avant: number;
  readonly apres: number;
  readonly par: string;
  readonly le: Date;
  readonly motif: string;
}

export const vueReglages = vue(contrat.vueReglages, {
  droit: ({ acteur }) => peutRegler(acteur),
  async lire({ tx }) {
    const lues = await lignes(tx);
    const histoire = await interrogerAvec(tx.sql)<Changement>({
      texte: `select h.code, h.avant, h.apres, h.par_nom as par, h.le, h.motif from reglage_histoire h
        order by h.le desc, h.id limit 500`,
      valeurs: [],
    });
    return {
      parametres: PARAMETRES.map((p) => {
        const { groupe, phrase, unite, min, max } = p;
        return {
          code: codeDe(p),
          groupe,
          phrase,
          unite,
          min,
          max,
          valeur: valeurDe(p, lues.get(p.cle)),
          national: valeurDe(p, undefined),
          histoire: histoire
            .filter(({ code }) => code === codeDe(p))
            .map(({ avant, apres, par, le, motif }) => ({ avant, apres, par, le: le.toISOString(), motif })),
        };
      }),
    };
  },
});

/** Changes one number, within what the law allows. Whoever reads it reads the new one at its next statement, in every process. */
export const changerReglage = action(contrat.changerReglage, {
  droit: ({ acteur }) => peutRegler(acteur),
  async faire({ entree, acteur, tx, maintenant }) {
    exigerElevation(acteur, maintenant);
    const parametre = PARAMETRES.find((p) => codeDe(p) === entree.code);
    if (parametre === undefined) throw refusCommuns.introuvable();
    const { cle, min, max, bornes, phrase, unite } = parametre;
    const interroger = interrogerAvec(tx.sql);
    // Two changes of one row wait for each other.
    await interroger({
      texte: "select pg_advisory_xact_lock(hashtext(current_schema() || '.reglage'))",
      valeurs: [],
    });
    const ligne = (await lignes(tx)).get(cle);
    const avant = valeurDe(parametre, ligne);
    const nouvelle =
      entree.valeur < min || entree.valeur > max ? undefined : avecValeur(parametre, ligne, entree.valeur);
    if (nouvelle === undefined)
      throw new Refus('reglages.hors_bornes', 400, `Entre ${min} et ${max} ${unite}. ${bornes}`, { valeur: bornes });
    await interroger({
      texte: `insert into reglage (cle, valeur, source, le) values ($1, $2::jsonb, $3, $4)
        on conflict (cle) do update set valeur = excluded.valeur, source = excluded.source, le = excluded.le`,
      valeurs: [cle, JSON.stringify(nouvelle), acteur.id, maintenant],
    });
    await interroger({
      texte: `insert into reglage_histoire (id, code, avant, apres, motif, par, par_nom, le) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      valeurs: [tx.nouvelId(), entree.code, avant, entree.valeur, entree.motif, acteur.id, acteur.nom, maintenant],
    });
    await tx.fait(ReglageChange, {
      objet: `reglage/${entree.code}`,
      lecteurs: [acteur.ref],
      donnees: { phrase, avant, apres: entree.valeur, unite, motif: entree.motif },
    });
    return { valeur: entree.valeur };
  },
});
