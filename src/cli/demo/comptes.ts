import type { Acteur } from '#acces/acteur.ts';
import { SOUS_CATEGORIES, sousCategoriesDe } from '#acces/qualites.ts';
import type { Role } from '#acces/roles.ts';
import type { TablesAcces } from '#acces/tables.ts';
import type { Base, CodeTerritoire } from '#lib/sql/connexion.ts';
import type { Persona, Sources } from './sources.ts';

/** An account of the demonstration: the row of the house and the actor a session of it would give. */
export interface CompteDemo {
  readonly id: string;
  readonly idnps: string | null;
  readonly prenom: string;
  readonly nom: string;
  readonly civilite: string | null;
  readonly role: Role;
  readonly praticien: string | null;
  readonly roleFhir: string | null;
  readonly structure: { readonly ref: string; readonly nom: string };
  readonly telephone: string | null;
}

/** Role of a professional who writes in the stories without being a persona, by the code of profession of its place of practice. */
const ROLE_PAR_PROFESSION: Readonly<Record<string, Role>> = { '10': 'medecin', '60': 'infirmier', '21': 'pharmacien' };

/** The simulator of Pro Santé Connect gives this identifier to somebody without a card. */
const SANS_CARTE = 'SIMULE-';

function compteDePersona(p: Persona): CompteDemo | undefined {
  if (p.connexion === 'sans_compte') return undefined;
  const { practitioner, practitionerRole, organization } = p.ressources;
  return {
    id: p.id,
    idnps: p.identifiants.idnps ?? `${SANS_CARTE}${p.id}`,
    prenom: p.prenom,
    nom: p.nom,
    civilite: p.titre ?? p.civilite ?? null,
    role: p.role,
    praticien: practitioner === undefined ? null : `Practitioner/${practitioner}`,
    roleFhir: practitionerRole === undefined ? null : `PractitionerRole/${practitionerRole}`,
    structure: {
      ref: `Organization/${organization ?? `hors-territoire-${p.role}`}`,
      nom: p.structure?.nom ?? p.fonction,
    },
    telephone: p.telephone,
  };
}

/** `PractitionerRole/sit-<rpps>-<finess|siret>-<number>-<profession>-<mode>`: everything an account needs but the names. */
const SITUATION = /^PractitionerRole\/sit-(\d{11})-((?:finess|siret)-\d+)-(\d+)-[A-Z]$/;

/** Account of a professional of the stories who is no persona; undefined when the reference is not one of a person with an RPPS. */
function compteDeSituation(
  ref: string,
  nomComplet: string,
  structureNom: string,
  telephone?: string,
): CompteDemo | undefined {
  const [, rpps, structure, profession] = SITUATION.exec(ref) ?? [];
  if (rpps === undefined || structure === undefined || profession === undefined) return undefined;
  const docteur = nomComplet.startsWith('Dr ');
  const [prenom = '', ...nom] = nomComplet.replace(/^Dr /, '').split(' ');
  return {
    id: `rpps-${rpps}`,
    idnps: `8${rpps}`,
    prenom,
    nom: nom.join(' '),
    civilite: docteur ? 'DR' : null,
    role: ROLE_PAR_PROFESSION[profession] ?? 'paramedical',
    praticien: `Practitioner/rpps-${rpps}`,
    roleFhir: ref,
    structure: { ref: `Organization/${structure}`, nom: structureNom },
    telephone: telephone ?? null,
  };
}

/** Everybody who acts in the demonstration: personas, and the authors of the stories whose gesture needs an account. */
export function comptesDeLaDemo(sources: Sources): readonly CompteDemo[] {
  const personas = sources.personas.map(compteDePersona);
  const autres = auteursSansPersona(sources).map((ref) => {
    const connu = sources.acteurs.get(ref);
    return compteDeSituation(ref, connu?.nom ?? ref, connu?.nom ?? ref, connu?.telephone);
  });
  return [...personas, ...autres].filter((compte) => compte !== undefined);
}

/** The same people as actors, by the reference the stories use. */
export function acteursDe(sources: Sources, territoire: CodeTerritoire): ReadonlyMap<string, Acteur> {
  const acteurs = comptesDeLaDemo(sources).map((compte) => acteurDuCompte(compte, territoire));
  return new Map(acteurs.map((acteur) => [acteur.ref, acteur]));
}

/** Writes the accounts and where each works, since long before the stories begin. */
export async function ouvrirComptes(
  base: Base,
  territoire: CodeTerritoire,
  comptes: readonly CompteDemo[],
  depuis: Date,
): Promise<void> {
  const debut = depuis.toISOString().slice(0, 10);
  await base.commun<TablesAcces, void>(async (sql) => {
    await sql
      .insertInto('compte')
      .values(
        comptes.map(({ id, idnps, prenom, nom, civilite }) => ({
          id,
          idnps,
          prenom,
          nom,
          civilite,
          cree_le: depuis,
          vu_le: null,
        })),
      )
      .execute();
    await sql
      .insertInto('affectation')
      .values(
        comptes.map((compte) => ({
          id: `${compte.id}-${territoire}`,
          compte: compte.id,
          territoire,
          role: compte.role,
          praticien: compte.praticien,
          role_fhir: compte.roleFhir,
          structure: compte.structure.ref,
          structure_nom: compte.structure.nom,
          telephone: compte.telephone,
          debut,
          fin: null,
        })),
      )
      .execute();
    await sql
      .insertInto('qualite')
      .values(comptes.flatMap((compte) => qualiteDe(compte, territoire, debut)))
      .execute();
  });
}

/** What each persona shows: the number of the card for a health professional, the employer’s word for the others. */
function qualiteDe({ id, idnps, role, structure }: CompteDemo, territoire: CodeTerritoire, le: string) {
  const [sousCategorie] = sousCategoriesDe(role);
  if (sousCategorie === undefined) return [];
  const preuve = SOUS_CATEGORIES[sousCategorie].preuves[0] ?? 'reprise';
  return {
    affectation: `${id}-${territoire}`,
    territoire,
    sous_categorie: sousCategorie,
    preuve,
    preuve_de: preuve === 'rpps' ? `RPPS ${idnps?.slice(1) ?? 'de démonstration'}` : `Attestation de ${structure.nom}`,
    preuve_le: le,
    preuve_par: 'démonstration',
  };
}

function acteurDuCompte(compte: CompteDemo, territoire: CodeTerritoire): Acteur {
  const ref = compte.roleFhir ?? compte.praticien ?? `Practitioner/${compte.id}`;
  return {
    genre: 'compte',
    id: `compte:${compte.id}`,
    nom: [compte.civilite === 'DR' ? 'Dr' : '', compte.prenom, compte.nom].filter((m) => m !== '').join(' '),
    role: compte.role,
    territoire,
    refs: [ref, ...(compte.praticien === null ? [] : [compte.praticien]), compte.structure.ref],
    ref,
    structure: compte.structure,
    ...(compte.telephone === null ? {} : { telephone: compte.telephone }),
    requete: 'demo',
  };
}

/** Those who have no persona and whose gesture needs an account (a note, a call). */
function auteursSansPersona(sources: Sources): readonly string[] {
  const personas = new Set(sources.personas.map((p) => `PractitionerRole/${p.ressources.practitionerRole ?? ''}`));
  const avecCompte = new Set(['note.ecrire', 'appel.tracer']);
  const refs = sources.personnes.flatMap((p) =>
    p.histoire
      .filter((e) => avecCompte.has(e.quoi) && e.qui.startsWith('PractitionerRole/') && !personas.has(e.qui))
      .map((e) => e.qui),
  );
  return [...new Set(refs)].sort();
}
