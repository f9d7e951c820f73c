import type { ElementDeStructure } from '../../definitions/index.ts';
import { enTexte, estObjet, type Juge } from '../passage.ts';
import { appartient } from '../terminologie/appartenir.ts';
import type { Ensemble } from '../terminologie/ensemble.ts';
import { abreger } from './primitifs.ts';
import type { Cadre } from './cadre.ts';

/** Required binding: the code is in the value set, or out of it, or what is held does not allow to decide (a warning). */
export function jugeLiaison({ etabli, paquet }: Cadre, binding: ElementDeStructure['binding']): Juge | undefined {
  if (binding?.strength !== 'required' || binding.valueSet === undefined) return undefined;
  const { valueSet } = binding;
  let cherche: { readonly ensemble: Ensemble | undefined } | undefined;
  return (p, valeur) => {
    if (valeur === undefined) return;
    const { ensemble } = (cherche ??= { ensemble: etabli.ensemble(valueSet, paquet) });
    const dedans = ensemble === undefined ? undefined : appartient(ensemble, valeur);
    if (dedans === true) return;
    if (dedans === false)
      p.erreur(
        'code-invalid',
        'binding',
        `${direCode(valeur)} n’est pas dans la liste ${valueSet}.${direPossibles(ensemble)}`,
      );
    else
      p.avertir(
        'not-found',
        'binding',
        `${direCode(valeur)} n’a pas pu être vérifié : la liste ${valueSet} n’est pas détenue en entier.`,
      );
  };
}

function direPossibles(ensemble: Ensemble | undefined): string {
  const possibles = ensemble?.possibles() ?? [];
  return possibles.length === 0 ? '' : ` Codes possibles : ${possibles.join(', ')}.`;
}

function direCode(valeur: unknown): string {
  if (!estObjet(valeur)) return `Le code « ${abreger(enTexte(valeur))} »`;
  if (Array.isArray(valeur['coding'])) {
    const [premier] = valeur['coding'];
    return estObjet(premier) ? direCode(premier) : 'Le concept sans code';
  }
  const { system, code } = valeur;
  if (code === undefined) return 'Le concept sans code';
  return `Le code « ${abreger(enTexte(code))} » ${system === undefined ? 'sans système' : `du système ${abreger(enTexte(system), 200)}`}`;
}
