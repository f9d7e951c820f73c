import type { Acteur } from '#acces/acteur.ts';
import { contexteDeTrace, declarerContexte } from '#acces/contexte-trace.ts';
import { porteeDe } from '#acces/portee.ts';
import { MagasinFhir } from '#fhir/store/store.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { RessourceDe } from '#fhir/types.ts';
import type { Maison } from '../contexte.ts';

/** A person an application may be opened on, as the list shows it. */
export interface PatientOffert {
  readonly id: string;
  readonly libelle: string;
}

const OFFERTS_MAX = 300;

/** Persons within the reader's own reach, in alphabetical order; the reading leaves its trace. */
export async function patientsOfferts(maison: Maison, acteur: Acteur): Promise<readonly PatientOffert[]> {
  await declarerContexte(maison.socle.base, acteur);
  const maintenant = maison.socle.horloge.maintenant();
  return maison.socle.base.territoire<TablesTerritoire, PatientOffert[]>(acteur.territoire, async (sql) => {
    const lus = await new MagasinFhir(sql).chercher('Patient', { limite: OFFERTS_MAX }, porteeDe(acteur, maintenant));
    await sql
      .insertInto('trace')
      .values({ ...ligneDeTrace(acteur, maintenant), genre: 'recherche', nombre: lus.length })
      .execute();
    const alphabet = new Intl.Collator('fr');
    return lus
      .map(({ ressource }) => ({ id: ressource.id, libelle: libelle(ressource) }))
      .toSorted((a, b) => alphabet.compare(a.libelle, b.libelle));
  });
}

/** One of them; undefined when it is not within the reader's own reach, or does not exist. */
export async function patientLisible(maison: Maison, acteur: Acteur, id: string): Promise<PatientOffert | undefined> {
  await declarerContexte(maison.socle.base, acteur);
  const maintenant = maison.socle.horloge.maintenant();
  return maison.socle.base.territoire<TablesTerritoire, PatientOffert | undefined>(acteur.territoire, async (sql) => {
    const lu = await new MagasinFhir(sql).lire('Patient', id, porteeDe(acteur, maintenant));
    await sql
      .insertInto('trace')
      .values({
        ...ligneDeTrace(acteur, maintenant),
        genre: lu === undefined ? 'refus' : 'lecture',
        decision: lu === undefined ? 'refuse' : 'permis',
        objet: `Patient/${id}`,
        patient: lu === undefined ? null : id,
        nombre: lu === undefined ? 0 : 1,
      })
      .execute();
    return lu === undefined ? undefined : { id, libelle: libelle(lu.ressource) };
  });
}

function ligneDeTrace(acteur: Acteur, le: Date) {
  return {
    le,
    acteur: acteur.id,
    role: acteur.role,
    structure: acteur.structure.ref,
    pour: acteur.pour?.ref ?? null,
    contexte: contexteDeTrace(acteur).id,
    action: 'oauth.personne',
    objet: null,
    patient: null,
    fondement: 'equipe-ou-echange',
    decision: 'permis' as const,
    requete: acteur.requete,
  };
}

/** `PERRIN Jeanne, 12/04/1941`: enough to tell two persons apart, no more. */
function libelle(patient: RessourceDe<'Patient'>): string {
  const nom =
    patient.name?.find((n) => n.use === 'usual') ??
    patient.name?.find((n) => n.use === 'official') ??
    patient.name?.[0];
  const mots = [nom?.family?.toLocaleUpperCase('fr'), nom?.given?.[0]].filter((mot) => mot !== undefined).join(' ');
  const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(patient.birthDate ?? '');
  return [
    mots === '' ? 'Personne sans nom' : mots,
    ...(date === null ? [] : [`${date[3]}/${date[2]}/${date[1]}`]),
  ].join(', ');
}
