/** Order of two versions, semver's when they are; `undefined` comes first. A pre-release comes before its release. */
export function comparerVersions(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  const [noyauA, suiteA] = couper(a);
  const [noyauB, suiteB] = couper(b);
  const noyau = comparerParts(noyauA, noyauB);
  if (noyau !== 0) return noyau;
  if (suiteA === undefined || suiteB === undefined) return suiteA === suiteB ? 0 : suiteA === undefined ? 1 : -1;
  return comparerParts(suiteA, suiteB);
}

/** A dependency asks for `2.1.0`, for a family (`2.1.x`), or for whatever is there (`current`, `dev`, `latest`). */
export function versionConvient(version: string | undefined, demandee: string): boolean {
  if (version === demandee || /^(current|dev|latest)\b/.test(demandee)) return true;
  const famille = /^(\d+(?:\.\d+)*)\.x$/.exec(demandee)?.[1];
  return famille !== undefined && version?.startsWith(`${famille}.`) === true;
}

function couper(version: string): readonly [readonly string[], readonly string[] | undefined] {
  const [sansBatisse = ''] = version.split('+', 1);
  const tiret = sansBatisse.indexOf('-');
  if (tiret === -1) return [sansBatisse.split('.'), undefined];
  return [sansBatisse.slice(0, tiret).split('.'), sansBatisse.slice(tiret + 1).split(/[.-]/)];
}

function comparerParts(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
    const ordre = comparerPart(a[i], b[i]);
    if (ordre !== 0) return ordre;
  }
  return 0;
}

function comparerPart(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  const [nombreA, nombreB] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (nombreA !== nombreB) return nombreA ? -1 : 1;
  if (!nombreA) return a < b ? -1 : 1;
  return Math.sign(Number(a) - Number(b)) || (a < b ? -1 : 1);
}
