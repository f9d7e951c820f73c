import { sql } from 'kysely';
import { lireReference } from '#fhir/types.ts';
import { vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import { lireFiche } from './contact.ts';
import * as contrat from './contract.ts';
import { estSaFiche, peutConsulter, peutCorriger } from './droits.ts';
import { versCarte } from './presenter.ts';
import { classer } from './recherche/classer.ts';
import type { Lecture } from './recherche/comprendre.ts';
import { refus } from './refus.ts';
import { Resume } from './resume.ts';
import { SANS_SAVOIR, savoirsDe, type Savoir } from './savoir.ts';
import { tables } from './tables.ts';
import { verificationDe, verificationParTache } from './verification.ts';

const SANS_QUESTION: Lecture = {
  termes: [],
  notions: [],
  commune: undefined,
  jours: [],
  rayonKm: undefined,
  mots: [],
  numero: undefined,
  adresse: undefined,
};

/** One entry in full: each field says where it comes from, since when, and who confirmed it. */
export const fiche = vue(contrat.fiche, {
  droit: ({ acteur }) => peutConsulter(acteur),
  async lire({ entree, acteur, tx, maintenant }) {
    const demandee = 'ref' in entree ? entree.ref : (await verificationParTache(tx, entree.verification))?.ref;
    const trouve = demandee === undefined ? undefined : await lireFiche(tx, demandee);
    if (trouve === undefined) throw refus.inconnu();
    const { ref, resume } = trouve;
    const savoirs = await savoirsDe(tx, [ref]);
    const savoir = savoirs.get(ref) ?? SANS_SAVOIR;
    const candidat = { ref, resume, toks: [], codeCommune: undefined, latitude: undefined, longitude: undefined };
    const [classe] = classer([candidat], savoirs, { lecture: SANS_QUESTION, centre: undefined, maintenant });
    if (classe === undefined) throw refus.inconnu();
    return {
      carte: versCarte(classe),
      champs: champsDe(resume, savoir),
      modeExercice: resume.modeExercice,
      offre: offreEnMots(resume.offre),
      horaires: [...(savoir.presence?.horaires.length ? savoir.presence.horaires : (resume.offre?.horaires ?? []))],
      notes: savoir.notes.map((n) => ({
        id: n.id,
        texte: n.texte,
        par: n.parNom,
        le: n.le.toISOString(),
        mienne: n.par === acteur.id,
      })),
      echecs: savoir.echecs.map((e) => ({ ...e, le: e.le.toISOString() })),
      verification: await verificationEnCours(tx, ref),
      liens: await liensDe(tx, ref, resume),
      peutCorriger: peutCorriger(acteur, ref, resume.structure?.ref).permis,
      estMoi: estSaFiche(acteur, ref),
    };
  },
});

function champsDe(r: Resume, savoir: Savoir) {
  const source = r.genre === 'offre' ? 'Répertoire national de l’offre (ROR)' : 'Annuaire national';
  const national = (valeur: string | undefined) => (valeur === undefined ? undefined : { valeur, source, le: r.majLe });
  const local = (champ: 'telephone' | 'mssante') => {
    const dit = savoir.local[champ];
    return dit?.valeur == null
      ? undefined
      : {
          valeur: dit.valeur,
          source: 'Corrigé sur le territoire',
          le: dit.confirme_le.toISOString(),
          confirmePar: dit.par_nom,
        };
  };
  return {
    telephone: local('telephone') ?? national(r.telephone),
    mssante: local('mssante') ?? national(r.mssante),
    adresse: national(
      [r.adresse, [r.codePostal, r.commune].filter((t) => t !== undefined).join(' ')]
        .filter((t) => t !== undefined && t !== '')
        .join(', ') || undefined,
    ),
  };
}

function offreEnMots(offre: Resume['offre']) {
  if (offre === undefined) return undefined;
  const { ageMin, ageMax } = offre;
  const ages =
    ageMin === undefined && ageMax === undefined
      ? undefined
      : ageMax === undefined || ageMax >= 120
        ? `à partir de ${ageMin ?? 0} ans`
        : `de ${ageMin ?? 0} à ${ageMax} ans`;
  return {
    mode: offre.mode?.libelle,
    publics: offre.publics,
    ages,
    zones: offre.zones.map((z) => z.libelle),
    modalites: offre.modalites,
    activites: offre.activites,
    contacts: offre.contacts,
    fermeture: offre.fermeture,
  };
}

async function verificationEnCours(tx: Transaction, ref: string) {
  const verification = await verificationDe(tx, ref);
  if (verification === undefined) return undefined;
  const main = await tx.sql
    .selectFrom('main_ouverte')
    .select([
      'main_ouverte.qui_nom',
      'main_ouverte.depuis',
      'main_ouverte.prochaine',
      'main_ouverte.due_le',
      'main_ouverte.etat',
    ])
    .where('main_ouverte.objet', '=', `Task/${verification.id}`)
    .where('main_ouverte.etat', '<>', 'termine')
    .executeTakeFirst();
  if (main?.qui_nom == null || main.due_le === null || main.prochaine === null || main.etat === 'termine')
    return undefined;
  return {
    tache: `Task/${verification.id}`,
    qui: main.qui_nom,
    depuis: main.depuis.toISOString(),
    prochaine: main.prochaine,
    echeance: main.due_le.toISOString(),
    etat: main.etat,
  };
}

const LIENS_MAX = 30;

/** Other places of the same person; people and offers of the same structure. */
async function liensDe(tx: Transaction, ref: string, resume: Resume) {
  const cibles = await referencesLiees(tx, ref, resume);
  if (cibles.length === 0) return [];
  const lignes = await tables(tx)
    .selectFrom('annuaire')
    .select(['annuaire.type', 'annuaire.id', 'annuaire.resume'])
    .where('annuaire.actif', '=', true)
    .where('annuaire.type', 'in', ['PractitionerRole', 'HealthcareService'])
    .where(sql<boolean>`annuaire.refs && ${cibles}::text[]`)
    .orderBy('annuaire.type')
    .orderBy('annuaire.nom_tri')
    .limit(LIENS_MAX + 1)
    .execute();
  return lignes
    .map((l) => ({ ref: `${l.type}/${l.id}`, r: Resume.parse(l.resume) }))
    .filter((l) => l.ref !== ref)
    .slice(0, LIENS_MAX)
    .map((l) => ({
      ref: l.ref,
      nom: l.r.nom,
      precision: [l.r.profession, l.r.genre === 'personne' && l.r.nom === resume.nom ? l.r.structure?.nom : undefined]
        .filter((t) => t !== undefined)
        .join(' · '),
    }));
}

async function referencesLiees(tx: Transaction, ref: string, resume: Resume): Promise<string[]> {
  if (resume.genre === 'structure') return [`organization=${ref}`, `providedBy=${ref}`];
  if (resume.genre === 'offre') return resume.structure === undefined ? [] : [`providedBy=${resume.structure.ref}`];
  const lue = lireReference(ref);
  if (lue?.type !== 'PractitionerRole') return [`practitioner=${ref}`];
  const ligne = await tables(tx)
    .selectFrom('annuaire')
    .select('annuaire.refs')
    .where('annuaire.type', '=', lue.type)
    .where('annuaire.id', '=', lue.id)
    .executeTakeFirst();
  return (ligne?.refs ?? []).filter((r) => r.startsWith('practitioner='));
}
