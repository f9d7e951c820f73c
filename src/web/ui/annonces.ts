type Ecoute = (texte: string) => void;

const ecoutes = new Set<Ecoute>();

/** Says a sentence to screen readers, politely; the shell holds the live region. */
export function annoncer(texte: string): void {
  for (const ecouter of ecoutes) ecouter(texte);
}

export function ecouterAnnonces(ecouter: Ecoute): () => void {
  ecoutes.add(ecouter);
  return () => {
    ecoutes.delete(ecouter);
  };
}
