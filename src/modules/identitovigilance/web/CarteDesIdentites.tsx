import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterNombre } from '#web/format.ts';
import { useVue } from '#web/requetes.ts';
import { Carte, Lien } from '#web/ui/index.ts';
import { file } from '../contract.ts';
import { CHEMIN_IDENTITES } from './chemins.ts';
import { IDENTITES } from './textes.ts';

/** At the door Territoire: how many identities wait for a decision. Absent for who may not decide. */
export function CarteDesIdentites() {
  const vue = useVue(file, {});
  if (vue.error?.genre === 'refus') return null;
  return (
    <EtatDeVue vue={vue} chargement={IDENTITES.chargement}>
      {({ doublons, aVerifier, fusions }) => {
        const nombre = doublons.length + aVerifier.length;
        return (
          <Carte
            titre={IDENTITES.carte}
            nombre={formaterNombre(nombre)}
            actions={nombre + fusions.length > 0 ? <Lien vers={CHEMIN_IDENTITES}>{IDENTITES.ouvrir}</Lien> : undefined}
          >
            <p>{nombre === 0 ? IDENTITES.carteVide : IDENTITES.cartePhrase}</p>
          </Carte>
        );
      }}
    </EtatDeVue>
  );
}
