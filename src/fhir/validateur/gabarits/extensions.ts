import { estObjet, type Juge } from '../passage.ts';
import type { Etabli } from './cadre.ts';

const ABSOLUE = /^[a-z][a-z0-9+.-]*:/i;

/** An extension no slice speaks for: its definition is found by its url, and must be known. */
export function jugeExtension(etabli: Etabli): Juge {
  return (p, valeur, cote) => {
    if (!estObjet(valeur)) return;
    const { url } = valeur;
    if (typeof url !== 'string') {
      etabli.type('Extension')?.juge(p, valeur, cote);
      return;
    }
    const definition = ABSOLUE.test(url) ? etabli.gabarit(url) : undefined;
    if (definition?.type === 'Extension') {
      definition.juge(p, valeur, cote);
      return;
    }
    const raison = ABSOLUE.test(url)
      ? 'sa définition n’est pas connue'
      : 'l’extension qui la contient ne la prévoit pas';
    if (etabli.extensionsInconnues === 'refuser')
      p.erreur('extension', 'extension', `L’extension « ${url.slice(0, 120)} » est refusée : ${raison}.`);
    else {
      p.avertir('extension', 'extension', `L’extension « ${url.slice(0, 120)} » n’a pas été vérifiée : ${raison}.`);
      etabli.type('Extension')?.juge(p, valeur, cote);
    }
  };
}
