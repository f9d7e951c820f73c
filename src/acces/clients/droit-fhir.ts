import type { Acteur } from '../acteur.ts';
import { interdit, permis, type Decision } from '../decision.ts';
import { permet, TYPES_SANS_PERSONNE, type Geste } from './permissions.ts';

const VERBES: Readonly<Record<Geste, string>> = {
  c: 'créer',
  r: 'lire',
  u: 'modifier',
  d: 'supprimer',
  s: 'chercher',
};

/**
 * May this actor make this gesture on this type, at the FHIR door? Decides before anything is read; what may be seen of the
 * type is then the business of `porteeDe`. A one-time link opens its own page and nothing of this door.
 */
export function droitFhir(acteur: Acteur, geste: Geste, type: string): Decision {
  if (acteur.genre === 'lien')
    return interdit('Ce lien ouvre une seule page. Il ne donne pas accès aux données par l’API FHIR.');
  if (acteur.genre === 'systeme') return permis(acteur.id);
  const accordees = acteur.genre === 'client' ? acteur.client : acteur.application;
  if (accordees === undefined)
    return acteur.genre === 'client'
      ? interdit('Ce logiciel n’a aucune permission. Demandez à votre territoire de le raccorder.')
      : permis(`role:${acteur.role}`);
  const [niveau, siens] =
    acteur.genre === 'client'
      ? ['system', accordees.permissions.filter((p) => p.niveau === 'system')]
      : ['user', accordees.permissions.filter((p) => p.niveau !== 'system')];
  return permet(siens, geste, type)
    ? permis(`${acteur.genre === 'client' ? 'client' : 'application'}:${accordees.id}`)
    : interdit(
        `Ce logiciel n’a pas la permission de ${VERBES[geste]} le type ${type} (${niveau}/${type}.${geste}). Il doit la demander avec son jeton, et votre territoire la lui accorder.`,
      );
}

/**
 * May this actor write a resource that names these persons (ids of Patient)? An application opened on one person, and allowed
 * on that person only (`patient/…`), writes nothing of another, even where the person who opened it could.
 */
export function droitSurPersonnes(acteur: Acteur, geste: Geste, type: string, personnes: readonly string[]): Decision {
  const { application } = acteur;
  if (application === undefined) return permis(acteur.id);
  const large = application.permissions.filter((p) => p.niveau === 'user');
  if (permet(large, geste, type)) return permis(`application:${application.id}`);
  const sienne = (id: string): boolean => id === application.patient;
  const dedans = personnes.length === 0 ? TYPES_SANS_PERSONNE.includes(type) : personnes.every(sienne);
  return dedans
    ? permis(`application:${application.id}`)
    : interdit(
        'Cette application est ouverte sur le dossier d’une personne : elle n’écrit que ce qui la concerne, et rien d’une autre.',
      );
}
