/** What some browsers offer to read codes in an image; absent elsewhere. */
interface LecteurDeCodes {
  detect(image: ImageBitmap): Promise<readonly { readonly rawValue: string }[]>;
}
type FabriqueDeLecteur = new (options: { formats: readonly string[] }) => LecteurDeCodes;

// The one seam: this class is in no standard type yet.
const fabrique = (): FabriqueDeLecteur | undefined =>
  (globalThis as { readonly BarcodeDetector?: FabriqueDeLecteur }).BarcodeDetector;

export function saitLireLesImages(): boolean {
  return fabrique() !== undefined;
}

/** Text of the datamatrix in a picture; undefined when there is none, or the browser cannot read it. */
export async function lireUneImage(image: Blob): Promise<string | undefined> {
  const Lecteur = fabrique();
  if (Lecteur === undefined) return undefined;
  const pixels = await createImageBitmap(image).catch(() => undefined);
  if (pixels === undefined) return undefined;
  try {
    const codes = await new Lecteur({ formats: ['data_matrix'] }).detect(pixels);
    return codes[0]?.rawValue;
  } catch {
    // The browser knows the class and not this kind of code: the keyboard remains.
    return undefined;
  } finally {
    pixels.close();
  }
}
