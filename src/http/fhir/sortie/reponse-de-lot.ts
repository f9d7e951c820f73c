import type { Reponse } from '../demande.ts';
import { entier, type Morceaux } from './octets.ts';

const PHRASES: Readonly<Record<number, string>> = {
  200: '200 OK',
  201: '201 Created',
  204: '204 No Content',
  304: '304 Not Modified',
};

/** Entry of a response Bundle. The resource is given when it was asked (a read, or `Prefer: return=representation`). */
export function entreeDeReponse(reponse: Reponse, avecRessource: boolean): Morceaux {
  const { statut, texte, version, le, emplacement } = reponse;
  const champs = [`"status":"${PHRASES[statut] ?? String(statut)}"`];
  if (emplacement !== undefined) champs.push(`"location":"${emplacement}"`);
  if (version !== undefined) champs.push(`"etag":"W/\\"${version}\\""`);
  if (le !== undefined) champs.push(`"lastModified":"${le.toISOString()}"`);
  if (statut >= 400 && texte !== undefined) champs.push(`"outcome":${entier(texte)}`);
  const ressource =
    avecRessource && statut < 400 && texte !== undefined
      ? ['"resource":', ...(typeof texte === 'string' ? [texte] : texte), ',']
      : [];
  return ['{', ...ressource, `"response":{${champs.join(',')}}}`];
}
