import { Bouton, Carte, Rang } from '#web/ui/index.ts';
import type { DetailDemande } from '../contract.ts';
import { autresGestes, gestePrincipal } from './gestes.ts';
import s from './Demande.module.css';
import { useGeste } from './panneaux/PanneauDeGeste.tsx';
import { Prendre } from './Prendre.tsx';
import { GESTES_EN_MOTS } from './textes-gestes.ts';
import { DEMANDE, FILE } from './textes.ts';

/** What else one may do; what is closed says why, folded so that the page stays calm. */
export function AutresGestes({ demande }: { readonly demande: DetailDemande }) {
  const { ouvrir } = useGeste();
  const { ouverts, fermes } = autresGestes(demande);
  return (
    <Carte titre={DEMANDE.autres}>
      {ouverts.length > 0 && (
        <Rang>
          {ouverts.map((geste) =>
            geste === 'prendre' ? (
              <Prendre key={geste} id={demande.id} variante="secondaire" />
            ) : (
              <Bouton key={geste} onPress={() => ouvrir(geste)}>
                {GESTES_EN_MOTS[geste].nom}
              </Bouton>
            ),
          )}
        </Rang>
      )}
      {fermes.length > 0 && (
        <details open={ouverts.length === 0 && gestePrincipal(demande) === undefined}>
          <summary className={s['repli']}>
            {DEMANDE.fermes} ({fermes.length})
          </summary>
          <ul className={s['fermes']}>
            {parRaison(fermes).map(([pourquoi, noms]) => (
              <li key={pourquoi}>
                <strong>{noms.join(', ')}</strong>
                <br />
                {pourquoi}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Carte>
  );
}

/** Gestures closed for the same reason share one line. */
function parRaison(
  fermes: ReturnType<typeof autresGestes>['fermes'],
): readonly (readonly [string, readonly string[]])[] {
  const lignes = new Map<string, string[]>();
  for (const { geste, pourquoi } of fermes) {
    const nom = geste === 'prendre' ? FILE.jePrends : GESTES_EN_MOTS[geste].nom;
    lignes.set(pourquoi, [...(lignes.get(pourquoi) ?? []), nom]);
  }
  return [...lignes];
}
