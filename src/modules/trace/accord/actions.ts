import { exigerElevation } from '#acces/elevation.ts';
import { refusCommuns } from '#lib/refus.ts';
import { interrogerAvec } from '#lib/sql/requete.ts';
import { action, vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from '../contract-accord.ts';
import { garderLesAnomalies } from '../controle/garder.ts';
import { peutAccorder } from '../droits.ts';
import { ExportDecide } from '../faits.ts';
import { refus } from '../refus.ts';

const JOUR_MS = 86_400_000;

interface Accord {
  readonly id: string;
  readonly client: string;
  readonly clientNom: string;
  readonly motif: string;
  readonly jours: number;
  readonly demandePar: string;
  readonly demandeParNom: string;
  readonly demandeLe: Date;
  readonly decideParNom: string | null;
  readonly accorde: boolean | null;
  readonly fin: Date | null;
  readonly retireLe: Date | null;
}

function lire(tx: Transaction, id?: string): Promise<readonly Accord[]> {
  return interrogerAvec(tx.sql)<Accord>({
    texte: `select a.id, a.client, a.client_nom as "clientNom", a.motif, a.jours, a.demande_par as "demandePar", a.accorde,
        a.demande_par_nom as "demandeParNom", a.demande_le as "demandeLe", a.decide_par_nom as "decideParNom", a.fin, a.retire_le as "retireLe"
      from accord_export a where $1::text is null or a.id = $1 order by a.demande_le desc, a.id limit 100`,
    valeurs: [id ?? null],
  });
}

/** A first person asks that a software may export in mass, says why and for how long. Opens nothing. */
export const demanderExport = action(contrat.demanderExport, {
  droit: ({ acteur }) => peutAccorder(acteur),
  async faire({ entree, acteur, tx, maintenant }) {
    exigerElevation(acteur, maintenant);
    const id = tx.nouvelId();
    await interrogerAvec(tx.sql)({
      texte: `insert into accord_export (id, client, client_nom, portee, motif, jours, demande_par, demande_par_nom, demande_le)
        values ($1, $2, $3, 'territoire', $4, $5, $6, $7, $8)`,
      valeurs: [id, entree.client, entree.nom, entree.motif, entree.jours, acteur.id, acteur.nom, maintenant],
    });
    await dire(tx, id, { quoi: 'demande', logiciel: entree.nom });
    return { id };
  },
});

/** Another person decides. Granted, the window opens now, and the control cell is told with somebody to look into it. */
export const deciderExport = action(contrat.deciderExport, {
  droit: ({ acteur }) => peutAccorder(acteur),
  async faire({ entree, acteur, tx, maintenant }) {
    exigerElevation(acteur, maintenant);
    const [accord] = await lire(tx, entree.id);
    if (accord === undefined) throw refusCommuns.introuvable();
    if (accord.accorde !== null) throw refus.export_decide();
    if (accord.demandePar === acteur.id) throw refus.export_a_deux();
    const [decide] = await interrogerAvec(tx.sql)({
      texte: `update accord_export set accorde = $2, decide_par = $3, decide_par_nom = $4, decide_le = $5, fin = $6
        where id = $1 and accorde is null returning id`,
      valeurs: [
        accord.id,
        entree.accord,
        acteur.id,
        acteur.nom,
        maintenant,
        entree.accord ? new Date(maintenant.getTime() + accord.jours * JOUR_MS) : null,
      ],
    });
    if (decide === undefined) throw refus.export_decide();
    const trouvee = { acteur: `client:${accord.client}`, acteurNom: accord.clientNom, nombre: accord.jours };
    if (entree.accord)
      await garderLesAnomalies(
        tx,
        [{ ...trouvee, genre: 'export_masse', patient: undefined }],
        maintenant.toISOString().slice(0, 10),
      );
    await dire(tx, accord.id, { quoi: entree.accord ? 'accorde' : 'refuse', logiciel: accord.clientNom });
    return {};
  },
});

/** Closes the window before its end: the software is refused at its next request. One person is enough to close. */
export const retirerExport = action(contrat.retirerExport, {
  droit: ({ acteur }) => peutAccorder(acteur),
  async faire({ entree, acteur, tx, maintenant }) {
    const [accord] = await lire(tx, entree.id);
    if (accord === undefined) throw refusCommuns.introuvable();
    await interrogerAvec(tx.sql)({
      texte: 'update accord_export set retire_le = $2, retire_par_nom = $3 where id = $1 and retire_le is null',
      valeurs: [accord.id, maintenant, acteur.nom],
    });
    await dire(tx, accord.id, { quoi: 'retire', logiciel: accord.clientNom });
    return {};
  },
});

export const vueExports = vue(contrat.vueExports, {
  droit: ({ acteur }) => peutAccorder(acteur),
  async lire({ tx, acteur, maintenant }) {
    return {
      exports: (await lire(tx)).map((a) => ({
        id: a.id,
        logiciel: a.clientNom,
        client: a.client,
        motif: a.motif,
        jours: a.jours,
        demandePar: a.demandeParNom,
        demandeLe: a.demandeLe.toISOString(),
        decidePar: a.decideParNom ?? undefined,
        fin: a.fin?.toISOString(),
        etat: etatDe(a, maintenant),
        decisionFermee: a.demandePar === acteur.id ? refus.export_a_deux().texte : undefined,
      })),
    };
  },
});

function etatDe({ accorde, fin, retireLe }: Accord, maintenant: Date): contrat.EtatDAccord {
  if (accorde === null) return retireLe === null ? 'demande' : 'fini';
  if (!accorde) return 'refuse';
  return retireLe === null && fin !== null && fin > maintenant ? 'ouvert' : 'fini';
}

async function dire(tx: Transaction, id: string, donnees: Parameters<typeof ExportDecide.phrase>[0]): Promise<void> {
  await tx.fait(ExportDecide, { objet: `export/${id}`, lecteurs: [tx.acteur.ref], donnees });
}
