import { refusCommuns } from '#lib/refus.ts';
import { interrogerAvec } from '#lib/sql/requete.ts';
import { action, vue } from '#socle/action.ts';
import { interdit, permis } from '#acces/decision.ts';
import { porteeSysteme } from '#acces/portee.ts';
import { empreinteDuLien, type Transaction } from '#socle/transaction.ts';
import { nomDePersonne } from '#modules/dossier/index.ts';
import * as contrat from '../contract.ts';
import { peutLireLeJournal, personneDuLien } from '../droits.ts';
import { LienDuJournalDonne } from '../faits.ts';
import { accesEnMots, type LigneDuJour } from './phrases.ts';

/** Days of one page. */
const PAGE_JOURS = 90;
const JOUR_MS = 86_400_000;
/** [P] The time for the person to open what she was given. */
const LIEN_JOURS = 7;

export const vueJournal = vue(contrat.vueJournal, {
  droit: ({ entree, acteur, tx }) => peutLireLeJournal(acteur, entree.patient, tx),
  lire: ({ entree, tx }) => journalDe(tx, entree.patient, entree.avant),
});

export const vueMonJournal = vue(contrat.vueMonJournal, {
  droit: ({ acteur, tx }) => {
    const patient = personneDuLien(acteur);
    tx.concerne(patient);
    return patient === undefined
      ? interdit('Ce lien ne permet pas de lire ce journal.')
      : permis('lien:trace.personne');
  },
  lire: ({ entree, acteur, tx }) => {
    const patient = personneDuLien(acteur);
    if (patient === undefined) throw refusCommuns.introuvable();
    return journalDe(tx, patient, entree.avant);
  },
});

/** The address holds a secret and a territory: nothing about the person. Whoever gives it says so in the thread. */
export const donnerLeLien = action(contrat.donnerLeLien, {
  apresDeces: 'droits',
  droit: ({ entree, acteur, tx }) => peutLireLeJournal(acteur, entree.patient, tx),
  async faire({ entree, acteur, tx, maintenant }) {
    const patient = await tx.lire('Patient', entree.patient);
    const nom = nomDePersonne(patient.ressource);
    const expireLe = new Date(maintenant.getTime() + LIEN_JOURS * JOUR_MS);
    await tx.sql
      .insertInto('lien')
      .values({
        empreinte: empreinteDuLien(entree.secret),
        usage: 'trace.personne',
        objet: `Patient/${entree.patient}`,
        destinataire: `Patient/${entree.patient}`,
        destinataire_nom: nom,
        structure: null,
        cree_le: maintenant,
        expire_le: expireLe,
        utilise_le: null,
      })
      .execute();
    await tx.fait(LienDuJournalDonne, {
      objet: `Patient/${entree.patient}`,
      patient: entree.patient,
      lecteurs: [acteur.ref],
      donnees: { a: nom },
    });
    return { debut: tx.adresseDuLien(''), expireLe: expireLe.toISOString() };
  },
});

async function journalDe(tx: Transaction, patient: string, avant: string | undefined) {
  const fin = avant === undefined ? new Date(tx.maintenant.getTime() + 1) : new Date(`${avant}T00:00:00Z`);
  const debut = new Date(Math.floor((fin.getTime() - PAGE_JOURS * JOUR_MS) / JOUR_MS) * JOUR_MS);
  const lignes = await lireLesAcces(tx, patient, debut, fin);
  const personne = await tx.magasin.lire('Patient', patient, porteeSysteme('journal-de-la-personne'));
  if (personne === undefined) throw refusCommuns.introuvable();
  const jours = [...Map.groupBy(lignes, (l) => l.jour)].map(([jour, siennes]) => ({
    jour,
    acces: [...accesEnMots(siennes)],
  }));
  const depuis = debut.toISOString().slice(0, 10);
  return {
    pour: nomDePersonne(personne.ressource),
    depuis,
    jours,
    ...((await yEnAAvant(tx, patient, debut)) ? { suite: depuis } : {}),
  };
}

/** Cordée's own work (indexing, deadlines) is nobody's reading: left out. Refused attempts showed nothing: left out too. */
const DES_GENS = "t.patient = $1 and t.decision = 'permis' and t.acteur not like 'systeme:%'";

function lireLesAcces(tx: Transaction, patient: string, debut: Date, fin: Date): Promise<readonly LigneDuJour[]> {
  return interrogerAvec(tx.sql)<LigneDuJour>({
    texte: `select (t.le at time zone 'Europe/Paris')::date::text as jour, t.acteur, max(c.contenu::json ->> 'nom') as nom,
        max(c.contenu::json ->> 'structure') as structure, t.role,
        case when t.genre in ('ecriture', 'export') and t.action not like 'trace.%' then t.genre else 'lecture' end as geste,
        split_part(t.titre, ':', 1) as titre, min(t.le) as debut, max(t.le) as fin,
        array_agg(distinct case when t.action like 'trace.%' then 'trace' else coalesce(r.famille, split_part(t.action, '.', 1)) end) as quoi
      from trace t
      left join trace_contexte c on c.id = t.contexte
      left join resource r on r.type = split_part(t.objet, '/', 1) and r.id = split_part(t.objet, '/', 2)
     where ${DES_GENS} and t.le >= $2 and t.le < $3
     group by 1, t.acteur, t.role, 6, 7
     order by 1 desc, min(t.le)`,
    valeurs: [patient, debut, fin],
  });
}

async function yEnAAvant(tx: Transaction, patient: string, debut: Date): Promise<boolean> {
  const trouvees = await interrogerAvec(tx.sql)({
    texte: `select 1 from trace t where ${DES_GENS} and t.le < $2 limit 1`,
    valeurs: [patient, debut],
  });
  return trouvees.length > 0;
}
