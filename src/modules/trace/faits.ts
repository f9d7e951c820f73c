import { z } from 'zod';
import { definirFait } from '#socle/fait.ts';

const vues = ['trace'];

/** No name of a person cared for in these sentences: who looks into it opens the list. */
export const AnomalieTrouvee = definirFait('AnomalieTrouvee.v1', {
  donnees: z.object({ quoi: z.string(), agent: z.string() }),
  famille: 'ORG',
  vues,
  phrase: (d) => ({ titre: `À regarder : ${d.quoi.toLowerCase()}`, detail: d.agent }),
});

export const AnomalieClose = definirFait('AnomalieClose.v1', {
  donnees: z.object({ quoi: z.string(), agent: z.string(), mot: z.string() }),
  famille: 'ORG',
  vues,
  phrase: (d) => ({ titre: `Regardé : ${d.quoi.toLowerCase()} (${d.agent})`, detail: d.mot }),
});

export const CompteRouvert = definirFait('CompteRouvert.v1', {
  donnees: z.object({ agent: z.string(), mot: z.string() }),
  famille: 'ORG',
  vues,
  phrase: (d) => ({ titre: `Les lectures de ${d.agent} sont rouvertes`, detail: d.mot }),
});

export const LienDuJournalDonne = definirFait('LienDuJournalDonne.v1', {
  donnees: z.object({ a: z.string() }),
  famille: 'COO',
  vues: [...vues, 'dossier'],
  phrase: (d) => ({ titre: `Un lien pour lire qui a consulté le dossier est donné à ${d.a}` }),
});

const EXPORT = { demande: 'demandé', accorde: 'accordé', refuse: 'refusé', retire: 'fermé' } as const;

export const ExportDecide = definirFait('ExportDecide.v1', {
  donnees: z.object({ quoi: z.enum(['demande', 'accorde', 'refuse', 'retire']), logiciel: z.string() }),
  famille: 'ORG',
  vues,
  phrase: (d) => ({ titre: `Export en masse ${EXPORT[d.quoi]} : ${d.logiciel}` }),
});

export const FAITS = [AnomalieTrouvee, AnomalieClose, CompteRouvert, LienDuJournalDonne, ExportDecide];
