import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { ROLES, type Role } from '#acces/roles.ts';

export const DOSSIER_TERRITOIRE = path.resolve(import.meta.dirname, '../../../fixtures/territoire');

const Persona = z.object({
  id: z.string(),
  nom: z.string(),
  prenom: z.string(),
  civilite: z.string().optional(),
  titre: z.string().optional(),
  role: z.enum(Object.keys(ROLES) as [Role, ...Role[]]),
  fonction: z.string(),
  connexion: z.enum(['psc', 'invitation', 'sans_compte']),
  identifiants: z.object({ idnps: z.string().optional() }),
  structure: z.object({ cle: z.string(), nom: z.string(), boite: z.string().optional() }).nullable(),
  ressources: z.object({
    practitioner: z.string().optional(),
    practitionerRole: z.string().optional(),
    organization: z.string().optional(),
  }),
  mssante: z.string().optional(),
  telephone: z.string(),
});
export type Persona = z.output<typeof Persona>;

const Evenement = z.object({
  /** Days before today. */
  jour: z.number(),
  heure: z.string().regex(/^\d\d:\d\d$/),
  quoi: z.string(),
  qui: z.string(),
  contenu: z.record(z.string(), z.unknown()),
});
export type Evenement = z.output<typeof Evenement>;

const Proche = z.object({
  id: z.string(),
  nom: z.string(),
  prenom: z.string().optional(),
  lien: z.string(),
  roles: z.array(z.string()),
  telephone: z.string(),
});

const Personne = z.object({
  id: z.string(),
  /** Kind of story the person was drawn for; absent for the people the tour names. */
  recit: z.string().optional(),
  traits: z.object({
    nomNaissance: z.string(),
    nomUtilise: z.string().optional(),
    prenomsNaissance: z.array(z.string()),
    prenomUtilise: z.string().optional(),
    sexe: z.enum(['F', 'M']),
    dateNaissance: z.string(),
    lieuNaissance: z.object({ cog: z.string(), libelle: z.string() }),
  }),
  ins: z.object({
    statut: z.enum(['provisoire', 'recuperee', 'validee', 'qualifiee']),
    matricule: z.string().optional(),
    oid: z.string().optional(),
  }),
  coordonnees: z.object({
    adresse: z.object({ lignes: z.array(z.string()), codePostal: z.string(), commune: z.string() }),
    telephones: z.array(z.string()),
  }),
  modeDeVie: z.string(),
  logement: z.string(),
  droits: z.array(z.string()),
  resume: z.string(),
  objectif: z.string().optional(),
  cercle: z.array(z.object({ fonction: z.string(), ref: z.string(), nom: z.string() })),
  proches: z.array(Proche),
  histoire: z.array(Evenement),
});
export type PersonneFictive = z.output<typeof Personne>;

const Situations = z.object({
  acteurs: z.record(z.string(), z.object({ nom: z.string(), telephone: z.string().optional() })),
  personnes: z.array(Personne),
});

export interface Sources {
  readonly personas: readonly Persona[];
  readonly personnes: readonly PersonneFictive[];
  /** Everybody a story names, by directory reference. */
  readonly acteurs: ReadonlyMap<string, { readonly nom: string; readonly telephone?: string | undefined }>;
}

/** People and stories of the fictitious territory, as the generator wrote them. */
export async function lireSources(dossier = DOSSIER_TERRITOIRE): Promise<Sources> {
  const lire = async (nom: string): Promise<unknown> =>
    JSON.parse(await readFile(path.join(dossier, nom), 'utf8')) as unknown;
  const { personas } = z.object({ personas: z.array(Persona) }).parse(await lire('personas.json'));
  const situations = Situations.parse(await lire('situations.json'));
  return { personas, personnes: situations.personnes, acteurs: new Map(Object.entries(situations.acteurs)) };
}
