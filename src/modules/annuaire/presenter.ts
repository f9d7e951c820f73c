import type { Carte } from './contract.ts';
import type { Classe } from './recherche/classer.ts';

const SOURCES: Readonly<Record<string, string>> = {
  personne: 'Annuaire national',
  structure: 'Annuaire national',
  offre: 'Répertoire national de l’offre (ROR)',
};

const iso = (date: Date | undefined): string | undefined => date?.toISOString();

/** What a card shows, corrections of the territory first. */
export function versCarte(c: Classe): Carte {
  const { resume: r, savoir } = c;
  return {
    ref: c.ref,
    genre: r.genre,
    nom: r.nom,
    profession: r.profession,
    structure: r.structure,
    commune: r.commune,
    distanceKm: c.distance === undefined ? undefined : Math.round(c.distance * 10) / 10,
    telephone: savoir.local.telephone?.valeur ?? r.telephone,
    mssante: savoir.local.mssante?.valeur ?? r.mssante,
    joignable: { ...c.joignable, jusqua: iso(c.joignable.jusqua) },
    consigne: savoir.presence?.consigne,
    canal: savoir.presence?.canal,
    confiance: {
      niveau: c.fiabilite.niveau,
      confirmeLe: iso(savoir.confirmeLe),
      confirmePar: savoir.confirmePar,
      source: SOURCES[r.genre] ?? 'Annuaire',
      sourceLe: r.majLe,
      echecs: savoir.echecs.length,
      refus: savoir.refus,
    },
    capacite: c.capacite,
    pourquoi: [...c.pourquoi],
    notes: savoir.notes.map((n) => n.texte),
  };
}
