import type { Base, CodeTerritoire } from '#lib/sql/connexion.ts';
import { ecrireReglage } from '#modules/territoire/index.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { Persona } from './sources.ts';

/** Who answers for the requests of the DAC, in order: two coordinators, then who runs it. */
const ECHELLE = ['sophie-marchand', 'thomas-lefevre', 'beatrice-helenard'];

export interface Dac {
  readonly ref: string;
  readonly nom: string;
  readonly boite: string;
}

export function dacDe(personas: readonly Persona[]): Dac {
  const responsable = personas.find((p) => p.role === 'responsable_dac');
  const boite = responsable?.structure?.boite;
  const organisation = responsable?.ressources.organization;
  if (responsable?.structure == null || boite === undefined || organisation === undefined)
    throw new Error(
      'Le territoire d’essai n’a pas de DAC avec une boîte : vérifiez fixtures/territoire/personas.json.',
    );
  return { ref: `Organization/${organisation}`, nom: responsable.structure.nom, boite };
}

/** Queue of the DAC and the mailbox it answers. */
export async function reglerLeTerritoire(
  base: Base,
  territoire: CodeTerritoire,
  personas: readonly Persona[],
  le: Date,
): Promise<Dac> {
  const dac = dacDe(personas);
  const porteurs = ECHELLE.flatMap((id) => {
    const p = personas.find((persona) => persona.id === id);
    const role = p?.ressources.practitionerRole;
    return p === undefined || role === undefined
      ? []
      : [{ ref: `PractitionerRole/${role}`, nom: `${p.prenom} ${p.nom}`, telephone: p.telephone }];
  });
  await base.territoire<TablesTerritoire, void>(territoire, async (sql) => {
    const file = { nom: `Accueil du ${dac.nom}`, structure: dac.ref, boite: dac.boite, porteurs };
    await ecrireReglage(sql, 'files', { dac: file }, 'demonstration', le);
    const boite = { adresse: dac.boite, structure: dac.ref, nom: dac.nom, file: 'dac' };
    await ecrireReglage(sql, 'boites', [boite], 'demonstration', le);
  });
  return dac;
}
