import { horlogeSysteme } from '#lib/horloge.ts';
import { quiEstTouche, type Touchee } from '#modules/trace/index.ts';
import { compter, MauvaisUsage } from '../commandes/commande.ts';
import { avecLaBase, tracerOperateur } from './outils.ts';

interface Options {
  readonly territoire?: string | undefined;
  readonly compte?: string | undefined;
  readonly depuis?: string | undefined;
  readonly jusqua?: string | undefined;
}

/** Which persons were read through one account: the list owed when that account was stolen. Identifiers of ours, never a name. */
export async function direQuiEstTouche(options: Options, dire: (ligne: string) => void): Promise<number> {
  const { compte } = options;
  if (compte === undefined) throw new MauvaisUsage('Dites quel compte : --compte IDENTIFIANT.');
  const depuis = instant(options.depuis, '--depuis');
  if (depuis === undefined) throw new MauvaisUsage('Dites depuis quand : --depuis 2026-11-20 ou 2026-11-20T08:00.');
  const maintenant = horlogeSysteme.maintenant();
  const jusqua = instant(options.jusqua, '--jusqua') ?? new Date(maintenant.getTime() + 366 * 86_400_000);
  return avecLaBase(dire, options.territoire, async ({ base, territoire }) => {
    await tracerOperateur(
      base,
      territoire,
      { action: 'operateur.audit.touches', genre: 'lecture', fondement: 'violation-de-donnees' },
      maintenant,
    );
    const acteur = compte.includes(':') ? compte : `compte:${compte}`;
    const { personnes, listes, exports } = await quiEstTouche(base, territoire, { acteur, depuis, jusqua });
    dire(
      `${compter(personnes.length, 'personne touchée', 'personnes touchées')} par ${acteur} depuis ${depuis.toISOString()}.`,
    );
    for (const p of personnes) dire(enMots(p));
    dire(
      `Listes et recherches : ${listes.nombre} (${listes.resultats} résultats). Exports : ${exports.nombre} (${exports.resultats} résultats).`,
    );
    if (exports.nombre > 0)
      dire('Un export peut contenir des personnes absentes de cette liste : regardez son objet dans le journal.');
    return 0;
  });
}

const enMots = ({ patient, depuis, jusqua, acces, quoi }: Touchee): string =>
  `  Patient/${patient}  ${compter(acces, 'accès', 'accès')}  du ${depuis.toISOString()} au ${jusqua.toISOString()}  ${quoi.join(', ')}`;

function instant(texte: string | undefined, option: string): Date | undefined {
  if (texte === undefined) return undefined;
  const lu = new Date(texte);
  if (Number.isNaN(lu.getTime()))
    throw new MauvaisUsage(`${option} n’est pas une date. Écrivez par exemple 2026-11-20 ou 2026-11-20T08:00.`);
  return lu;
}
