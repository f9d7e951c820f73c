import { z } from 'zod';
import type { Acteur } from '#acces/acteur.ts';
import { instantDu } from './calendrier.ts';
import { acteurDe, jouer, type Contexte, type DossierDemo } from './rejeu.ts';

export const REPONSES = [
  'orientation.accepter',
  'orientation.refuser',
  'orientation.fixerRdv',
  'orientation.commencer',
  'orientation.terminer',
  'orientation.interrompre',
] as const;

interface Envoi {
  readonly demande: string;
  readonly orientation: string;
  readonly besoin: string;
  readonly ressource: string;
  readonly urgente: boolean;
  readonly precedente?: string | undefined;
}

const Envoyee = z.object({ id: z.string(), canal: z.enum(['mssante', 'telephone']) });

export async function orienter(ctx: Contexte, dossier: DossierDemo, qui: string, envoi: Envoi): Promise<void> {
  const par = acteurDe(ctx, qui);
  const { orientation, precedente, ...entree } = envoi;
  const refusee = precedente === undefined ? undefined : dossier.orientations.get(precedente)?.id;
  // Told the same day, as a carer would before sending from health to social care, or back.
  const information = { le: ctx.horloge.maintenant().toISOString().slice(0, 10), quoi: entree.besoin.slice(0, 200) };
  const { id, canal } = Envoyee.parse(
    await jouer(ctx, par, 'orientation.envoyer', { ...entree, information, precedente: refusee }),
  );
  const service = ctx.sources.acteurs.get(envoi.ressource)?.nom ?? 'le service';
  dossier.orientations.set(orientation, { id, par, service, telephone: canal === 'telephone' });
}

/** The service answers by the link of its message; without a mailbox it says it on the phone and the sender notes it. */
export async function repondre(
  ctx: Contexte,
  dossier: DossierDemo,
  qui: string,
  nom: (typeof REPONSES)[number],
  contenu: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { orientation, ...reste } = contenu;
  const connue = dossier.orientations.get(String(orientation));
  if (connue === undefined)
    throw new Error(`L’histoire répond à l’orientation ${String(orientation)} avant son envoi.`);
  const duService = qui.startsWith('Organization/');
  const acteur = !duService ? acteurDe(ctx, qui) : connue.telephone ? connue.par : lienDuService(ctx, qui, connue);
  const auTelephone = duService && connue.telephone && ['orientation.accepter', 'orientation.refuser'].includes(nom);
  await jouer(ctx, acteur, nom, {
    id: connue.id,
    ...reste,
    ...dateDe(ctx, nom, contenu),
    ...(auTelephone ? { par: connue.service } : {}),
  });
}

const Jour = z.object({ jour: z.number(), heure: z.string() });

function dateDe(ctx: Contexte, nom: string, contenu: Readonly<Record<string, unknown>>): { le?: string } {
  if (nom === 'orientation.fixerRdv') {
    const { jour, heure } = Jour.parse(contenu['le']);
    return { le: instantDu(jour, heure, ctx.maintenant).toISOString() };
  }
  return nom === 'orientation.commencer' ? { le: ctx.horloge.maintenant().toISOString() } : {};
}

/** What the one-time link of the message gives to whoever opens it at the service. */
function lienDuService(ctx: Contexte, ref: string, { id, service }: { id: string; service: string }): Acteur {
  return {
    genre: 'lien',
    id: `lien:${ref}`,
    nom: service,
    role: 'structure',
    territoire: ctx.territoire,
    refs: [],
    ref,
    structure: { ref, nom: service },
    lien: { usage: 'orientation.repondre', objet: `Task/${id}`, empreinte: 'demonstration' },
    requete: 'lien:demonstration',
  };
}
