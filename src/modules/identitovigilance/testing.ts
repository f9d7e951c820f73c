import { clientInsi, type Insi } from '#connectors/insi/index.ts';
import {
  APPELANT_DESSAI,
  demarrerSimulateurInsi,
  type SimulateurInsi,
} from '#connectors/insi/simulateur/simulateur.ts';
import { dominique } from '#connectors/insi/testing.ts';
import { unActeur } from '#modules/cercle/testing.ts';
import { SORTIES_LOCALES } from '#lib/sorties/testing.ts';
import type { TraitsEntree } from '#modules/dossier/contract.ts';
import { maisonDeTest, type MaisonDeTest } from '#modules/dossier/testing.ts';
import type { Acteur } from '#acces/acteur.ts';
import type { Canal } from '#socle/module.ts';
import { CANAL_INSI, canalInsi, moduleIdentitovigilance } from './index.ts';

export interface MaisonIdentite extends MaisonDeTest {
  readonly insi: SimulateurInsi;
}

/** The rooms of the person with INSi beside them. `raccorde: false`: a house without INSi. `autres`: channels to look at. */
export async function maisonIdentite(
  raccorde = true,
  autres: Readonly<Record<string, Canal>> = {},
): Promise<MaisonIdentite> {
  const insi = await demarrerSimulateurInsi({ personnes: [dominique()] });
  const client: Insi = clientInsi({
    appelant: APPELANT_DESSAI,
    adresse: insi.adresse,
    profil: 'essai',
    sorties: SORTIES_LOCALES,
    delaiMs: 500,
  });
  const maison = await maisonDeTest({
    salles: [moduleIdentitovigilance({ profil: 'essai', raccorde })],
    canaux: (socle) => new Map([[CANAL_INSI, canalInsi(socle, client)], ...Object.entries(autres)]),
  });
  return {
    ...maison,
    insi,
    fermer: async () => {
      await maison.fermer();
      await insi.arreter();
    },
  };
}

export const DOMINIQUE: TraitsEntree = {
  nomNaissance: 'Pat-Trois',
  nom: 'Pat-Trois',
  prenoms: 'Dominique',
  naissance: '28/03/1979',
  sexe: 'female',
  commune: 'Maubeuge',
};

/** Signed in, and has just confirmed it: what merges ask for. */
export function eleve(acteur: Acteur, maison: MaisonDeTest): Acteur {
  return { ...acteur, connexion: { moyen: 'passkey', elevee: maison.horloge.maintenant() } };
}

const seul = (ref: string, nom: string) => ({ nom, refs: [ref] });
export const helene = unActeur(
  'responsable_dac',
  'PractitionerRole/helene',
  seul('PractitionerRole/helene', 'Hélène Vidal'),
);
