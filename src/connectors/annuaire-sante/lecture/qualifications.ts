import type { CodeLibelle, DiplomeExtrait, Flux, LigneLue, SavoirFaireExtrait } from '../types.ts';
import { COLONNES_PERSONNE, lirePersonne } from './personne-activite.ts';
import { codeLibelle, lireTableau, sansVides } from './tableau.ts';
import type { Champs } from './tableau.ts';

function code(champs: Champs, colonne: string): CodeLibelle | undefined {
  return codeLibelle(champs, `Code ${colonne}`, `Libellé ${colonne}`);
}

/** Streams `PS_LibreAcces_SavoirFaire_*.txt`: one line = person × savoir-faire, specialties included. */
export function lireSavoirFaire(flux: Flux, nomFichier: string): AsyncGenerator<LigneLue<SavoirFaireExtrait>> {
  return lireTableau(flux, {
    fichier: nomFichier,
    separateur: '|',
    obligatoires: [...COLONNES_PERSONNE, 'Code savoir-faire'],
    attendues: ['Code profession', 'Code type savoir-faire'],
    interpreter: (champs) => {
      const lue = lirePersonne(champs);
      if (typeof lue === 'string') return lue;
      const savoirFaire = code(champs, 'savoir-faire');
      if (!savoirFaire) return `Le savoir-faire du professionnel ${lue.valeur.identifiant} est vide.`;
      const valeur = sansVides<SavoirFaireExtrait>({
        personne: lue.valeur,
        profession: code(champs, 'profession'),
        categorie: code(champs, 'catégorie professionnelle'),
        typeSavoirFaire: code(champs, 'type savoir-faire'),
        savoirFaire,
      });
      return { valeur, reserves: lue.reserves };
    },
  });
}

/** Streams `PS_LibreAcces_Dipl_AutExerc_*.txt`: diplomas and authorisations to practise. */
export function lireDiplomes(flux: Flux, nomFichier: string): AsyncGenerator<LigneLue<DiplomeExtrait>> {
  return lireTableau(flux, {
    fichier: nomFichier,
    separateur: '|',
    obligatoires: COLONNES_PERSONNE,
    attendues: ['Code type diplôme obtenu', 'Code diplôme obtenu', 'Code type autorisation'],
    interpreter: (champs) => {
      const lue = lirePersonne(champs);
      if (typeof lue === 'string') return lue;
      const valeur = sansVides<DiplomeExtrait>({
        personne: lue.valeur,
        typeDiplome: code(champs, 'type diplôme obtenu'),
        diplome: code(champs, 'diplôme obtenu'),
        typeAutorisation: code(champs, 'type autorisation'),
        disciplineAutorisation: code(champs, 'discipline autorisation'),
      });
      if (!valeur.diplome && !valeur.typeAutorisation)
        return `Ni diplôme ni autorisation pour le professionnel ${lue.valeur.identifiant}.`;
      return { valeur, reserves: lue.reserves };
    },
  });
}
