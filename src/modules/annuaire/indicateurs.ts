import { sql } from 'kysely';
import type { z } from 'zod';
import type { Transaction } from '#socle/transaction.ts';
import type { carteDesRefus, imports } from './contract.ts';
import { Resume } from './resume.ts';
import { tables } from './tables.ts';

/** Refusals since a date, most refused first, with their reasons. */
export async function presenterRefus(
  tx: Transaction,
  depuis: Date,
): Promise<z.input<(typeof carteDesRefus)['sortie']>> {
  const lignes = await tables(tx)
    .selectFrom('annuaire_incident')
    .leftJoin('annuaire', (join) =>
      join.on(
        sql<boolean>`annuaire.type = split_part(annuaire_incident.ref, '/', 1) and annuaire.id = split_part(annuaire_incident.ref, '/', 2)`,
      ),
    )
    .select(['annuaire_incident.ref', 'annuaire.resume'])
    .select(sql<string>`coalesce(annuaire_incident.detail, 'Motif non dit')`.as('motif'))
    .select(sql<number>`count(*)::int`.as('nombre'))
    .select(sql<Date>`max(annuaire_incident.le)`.as('dernier'))
    .where('annuaire_incident.motif', '=', 'refus')
    .where('annuaire_incident.le', '>=', depuis)
    .groupBy(['annuaire_incident.ref', 'annuaire.resume', 'annuaire_incident.detail'])
    .orderBy('nombre', 'desc')
    .orderBy('motif')
    .limit(1000)
    .execute();
  const services = new Map<string, z.input<(typeof carteDesRefus)['sortie']>['services'][number]>();
  for (const l of lignes) {
    const resume = Resume.safeParse(l.resume);
    const connu = services.get(l.ref) ?? {
      ref: l.ref,
      nom: resume.success ? resume.data.nom : 'Service retiré de l’annuaire',
      type: resume.success ? resume.data.profession : undefined,
      commune: resume.success ? resume.data.commune : undefined,
      refus: 0,
      motifs: [],
      dernier: l.dernier.toISOString(),
    };
    const dernier = l.dernier.toISOString();
    services.set(l.ref, {
      ...connu,
      refus: connu.refus + l.nombre,
      motifs: [...connu.motifs, { motif: l.motif, nombre: l.nombre }],
      dernier: dernier > connu.dernier ? dernier : connu.dernier,
    });
  }
  const tries = [...services.values()].sort((a, b) => b.refus - a.refus || (a.nom < b.nom ? -1 : 1));
  return { total: tries.reduce((total, s) => total + s.refus, 0), services: tries };
}

/** The last imports and every line they could not take. */
export async function presenterImports(tx: Transaction): Promise<z.input<(typeof imports)['sortie']>> {
  const lignes = await tables(tx)
    .selectFrom('import_annuaire')
    .selectAll('import_annuaire')
    .orderBy('import_annuaire.le', 'desc')
    .orderBy('import_annuaire.fichier')
    .limit(50)
    .execute();
  return lignes.map((l) => ({
    id: l.id,
    fichier: l.fichier,
    format: l.format,
    le: l.le.toISOString(),
    lues: l.lues,
    retenues: l.retenues,
    dureeMs: l.duree_ms,
    rejets: l.rejets as z.input<(typeof imports)['sortie']>[number]['rejets'],
  }));
}
