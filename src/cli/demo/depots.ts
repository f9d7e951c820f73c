import { z } from 'zod';
import { permis } from '#acces/decision.ts';
import { contrat } from '#lib/contrat.ts';
import { contactDe } from '#modules/annuaire/index.ts';
import { deposerDemande, type DonneesDepot } from '#modules/demande/index.ts';
import { action } from '#socle/action.ts';
import { candidatDe } from './personnes.ts';
import { acteurDe, idDe, jouer, jouerAction, systeme, type Contexte, type DossierDemo } from './rejeu.ts';

export const Depot = z.object({
  demande: z.string(),
  canal: z.enum(['mssante', 'formulaire', 'telephone', 'papier']),
  texte: z.string(),
  urgence: z.enum(['U1', 'U2', 'U3']),
  attente: z.string(),
  motifs: z.array(z.string()),
  accord: z.enum(['accord', 'informee', 'impossible', 'non_dite']),
  /** Who typed it, when the requester was on the phone. */
  saisiPar: z.string().optional(),
  pourLeCompteDe: z.string().optional(),
});
type Depot = z.output<typeof Depot>;

type Demandeur = DonneesDepot['demandeur'];
const Donnees = z.custom<DonneesDepot>();

/** `joignable`: the requester can be written to; otherwise every word is said by phone. */
const Depose = z.object({ id: z.string(), joignable: z.boolean() });

/** Request received by mail or by phone: the door the reception uses, with what the story says of it. */
const recevoir = action(
  contrat('demande.deposer', {
    entree: z.object({ depot: Donnees, ref: z.string().optional() }),
    sortie: Depose,
  }),
  {
    droit: ({ acteur }) => permis(acteur.genre === 'systeme' ? acteur.id : `role:${acteur.role}`),
    faire: async ({ entree, tx }) => {
      const contact = entree.ref === undefined ? undefined : await contactDe(tx, entree.ref);
      const { nom, telephone } = entree.depot.demandeur;
      const demandeur: Demandeur =
        contact === undefined
          ? entree.depot.demandeur
          : { nom, ref: contact.ref, adresse: contact.mssante, telephone: telephone ?? contact.telephone };
      const depose = await deposerDemande(tx, { ...entree.depot, demandeur });
      return { id: depose.tache, joignable: demandeur.adresse !== undefined };
    },
  },
);

/** A request arrives: by the form of an account, by the secure mailbox, or by somebody who answers the phone. */
export async function deposer(ctx: Contexte, dossier: DossierDemo, qui: string, depot: Depot): Promise<void> {
  const parFormulaire = depot.canal === 'formulaire' && depot.saisiPar === undefined && ctx.acteurs.has(qui);
  const { id, joignable } = parFormulaire
    ? await remplirLeFormulaire(ctx, dossier, qui, depot)
    : await recevoirDe(ctx, dossier, qui, depot);
  const informee = depot.accord === 'informee' || depot.accord === 'accord';
  dossier.demandes.set(depot.demande, { id, parTelephone: !joignable, informee });
}

type Depose = z.output<typeof Depose>;

async function recevoirDe(ctx: Contexte, dossier: DossierDemo, qui: string, depot: Depot): Promise<Depose> {
  const { canal, texte, urgence, accord } = depot;
  const saisi = depot.saisiPar ?? (canal === 'telephone' ? qui : undefined);
  const acteur = saisi !== undefined && ctx.acteurs.has(saisi) ? acteurDe(ctx, saisi) : systeme(ctx, 'messagerie');
  const source = depot.pourLeCompteDe ?? qui;
  const donnees: DonneesDepot = {
    canal,
    texte,
    urgence,
    accord,
    attente: depot.attente as DonneesDepot['attente'],
    motifs: depot.motifs as DonneesDepot['motifs'],
    candidat: candidatDe(dossier.personne),
    demandeur: demandeurDe(ctx, dossier, source),
  };
  const ref = source.startsWith('proche:') ? undefined : source;
  return Depose.parse(await jouerAction(ctx, acteur, recevoir, { depot: donnees, ref }));
}

async function remplirLeFormulaire(ctx: Contexte, dossier: DossierDemo, qui: string, depot: Depot): Promise<Depose> {
  const acteur = acteurDe(ctx, qui);
  const persona = ctx.sources.personas.find((p) => `PractitionerRole/${p.ressources.practitionerRole ?? ''}` === qui);
  const { texte, urgence, attente, motifs, accord } = depot;
  const demandeur = { nom: acteur.nom, adresse: persona?.mssante, telephone: acteur.telephone };
  const personne = candidatDe(dossier.personne);
  const entree = { personne, texte, urgence, attente, motifs, accord, demandeur };
  return { id: idDe(await jouer(ctx, acteur, 'demande.deposer', entree)), joignable: demandeur.adresse !== undefined };
}

function demandeurDe(ctx: Contexte, dossier: DossierDemo, source: string): Demandeur {
  const proche = dossier.personne.proches.find((p) => source === `proche:${p.id}`);
  if (proche !== undefined)
    return { nom: [proche.prenom, proche.nom].filter(Boolean).join(' '), telephone: proche.telephone };
  const connu = ctx.sources.acteurs.get(source);
  return { nom: connu?.nom ?? source, telephone: connu?.telephone };
}
