const NAVIGATEURS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const SYSTEMES: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'Mac'],
  [/\bLinux\b/, 'Linux'],
];

/**
 * What a person recognises of a device, from what its browser announces: « Firefox sur Windows ». Never the announced text itself,
 * which anybody may write; « Appareil inconnu » when nothing is recognised.
 */
export function decrireAppareil(annonce: string): string {
  const trouver = (liste: typeof NAVIGATEURS) => liste.find(([forme]) => forme.test(annonce))?.[1];
  const navigateur = trouver(NAVIGATEURS);
  const systeme = trouver(SYSTEMES);
  if (navigateur === undefined && systeme === undefined) return 'Appareil inconnu';
  return [navigateur ?? 'Navigateur', systeme].filter((mot) => mot !== undefined).join(' sur ');
}
