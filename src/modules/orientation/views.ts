import { sql } from 'kysely';
import type { ServiceRequest, Task } from '@medplum/fhirtypes';
import type { Acteur } from '#acces/acteur.ts';
import { toutCompte, type Decision } from '#acces/decision.ts';
import type { Identifiee } from '#fhir/types.ts';
import { resoudreIdentite } from '#modules/dossier/index.ts';
import { vue } from '#socle/action.ts';
import type { TableMain } from '#socle/tables.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { estDestinataire, peutConduire, peutRepondre } from './droits.ts';
import { depuisFhir } from './fhir.ts';
import { objetDe, type Orientation } from './orientation.ts';
import { adresseeA } from './recues.ts';
import { charger } from './store.ts';
import { LIBELLES, MOTIFS_REFUS, peutPasser, type Statut } from './statut.ts';

const PAGE = 100;

interface LigneSql extends Pick<TableMain, 'etat' | 'qui_nom' | 'prochaine'> {
  tache: unknown;
  requete: unknown;
  depuis: Date;
  due_le: Date | null;
}

/** Orientations I may see, what will break first in front; keyset paging, so that ten thousand lines stay quick. */
export const liste = vue(contrat.liste, {
  genre: 'recherche',
  droit: ({ acteur }) => toutCompte(acteur),
  async lire({ entree, acteur, tx }) {
    const conditions = {
      ouvertes: sql<boolean>`m.etat <> 'termine'`,
      sans_reponse: sql<boolean>`m.etat <> 'termine' and t.toks @> array['business-status=urn:cordee:statut-orientation|sans_reponse']`,
      refusees: sql<boolean>`m.etat <> 'termine' and t.toks @> array['business-status=urn:cordee:statut-orientation|refusee']`,
      recues: adresseeA(acteur),
      closes: sql<boolean>`m.etat = 'termine'`,
    };
    let base = tx.sql
      .selectFrom('main_ouverte as m')
      .innerJoin('resource as t', (j) => j.on('t.type', '=', 'Task').on('t.id', '=', sql<string>`substr(m.objet, 6)`))
      .where('m.genre', '=', 'orientation')
      .where(tx.portee.condition('t'));
    if (entree.demande !== undefined)
      base = base.where(sql<boolean>`t.refs @> array[${`part-of=Task/${entree.demande.replace('Task/', '')}`}]`);
    if (entree.patient !== undefined) base = base.where('m.patient', '=', entree.patient);
    const comptes = await base
      .select(
        contrat.FILTRES.map((filtre) => sql<number>`count(*) filter (where ${conditions[filtre]})::int`.as(filtre)),
      )
      .executeTakeFirstOrThrow();
    base = base.where(conditions[entree.filtre]);
    const [apresLe, apresObjet] = (entree.apres ?? '').split('|');
    if (apresLe !== undefined && apresObjet !== undefined) {
      base = base.where(sql<boolean>`(coalesce(m.due_le, m.clos_le), m.objet) > (${new Date(apresLe)}, ${apresObjet})`);
    }
    const lignes = await base
      .innerJoin('resource as r', (j) =>
        j
          .on('r.type', '=', 'ServiceRequest')
          .on('r.id', '=', sql<string>`substr(t.contenu->'focus'->>'reference', 16)`),
      )
      .select([
        't.contenu as tache',
        'r.contenu as requete',
        'm.etat',
        'm.qui_nom',
        'm.depuis',
        'm.prochaine',
        'm.due_le',
        'm.clos_le',
        'm.objet',
      ])
      .orderBy(sql`coalesce(m.due_le, m.clos_le)`)
      .orderBy('m.objet')
      .limit(PAGE)
      .execute();
    const derniere = lignes.length === PAGE ? lignes.at(-1) : undefined;
    const suite =
      derniere === undefined
        ? undefined
        : `${(derniere.due_le ?? derniere.clos_le ?? derniere.depuis).toISOString()}|${derniere.objet}`;
    return {
      total: comptes[entree.filtre],
      comptes,
      orientations: await enLignes(tx, lignes),
      ...(suite === undefined ? {} : { suite }),
    };
  },
});

async function enLignes(tx: Transaction, lignes: readonly LigneSql[]) {
  const lues = lignes.map((l) => ({
    l,
    o: depuisFhir(l.tache as Identifiee<Task>, l.requete as Identifiee<ServiceRequest>, [0, 0]),
  }));
  const noms = await resoudreIdentite(tx, [...new Set(lues.map(({ o }) => o.patient))]);
  return lues.map(({ l, o }) => ligne(o, mainEnVue(l), noms.get(o.patient)?.nomAffiche ?? ''));
}

function ligne(o: Orientation, main: ReturnType<typeof mainEnVue>, nomPatient: string) {
  return {
    id: o.id,
    reference: o.reference,
    statut: o.statut,
    libelle: LIBELLES[o.statut],
    service: o.destinataire.nom,
    expediteur: o.expediteur.nom,
    envoyeeLe: o.envoyeeLe.toISOString(),
    urgente: o.urgente,
    patient: o.patient,
    nomPatient,
    ...(o.demande === undefined ? {} : { demande: o.demande }),
    main,
  };
}

function mainEnVue(m: Pick<LigneSql, 'etat' | 'qui_nom' | 'prochaine' | 'depuis' | 'due_le'>) {
  return {
    etat: m.etat,
    depuis: m.depuis.toISOString(),
    ...(m.qui_nom === null ? {} : { qui: m.qui_nom }),
    ...(m.prochaine === null ? {} : { prochaine: m.prochaine }),
    ...(m.due_le === null ? {} : { dueLe: m.due_le.toISOString() }),
  };
}

export const detail = vue(contrat.detail, {
  droit: ({ acteur }) => toutCompte(acteur),
  async lire({ entree, acteur, tx }) {
    const o = await charger(tx, entree.id);
    const m = await tx.sql
      .selectFrom('main_ouverte')
      .select([
        'main_ouverte.etat',
        'main_ouverte.qui_nom',
        'main_ouverte.depuis',
        'main_ouverte.prochaine',
        'main_ouverte.due_le',
      ])
      .where('main_ouverte.objet', '=', objetDe(o))
      .executeTakeFirstOrThrow();
    const noms = await resoudreIdentite(tx, [o.patient]);
    return {
      ...ligne(o, mainEnVue(m), noms.get(o.patient)?.nomAffiche ?? ''),
      besoin: o.besoin,
      telephone: o.destinataire.telephone,
      adresse: o.destinataire.adresse,
      destinataireRef: o.destinataire.ref,
      relances: o.relances.map((r) => r.toISOString()),
      reponse: o.reponse === undefined ? undefined : { ...o.reponse, le: o.reponse.le.toISOString() },
      refus:
        o.refus === undefined
          ? undefined
          : {
              motif: o.refus.motif,
              libelle: MOTIFS_REFUS[o.refus.motif],
              detail: o.refus.detail,
              alternative: o.refus.alternative,
            },
      rdvLe: o.rdvLe?.toISOString(),
      commenceeLe: o.commenceeLe?.toISOString(),
      suiteDonnee: o.suiteDonnee,
      fin: o.fin === undefined ? undefined : { le: o.fin.le.toISOString(), motif: o.fin.motif },
      precedente: o.precedente,
      jeSuis: roleDans(acteur, o),
      ferme: fermetures(acteur, o),
    };
  },
});

/** The sender's team answers for the service after a call; the service answers for itself. */
function roleDans(acteur: Acteur, o: Orientation): 'expediteur' | 'destinataire' | 'lecteur' {
  if (estDestinataire(acteur, o)) return 'destinataire';
  return peutConduire(acteur, o).permis ? 'expediteur' : 'lecteur';
}

function fermetures(acteur: Acteur, o: Orientation): Record<string, string> {
  const repondre = raison(peutRepondre(acteur, o));
  const conduire = raison(peutConduire(acteur, o));
  const etape = (vers: Statut) =>
    peutPasser(o.statut, vers)
      ? undefined
      : `À cette étape (${LIBELLES[o.statut].toLowerCase()}), ce n’est pas possible.`;
  const raisons: Record<string, string | undefined> = {
    accepter: repondre ?? etape('acceptee'),
    refuser: repondre ?? etape('refusee'),
    fixerRdv: repondre ?? etape('rdv_fixe'),
    commencer: repondre ?? etape('commencee'),
    terminer: repondre ?? etape('terminee'),
    interrompre: repondre ?? etape('interrompue'),
    relancer:
      conduire ?? (o.statut === 'envoyee' || o.statut === 'sans_reponse' ? undefined : 'Une réponse est déjà arrivée.'),
    annuler: conduire ?? etape('annulee'),
    suite: conduire ?? (o.statut === 'refusee' && !o.suiteDonnee ? undefined : 'Il n’y a pas de suite à donner.'),
  };
  return Object.fromEntries(Object.entries(raisons).filter((r): r is [string, string] => r[1] !== undefined));
}

const raison = (d: Decision): string | undefined => (d.permis ? undefined : d.texte);
