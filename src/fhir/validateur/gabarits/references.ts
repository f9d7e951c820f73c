import { estObjet, type Juge } from '../passage.ts';
import type { Cadre } from './cadre.ts';
import { typeVise } from './cible.ts';

const BASE = 'http://hl7.org/fhir/StructureDefinition/';

/** The reference leads to one of the types the profile allows. That the target exists is the server's business. */
export function jugeReference(cadre: Cadre, cibles: readonly string[]): Juge | undefined {
  const types = new Set(cibles.map((canonique) => typeDe(cadre, canonique)));
  if (types.has(undefined) || types.has('Resource')) return undefined;
  return (p, valeur) => {
    if (!estObjet(valeur)) return;
    const vise = typeVise(p, valeur);
    if (vise !== undefined && !types.has(vise))
      p.erreur('structure', 'reference', `La référence mène à ${vise} ; le profil attend ${[...types].join(' ou ')}.`);
  };
}

/** Type a target profile constrains; undefined when the profile is not held: nothing can then be refused. */
function typeDe({ etabli, paquet }: Cadre, canonique: string): string | undefined {
  const nom = canonique.startsWith(BASE) ? canonique.slice(BASE.length) : '';
  if (/^[A-Z][A-Za-z]+$/.test(nom)) return nom;
  return etabli.gabarit(canonique, paquet)?.type;
}
