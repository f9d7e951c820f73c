import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { useVue } from '#web/requetes.ts';
import { Page, Pile, Strate, Vide } from '#web/ui/index.ts';
import { file } from '../contract.ts';
import { AVerifier } from './AVerifier.tsx';
import { Doublon } from './Doublon.tsx';
import { FusionAnnulable } from './FusionAnnulable.tsx';
import { IDENTITES } from './textes.ts';

/** What the identity cell decides, looks at, and can still undo. */
export function IdentitesPage() {
  const vue = useVue(file, {});
  return (
    <Page titre={IDENTITES.titre} etroite>
      <EtatDeVue vue={vue} chargement={IDENTITES.chargement}>
        {({ doublons, aVerifier, fusions }) => (
          <>
            <Strate titre={IDENTITES.doublons}>
              {doublons.length === 0 ? (
                <Vide titre={IDENTITES.doublonsVide} />
              ) : (
                <Pile>
                  {doublons.map((doublon, rang) => (
                    <Doublon key={doublon.id} doublon={doublon} rang={rang + 1} />
                  ))}
                </Pile>
              )}
            </Strate>
            {aVerifier.length > 0 && (
              <Strate titre={IDENTITES.aVerifier}>
                <Pile>
                  {aVerifier.map((chose) => (
                    <AVerifier key={chose.objet} chose={chose} />
                  ))}
                </Pile>
              </Strate>
            )}
            {fusions.length > 0 && (
              <Strate titre={IDENTITES.fusions}>
                <Pile>
                  {fusions.map((fusion) => (
                    <FusionAnnulable key={fusion.id} fusion={fusion} />
                  ))}
                </Pile>
              </Strate>
            )}
          </>
        )}
      </EtatDeVue>
    </Page>
  );
}
