import { bundleRor } from './bundle-ror.ts';
import { fichierActivites, fichierSavoirFaire } from './fichier-activites.ts';
import { fichierBoites, fichierFiness, fichierMembres } from './fichiers-structures.ts';
import { fichierPersonas } from './personas.ts';
import { fichierSituations } from './situations.ts';
import { COMMUNES } from './structures.ts';
import { fabriquerTerritoire, GRAINE } from './territoire.ts';

export interface FichierFabrique {
  readonly nom: string;
  readonly texte: string;
}

/** Every file of fixtures/territoire, in memory: the command writes them, the tests compare them with what is kept. */
export function fichiersDuTerritoire(graine = GRAINE): FichierFabrique[] {
  const { territoire, lieuxPersonas } = fabriquerTerritoire(graine);
  const communes = {
    version: 1,
    departement: '00',
    nom: 'Pays d’Orsène',
    projection: 'Lambert-93 (EPSG:2154)',
    communes: COMMUNES,
  };
  return [
    { nom: 'PS_LibreAcces_Personne_activite_202611020800.txt', texte: fichierActivites(territoire) },
    { nom: 'PS_LibreAcces_SavoirFaire_202611020800.txt', texte: fichierSavoirFaire(territoire) },
    { nom: 'Extraction_Correspondance_MSSante_202611020800.txt', texte: fichierBoites(territoire) },
    { nom: 'etalab-cs1100507-stock-20261102-0343.csv', texte: fichierFiness(territoire) },
    { nom: 'membres-locaux.csv', texte: fichierMembres(territoire) },
    { nom: 'ror-offres.json', texte: bundleRor(territoire).texte },
    { nom: 'communes.json', texte: `${JSON.stringify(communes, null, 1)}\n` },
    { nom: 'personas.json', texte: `${JSON.stringify(fichierPersonas(lieuxPersonas), null, 1)}\n` },
    { nom: 'situations.json', texte: fichierSituations(territoire, graine).texte },
  ];
}
