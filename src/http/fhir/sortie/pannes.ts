import { refusFhir, RefusFhir, type Issue } from '#fhir/refus.ts';
import { Refus } from '#lib/refus.ts';
import { codeFhir } from './outcome.ts';

/** PostgreSQL codes that say something of the request, not of our code. */
const REFUS_DE_LA_BASE: Readonly<Record<string, () => RefusFhir>> = {
  '57014': () =>
    refusFhir(
      503,
      'timeout',
      'La base a mis trop de temps à répondre. Précisez la demande, ou réessayez dans un instant.',
    ),
  '53300': () => refusFhir(503, 'throttled', 'Trop de demandes à la fois. Réessayez dans un instant.'),
  '54000': () =>
    refusFhir(
      422,
      'too-long',
      'Un identifiant, un code ou un nom de cette ressource est trop long pour être cherché : 2 000 caractères au plus.',
    ),
  '22021': () => refusFhir(400, 'invalid', 'Le texte contient un caractère qu’aucune base ne garde.'),
  '22P05': () => refusFhir(400, 'invalid', 'Le texte contient un caractère qu’aucune base ne garde.'),
};

/** Refusal hidden in what was thrown; undefined for a real fault of ours. */
export function commeRefusFhir(erreur: unknown): RefusFhir | undefined {
  if (erreur instanceof RefusFhir) return erreur;
  if (erreur instanceof Refus) return new RefusFhir(erreur.statut, issuesDuRefus(erreur));
  const code = erreur instanceof Error && 'code' in erreur ? String(erreur.code) : '';
  return Object.hasOwn(REFUS_DE_LA_BASE, code) ? REFUS_DE_LA_BASE[code]?.() : undefined;
}

function issuesDuRefus({ statut, texte, champs }: Refus): readonly Issue[] {
  const code = codeFhir(statut);
  if (champs === undefined) return [{ severity: 'error', code, texte }];
  return Object.entries(champs).map(([expression, phrase]) => ({ severity: 'error', code, texte: phrase, expression }));
}
