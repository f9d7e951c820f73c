import { Link2, Link2Off } from 'lucide-react';
import { notifier } from '#web/coquille/passagers.ts';
import { formaterJour } from '#web/format.ts';
import { useAction, useVue } from '#web/requetes.ts';
import { Avis, Bouton, Rang, Strate, useMaintenant } from '#web/ui/index.ts';
import { depot, fermerDepot, ouvrirDepot } from '../contract-depot.ts';
import { LIEN_DEPOT } from './textes.ts';

interface Proprietes {
  readonly nom: string;
  /** The professional's secure address: what the links are bound to. */
  readonly adresse: string;
  /** Entry of the directory a link may be sent to; without it, one only sees and closes. */
  readonly fiche?: string | undefined;
}

/** Who may ask for support without account, until when; for the DAC only, nothing for the others. */
export function LienDeDepot({ nom, adresse, fiche }: Proprietes) {
  const maintenant = useMaintenant();
  const { data } = useVue(depot, { adresse });
  const envoi = useAction(ouvrirDepot, { apres: () => notifier(LIEN_DEPOT.envoye(nom)) });
  const fermeture = useAction(fermerDepot, { apres: () => notifier(LIEN_DEPOT.ferme) });
  const ouvert = data !== undefined && data.ouverts > 0;
  if (data?.permis !== true || (!ouvert && fiche === undefined)) return null;
  const refus = envoi.erreurGenerale ?? fermeture.erreurGenerale;
  return (
    <Strate titre={LIEN_DEPOT.titre}>
      <p>{data.jusquAu === undefined ? LIEN_DEPOT.aucun : LIEN_DEPOT.ouvert(formaterJour(data.jusquAu, maintenant))}</p>
      <Rang>
        {fiche !== undefined && (
          <Bouton
            icone={<Link2 aria-hidden size={20} />}
            enCours={envoi.enCours}
            onPress={() => envoi.executer({ ref: fiche })}
          >
            {ouvert ? LIEN_DEPOT.autre : LIEN_DEPOT.envoyer}
          </Bouton>
        )}
        {ouvert && (
          <Bouton
            variante="discret"
            icone={<Link2Off aria-hidden size={20} />}
            enCours={fermeture.enCours}
            onPress={() => fermeture.executer({ adresse })}
          >
            {LIEN_DEPOT.fermer}
          </Bouton>
        )}
      </Rang>
      {refus !== undefined && <Avis ton="attention" titre={refus} annonce />}
    </Strate>
  );
}
