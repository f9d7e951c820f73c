import { useEffect, useState } from 'react';
import { ecouterAnnonces } from '../ui/annonces.ts';

/** The polite live region; a no-break space makes the same sentence said twice heard twice. */
export function Annonceur() {
  const [texte, setTexte] = useState('');
  useEffect(
    () => ecouterAnnonces((nouveau) => setTexte((avant) => (avant === nouveau ? `${nouveau}\u00a0` : nouveau))),
    [],
  );
  return (
    <output className="hors-vue" aria-live="polite">
      {texte}
    </output>
  );
}
