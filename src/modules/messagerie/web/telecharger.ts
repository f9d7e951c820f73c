/** Hands bytes over as a file, never as a page: what a sender calls « html » must not run here. */
export function telechargerOctets(nom: string, octets: BlobPart): void {
  const adresse = URL.createObjectURL(new Blob([octets], { type: 'application/octet-stream' }));
  const lien = document.createElement('a');
  lien.href = adresse;
  lien.download = nom;
  lien.click();
  URL.revokeObjectURL(adresse);
}
