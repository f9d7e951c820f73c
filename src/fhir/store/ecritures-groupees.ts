import type { Base, CodeTerritoire } from '#lib/sql/connexion.ts';
import { ecrireLot, EcritureRefusee, ecrituresSeparees, nomDe, type EcrituresSeparees } from './ecriture.ts';
import type { ContexteEcriture, EcritureFhir, Jugement, LigneEcrite, ResultatEcriture } from './ecriture.ts';
import { compilerPortee, type Portee } from './portee.ts';

/** Writes of one statement: the rest leaves with the next one. */
const PAQUET = 32;
/** Statements of one writer on their way: one that waits for a locked row does not hold back all the others. */
const EN_ROUTE = 2;

export interface EcrituresGroupees {
  /** Writes one resource, as `ecrireLot` does with it alone: same answers, same refusals. */
  ecrire(
    code: CodeTerritoire,
    ecriture: EcritureFhir,
    contexte: ContexteEcriture,
    portee: Portee,
  ): Promise<ResultatEcriture>;
}

interface Attente {
  readonly ecriture: EcritureFhir;
  readonly contexte: ContexteEcriture;
  readonly portee: Portee;
  readonly repondre: (resultat: ResultatEcriture) => void;
  readonly echouer: (erreur: unknown) => void;
}

interface File {
  attentes: Attente[];
  enRoute: number;
}

/**
 * Replacements of a version their writer has read: those of one writer that come while others are on their way leave together in one
 * statement, where each is judged for itself. Alone, one leaves at once. Any other write goes by itself.
 */
export function creerEcrituresGroupees(base: Pick<Base, 'directement'>): EcrituresGroupees {
  const files = new Map<string, File>();

  async function seule(code: CodeTerritoire, attente: Attente): Promise<void> {
    const { ecriture, contexte, portee, repondre, echouer } = attente;
    try {
      const [resultat] = await ecrireLot(base.directement(code), [ecriture], contexte, portee);
      if (resultat === undefined) throw new Error('le magasin n’a rien répondu');
      repondre(resultat);
    } catch (erreur) {
      echouer(erreur);
    }
  }

  async function ensemble(code: CodeTerritoire, attentes: readonly [Attente, ...Attente[]]): Promise<void> {
    if (attentes.length === 1) return seule(code, attentes[0]);
    const instruction = preparer(attentes);
    if (instruction === undefined) return chacune(code, attentes);
    try {
      const jugements = instruction.juger(await base.directement(code)<LigneEcrite>(instruction.requete));
      for (const [rang, attente] of attentes.entries()) rendre(attente, jugements[rang]);
    } catch (erreur) {
      if (refuseParLeServeur(erreur)) return chacune(code, attentes);
      for (const { echouer } of attentes) echouer(erreur);
    }
  }

  /** One of them is at fault, and nothing was written: each goes again by itself and gets its own answer. */
  async function chacune(code: CodeTerritoire, attentes: readonly Attente[]): Promise<void> {
    await Promise.all(attentes.map((attente) => seule(code, attente)));
  }

  async function vider(code: CodeTerritoire, cle: string, file: File): Promise<void> {
    for (let lot = prendre(file); lot !== undefined; lot = prendre(file)) await ensemble(code, lot);
    file.enRoute -= 1;
    if (file.enRoute === 0) files.delete(cle);
  }

  return {
    ecrire(code, ecriture, contexte, portee) {
      return new Promise((repondre, echouer) => {
        const attente: Attente = { ecriture, contexte, portee, repondre, echouer };
        if (!seGroupe(attente)) {
          void seule(code, attente);
          return;
        }
        const cle = ecrivain(code, attente);
        let file = files.get(cle);
        if (file === undefined) files.set(cle, (file = { attentes: [], enRoute: 0 }));
        file.attentes.push(attente);
        if (file.enRoute >= EN_ROUTE) return;
        file.enRoute += 1;
        // Those of the same turn of the loop come along.
        void Promise.resolve().then(() => vider(code, cle, file));
      });
    },
  };
}

/** Undefined when one of them cannot even be put in a statement. */
function preparer(attentes: readonly [Attente, ...Attente[]]): EcrituresSeparees | undefined {
  try {
    return ecrituresSeparees(
      attentes.map(({ ecriture }) => ecriture),
      contexteCommun(attentes),
      attentes[0].portee,
    );
  } catch (erreur) {
    if (erreur instanceof Error) return undefined;
    throw erreur;
  }
}

/** Any other failure (a lost connection) leaves it unknown whether the statement was committed: it is told, never run again. */
const refuseParLeServeur = (erreur: unknown): boolean =>
  erreur instanceof Error && 'severity' in erreur && erreur.severity === 'ERROR';

const seGroupe = ({ ecriture, contexte: { traces } }: Attente): boolean =>
  ecriture.geste === 'ecrire' && typeof ecriture.attendue === 'number' && traces.length === 1;

/** The same for writes that may share a statement: same hand, same reach, same rule for what does not change. */
function ecrivain(code: CodeTerritoire, { contexte: { auteur, garderInchange }, portee }: Attente): string {
  const { forme, valeurs } = compilerPortee(portee, 'r');
  return JSON.stringify([code, auteur, garderInchange === true, forme, valeurs]);
}

/** First in, first served; a resource already taken waits for the next statement. */
function prendre(file: File): readonly [Attente, ...Attente[]] | undefined {
  const prises = new Map<string, Attente>();
  const restent: Attente[] = [];
  for (const attente of file.attentes) {
    const nom = nomDe(attente.ecriture);
    if (prises.size < PAQUET && !prises.has(nom)) prises.set(nom, attente);
    else restent.push(attente);
  }
  file.attentes = restent;
  const [premiere, ...autres] = prises.values();
  return premiere === undefined ? undefined : [premiere, ...autres];
}

/** One statement, one instant: the last one among those who wait. */
function contexteCommun(attentes: readonly [Attente, ...Attente[]]): ContexteEcriture {
  const contextes = attentes.map(({ contexte }) => contexte);
  const le = new Date(Math.max(...contextes.map((c) => c.le.getTime())));
  return { ...attentes[0].contexte, le, traces: contextes.flatMap((c) => c.traces) };
}

function rendre({ repondre, echouer }: Attente, jugement: Jugement | undefined): void {
  if (jugement === undefined) echouer(new Error('le magasin n’a rien répondu'));
  else if ('resultat' in jugement) repondre(jugement.resultat);
  else echouer(new EcritureRefusee([{ rang: 0, raison: jugement.raison }]));
}
