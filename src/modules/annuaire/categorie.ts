import { normaliser } from '#lib/texte/index.ts';
import type { Transaction } from '#socle/transaction.ts';
import { lireFiche } from './contact.ts';
import { tables } from './tables.ts';

/** Category of R. 1110-2: 1 health professionals, 2 the closed list of other professionals. */
export type CategorieDuContact = 1 | 2;

/** Professions of category 2, in the words of the directory (R. 1110-2, 2°): psychologists and osteopaths are among them. */
const SOCIALES =
  /\b(assistante? de service social|assistante? sociale?|psychologue|psychotherapeute|osteopathe|chiropracteur|educat|moniteur|mandataire|aide a domicile|auxiliaire de vie|conseiller en economie|technicien de l intervention)/u;
/** TRE_R227, field of activity of an offer: medico-social and social. The others are care. */
const CHAMPS_SOCIAUX: readonly string[] = ['04', '06'];
const CHAMP = /ChampActivite/iu;

/** What the directory knows of whoever receives; undefined when it does not say: nothing is then presumed. */
export async function categorieDuContact(tx: Transaction, ref: string): Promise<CategorieDuContact | undefined> {
  const { genre, profession } = (await lireFiche(tx, ref))?.resume ?? {};
  if (genre === 'personne' && profession !== undefined) return SOCIALES.test(normaliser(profession)) ? 2 : 1;
  const [type = '', id = ''] = ref.split('/', 2);
  if (type !== 'HealthcareService') return undefined;
  const ligne = await tables(tx)
    .selectFrom('annuaire')
    .select('annuaire.contenu')
    .where('annuaire.type', '=', type)
    .where('annuaire.id', '=', id)
    .executeTakeFirst();
  const champ = champDe(ligne?.contenu);
  if (champ === undefined) return undefined;
  return CHAMPS_SOCIAUX.includes(champ) ? 2 : 1;
}

interface Typee {
  readonly type?: readonly { readonly coding?: readonly { readonly system?: string; readonly code?: string }[] }[];
}

function champDe(contenu: unknown): string | undefined {
  // The directory keeps the resource it imported, whose shape the importer checked.
  const { type = [] } = (contenu ?? {}) as Typee;
  return type.flatMap(({ coding = [] }) => coding).find(({ system = '' }) => CHAMP.test(system))?.code;
}
