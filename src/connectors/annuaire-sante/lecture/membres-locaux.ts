import type { Flux, LigneLue, MembreLocal } from '../types.ts';
import { lireTableau, sansVides } from './tableau.ts';
import type { Champs } from './tableau.ts';

const TABLES: readonly string[] = ['R85', 'R94', 'R95'];

function interpreter(champs: Champs): string | { valeur: MembreLocal; reserves: string[] } {
  const [identifiant, nom, code] = [champs('identifiant'), champs('nom'), champs('role_code')];
  if (identifiant === '' || nom === '') return 'L’identifiant ou le nom du membre est vide.';
  if (!TABLES.includes(champs('role_table')))
    return `La table de rôle « ${champs('role_table')} » n’est pas connue (R85, R94 ou R95 attendu).`;
  const valeur = sansVides<MembreLocal>({
    identifiant,
    nom,
    prenom: champs('prenom'),
    civilite: champs('civilite'),
    table: champs('role_table'),
    role: { code, libelle: champs('role_libelle') },
    fonction: champs('fonction'),
    typeIdentifiantStructure: champs('structure_type'),
    identifiantStructure: champs('structure_identifiant'),
    telephone: champs('telephone'),
    courrielMssante: champs('mssante'),
  });
  return { valeur: { ...valeur, prenom: valeur.prenom ?? '' }, reserves: [] };
}

/**
 * Streams our own `membres-locaux.csv` (`;`, header, UTF-8): the people of a territory whom no national
 * directory lists — social workers, peer workers, coordinators, secretaries.
 */
export function lireMembresLocaux(flux: Flux, nomFichier: string): AsyncGenerator<LigneLue<MembreLocal>> {
  return lireTableau(flux, {
    fichier: nomFichier,
    separateur: ';',
    obligatoires: ['identifiant', 'nom', 'prenom', 'role_table', 'role_code'],
    attendues: ['structure_type', 'structure_identifiant', 'telephone', 'mssante'],
    interpreter,
  });
}
