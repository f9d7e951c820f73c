import type { BoiteMssante, Surveillance } from './boite.ts';
import { verifierConfig, type ConfigBoite } from './config.ts';
import { deposer } from './transport/envoi-smtp.ts';
import { creerReleveur } from './transport/releve-imap.ts';
import { ecouter } from './transport/surveillance-imap.ts';

/**
 * Boîte MSSanté sur un opérateur réel (SMTP + IMAP) ou sur le simulateur, qui parle les mêmes protocoles.
 * N'ouvre aucune connexion avant le premier usage. Lève `ConfigurationInvalide` sur un réglage dangereux.
 */
export function ouvrirBoite(config: ConfigBoite): BoiteMssante {
  verifierConfig(config);
  const releveur = creerReleveur(config);
  const surveillances = new Set<Surveillance>();
  return {
    adresse: config.adresse,
    envoyer: (message) => deposer(config, message),
    relever: (depuis) => releveur.relever(depuis),
    async surveiller(reveil, surPanne = () => undefined) {
      const ecoute = await ecouter(config, reveil, surPanne);
      const surveillance: Surveillance = {
        arreter() {
          surveillances.delete(surveillance);
          return ecoute.arreter();
        },
      };
      surveillances.add(surveillance);
      return surveillance;
    },
    async fermer() {
      await Promise.all([...surveillances].map((une) => une.arreter()));
      await releveur.fermer();
    },
  };
}
