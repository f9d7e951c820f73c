/** Hands bytes over as a file, never as a page: what a sender calls « html » must not run here. */
export function telecharger(nom: string, base64: string): void {
  const octets = Uint8Array.from(atob(base64), (caractere) => caractere.charCodeAt(0));
  const adresse = URL.createObjectURL(new Blob([octets], { type: 'application/octet-stream' }));
  const lien = document.createElement('a');
  lien.href = adresse;
  lien.download = nom;
  lien.click();
  URL.revokeObjectURL(adresse);
}
