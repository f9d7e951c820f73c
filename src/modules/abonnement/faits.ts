import { z } from 'zod';
import { definirFait } from '#socle/fait.ts';

const vues = ['abonnement'];

export const AbonnementDemande = definirFait('AbonnementDemande.v1', {
  donnees: z.object({ nom: z.string(), type: z.string() }),
  famille: 'ORG',
  vues,
  phrase: (d) => ({ titre: `${d.nom} s’abonne aux changements`, detail: `Ressource suivie : ${d.type}` }),
});

export const AbonnementModifie = definirFait('AbonnementModifie.v1', {
  donnees: z.object({ nom: z.string(), type: z.string() }),
  famille: 'ORG',
  vues,
  phrase: (d) => ({ titre: `${d.nom} change son abonnement`, detail: `Ressource suivie : ${d.type}` }),
});

export const AbonnementEnPanne = definirFait('AbonnementEnPanne.v1', {
  donnees: z.object({ nom: z.string(), motif: z.string() }),
  famille: 'ORG',
  vues,
  phrase: (d) => ({ titre: `L’abonnement de ${d.nom} est en panne`, detail: d.motif }),
});

export const AbonnementEteint = definirFait('AbonnementEteint.v1', {
  donnees: z.object({ nom: z.string(), raison: z.string() }),
  famille: 'ORG',
  vues,
  phrase: (d) => ({ titre: `L’abonnement de ${d.nom} est éteint`, detail: d.raison }),
});

export const AbonnementRelance = definirFait('AbonnementRelance.v1', {
  donnees: z.object({ nom: z.string() }),
  famille: 'ORG',
  vues,
  phrase: (d) => ({ titre: `L’abonnement de ${d.nom} est relancé` }),
});

export const FAITS = [AbonnementDemande, AbonnementModifie, AbonnementEnPanne, AbonnementEteint, AbonnementRelance];
