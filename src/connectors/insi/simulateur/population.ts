import { profilLexical } from '#lib/identifiants/index.ts';
import type { InsLue, PersonneInsi, TraitsInsi } from '../insi.ts';

/** Persons of the simulated civil record; several may share the traits somebody looks for. */
export class Population {
  #personnes: PersonneInsi[] = [];

  constructor(personnes: readonly PersonneInsi[] = []) {
    this.ajouter(...personnes);
  }

  ajouter(...personnes: readonly PersonneInsi[]): void {
    this.#personnes.push(...personnes);
  }

  /** Somebody whose civil record will be written again under this birth name. */
  retirer(nomNaissance: string): void {
    this.#personnes = this.#personnes.filter(({ traits }) => traits.nomNaissance !== nomNaissance);
  }

  /** The service asks for the birth name, the first given name, the sex and the date; the place when it is said. */
  correspondent(traits: Omit<TraitsInsi, 'prenoms'> & { readonly prenom: string }): readonly PersonneInsi[] {
    const nom = profilLexical(traits.nomNaissance);
    const prenom = profilLexical(traits.prenom);
    return this.#personnes.filter(
      ({ traits: t }) =>
        profilLexical(t.nomNaissance) === nom &&
        profilLexical(t.prenoms[0] ?? '') === prenom &&
        t.sexe === traits.sexe &&
        t.dateNaissance === traits.dateNaissance &&
        (traits.lieuNaissance === undefined || t.lieuNaissance === traits.lieuNaissance),
    );
  }

  detient(ins: Pick<InsLue, 'matricule' | 'oid'>, trouvees: readonly PersonneInsi[]): boolean {
    return trouvees.some((p) => p.ins.matricule === ins.matricule && p.ins.oid === ins.oid);
  }
}
