import { moduleAbonnement } from './abonnement/index.ts';
import { categorieDuContact, contactDe, noterIncident, trouverParAdresse, moduleAnnuaire } from './annuaire/index.ts';
import { moduleAujourdhui } from './aujourdhui/index.ts';
import { moduleCercle } from './cercle/index.ts';
import { cloreLaDemandeSansLire, moduleDemande } from './demande/index.ts';
import { moduleDossier } from './dossier/index.ts';
import { moduleDroits } from './droits/index.ts';
import { moduleDroitsPersonne } from './droits-personne/index.ts';
import { moduleIdentitovigilance } from './identitovigilance/index.ts';
import { cloreLaTacheSansLire, moduleLiaison } from './liaison/index.ts';
import { creerMessagerie, ecrireMessage, type Carnet } from './messagerie/index.ts';
import { attendMaReponse, cloreLOrientationSansLire, moduleOrientation } from './orientation/index.ts';
import { moduleReglages } from './reglages/index.ts';
import { moduleUrgence } from './urgence/index.ts';
import { moduleChiffres } from './chiffres/index.ts';
import { moduleTrace } from './trace/index.ts';
import { moduleTerritoire, type DependancesTerritoire } from './territoire/index.ts';
import { rassembler, type Registre } from '#socle/module.ts';

export const carnet: Carnet = { trouverParAdresse, contactDe, categorieDuContact, noterIncident };

/** The rooms of the house, gathered once. Adding one: one import, one line. */
export function ouvrirLesSalles(
  dependances: DependancesTerritoire & { readonly insiRaccorde?: boolean; readonly antivirus?: boolean },
): Registre {
  const phrases = (nom: string, donnees: unknown) => {
    const fait = registre.faits.get(nom);
    const lues = fait?.donnees.safeParse(donnees);
    return fait === undefined || lues?.success !== true ? undefined : fait.phrase(lues.data);
  };
  const registre: Registre = rassembler([
    moduleAujourdhui(phrases, [attendMaReponse], {
      demande: cloreLaDemandeSansLire,
      orientation: cloreLOrientationSansLire,
      tache: cloreLaTacheSansLire,
    }),
    moduleDossier({ phrases }),
    moduleIdentitovigilance({
      profil: dependances.profil === 'essai' ? 'essai' : 'production',
      raccorde: dependances.insiRaccorde ?? false,
    }),
    moduleCercle({ contactDe }),
    moduleDemande,
    moduleOrientation,
    moduleAnnuaire,
    creerMessagerie(carnet, () => registre, { antivirus: dependances.antivirus ?? false }),
    moduleLiaison,
    moduleUrgence,
    moduleDroits,
    moduleDroitsPersonne,
    moduleTerritoire({ ...dependances, ecrireMessage }),
    moduleTrace,
    moduleReglages,
    moduleChiffres,
    moduleAbonnement({ essai: dependances.profil === 'essai' }),
  ]);
  return registre;
}
