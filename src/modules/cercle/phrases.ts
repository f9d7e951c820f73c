import { enMinuscule } from '#lib/texte/index.ts';
import { estRole, ROLES } from '#acces/roles.ts';
import { FAMILLES, type Famille } from '#fhir/types.ts';
import type { Membre, Opposition, PartageNomme, Perimetre } from './cercle.ts';
import { CATEGORIES_PRO, CLES_CATEGORIES, CLES_FAMILLES, FAMILLES_PARTAGEES, LIBELLE_SENSIBLE } from './vocabulaire.ts';

/** Families in plain words, in the order of the record. */
export function famillesEnMots(familles: readonly Famille[]): string {
  const mots = FAMILLES.filter((famille) => familles.includes(famille)).map((famille) =>
    famille === 'SEN' || famille === 'ORG' ? LIBELLE_SENSIBLE : FAMILLES_PARTAGEES[famille],
  );
  return mots.join(' ; ');
}

/** What an agreement covers: which information, with whom. */
export function phrasePerimetre({ familles, membres, categories }: Perimetre, cercle: readonly Membre[]): string {
  const quoi = familles.length === CLES_FAMILLES.length ? 'Toutes les informations' : famillesEnMots(familles);
  if (membres !== 'cercle') return `${quoi}, avec ${nomsDe(membres, cercle)}.`;
  const tous = categories === undefined || categories.length === CLES_CATEGORIES.length;
  return `${quoi}, avec ${tous ? 'tout le cercle' : categories.map((c) => CATEGORIES_PRO[c].split(' :')[0]?.toLowerCase()).join(' et ')}.`;
}

/** What is shared by name, one line per member. The sensitive family is said: whoever reads this line reads the circle. */
export function partagesVus(nommes: readonly PartageNomme[], cercle: readonly Membre[]) {
  return nommes.map(({ ref, familles }) => ({
    avec: nomsDe([ref], cercle),
    quoi: famillesEnMots(familles.filter((famille) => famille !== 'SEN')) || 'des informations',
  }));
}

export function phraseOpposition({ vise, familles }: Opposition, membres: readonly Membre[]): string {
  const quoi = familles === undefined ? 'au partage' : `au partage de : ${famillesEnMots(familles)}`;
  if (vise === 'tous')
    return familles === undefined
      ? 'La personne s’oppose à tout partage de son dossier.'
      : `La personne s’oppose ${quoi}.`;
  return `La personne s’oppose ${quoi} avec ${nomsDe(vise, membres)}.`;
}

function nomsDe(vises: readonly string[], membres: readonly Membre[]): string {
  const noms = vises.flatMap((vise) => {
    const role = vise.startsWith('role:') ? vise.slice('role:'.length) : '';
    if (estRole(role)) return [`le métier « ${enMinuscule(ROLES[role].libelle)} »`];
    return membres.filter(({ ref }) => ref === vise).map(({ nom }) => nom);
  });
  return [...new Set(noms)].join(', ') || 'un professionnel';
}
