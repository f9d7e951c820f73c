import { versXml } from '#fhir/xml/index.ts';
import type { Porte } from '../contexte.ts';
import type { Reponse } from '../demande.ts';
import { TYPE_MIME, type Presentation } from '../entree/formats.ts';
import { entier, octetsDe } from './octets.ts';

/** Writes the answer on HTTP, in the asked format. A HEAD has the same headers and no body. */
export function ecrireReponse(
  { base, entetes: fixes }: Pick<Porte, 'base' | 'entetes'>,
  presentation: Presentation,
  reponse: Reponse,
  methode: string,
): Response {
  const { statut, texte, version, le, emplacement, flux } = reponse;
  const entetes: Record<string, string> = { ...fixes, ...reponse.entetes };
  if (version !== undefined) entetes['etag'] = `W/"${version}"`;
  if (le !== undefined) entetes['last-modified'] = le.toUTCString();
  if (emplacement !== undefined) entetes['location'] = `${base}/${emplacement}`;
  if (flux !== undefined) {
    entetes['content-type'] = flux.typeMime;
    // Nobody will read it: what it holds (a place among the downloads) is given back at once.
    if (methode === 'HEAD') void flux.flux.cancel();
    return new Response(methode === 'HEAD' ? null : flux.flux, { status: statut, headers: entetes });
  }
  if (texte === undefined || statut === 204 || statut === 304)
    return new Response(null, { status: statut, headers: entetes });
  const enXml = presentation.format === 'xml' && reponse.sansXml !== true;
  entetes['content-type'] = reponse.sansXml === true ? 'application/json' : TYPE_MIME[enXml ? 'xml' : 'json'];
  const corps = enXml ? versXml(JSON.parse(entier(texte))) : presentation.aere ? aerer(entier(texte)) : texte;
  return new Response(methode === 'HEAD' ? null : octetsDe(corps), { status: statut, headers: entetes });
}

const aerer = (texte: string): string => JSON.stringify(JSON.parse(texte), null, 2);
