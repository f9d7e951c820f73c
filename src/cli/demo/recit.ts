import { horlogeReglable } from '#lib/horloge.ts';
import type { Coffre } from '#lib/coffre/index.ts';
import type { NouvelId } from '#lib/ids.ts';
import type { Journal } from '#lib/journal.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import type { Registre } from '#socle/module.ts';
import { Agenda } from './agenda.ts';
import { ouvrirChargement, type BaseDeChargement } from './base-de-chargement.ts';
import { daterHistoire } from './calendrier.ts';
import { acteursDe } from './comptes.ts';
import { poster, posteMuette } from './courrier.ts';
import { remettreAJour } from './echeances.ts';
import { GESTES } from './gestes.ts';
import { dacDe } from './reglages.ts';
import type { Contexte, DossierDemo } from './rejeu.ts';
import type { Evenement, PersonneFictive, Sources } from './sources.ts';
import { marquerEtape, type EtapeDemo } from './territoire.ts';

export interface Recit {
  /** Address of the application login. */
  readonly url: string;
  readonly territoire: CodeTerritoire;
  readonly sources: Sources;
  readonly registre: Registre;
  readonly coffre: Coffre;
  readonly nouvelId: NouvelId;
  readonly origine: string;
  readonly maintenant: Date;
  readonly journal: Journal;
  readonly personnes: readonly PersonneFictive[];
  readonly etape: EtapeDemo;
}

/** A visitor sees what a missed deadline looks like: somebody else already has it. */
const EN_RETARD = 2;

/** Replays the stories of these people, in one transaction: all of them are there, or none. */
export async function raconter(recit: Recit): Promise<{ gestes: Record<string, number>; ms: number }> {
  const debut = performance.now();
  const gestes: Record<string, number> = {};
  const base = await ouvrirChargement(recit.url, recit.territoire);
  try {
    await rejouer(recit, base, gestes);
    await marquerEtape(base, recit.etape, recit.maintenant);
    await base.terminer();
  } finally {
    await base.fermer();
  }
  return { gestes, ms: Math.round(performance.now() - debut) };
}

async function rejouer(recit: Recit, base: BaseDeChargement, gestes: Record<string, number>): Promise<void> {
  const { maintenant, sources, territoire } = recit;
  const agenda = new Agenda();
  const horloge = horlogeReglable(maintenant);
  const ctx: Contexte = {
    socle: { base, horloge, nouvelId: recit.nouvelId, origine: recit.origine, coffre: recit.coffre },
    horloge,
    registre: recit.registre,
    territoire,
    sources,
    acteurs: acteursDe(sources, territoire),
    dac: dacDe(sources.personas),
    maintenant,
    plusTard: (instant, faire) => agenda.inscrire(instant, faire),
    compter: (quoi) => {
      gestes[quoi] = (gestes[quoi] ?? 0) + 1;
    },
    courrierEnAttente: () => base.courrierEnAttente(),
  };
  inscrireLesHistoires(ctx, agenda, recit.personnes);
  const ouvrier = posteMuette(ctx, recit.journal);
  for (let suivant = agenda.prendre(maintenant); suivant !== undefined; suivant = agenda.prendre(maintenant)) {
    horloge.regler(suivant.instant);
    await suivant.faire();
    await poster(ctx, ouvrier);
  }
  await remettreAJour(ctx, ouvrier, recit.etape === 'essentiel' ? EN_RETARD : 0);
}

function inscrireLesHistoires(ctx: Contexte, agenda: Agenda, personnes: readonly PersonneFictive[]): void {
  for (const [rang, personne] of personnes.entries()) {
    const dossier: DossierDemo = { personne, patient: undefined, demandes: new Map(), orientations: new Map() };
    for (const { evenement, instant } of daterHistoire(personne.histoire, rang, ctx.maintenant))
      agenda.inscrire(instant, () => vivre(ctx, dossier, evenement));
  }
}

async function vivre(ctx: Contexte, dossier: DossierDemo, evenement: Evenement): Promise<void> {
  const geste = GESTES[evenement.quoi];
  if (geste === undefined) throw new Error(`La démonstration ne sait pas rejouer « ${evenement.quoi} ».`);
  await geste(ctx, dossier, evenement);
}
