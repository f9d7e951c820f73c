import type { Base, CodeTerritoire } from '#lib/sql/connexion.ts';
import type { Registre } from '#socle/module.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { controler, type Controle } from './controles.ts';

export type { Controle } from './controles.ts';

export interface Verification {
  readonly territoire: CodeTerritoire;
  readonly controles: readonly Controle[];
  readonly saine: boolean;
}

/** Do the promises of the house hold in this territory? Reads only; safe while the house runs. */
export async function verifierTerritoire(
  base: Base,
  territoire: CodeTerritoire,
  registre: Registre,
): Promise<Verification> {
  const controles = await base.territoire<TablesTerritoire, readonly Controle[]>(
    territoire,
    (sql) => controler(sql, registre),
    {
      lecture: true,
    },
  );
  return { territoire, controles, saine: controles.every((c) => c.gravite === 'attention' || c.defauts.length === 0) };
}

const EXEMPLES = 5;

/** The report an operator reads: one line per promise, then what is broken. */
export function lignesDuRapport({ territoire, controles, saine }: Verification): readonly string[] {
  const nombre = new Intl.NumberFormat('fr-FR');
  return [
    `Territoire ${territoire}`,
    ...controles.flatMap(({ titre, gravite, examines, defauts }) => {
      const signe = defauts.length === 0 ? 'oui' : gravite === 'rompu' ? 'NON' : 'à voir';
      const reste = defauts.length > EXEMPLES ? [`      … et ${nombre.format(defauts.length - EXEMPLES)} autres`] : [];
      return [
        `  ${signe.padEnd(6)} ${titre} (${nombre.format(examines)} examinés)`,
        ...defauts.slice(0, EXEMPLES).map((quoi) => `      ${quoi}`),
        ...reste,
      ];
    }),
    saine
      ? '  Tout ce qui est promis tient.'
      : '  Une promesse est rompue : gardez une sauvegarde de cette base et signalez ce rapport.',
  ];
}
