import { z } from 'zod';
import { COLONNES, MATRICE, type Role } from '#acces/droits/matrice.ts';
import { contrat } from '#lib/contrat.ts';

const Famille = z.enum(COLONNES, 'Choisissez une famille d’informations.');
const RoleConnu = z.enum(Object.keys(MATRICE) as [Role, ...Role[]], 'Choisissez un métier.');
/** What a form sends, before it is read. */
const RoleSaisi = z.string().pipe(RoleConnu);
const FamilleSaisie = z.string().pipe(Famille);
const motif = z.string('Dites pourquoi.').trim().min(1, 'Dites pourquoi.').max(300, '300 lettres au plus.');

const CelluleVue = z.object({
  famille: Famille,
  code: z.enum(['E', 'L', 'R', 'X', 'N']),
  /** The part that is read, when it is not the whole family. */
  partie: z.string().optional(),
  retire: z.object({ par: z.string(), le: z.string(), motif: z.string() }).optional(),
});

const LigneVue = z.object({
  role: RoleConnu,
  libelle: z.string(),
  categorie: z.enum(['1', '2', 'aucune']),
  qualite: z.string(),
  cellules: z.array(CelluleVue),
  indicateurs: z.enum(['A', 'N']),
});
export type LigneVue = z.output<typeof LigneVue>;

export const matrice = contrat('droits.matrice', {
  entree: z.object({}),
  sortie: z.object({
    version: z.string(),
    source: z.string(),
    familles: z.array(z.object({ cle: Famille, libelle: z.string() })),
    lignes: z.array(LigneVue),
    /** What this territory changed, newest first. */
    changements: z.array(z.object({ le: z.string(), par: z.string(), phrase: z.string() })),
    /** Why I may not change it; absent when I may. */
    reglerFerme: z.string().optional(),
  }),
});
export type MatriceVue = z.output<typeof matrice.sortie>;

export const retirer = contrat('droits.retirer', {
  entree: z.object({ role: RoleSaisi, famille: FamilleSaisie, motif }),
  sortie: z.object({}),
});

export const retablir = contrat('droits.retablir', {
  entree: z.object({ role: RoleSaisi, famille: FamilleSaisie, motif }),
  sortie: z.object({}),
});

/** A whole local matrix; refused when one cell gives more than the national base. */
export const adopter = contrat('droits.adopter', {
  entree: z.object({
    cellules: z
      .array(z.object({ role: RoleConnu, famille: Famille, code: z.enum(['E', 'L', 'R', 'X', 'N']) }))
      .max(500),
    motif,
  }),
  sortie: z.object({ retraits: z.number() }),
});

export const comptes = contrat('droits.comptes', {
  entree: z.object({}),
  sortie: z.object({
    comptes: z.array(z.object({ affectation: z.string(), nom: z.string(), role: z.string(), structure: z.string() })),
    roles: z.array(z.object({ role: RoleConnu, libelle: z.string() })),
    simulerFerme: z.string().optional(),
  }),
});

export const FamilleSimulee = z.object({
  famille: Famille,
  libelle: z.string(),
  visible: z.enum(['oui', 'en_partie', 'non']),
  /** Elements and facts of the record that would be shown. */
  nombre: z.number(),
  pourquoi: z.string(),
  ouvrirait: z.string().optional(),
});
export type FamilleSimulee = z.output<typeof FamilleSimulee>;

/** `qui`: an account by its practice situation, or a role alone, outside the circle. */
export const simuler = contrat('droits.simuler', {
  entree: z.object({
    patient: z.string('Choisissez une personne.').min(1).max(64),
    qui: z.union([z.object({ affectation: z.string().min(1) }), z.object({ role: RoleSaisi })]),
  }),
  sortie: z.object({
    qui: z.string(),
    personne: z.string(),
    phrase: z.string(),
    familles: z.array(FamilleSimulee),
    total: z.number(),
    masques: z.number(),
  }),
});
export type Simulation = z.output<typeof simuler.sortie>;
