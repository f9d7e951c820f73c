import { depotEnMemoire } from '../simulateur/depot.ts';
import { demarrerSimulateur, type OptionsSimulateur } from '../simulateur/simulateur.ts';
import type { Terrain } from './terrain.ts';

/** Le contrat sur le simulateur, dans ce processus. */
export async function terrainSimule(options: Partial<OptionsSimulateur> = {}): Promise<Terrain> {
  const depot = options.depot ?? depotEnMemoire();
  const cabinet = 'cabinet@medecins.essai.invalid';
  const cellule = 'cellule@coordination.essai.invalid';
  const simulateur = await demarrerSimulateur({
    domaines: [
      { nom: 'medecins.essai.invalid', boites: 'liste' },
      { nom: 'coordination.essai.invalid', boites: 'liste' },
    ],
    boites: [
      { adresse: cabinet, nom: 'Cabinet', role: 'Médecins' },
      { adresse: cellule, nom: 'Cellule', role: 'Coordination' },
    ],
    domainesHorsEspace: ['messagerie-ordinaire.invalid'],
    ...options,
    depot,
  });
  return {
    cabinet,
    cellule,
    inconnue: 'personne@medecins.essai.invalid',
    horsEspace: 'quelqu-un@messagerie-ordinaire.invalid',
    config: (adresse) => simulateur.configPour(adresse),
    async remettreBrut(adresse, octets) {
      await depot.deposer(adresse, octets, new Date());
      // Comme un opérateur : la remise est annoncée aux sessions à l'écoute au plus tard à leur prochaine commande.
    },
    arreter: () => simulateur.arreter(),
  };
}
