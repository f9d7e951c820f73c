import communesSource from './donnees/communes.json' with { type: 'json' };
import associations from './donnees/associations.json' with { type: 'json' };
import noms from './donnees/noms.json' with { type: 'json' };
import etablissements from './donnees/structures.json' with { type: 'json' };
import type { Hasard } from './hasard.ts';
import type { Adresse, Commune, Structure } from './modele.ts';
import { boite, enAdresse, finess, finessJuridique, siret, telephoneFixe } from './numeros.ts';

export const COMMUNES: readonly Commune[] = communesSource;

export function communeDe(cog: string): Commune {
  const commune = COMMUNES.find((c) => c.cog === cog);
  if (!commune) throw new Error(`La commune ${cog} n’est pas dans donnees/communes.json.`);
  return commune;
}

export function adresseDans(hasard: Hasard, commune: Commune): Adresse {
  const [codeVoie = 'R', typeVoie = 'Rue', voie = '', lisible = ''] = hasard.choisir(noms.voies);
  return { numero: String(1 + hasard.entier(98)), codeVoie, typeVoie, voie, lisible, commune };
}

// A place stands within 900 m of the centre of its commune.
function position(hasard: Hasard, commune: Commune): { x: number; y: number } {
  return { x: commune.x + hasard.entier(1800) - 900, y: commune.y + hasard.entier(1800) - 900 };
}

interface EtablissementSource {
  readonly cle: string;
  readonly nom: string;
  readonly long?: string;
  readonly categorie: string;
  readonly secteur: string;
  readonly commune: string;
  readonly boite?: string;
  readonly services?: readonly string[][];
  readonly telephone: string;
}

/** Structures with a FINESS number. Their rank in the data file makes their numbers: append, never insert. */
export function etablissementsFiness(hasard: Hasard): Structure[] {
  return (etablissements as readonly EtablissementSource[]).map((source, rang) => {
    const commune = communeDe(source.commune);
    const services = (source.services ?? []).map(([adresse = '', service = '']) => ({
      adresse: boite(adresse),
      service,
    }));
    return {
      cle: source.cle,
      nom: source.nom,
      long: source.long ?? source.nom,
      siret: siret(rang + 1),
      finess: finess(rang + 1),
      finessJuridique: finessJuridique(rang + 1),
      categorie: source.categorie,
      secteur: source.secteur,
      adresse: adresseDans(hasard, commune),
      ...position(hasard, commune),
      telephone: source.telephone,
      boites: [...(source.boite ? [{ adresse: boite(source.boite) }] : []), ...services],
    };
  });
}

interface AssociationSource {
  readonly cle: string;
  readonly nom: string;
  readonly commune: string;
  readonly telephone: string;
  readonly boite?: string;
}

/** Associations without FINESS: known by their SIRET, and to the directory only through their mailbox. */
export function associationsLocales(hasard: Hasard): Structure[] {
  return (associations as readonly AssociationSource[]).map((source, rang) => {
    const commune = communeDe(source.commune);
    return {
      cle: source.cle,
      nom: source.nom,
      long: source.nom,
      siret: siret(201 + rang),
      secteur: 'SA28',
      adresse: adresseDans(hasard, commune),
      ...position(hasard, commune),
      telephone: source.telephone,
      boites: source.boite ? [{ adresse: boite(source.boite) }] : [],
    };
  });
}

/** Practices, made as people are placed in them: numbered in the order they are opened. */
export function registreCabinets(hasard: Hasard): {
  ouvrir: (nom: string, commune: Commune, groupe: boolean) => Structure;
  tous: Structure[];
} {
  const tous: Structure[] = [];
  const ouvrir = (nom: string, commune: Commune, groupe: boolean): Structure => {
    const rang = tous.length + 1;
    const cabinet: Structure = {
      cle: `cabinet-${rang}-${enAdresse(nom)}`,
      nom,
      long: nom,
      siret: siret(1000 + rang),
      secteur: groupe ? 'SA08' : 'SA07',
      adresse: adresseDans(hasard, commune),
      ...position(hasard, commune),
      telephone: telephoneFixe(2000 + rang),
      boites: [],
    };
    tous.push(cabinet);
    return cabinet;
  };
  return { ouvrir, tous };
}
