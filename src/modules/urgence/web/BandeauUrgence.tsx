import { notifier } from '#web/coquille/passagers.ts';
import { formaterHeure } from '#web/format.ts';
import { useAction, useVue } from '#web/requetes.ts';
import { Avis, Bouton, Lien, Rang } from '#web/ui/index.ts';
import { bandeau, fermer } from '../contract.ts';
import { cheminAcces } from './chemins.ts';
import { BANDEAU } from './textes.ts';

/** On every page of a person whose record this reader opened in urgency: until when, close it, what remains to be done. */
export function BandeauUrgence({ patient }: { readonly patient: string }) {
  const acces = useVue(bandeau, { patient }).data?.acces;
  const fermeture = useAction(fermer, { apres: () => notifier(BANDEAU.ferme) });
  if (acces === undefined) return null;
  return (
    <Avis
      ton="alerte"
      titre={BANDEAU.titre}
      action={
        <Rang>
          <Bouton enCours={fermeture.enCours} onPress={() => fermeture.executer({ id: acces.id })}>
            {BANDEAU.fermer}
          </Bouton>
          <Lien vers={cheminAcces(acces.id)}>{BANDEAU.suites}</Lien>
        </Rang>
      }
    >
      <p>{BANDEAU.jusque(formaterHeure(acces.fin))}</p>
      <p>{acces.motif}.</p>
      {fermeture.erreurGenerale !== undefined && <p role="alert">{fermeture.erreurGenerale}</p>}
    </Avis>
  );
}
