import { sql } from 'kysely';
import { interdit, permis, toutCompte } from '#acces/decision.ts';
import { porteeSysteme } from '#acces/portee.ts';
import { compterRefus, contactDe, offreDe } from '#modules/annuaire/index.ts';
import { identiteDe } from '#modules/dossier/index.ts';
import { fileDe } from '#modules/territoire/index.ts';
import { vue } from '#socle/action.ts';
import * as contrat from './contract.ts';
import { peutOrienter } from './droits.ts';
import { origineDe } from './origine.ts';
import { refus } from './refus.ts';
import { charger } from './store.ts';
import { LIBELLES, MOTIFS_REFUS, peutPasser, type Statut } from './statut.ts';

const RECENT_JOURS = 90;

/** What is known before sending: published capacity (unknown is said, never zero), recent refusals, how to reach. */
export const preparer = vue(contrat.preparer, {
  droit: ({ acteur }) => peutOrienter(acteur),
  async lire({ entree, tx, maintenant }) {
    const contact = await contactDe(tx, entree.ressource);
    if (contact === undefined) throw refus.destinataire_inconnu();
    const offre = await offreDe(tx, entree.ressource);
    const refusRecents = await compterRefus(
      tx,
      contact.ref,
      new Date(maintenant.getTime() - RECENT_JOURS * 86_400_000),
    );
    const precedente = entree.precedente === undefined ? undefined : await charger(tx, entree.precedente);
    const capacite = offre?.capacite ?? { connue: false };
    return {
      service: contact.nom,
      adresse: contact.mssante,
      telephone: contact.telephone,
      capacite,
      refusRecents,
      besoin: precedente?.besoin,
      avertissements: [
        ...(capacite.connue
          ? capacite.places === 0
            ? ['Ce service se dit complet. Vous pouvez tout de même lui écrire.']
            : []
          : ['Ce service ne publie pas ses places : il répondra lui-même.']),
        ...(contact.mssante === undefined ? ['Pas d’adresse sécurisée connue : il faudra l’appeler.'] : []),
        ...(refusRecents >= 2 ? [`${refusRecents} refus ces trois derniers mois.`] : []),
      ],
    };
  },
});

/** For whom, from which request, after which refusal. */
export const nouvelle = vue(contrat.nouvelle, {
  droit: ({ acteur }) => peutOrienter(acteur),
  async lire({ entree, tx }) {
    const { patient, demande, precedente } = await origineDe(tx, entree);
    const personne = patient === undefined ? undefined : await identiteDe(tx, patient);
    return {
      personne:
        personne === undefined
          ? undefined
          : { id: personne.id, nom: personne.nomAffiche, naissance: personne.naissance },
      demande:
        demande === undefined ? undefined : { id: demande.id, reference: demande.reference, texte: demande.texte },
      precedente:
        precedente === undefined
          ? undefined
          : {
              id: precedente.id,
              service: precedente.destinataire.nom,
              statut: precedente.statut,
              motif: precedente.refus === undefined ? undefined : MOTIFS_REFUS[precedente.refus.motif],
              besoin: precedente.besoin,
              urgente: precedente.urgente,
              alternative: precedente.refus?.alternative,
            },
    };
  },
});

/** The page behind the link of the message. It holds no health data: the message does. */
export const reponse = vue(contrat.reponse, {
  droit: ({ acteur }) =>
    acteur.lien?.usage === 'orientation.repondre'
      ? permis('lien:orientation.repondre')
      : interdit('Cette page s’ouvre avec le lien reçu par message sécurisé.'),
  async lire({ acteur, tx }) {
    const o = await charger(tx, acteur.lien?.objet ?? '', porteeSysteme('orientation.lien'));
    const file = await fileDe(tx.sql, 'dac');
    const suites: Readonly<
      Record<'accepter' | 'refuser' | 'fixerRdv' | 'commencer' | 'terminer' | 'interrompre', Statut>
    > = {
      accepter: 'acceptee',
      refuser: 'refusee',
      fixerRdv: 'rdv_fixe',
      commencer: 'commencee',
      terminer: 'terminee',
      interrompre: 'interrompue',
    };
    const telephone = file.porteurs.find((p) => p.ref === o.expediteur.ref)?.telephone ?? file.porteurs[0]?.telephone;
    return {
      id: o.id,
      reference: o.reference,
      statut: o.statut,
      libelle: LIBELLES[o.statut],
      service: o.destinataire.nom,
      expediteur: o.expediteur.nom,
      ...(telephone === undefined ? {} : { telephone }),
      envoyeeLe: o.envoyeeLe.toISOString(),
      urgente: o.urgente,
      ...(o.rdvLe === undefined ? {} : { rdvLe: o.rdvLe.toISOString() }),
      peut: (Object.keys(suites) as (keyof typeof suites)[]).filter((a) => peutPasser(o.statut, suites[a])),
    };
  },
});

/** Closed loops, recomputed from the facts. Only counts: no person can be found from here. */
export const boucle = vue(contrat.boucle, {
  droit: ({ acteur }) => toutCompte(acteur),
  async lire({ entree, tx }) {
    const depuis = new Date(entree.depuis ?? '2000-01-01');
    const parService = await tx.sql
      .selectFrom('fait')
      .select(sql<string>`fait.donnees->>'serviceRef'`.as('ref'))
      .select(sql<string>`max(fait.donnees->>'service')`.as('service'))
      .select(compter('OrientationEnvoyee.v1').as('envoyees'))
      .select(
        sql<number>`count(*) filter (where fait.nom = 'OrientationEnvoyee.v1' and fait.donnees->>'precedente' is null)::int`.as(
          'besoins',
        ),
      )
      .select(compter('OrientationAcceptee.v1').as('acceptees'))
      .select(compter('OrientationRefusee.v1').as('refusees'))
      .select(compter('OrientationCommencee.v1').as('commencees'))
      .select(
        sql<number>`count(distinct fait.objet) filter (where fait.nom = 'OrientationRelancee.v1')::int`.as(
          'sans_reponse',
        ),
      )
      .where('fait.nom', 'like', 'Orientation%')
      .where('fait.survenu_le', '>=', depuis)
      .where((ou) =>
        entree.demande === undefined
          ? sql<boolean>`true`
          : ou(sql`fait.donnees->>'demande'`, '=', `Task/${entree.demande.replace('Task/', '')}`),
      )
      .where(tx.portee.condition('fait', 'fait'))
      .groupBy(sql`fait.donnees->>'serviceRef'`)
      .orderBy('envoyees', 'desc')
      .limit(200)
      .execute();
    const somme = (cle: 'besoins' | 'envoyees' | 'acceptees' | 'refusees' | 'commencees' | 'sans_reponse') =>
      parService.reduce((n, s) => n + s[cle], 0);
    return {
      envoyees: somme('besoins'),
      propositions: somme('envoyees'),
      acceptees: somme('acceptees'),
      refusees: somme('refusees'),
      commencees: somme('commencees'),
      sansReponse: somme('sans_reponse'),
      parService: parService.map((s) => ({
        ref: s.ref,
        service: s.service,
        envoyees: s.envoyees,
        refusees: s.refusees,
        commencees: s.commencees,
      })),
    };
  },
});

const compter = (nom: string) => sql<number>`count(*) filter (where fait.nom = ${nom})::int`;
