import { z } from 'zod';
import { definirFait } from '#socle/fait.ts';

const donnees = z.object({ metier: z.string(), famille: z.string(), motif: z.string(), version: z.string() });
const vues = ['droits', 'dossier'];

export const DroitRetire = definirFait('DroitRetire.v1', {
  donnees,
  famille: 'ORG',
  vues,
  phrase: (d) => ({ titre: `${d.metier} ne lit plus : ${d.famille}`, detail: d.motif }),
});

export const DroitRetabli = definirFait('DroitRetabli.v1', {
  donnees,
  famille: 'ORG',
  vues,
  phrase: (d) => ({ titre: `${d.metier} lit de nouveau : ${d.famille}`, detail: d.motif }),
});

export const FAITS = [DroitRetire, DroitRetabli];
