import { createHash } from 'node:crypto';
import { cleDeDonnees, coffreSur, type Coffre, type Domaine, type Trousseau } from './coffre.ts';

/** The real vault over keys made from a fixed seed, one per territory: what a test sealed, another test opens. No database. */
export function coffreDeTest(graine = 'essai'): Coffre {
  const trousseaux = new Map<Domaine, Trousseau>();
  return coffreSur((domaine) => {
    const connu = trousseaux.get(domaine);
    if (connu !== undefined) return connu;
    const octets = createHash('sha256').update(`${graine}\n${domaine}`).digest();
    const cle = cleDeDonnees(octets.toString('hex').slice(0, 12), domaine, octets);
    const neuf = { courante: cle, toutes: new Map([[cle.id, cle]]) };
    trousseaux.set(domaine, neuf);
    return neuf;
  });
}
