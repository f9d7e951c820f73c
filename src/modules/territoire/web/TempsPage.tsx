import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterHeure, formaterJour } from '#web/format.ts';
import { useVue } from '#web/requetes.ts';
import { Avis, Page } from '#web/ui/index.ts';
import { vueHorloge } from '../contract.ts';
import { AvancerTemps } from './AvancerTemps.tsx';
import { CHEMIN_TERRITOIRE } from './chemins.ts';
import { TEXTES } from './textes.ts';

export function TempsPage() {
  const vue = useVue(vueHorloge, {});
  return (
    <Page titre={TEXTES.temps} etroite retour={{ vers: CHEMIN_TERRITOIRE, texte: TEXTES.titre }}>
      <EtatDeVue vue={vue} chargement={TEXTES.chargement}>
        {({ profil, maintenant, decalageMs }) =>
          profil === 'essai' ? (
            <>
              <p>
                Dans {decalageMs === 0 ? 'l’essai, comme en vrai' : 'l’essai'}, il est{' '}
                {formaterJour(maintenant, new Date(maintenant))} {formaterHeure(maintenant)}.
              </p>
              <AvancerTemps decale={decalageMs !== 0} />
            </>
          ) : (
            <Avis titre="Ce territoire est réel : son temps aussi. Il ne s’avance pas." />
          )
        }
      </EtatDeVue>
    </Page>
  );
}
