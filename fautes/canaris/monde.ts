import { sql, type Kysely } from 'kysely';
import { familleDe } from '#fhir/index/index.ts';
import { MagasinFhir } from '#fhir/store/store.ts';
import type { Famille, Identifiee } from '#fhir/types.ts';
import type { Base, CodeTerritoire } from '#lib/sql/connexion.ts';
import { ecrireReglage } from '#modules/territoire/index.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { idDePersonne, PERSONNES_PAR_TERRITOIRE, TERRITOIRES } from './lieux.ts';
import { boiteDe } from './monde-postal.ts';
import { motDe, type Canari } from './mots.ts';
import { ecrireLesParoles } from './paroles.ts';
import { ecrireLaPiece } from './pieces.ts';
import { elementsDe, elementsDuTerritoire } from './ressources.ts';

const fileDac = (territoire: CodeTerritoire) => ({
  nom: 'Accueil du DAC',
  structure: 'Organization/dac',
  boite: boiteDe(territoire),
  porteurs: [{ ref: 'PractitionerRole/coordinatrice', nom: 'Zoé Exemple', telephone: '0199001010' }],
});

/** What a member of a circle is given there; the role narrows it further. */
export interface Participation {
  readonly ref: string;
  readonly familles: readonly Famille[];
  /** Persons of the territory whose circle counts this member today. */
  readonly personnes: readonly number[];
  readonly fonction?: string;
}

export interface Monde {
  readonly canaris: ReadonlyMap<string, Canari>;
  /** `Type/id` of everything, the same in the three territories. */
  readonly references: readonly string[];
}

/** Fills the three territories with the same persons and the same ids; only the canary words differ. */
export async function peupler(
  base: Base,
  participations: ReadonlyMap<CodeTerritoire, readonly Participation[]>,
  maintenant: Date,
): Promise<Monde> {
  const canaris = new Map<string, Canari>();
  const references = new Set<string>();
  for (const [rang, territoire] of TERRITOIRES.entries()) {
    let numero = 0;
    const ajouter = (element: Omit<Canari, 'mot' | 'territoire'>): string => {
      const mot = motDe(rang + 1, numero++);
      canaris.set(mot, { ...element, mot, territoire });
      references.add(`${element.type}/${element.id}`);
      return mot;
    };
    await base.territoire<TablesTerritoire, void>(territoire, async (tx) => {
      const ecrire = ecrivain(tx, maintenant);
      for (const element of elementsDuTerritoire()) await ecrire(element, ajouter);
      for (let n = 1; n <= PERSONNES_PAR_TERRITOIRE; n += 1)
        for (const element of elementsDe(idDePersonne(n))) await ecrire(element, ajouter);
      for (let n = 1; n <= PERSONNES_PAR_TERRITOIRE; n += 1)
        await ecrireLaPiece(tx, idDePersonne(n), maintenant, ajouter);
      await ecrireReglage(tx, 'files', { dac: fileDac(territoire) }, 'canaris', maintenant);
      await ecrireLesParoles(tx, territoire, maintenant);
      await ecrireLesCercles(tx, participations.get(territoire) ?? [], maintenant);
    });
  }
  return { canaris, references: [...references] };
}

/** One element of the world: built around its canary word. */
export interface Element {
  readonly type: string;
  readonly id: string;
  readonly patient?: string;
  readonly lecteurs?: readonly string[];
  readonly construire: (mot: string) => Identifiee;
}

type Ajouter = (element: Omit<Canari, 'mot' | 'territoire'>) => string;

function ecrivain(tx: Kysely<TablesTerritoire>, le: Date) {
  const magasin = new MagasinFhir(tx);
  return async ({ type, id, patient, lecteurs = [], construire }: Element, ajouter: Ajouter): Promise<void> => {
    const famille = familleDe(construire('essai'));
    const mot = ajouter({ type, id, patient, famille, lecteurs });
    await magasin.ecrire(construire(mot), { auteur: 'systeme:canaris', le, lecteurs });
    if (patient === undefined) return;
    const fait = { objet: `${type}/${id}`, patient, famille, lecteurs };
    await ecrireLaTrace(tx, { ...fait, mot: ajouter({ type, id, patient, famille, lecteurs, ecran: true }) }, le);
  };
}

interface Raconte {
  readonly objet: string;
  readonly patient: string;
  readonly famille: Famille;
  readonly lecteurs: readonly string[];
  readonly mot: string;
}

/** What the screens read besides resources: the thread of the person. */
async function ecrireLaTrace(tx: Kysely<TablesTerritoire>, r: Raconte, le: Date): Promise<void> {
  await tx
    .insertInto('fait')
    .values({
      id: `fait-${r.mot}`,
      nom: 'ASavoirAjoute.v1',
      survenu_le: le,
      saisi_le: le,
      auteur: 'systeme:canaris',
      auteur_nom: r.mot,
      pour: null,
      patient: r.patient,
      objet: r.objet,
      famille: r.famille,
      lecteurs: [...r.lecteurs],
      donnees: JSON.stringify({ texte: r.mot }),
    })
    .execute();
}

async function ecrireLesCercles(
  tx: Kysely<TablesTerritoire>,
  participations: readonly Participation[],
  maintenant: Date,
): Promise<void> {
  const rangs = new Map<string, number>();
  for (const { ref, familles, personnes, fonction = 'infirmier' } of participations) {
    for (const numero of personnes) {
      const patient = idDePersonne(numero);
      const rang = (rangs.get(patient) ?? 0) + 1;
      rangs.set(patient, rang);
      await sql`insert into cercle_membre (patient, membre, rang, fonction, debut, fin, ouvert, fondement, familles)
        values (${patient}, ${ref}, ${rang}, ${fonction}, ${new Date(maintenant.getTime() - 86_400_000)}, null, true, 'porte2',
          ${[...familles]}::text[])`.execute(tx);
    }
  }
}
