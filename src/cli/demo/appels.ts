import { z } from 'zod';
import type { Acteur } from '#acces/acteur.ts';
import { candidatDe } from './personnes.ts';
import { jouer, type Contexte, type DossierDemo } from './rejeu.ts';

const JOUR_MS = 86_400_000;
const DEUX_HEURES_MS = 2 * 3_600_000;

export const Appel = z.object({
  sens: z.enum(['entrant', 'sortant']),
  vers: z.string().optional(),
  de: z.string().optional(),
  objet: z.string(),
  decision: z.string(),
  quiFaitQuoi: z.array(z.object({ qui: z.string(), quoi: z.string(), avantJours: z.number() })),
});
type Appel = z.output<typeof Appel>;

const Note = z.object({ taches: z.array(z.string()) });

/** A call noted in one form; the promises made in it are kept a little before their date. */
export async function tracerAppel(ctx: Contexte, dossier: DossierDemo, acteur: Acteur, appel: Appel): Promise<void> {
  const debut = ctx.horloge.maintenant().getTime();
  const promesses = appel.quiFaitQuoi.map((p) => ({ ...p, le: new Date(debut + p.avantJours * JOUR_MS) }));
  const { taches } = Note.parse(
    await jouer(ctx, acteur, 'liaison.noterAppel', {
      autre: interlocuteur(ctx, dossier, appel.vers ?? appel.de ?? 'personne'),
      sens: appel.sens === 'entrant' ? 'recu' : 'emis',
      motif: motifDe(appel),
      patient: dossier.patient,
      decision: `${appel.objet}. ${appel.decision}`,
      quiFaitQuoi: promesses.map(({ qui, quoi, le }) => ({
        qui: ctx.sources.acteurs.has(qui) ? qui : 'autre',
        nom: ctx.sources.acteurs.get(qui)?.nom,
        quoi,
        pourLe: le.toISOString(),
      })),
    }),
  );
  for (const [rang, tache] of taches.entries()) {
    const promesse = promesses[rang];
    if (promesse === undefined) continue;
    const quand = new Date(promesse.le.getTime() - DEUX_HEURES_MS);
    ctx.plusTard(quand, async () => {
      await jouer(ctx, ctx.acteurs.get(promesse.qui) ?? acteur, 'liaison.faireTache', { id: tache });
    });
  }
}

function interlocuteur(
  ctx: Contexte,
  dossier: DossierDemo,
  ref: string,
): { nom: string; ref?: string; telephone?: string | undefined } {
  const proche = dossier.personne.proches.find((p) => ref === `proche:${p.id}`);
  if (proche !== undefined)
    return { nom: [proche.prenom, proche.nom].filter(Boolean).join(' '), telephone: proche.telephone };
  const connu = ctx.sources.acteurs.get(ref);
  if (connu !== undefined) return { nom: connu.nom, ref };
  if (ref === '15') return { nom: 'Régulation du SAMU' };
  const { nom, prenom, telephone } = candidatDe(dossier.personne);
  return { nom: [prenom, nom].filter(Boolean).join(' '), telephone };
}

function motifDe({ vers, de }: Appel): string {
  if (vers === '15') return 'urgence';
  const qui = vers ?? de ?? 'personne';
  return qui === 'personne' || qui.startsWith('proche:') ? 'nouvelles' : 'organisation';
}
