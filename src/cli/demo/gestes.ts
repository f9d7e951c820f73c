import { z } from 'zod';
import type { Acteur } from '#acces/acteur.ts';
import { Depot, deposer } from './depots.ts';
import { orienter, repondre, REPONSES } from './orientations.ts';
import { completer, connaitre, candidatDe } from './personnes.ts';
import { acteurDe, jouer, regarder, type Contexte, type DemandeDemo, type DossierDemo } from './rejeu.ts';
import { Appel, tracerAppel } from './appels.ts';
import type { Evenement } from './sources.ts';

type Geste = (ctx: Contexte, dossier: DossierDemo, evenement: Evenement) => Promise<void>;

function geste<S extends z.ZodType>(
  schema: S,
  faire: (ctx: Contexte, dossier: DossierDemo, qui: string, contenu: z.output<S>) => Promise<void>,
): Geste {
  return (ctx, dossier, evenement) => faire(ctx, dossier, evenement.qui, schema.parse(evenement.contenu));
}

const Demande = z.object({ demande: z.string() });
const texte = z.string();

function demandeDe(dossier: DossierDemo, cle: string): DemandeDemo {
  const connue = dossier.demandes.get(cle);
  if (connue === undefined) throw new Error(`L’histoire parle de la demande ${cle} avant son dépôt.`);
  return connue;
}

/** A gesture on a request whose content is the input of the action, the key of the request apart. */
function surDemande(nom: string, schema: z.ZodObject): Geste {
  return geste(Demande.extend(schema.shape), async (ctx, dossier, qui, contenu) => {
    const { demande, ...reste } = contenu as { demande: string } & Record<string, unknown>;
    await jouer(ctx, acteurDe(ctx, qui), nom, { id: demandeDe(dossier, demande).id, ...reste });
  });
}

/** A word to a requester without address is said by phone, as the team would do. */
function avecRetour(nom: string, schema: z.ZodObject): Geste {
  return geste(Demande.extend(schema.shape), async (ctx, dossier, qui, contenu) => {
    const { demande, ...reste } = contenu as { demande: string; prevenuParTelephone?: boolean } & Record<
      string,
      unknown
    >;
    const { id, parTelephone } = demandeDe(dossier, demande);
    const dit = parTelephone || reste.prevenuParTelephone === true;
    await jouer(ctx, acteurDe(ctx, qui), nom, { id, ...reste, prevenuParTelephone: dit });
  });
}

const Cree = z.object({ patient: z.string() });

const confirmer = geste(Demande, async (ctx, dossier, qui, { demande }) => {
  const acteur = acteurDe(ctx, qui);
  const { id, informee } = demandeDe(dossier, demande);
  const choix = dossier.patient === undefined ? { creer: candidatDe(dossier.personne) } : { patient: dossier.patient };
  const { patient } = Cree.parse(await jouer(ctx, acteur, 'demande.confirmerPersonne', { id, ...choix }));
  const nouvelle = dossier.patient === undefined;
  dossier.patient = patient;
  if (nouvelle) await completer(ctx, dossier, patient, acteur, informee);
});

const TYPES_DE_NOTE = { GEN: 'COO', OBS: 'MED', INTERV: 'SOC' } as const;

/** The room of notes does not exist yet: what was observed is kept as a line « à savoir », with its author and its date. */
const noter = geste(z.object({ type: z.enum(['GEN', 'OBS', 'INTERV']), texte }), async (ctx, dossier, qui, note) => {
  const acteur = acteurDe(ctx, qui);
  const patient = await connaitre(ctx, dossier, acteur);
  await jouer(ctx, acteur, 'dossier.ajouterASavoir', { patient, texte: note.texte, type: TYPES_DE_NOTE[note.type] });
});

const avis = geste(z.looseObject({ etat: z.string() }), async (ctx, dossier, qui, contenu) => {
  const acteur = acteurDe(ctx, qui);
  const patient = await connaitre(ctx, dossier, acteur);
  if (contenu.etat !== 'opposee') await leverOppositions(ctx, acteur, patient);
  await jouer(ctx, acteur, 'cercle.noterInformation', { ...contenu, patient });
});

const Panneau = z.object({ information: z.object({ oppositions: z.array(z.object({ id: z.string() })) }) });

/** Somebody who changes her mind first takes back what she opposed. */
async function leverOppositions(ctx: Contexte, acteur: Acteur, patient: string): Promise<void> {
  const { information } = Panneau.parse(await regarder(ctx, acteur, 'cercle.panneau', { patient }));
  for (const { id } of information.oppositions)
    await jouer(ctx, acteur, 'cercle.leverOpposition', { patient, opposition: id, mode: 'oral' });
}

const appeler = geste(Appel, async (ctx, dossier, qui, contenu) => {
  const acteur: Acteur = acteurDe(ctx, qui);
  await connaitre(ctx, dossier, acteur);
  await tracerAppel(ctx, dossier, acteur, contenu);
});

/** What each line of a story does: always through the action a person would use. */
export const GESTES: Readonly<Record<string, Geste>> = {
  'demande.deposer': geste(Depot, deposer),
  'demande.prendre': surDemande('demande.prendre', z.object({})),
  'demande.confirmerPersonne': confirmer,
  'demande.demanderComplement': surDemande('demande.demanderComplement', z.object({ question: texte })),
  'demande.noterComplement': surDemande('demande.noterComplement', z.object({ reponse: texte })),
  'demande.decider': avecRetour('demande.decider', z.object({ decision: texte, retour: texte })),
  'demande.suivre': surDemande('demande.suivre', z.object({ statut: texte, texte })),
  'demande.clore': avecRetour(
    'demande.clore',
    z.object({ motif: texte, synthese: texte, retour: texte.optional(), prevenuParTelephone: z.boolean().optional() }),
  ),
  'demande.rouvrir': surDemande('demande.rouvrir', z.object({ motif: texte })),
  'demande.annuler': avecRetour(
    'demande.annuler',
    z.object({ raison: texte, motif: texte, prevenuParTelephone: z.boolean().optional() }),
  ),
  'orientation.envoyer': geste(
    Demande.extend({
      orientation: z.string(),
      besoin: texte,
      ressource: texte,
      urgente: z.boolean(),
      precedente: z.string().optional(),
    }),
    (ctx, dossier, qui, { demande, ...envoi }) =>
      orienter(ctx, dossier, qui, { ...envoi, demande: demandeDe(dossier, demande).id }),
  ),
  ...Object.fromEntries(
    REPONSES.map((nom): [string, Geste] => [
      nom,
      geste(z.looseObject({ orientation: z.string() }), (ctx, dossier, qui, contenu) =>
        repondre(ctx, dossier, qui, nom, contenu),
      ),
    ]),
  ),
  'note.ecrire': noter,
  'cercle.noterInformation': avis,
  'appel.tracer': appeler,
};
