/** Gives a file to the person at the screen; nothing of it stays in the page. */
export function telecharger(nom: string, contenu: string, type: 'text/html' | 'application/fhir+json'): void {
  const adresse = URL.createObjectURL(new Blob([contenu], { type: `${type};charset=utf-8` }));
  const lien = document.createElement('a');
  lien.href = adresse;
  lien.download = nom;
  lien.click();
  URL.revokeObjectURL(adresse);
}
