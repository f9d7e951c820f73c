import { lancerCordee, preparerLieu } from '../fautes/cordee.ts';
import type { Banc } from './banc.ts';
import { ligneDe, resumer } from './mesures.ts';

const SUIVANTS = 5;
/** Source: issue « Cordée stands up »: of the first start, what comes after installation; then every next start. */
const CIBLE_PREMIER_MS = 10_000;
const CIBLE_SUIVANT_MS = 3_000;

export const demarrage: Banc = {
  nom: 'demarrage',
  resume:
    'Du lancement au premier /sante qui répond 200 : première fois (base créée, démonstration chargée), puis les suivantes.',
  async mesurer(dire) {
    const lieu = await preparerLieu();
    try {
      const premier = await lancerCordee(lieu);
      await premier.arreter();
      const suivants: number[] = [];
      for (let n = 0; n < SUIVANTS; n += 1) {
        const suivant = await lancerCordee(lieu);
        suivants.push(suivant.pretEnMs);
        await suivant.arreter();
      }
      dire(ligneDe(`premier démarrage (cible ${CIBLE_PREMIER_MS / 1000} s)`, [premier.pretEnMs]));
      dire(ligneDe(`démarrages suivants (cible ${CIBLE_SUIVANT_MS / 1000} s)`, suivants));
      return premier.pretEnMs <= CIBLE_PREMIER_MS && resumer(suivants).p50 <= CIBLE_SUIVANT_MS;
    } finally {
      await lieu.effacer();
    }
  },
};
