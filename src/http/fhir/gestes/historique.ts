import { reduire } from '#fhir/recherche/index.ts';
import { refusFhir } from '#fhir/refus.ts';
import { historique } from '#fhir/store/lecture.ts';
import { exigerDroit, exigerDroitPartout, tracer, type Contexte } from '../contexte.ts';
import type { Demande, Reponse } from '../demande.ts';
import {
  DE_REDUCTION,
  entierDe,
  exigerConnus,
  instantDe,
  momentDe,
  parametre,
  reductionDemandee,
} from '../entree/parametres.ts';
import { LIMITES } from '../limites.ts';
import { bundle, entreeDHistorique } from '../sortie/bundle.ts';
import { liensDePage } from '../sortie/liens.ts';
import { absente } from './lire.ts';

const CURSEUR = '_avant';

/** History of one resource, of a type, or of all: newest first, in pages that never move. The right is that of each resource today. */
export async function lireHistorique(
  contexte: Contexte,
  demande: Demande,
  cible: { readonly type?: string; readonly id?: string },
): Promise<Reponse> {
  const { type, id } = cible;
  if (type === undefined) exigerDroitPartout(contexte.acteur, 'r');
  else exigerDroit(contexte.acteur, 'r', type);
  exigerConnus(demande, ['_count', '_since', '_at', CURSEUR, ...DE_REDUCTION]);
  const reduction = reductionDemandee(demande.params);
  const limite = entierDe(demande.params, '_count', LIMITES.page) ?? LIMITES.pageParDefaut;
  const versions = await historique(
    contexte.interroger,
    cible,
    {
      limite: limite + 1,
      depuis: instantDe(demande.params, '_since'),
      pendant: momentDe(demande.params, '_at'),
      avantSeq: avantSeq(demande),
    },
    contexte.portee,
  );
  if (
    id !== undefined &&
    versions.length === 0 &&
    ['_since', '_at'].every((nom) => parametre(demande.params, nom) === undefined)
  )
    throw absente();
  const page = versions.slice(0, limite);
  const objet = [type, id].filter((m) => m !== undefined).join('/');
  await tracer(contexte, {
    action: 'fhir.historique',
    genre: 'lecture',
    objet: objet === '' ? null : objet,
    patient: id === undefined ? null : (page[0]?.patient ?? null),
    nombre: page.length,
  });
  const adresse = `${contexte.porte.base}/${objet === '' ? '' : `${objet}/`}_history`;
  const place = versions.length > limite ? page.at(-1)?.seq : undefined;
  const liens = liensDePage(adresse, demande.params, { curseur: CURSEUR, place });
  return {
    statut: 200,
    texte: bundle(
      { type: 'history', liens },
      page.map((v) =>
        entreeDHistorique(
          contexte.porte.base,
          reduction === undefined ? v : { ...v, texte: reduire(v.texte, reduction) },
        ),
      ),
    ),
  };
}

function avantSeq(demande: Demande): string | undefined {
  const avant = parametre(demande.params, CURSEUR);
  if (avant !== undefined && !/^[0-9]{1,18}$/.test(avant))
    throw refusFhir(400, 'invalid', 'Cette page d’historique n’existe pas : suivez le lien « next » tel quel.');
  return avant;
}
