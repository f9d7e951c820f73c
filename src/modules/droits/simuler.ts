import { enMinuscule } from '#lib/texte/index.ts';
import { sql, type Kysely } from 'kysely';
import type { Acteur } from '#acces/acteur.ts';
import { expliquer, LIBELLES_FAMILLES, type Situation } from '#acces/droits/expliquer.ts';
import { COLONNES, MATRICE, type FamilleNominative, type Role } from '#acces/droits/matrice.ts';
import { reprise } from '#acces/droits/fermetures.ts';
import { visesPar } from '#acces/droits/ligne.ts';
import { porteeDe } from '#acces/portee.ts';
import { refusCommuns } from '#lib/refus.ts';
import { resoudreIdentite } from '#modules/dossier/index.ts';
import { compteSimule, comptesSimulables } from '#modules/territoire/index.ts';
import { vue } from '#socle/action.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { simulerLesDroits } from './droits.ts';
import { rolesAvecCompte } from './view-matrice.ts';

export const vueComptes = vue(contrat.comptes, {
  droit: () => ({ permis: true, fondement: 'simulateur:ouverture' }),
  async lire({ acteur, tx, maintenant }) {
    const decision = simulerLesDroits({ acteur });
    if (!decision.permis) return { comptes: [], roles: [], simulerFerme: decision.texte };
    return {
      comptes: await comptesSimulables(tx, maintenant),
      roles: rolesAvecCompte().map((role) => ({ role, libelle: MATRICE[role].libelle })),
    };
  },
});

/** « Que verrait Karim ? »: the rule itself answers, with his references and his role; the words say why. Traced like any reading. */
export const vueSimuler = vue(contrat.simuler, {
  droit: simulerLesDroits,
  async lire({ entree, tx, maintenant }) {
    const { patient } = entree;
    tx.concerne(patient);
    await tx.lire('Patient', patient);
    const qui =
      'role' in entree.qui
        ? unInconnu(tx, entree.qui.role)
        : await compteSimule(tx, entree.qui.affectation, maintenant);
    if (qui === undefined) throw refusCommuns.introuvable();
    const nombres = await compterParFamille(tx, qui, patient, maintenant);
    const situation = await situationDe(tx.sql, qui, patient, maintenant);
    const familles = COLONNES.map((famille) => {
      const nombre = nombres.get(famille) ?? 0;
      return { famille, libelle: LIBELLES_FAMILLES[famille], nombre, ...expliquer(situation, famille, nombre) };
    });
    const total = familles.reduce((somme, { nombre }) => somme + nombre, 0);
    const nom = (await resoudreIdentite(tx, [patient])).get(patient)?.nomAffiche ?? '';
    return {
      qui: `${qui.nom}, ${enMinuscule(MATRICE[qui.role].libelle)}`,
      personne: nom,
      phrase: phraseDe(familles),
      familles,
      total,
      masques: await compterMasques(tx.sql, qui, patient),
    };
  },
});

/** A role alone: nobody’s references, so in no circle and named in nothing. */
function unInconnu(tx: Transaction, role: Role): Acteur {
  const ref = 'PractitionerRole/simulation';
  return {
    genre: 'compte',
    id: 'compte:simulation',
    nom: 'Quelqu’un qui ne la connaît pas',
    role,
    territoire: tx.acteur.territoire,
    refs: [ref],
    ref,
    structure: { ref, nom: '' },
    requete: tx.acteur.requete,
  };
}

/** Elements and facts of the record, counted by the rule of that reader. */
async function compterParFamille(
  tx: Transaction,
  qui: Acteur,
  patient: string,
  maintenant: Date,
): Promise<ReadonlyMap<string, number>> {
  const portee = porteeDe(qui, maintenant);
  const { rows } = await sql<{ famille: FamilleNominative; nombre: number }>`
    select v.famille, count(*)::int as nombre from (
      select r.famille from resource r where r.patient = ${patient} and not r.supprime and ${portee.condition('r')}
      union all
      select f.famille from fait f where f.patient = ${patient} and ${portee.condition('f', 'fait')}) v
    group by v.famille`.execute(tx.sql);
  return new Map(rows.map(({ famille, nombre }) => [famille, nombre]));
}

async function situationDe(
  base: Kysely<TablesTerritoire>,
  qui: Acteur,
  patient: string,
  maintenant: Date,
): Promise<Situation> {
  const refs = [...qui.refs];
  const participations = await base
    .selectFrom('cercle_membre as m')
    .select(['m.fonction', 'm.familles', 'm.explicites'])
    .where('m.patient', '=', patient)
    .where('m.membre', 'in', refs)
    .where('m.debut', '<=', maintenant)
    .where((ou) => ou.or([ou('m.fin', 'is', null), ou('m.fin', '>', maintenant)]))
    .execute();
  const oppositions = await base
    .selectFrom('opposition_en_cours as o')
    .select(['o.vise', 'o.famille'])
    .where('o.patient', '=', patient)
    .where('o.vise', 'in', [...visesPar(qui)])
    .execute();
  const retirees = await base
    .selectFrom('droit_retire as d')
    .select('d.famille')
    .where('d.role', '=', qui.role)
    .execute();
  const urgence = await base
    .selectFrom('acces_urgence as u')
    .select('u.fin')
    .where('u.patient', '=', patient)
    .where('u.ref', 'in', refs)
    .where('u.role', '=', qui.role)
    .where('u.ouvert_le', '<=', maintenant)
    .where('u.fin', '>', maintenant)
    .where((ou) => ou.or([ou('u.ferme_le', 'is', null), ou('u.ferme_le', '>', maintenant)]))
    .orderBy('u.fin', 'desc')
    .executeTakeFirst();
  const archivees = await base
    .selectFrom('archive_intermediaire as archive_d')
    .select('archive_d.famille')
    .where('archive_d.patient', '=', patient)
    // Care that began again opens it to everybody; an urgent access is told apart.
    .where(sql<boolean>`not ${reprise(maintenant)}`)
    .execute();
  return {
    role: qui.role,
    archivees: archivees.map(({ famille }) => famille),
    sansQualite: qui.sansQualite,
    participations,
    oppositions,
    retirees: retirees.map(({ famille }) => famille),
    urgenceJusqua: urgence?.fin,
  };
}

async function compterMasques(base: Kysely<TablesTerritoire>, qui: Acteur, patient: string): Promise<number> {
  const { nombre } = await base
    .selectFrom('masque as k')
    .select(sql<number>`count(distinct (k.type, k.id))::int`.as('nombre'))
    .where('k.patient', '=', patient)
    .where('k.vise', 'in', [...visesPar(qui)])
    .executeTakeFirstOrThrow();
  return nombre;
}

function phraseDe(familles: readonly contrat.FamilleSimulee[]): string {
  if (familles.every(({ visible }) => visible === 'non')) return 'Ne lit rien de ce dossier.';
  const noms = (quoi: contrat.FamilleSimulee['visible']) =>
    familles.filter(({ visible }) => visible === quoi).map(({ libelle }) => libelle.toLowerCase());
  const [oui, enPartie, non] = [noms('oui'), noms('en_partie'), noms('non')];
  return [
    oui.length === 0 ? 'Ne lit aucune famille entière.' : `Lit : ${oui.join(', ')}.`,
    enPartie.length === 0 ? '' : `Lit en partie : ${enPartie.join(', ')}.`,
    non.length === 0 ? '' : `Ne lit pas : ${non.join(', ')}.`,
  ]
    .filter((phrase) => phrase !== '')
    .join(' ');
}
