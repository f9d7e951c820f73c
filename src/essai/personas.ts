import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Persona } from '#connectors/psc/simulateur/persona.ts';

const RACINE = path.resolve(import.meta.dirname, '../../fixtures/territoire');

const PersonaEssai = z.object({
  id: z.string(),
  prenom: z.string(),
  nom: z.string(),
  titre: z.string().optional(),
  role: z.string(),
  fonction: z.string(),
  connexion: z.enum(['psc', 'invitation', 'sans_compte']),
  identifiants: z.object({ rpps: z.string().optional(), idnps: z.string().optional() }).partial().optional(),
  structure: z.object({ nom: z.string(), finess: z.string().optional(), siret: z.string().optional() }).nullish(),
  ressources: z
    .object({ practitioner: z.string(), practitionerRole: z.string(), organization: z.string() })
    .partial()
    .nullish(),
  mssante: z.string().optional(),
  telephone: z.string().optional(),
});
export type PersonaEssai = z.output<typeof PersonaEssai>;

/** Fictitious people of the trial territory, from the same file the demonstration is made of. */
export async function lirePersonas(): Promise<readonly PersonaEssai[]> {
  const texte = await readFile(path.join(RACINE, 'personas.json'), 'utf8');
  return z.object({ personas: z.array(PersonaEssai) }).parse(JSON.parse(texte)).personas;
}

/** Key of the account: the national identifier, or the one the simulator gives to somebody without a card. */
export const idnpsDe = (p: PersonaEssai): string => p.identifiants?.idnps ?? `SIMULE-${p.id}`;

/** How the simulator of Pro Santé Connect shows them. */
export function pourLeSimulateur(p: PersonaEssai): Persona {
  const idnps = p.connexion === 'psc' ? p.identifiants?.idnps : undefined;
  return {
    id: p.id,
    ...(idnps === undefined ? {} : { idnps }),
    prenom: p.prenom,
    nom: p.nom,
    ...(p.titre === 'DR' ? { titre: 'Dr' } : {}),
    profession: {
      code: p.role === 'medecin' ? '10' : p.role === 'pharmacien' ? '21' : '60',
      systeme: '1.2.250.1.213.1.1.5.5',
      libelle: p.fonction,
    },
    situations: [
      {
        id: p.ressources?.practitionerRole ?? p.id,
        structureRef: p.ressources?.organization ?? p.id,
        structureNom: p.structure?.nom ?? p.fonction,
        ...(p.structure?.finess === undefined ? {} : { finess: p.structure.finess }),
        secteur: 'SA07',
        role: '',
      },
    ],
  };
}
