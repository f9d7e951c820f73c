import { z } from 'zod';
import { definirFait } from '#socle/fait.ts';

const vues = ['cercle'];

export const DossierClos = definirFait('CercleDossierClos.v1', {
  donnees: z.object({ par: z.string() }),
  famille: 'ADM',
  vues,
  phrase: (d) => ({ titre: 'Dossier clos après le décès', detail: `Par ${d.par}. Il se lit, il ne s’écrit plus.` }),
});

/** Neither what it says nor whether it is clinical: whoever reads it finds it in the record. */
export const ComplementAjoute = definirFait('CercleComplementAjoute.v1', {
  donnees: z.object({ par: z.string() }),
  famille: 'ADM',
  vues,
  phrase: (d) => ({ titre: 'Complément ajouté après le décès', detail: `Par ${d.par}.` }),
});

export const DecesCorrige = definirFait('CercleDecesCorrige.v1', {
  donnees: z.object({ par: z.string(), motif: z.string() }),
  famille: 'ADM',
  vues,
  phrase: (d) => ({ titre: 'Le décès était noté par erreur', detail: `Corrigé par ${d.par} : ${d.motif}.` }),
});

export const FAITS_DECES = [DossierClos, ComplementAjoute, DecesCorrige];
