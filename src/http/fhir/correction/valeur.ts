import { refusFhir } from '#fhir/refus.ts';
import { majuscule, proprietesDe } from './chemin.ts';
import type { Part } from './lire.ts';

/** A value ready to be written, under the JSON name its type asks for. */
export interface ValeurAEcrire {
  readonly nom: string;
  readonly repete: boolean;
  readonly valeur: unknown;
}

const PROFONDEUR_MAX = 10;

/** The value of a part for the element `nom` of `type`: a datatype as it is, or a group built from its parts. */
export function valeurPour(type: string, nom: string, part: Part, rang: number, profondeur = 0): ValeurAEcrire {
  if (profondeur > PROFONDEUR_MAX) throw refusDeValeur(rang, `« ${nom} » imbrique trop de parts`);
  const possibles = proprietesDe(type, nom);
  const donnee = Object.entries(part).find(([cle]) => /^value[A-Z]/.test(cle));
  const genre = donnee?.[0].slice('value'.length);
  const element = possibles.length > 1 ? possibles.find((e) => majuscule(e.type) === genre) : possibles[0];
  if (element === undefined)
    throw refusDeValeur(
      rang,
      possibles.length === 0
        ? `${type} n’a pas d’élément « ${nom} »`
        : `« ${nom} » n’accepte pas le type ${genre ?? 'donné'}`,
    );
  const { nom: ecrit, repete } = element;
  if (donnee !== undefined) return { nom: ecrit, repete, valeur: donnee[1] };
  if (part.part === undefined || part.part.length === 0) throw refusDeValeur(rang, `« ${nom} » n’a pas de valeur`);
  const groupe: Record<string, unknown> = {};
  for (const enfant of part.part) {
    const lue = valeurPour(element.type, enfant.name, enfant, rang, profondeur + 1);
    const avant = groupe[lue.nom];
    groupe[lue.nom] = lue.repete ? [...(Array.isArray(avant) ? (avant as unknown[]) : []), lue.valeur] : lue.valeur;
  }
  return { nom: ecrit, repete, valeur: groupe };
}

const refusDeValeur = (rang: number, pourquoi: string) =>
  refusFhir(422, 'processing', `Opération ${rang + 1} : ${pourquoi}. Rien n’a été changé.`);
