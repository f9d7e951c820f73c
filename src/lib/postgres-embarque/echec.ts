/**
 * The embedded database could not be used. The message is written for the person who typed `npm start`:
 * what happened, why, and what to do. `detail` keeps the last lines of PostgreSQL for whoever helps them.
 */
export class EchecPostgres extends Error {
  override readonly name = 'EchecPostgres';
  readonly detail: string;

  constructor(message: string, detail = '') {
    super(detail === '' ? message : `${message}\n${detail}`);
    this.detail = detail;
  }
}

/** What PostgreSQL or the system says (always in English: the children run with LC_ALL=C) → what the person can do. */
const REMEDES: readonly (readonly [RegExp, string])[] = [
  [
    /No space left on device|ENOSPC/,
    'Il n’y a plus assez de place sur le disque. Libérez au moins 200 Mo puis relancez Cordée.',
  ],
  [
    /GLIBC_|cannot open shared object|not found \(required by|Exec format error|ENOENT/,
    'Les programmes PostgreSQL fournis ne fonctionnent pas sur ce système. Installez PostgreSQL 15 ou plus récent, puis donnez son adresse dans la variable DATABASE_URL.',
  ],
  [
    /could not look up effective user ID/,
    'Le compte qui lance Cordée n’a pas de nom sur cette machine (absent de /etc/passwd). Lancez Cordée avec un compte déclaré, ou donnez l’adresse d’une base dans la variable DATABASE_URL.',
  ],
  [
    /could not (create|map|resize) (anonymous )?shared memory|Cannot allocate memory/,
    'La mémoire manque pour démarrer la base. Fermez d’autres programmes puis relancez Cordée ; il faut environ 300 Mo libres.',
  ],
  [
    /wrong ownership|must be started by the user that owns/,
    'Le dossier des données appartient à un autre compte. Lancez Cordée avec le compte qui l’a créé, ou rendez-lui le dossier avec « chown -R ».',
  ],
  [
    /incompatible with server|not compatible with this version/,
    'Les données viennent d’une autre version de PostgreSQL. Relancez avec la version de Cordée qui les a créées et exportez-les.',
  ],
  [
    /Permission denied|EACCES|EPERM/,
    'Le compte qui fait tourner la base n’a pas le droit de lire ou d’écrire dans ce dossier. Choisissez un dossier accessible à ce compte (variable CORDEE_DONNEES), ou corrigez ses droits.',
  ],
];

/** Explains a failure of `initdb` or `postgres` from its own words; an unknown one is shown as it is, with a next step. */
export function expliquerEchec(etape: string, sortie: string): EchecPostgres {
  const dernieres = sortie.trim().split('\n').slice(-6).join('\n');
  const remede = REMEDES.find(([motif]) => motif.test(sortie))?.[1];
  const conseil =
    remede ?? 'Relancez Cordée ; si cela recommence, joignez les lignes ci-dessous à votre demande d’aide.';
  return new EchecPostgres(`${etape} ${conseil}`, dernieres);
}
