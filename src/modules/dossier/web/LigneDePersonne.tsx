import { accorder, formaterIlYA } from '#web/format.ts';
import { Etiquette, Personne, Rang, useMaintenant } from '#web/ui/index.ts';
import type { PersonneListee } from '../contract-vues.ts';
import { cheminPersonne } from './chemins.ts';
import { PERSONNES } from './textes.ts';

/** Birth, age and town: what tells two namesakes apart. */
export function precisionDe({ nomNaissance, naissance, age, commune }: PersonneListee): string {
  const parties = [
    nomNaissance === undefined ? undefined : `nom de naissance ${nomNaissance}`,
    naissance === undefined ? undefined : `${naissance}${age === undefined ? '' : ` (${age} ans)`}`,
    commune,
  ];
  return parties.filter((partie) => partie !== undefined).join(' · ');
}

export function LigneDePersonne({ personne }: { readonly personne: PersonneListee }) {
  const maintenant = useMaintenant();
  const { id, nom, dernierLe, silencieuse, mainsOuvertes, jaiLaMain } = personne;
  return (
    <Personne
      nom={nom}
      vers={cheminPersonne(id)}
      precision={`${precisionDe(personne)} · ${dernierLe === undefined ? PERSONNES.jamais : `dernier événement ${formaterIlYA(dernierLe, maintenant)}`}`}
      aCote={
        <Rang>
          {jaiLaMain > 0 && (
            <Etiquette ton="attente">
              {jaiLaMain === 1 ? 'Vous avez la main' : `Vous avez la main (${jaiLaMain})`}
            </Etiquette>
          )}
          {mainsOuvertes > jaiLaMain && (
            <Etiquette>{accorder(mainsOuvertes, 'chose en cours', 'choses en cours')}</Etiquette>
          )}
          {silencieuse && <Etiquette ton="attention">{PERSONNES.sansNouvelles}</Etiquette>}
        </Rang>
      }
    />
  );
}
