import type { Compte } from './bilan.ts';
import { peutVoir } from './juge.ts';
import type { Monde } from './monde.ts';
import { motsDans, type Canari } from './mots.ts';
import type { Personnage } from './personnages.ts';

type Verdict = ReturnType<typeof peutVoir>;

/** The judge, with a memory: what was said of one reader and one element is said once. */
export class Jugement {
  readonly monde: Monde;
  readonly compte: Compte;
  readonly #verdicts = new Map<Personnage, Map<string, Verdict>>();
  /** `territory person reference` of each exchange of the run: whoever it names may be told the identity it is about. */
  readonly #echanges = new Set<string>();

  constructor(monde: Monde, compte: Compte) {
    this.monde = monde;
    this.compte = compte;
  }

  verdict(personnage: Personnage, canari: Canari): Verdict {
    const connus = this.#verdicts.get(personnage) ?? new Map<string, Verdict>();
    this.#verdicts.set(personnage, connus);
    const connu = connus.get(canari.mot) ?? peutVoir(personnage, canari);
    connus.set(canari.mot, connu);
    return connu;
  }

  /** An exchange about somebody is about to begin. */
  annoncerUnEchange(territoire: string, patient: string, refs: readonly string[]): void {
    for (const ref of refs) this.#echanges.add(`${territoire} ${patient} ${ref}`);
  }

  /** Is the element of somebody an exchange of this run was about, with this reader? */
  enEchange({ refs }: Personnage, { territoire, patient = '' }: Pick<Canari, 'territoire' | 'patient'>): boolean {
    return refs.some((ref) => this.#echanges.has(`${territoire} ${patient} ${ref}`));
  }

  /** Every word shown, against what its reader may see; a word the request itself said is only an echo. */
  juger(personnage: Personnage, comment: string, texte: string, dit = ''): void {
    const mots = motsDans(texte);
    if (mots.size === 0) return;
    const echos = motsDans(dit);
    for (const mot of mots) {
      const canari = this.monde.canaris.get(mot);
      if (canari === undefined || echos.has(mot)) continue;
      const identiteDEchange = canari.famille === 'ADM' && this.enEchange(personnage, canari);
      const verdict = this.verdict(personnage, canari);
      if (verdict === 'oui') this.compte.vus.add(mot);
      if (verdict === 'non' && !identiteDEchange)
        this.compte.fuite(`${personnage.nom} a vu ${decrire(canari)} par ${comment}`);
    }
  }

  /** For a place where nothing about anybody may be written: a log, a subject, a page without a name. */
  exigerMuet(ou: string, texte: string): void {
    for (const mot of motsDans(texte)) {
      const canari = this.monde.canaris.get(mot);
      if (canari !== undefined) this.compte.fuite(`${ou} dit ${decrire(canari)}`);
    }
  }
}

export const decrire = ({ type, id, famille, territoire }: Canari): string =>
  `${type}/${id} (${famille}, ${territoire})`;
