import { ecrireCondition, type ConditionEcrite } from '#fhir/store/portee.ts';
import type { Valeurs } from './ligne.ts';
import type { Role } from './matrice.ts';
import { conditionDePersonne } from './predicat.ts';

/** Stand for the values of a reader when the text is written; found again by identity. */
const JETONS: Valeurs = {
  refs: ['refs'],
  nominatives: ['nominatives'],
  auteurs: ['auteurs'],
  mandants: ['mandants'],
  vises: ['vises'],
  maintenant: new Date(0),
};

type Modele = (valeurs: Valeurs) => ConditionEcrite;
const modeles = new Map<string, Modele>();

/** The rule of a role on a table of resources: its text is written once per process, each reader only brings its values. */
export function modeleDe(role: Role | undefined, table: string): Modele {
  const cle = `${role ?? ''} ${table}`;
  let modele = modeles.get(cle);
  if (modele === undefined) modeles.set(cle, (modele = ecrireModele(role, table)));
  return modele;
}

function ecrireModele(role: Role | undefined, table: string): Modele {
  const { sql, parameters } = ecrireCondition(conditionDePersonne(role, JETONS, table, 'resource'));
  const places = parameters.map((valeur) => ({ valeur, nom: NOMS.find((nom) => JETONS[nom] === valeur) }));
  return (valeurs) => ({
    sql,
    parameters: places.map(({ valeur, nom }) => (nom === undefined ? valeur : valeurs[nom])),
  });
}

const NOMS = [
  'refs',
  'nominatives',
  'auteurs',
  'mandants',
  'vises',
  'maintenant',
] as const satisfies readonly (keyof Valeurs)[];
