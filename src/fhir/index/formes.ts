/** An element of a resource as it is read: its shape is looked at before anything is taken from it. */
export type Objet = { readonly [cle: string]: unknown };

export function estObjet(valeur: unknown): valeur is Objet {
  return typeof valeur === 'object' && valeur !== null && !Array.isArray(valeur);
}

/** The texts of an element that may be absent, alone or repeated. */
export function textes(valeur: unknown): readonly string[] {
  if (typeof valeur === 'string') return [valeur];
  return Array.isArray(valeur) ? valeur.filter((v): v is string => typeof v === 'string') : [];
}
