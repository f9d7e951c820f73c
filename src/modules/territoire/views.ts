import { sql } from 'kysely';
import type { Horloge } from '#lib/horloge.ts';
import type { Acteur } from '#acces/acteur.ts';
import { estRole, ROLES } from '#acces/roles.ts';
import { vue, type Vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import {
  peutGererLesMembres,
  peutInviter,
  peutReglerLesFiles,
  peutVoir,
  pourquoiFerme,
  rolesDonnables,
} from './droits.ts';
import {
  libelleDuRole,
  membresEnCours,
  nomDe,
  nomsDesStructures,
  refDe,
  structuresConnues,
  type LigneMembre,
} from './membres.ts';
import { choixPour, sansQualite } from './qualite.ts';
import { refus } from './refus.ts';
import { etatDeRevue } from './revue.ts';
import { boiteDeLaStructure, lireReglage } from './reglages.ts';
import { tables } from './tables.ts';
import { departFerme } from './terminer-affectation.ts';
import type { ProfilMaison } from './temps.ts';

interface Outils {
  readonly horlogeReelle: Horloge;
  readonly profil: ProfilMaison;
}

const jourDe = (horloge: Horloge): string => horloge.maintenant().toISOString().slice(0, 10);

export function vueAccueilAvec({ horlogeReelle, profil }: Outils): Vue {
  return vue(contrat.vueAccueil, {
    droit: ({ acteur }) => peutVoir(acteur),
    async lire({ tx }) {
      const files = Object.values((await lireReglage(tx.sql, 'files')) ?? {});
      const attentes = await compterLesAttentes(tx);
      return {
        membres: new Set((await membresEnCours(tx, jourDe(horlogeReelle))).map((m) => m.compte)).size,
        invitations: (await invitationsOuvertes(tx, horlogeReelle.maintenant())).length,
        files: files.length,
        enAttente: files.reduce((somme, file) => somme + (attentes.get(file.nom) ?? 0), 0),
        essai: profil === 'essai',
      };
    },
  });
}

export function vueMembresAvec({ horlogeReelle }: Outils): Vue {
  return vue(contrat.vueMembres, {
    droit: ({ acteur }) => peutVoir(acteur),
    async lire({ tx, acteur }) {
      const lignes = await membresEnCours(tx, jourDe(horlogeReelle));
      const gestion = peutGererLesMembres(acteur);
      const enMain = await compterEnMain(tx);
      const enFile = await refsDesFiles(tx);
      const sansPreuve = await sansQualite(tx, lignes);
      const membres = lignes.map((m) => {
        const ferme = departFerme(m, acteur, enFile);
        const departPourquoi = gestion.permis
          ? ferme === undefined
            ? undefined
            : refus[ferme]().texte
          : gestion.texte;
        return {
          affectation: m.id,
          ref: refDe(m),
          nom: nomDe(m),
          role: libelleDuRole(m.role),
          structure: m.structure_nom,
          ...(m.telephone === null ? {} : { telephone: m.telephone }),
          moyen: m.carte ? ('carte' as const) : ('cle' as const),
          suspendu: m.etat === 'suspendu',
          ...revueDe(m, acteur, horlogeReelle.maintenant()),
          ...(peutInviter(acteur).permis && sansPreuve.has(m.id) && estRole(m.role)
            ? { preuveANoter: choixPour(m.role) }
            : {}),
          ...(gestion.permis && m.vu_le !== null ? { vuLe: m.vu_le.toISOString() } : {}),
          enMain: enMain.get(refDe(m)) ?? 0,
          ...(departPourquoi === undefined ? {} : { departFerme: departPourquoi }),
        };
      });
      const inviter = peutInviter(acteur);
      const ferme = pourquoiFerme(inviter);
      return {
        membres,
        invitations: inviter.permis ? await invitationsOuvertes(tx, horlogeReelle.maintenant()) : [],
        structures: [...(await structuresConnues(tx, lignes))]
          .map(([ref, nom]) => ({ ref, nom }))
          .sort((a, b) => a.nom.localeCompare(b.nom, 'fr')),
        roles: rolesDonnables(acteur.role).map((code) => ({
          code,
          libelle: ROLES[code].libelle,
          qualites: choixPour(code),
        })),
        ...(ferme === undefined ? {} : { inviterFerme: ferme }),
        avecBoite: (await boiteDeLaStructure(tx.sql, acteur.structure.ref)) !== undefined,
      };
    },
  });
}

/** Only those who may review see that a review is due. */
function revueDe(m: LigneMembre, acteur: Acteur, reel: Date) {
  const etat = etatDeRevue(m, reel);
  return etat === 'a_jour' || !peutInviter(acteur).permis ? {} : { revue: etat };
}

export function vueFilesAvec({ horlogeReelle }: Outils): Vue {
  return vue(contrat.vueFiles, {
    droit: ({ acteur }) => peutVoir(acteur),
    async lire({ tx, acteur }) {
      const files = Object.entries((await lireReglage(tx.sql, 'files')) ?? {});
      const attentes = await compterLesAttentes(tx);
      const lignes = await membresEnCours(tx, jourDe(horlogeReelle));
      const connues = new Map(lignes.map((m) => [m.structure, m.structure_nom]));
      const noms = await nomsDesStructures(
        tx,
        files.map(([, f]) => f.structure).filter((ref) => !connues.has(ref)),
      );
      const ferme = pourquoiFerme(peutReglerLesFiles(acteur));
      return {
        files: files.map(([cle, f]) => ({
          cle,
          nom: f.nom,
          structure: connues.get(f.structure) ?? noms.get(f.structure) ?? f.nom,
          ...(f.boite === undefined ? {} : { boite: f.boite }),
          porteurs: f.porteurs,
          enAttente: attentes.get(f.nom) ?? 0,
        })),
        membres: lignes.map((m) => ({
          ref: refDe(m),
          nom: nomDe(m),
          structure: m.structure_nom,
          ...(m.telephone === null ? {} : { telephone: m.telephone }),
        })),
        ...(ferme === undefined ? {} : { reglerFerme: ferme }),
      };
    },
  });
}

async function invitationsOuvertes(tx: Transaction, maintenant: Date) {
  const lignes = await tables(tx)
    .selectFrom('invitation_du_territoire as i')
    .leftJoin('membre as p', 'p.compte', 'i.parrain')
    .select(['i.id', 'i.prenom', 'i.nom', 'i.role', 'i.structure_nom', 'i.expire_le'])
    .select((e) => [e.fn.max('p.prenom').as('p_prenom'), e.fn.max('p.nom').as('p_nom')])
    .where('i.utilisee_le', 'is', null)
    .where('i.annulee_le', 'is', null)
    .where('i.expire_le', '>', maintenant)
    .groupBy(['i.id', 'i.prenom', 'i.nom', 'i.role', 'i.structure_nom', 'i.expire_le'])
    .orderBy('i.expire_le')
    .execute();
  return lignes.map((i) => ({
    id: i.id,
    nom: `${i.prenom} ${i.nom}`,
    role: libelleDuRole(i.role),
    structure: i.structure_nom,
    parrain: i.p_nom === null ? 'un ancien membre' : `${i.p_prenom ?? ''} ${i.p_nom}`,
    expireLe: i.expire_le.toISOString(),
  }));
}

async function refsDesFiles(tx: Transaction): Promise<ReadonlySet<string>> {
  const files = Object.values((await lireReglage(tx.sql, 'files')) ?? {});
  return new Set(files.flatMap((f) => f.porteurs.map((p) => p.ref)));
}

/** What each person holds, and what each queue waits for: numbers only, whoever it is about. */
async function compterEnMain(tx: Transaction): Promise<ReadonlyMap<string, number>> {
  const lignes = await tx.sql
    .selectFrom('main_ouverte')
    .select(['main_ouverte.qui', sql<number>`count(*)::int`.as('nombre')])
    .where('main_ouverte.etat', '<>', 'termine')
    .groupBy('main_ouverte.qui')
    .execute();
  return new Map(lignes.map(({ qui, nombre }) => [qui ?? '', nombre]));
}

async function compterLesAttentes(tx: Transaction): Promise<ReadonlyMap<string, number>> {
  const lignes = await tx.sql
    .selectFrom('main_ouverte')
    .select(['main_ouverte.file', sql<number>`count(*)::int`.as('nombre')])
    .where('main_ouverte.etat', '<>', 'termine')
    .where('main_ouverte.file', 'is not', null)
    .groupBy('main_ouverte.file')
    .execute();
  return new Map(lignes.map(({ file, nombre }) => [file ?? '', nombre]));
}
