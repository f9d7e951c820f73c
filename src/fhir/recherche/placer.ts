import type { Interroger } from '#lib/sql/requete.ts';
import { refusFhir } from '../refus.ts';
import { avecSousCriteres, sousCriteres, type Critere, type Recherche, type Zone } from './modele.ts';

/** Gives its position to every commune a search names. Throws 400 for a commune the directory cannot place. */
export async function placer(interroger: Interroger, recherche: Recherche): Promise<Recherche> {
  const codes = [...new Set(recherche.criteres.flatMap(communesDe))];
  if (codes.length === 0) return recherche;
  const lignes = await interroger<{ code: string; latitude: number; longitude: number }>({
    nom: 'fhir.communes',
    texte: `select c.code, c.latitude, c.longitude from annuaire_commune c
      where c.code = any($1::text[]) and c.latitude is not null and c.longitude is not null`,
    valeurs: [codes],
  });
  const positions = new Map(lignes.map(({ code, latitude, longitude }) => [code, { latitude, longitude }]));
  const inconnues = codes.filter((code) => !positions.has(code));
  if (inconnues.length > 0)
    throw refusFhir(
      400,
      'invalid',
      `Commune sans position connue : ${inconnues.join(', ')}. Donnez une latitude et une longitude avec « near ».`,
      'http.near-insee',
    );
  return { ...recherche, criteres: recherche.criteres.map((critere) => placerCritere(critere, positions)) };
}

function communesDe(critere: Critere): readonly string[] {
  if (critere.genre !== 'zone') return sousCriteres(critere).flatMap(communesDe);
  return critere.valeurs.flatMap(({ centre }) => ('commune' in centre ? [centre.commune] : []));
}

type Positions = ReadonlyMap<string, { readonly latitude: number; readonly longitude: number }>;

function placerCritere(critere: Critere, positions: Positions): Critere {
  return critere.genre === 'zone'
    ? { ...critere, valeurs: critere.valeurs.map((zone) => placerZone(zone, positions)) }
    : avecSousCriteres(critere, (dedans) => placerCritere(dedans, positions));
}

function placerZone({ centre, rayonKm }: Zone, positions: Positions): Zone {
  const position = 'commune' in centre ? positions.get(centre.commune) : undefined;
  return { rayonKm, centre: position ?? centre };
}
