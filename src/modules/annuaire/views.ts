import { refusCommuns } from '#lib/refus.ts';
import { vue } from '#socle/action.ts';
import * as contrat from './contract.ts';
import { lireFiche } from './contact.ts';
import { parLienDeConfirmation, peutAdministrer, peutConsulter, peutDireSaPresence } from './droits.ts';
import { presenterImports, presenterRefus } from './indicateurs.ts';
import { ECHEC_RECENT_JOURS } from './parametres.ts';
import { versCarte } from './presenter.ts';
import { chercher as chercherDans } from './recherche/chercher.ts';
import { refus } from './refus.ts';
import type { Classe } from './recherche/classer.ts';
import { savoirsDe, versPresence } from './savoir.ts';
import { tables } from './tables.ts';
import { verificationParTache } from './verification.ts';

const PAR_PAGE = 20;
const SUGGESTIONS = 8;
const TOUS = ['personne', 'offre', 'structure'] as const;

export const chercher = vue(contrat.chercher, {
  genre: 'recherche',
  droit: ({ acteur }) => peutConsulter(acteur),
  async lire({ entree, tx }) {
    const texte = [entree.profession, entree.besoin, entree.texte, entree.commune, entree.jour]
      .filter((t) => t !== undefined)
      .join(' ');
    const reponse = await chercherDans(tx, texte, entree.genre === undefined ? TOUS : [entree.genre], entree.rayonKm);
    const debut = (entree.page - 1) * PAR_PAGE;
    return {
      resultats: reponse.resultats.slice(debut, debut + PAR_PAGE).map(versCarte),
      total: reponse.resultats.length,
      incomplet: reponse.incomplet,
      pages: Math.max(1, Math.ceil(reponse.resultats.length / PAR_PAGE)),
      termes: [...reponse.lecture.termes],
      depuis: reponse.depuis?.nom,
      elargi: reponse.elargi,
    };
  },
});

/** Eight names for a picker, while one types. */
export const suggestions = vue(contrat.suggestions, {
  genre: 'recherche',
  droit: ({ acteur }) => peutConsulter(acteur),
  async lire({ entree, tx }) {
    if (entree.texte.trim().length < 2) return [];
    const reponse = await chercherDans(tx, entree.texte, entree.genre === 'tous' ? TOUS : [entree.genre]);
    return reponse.resultats.slice(0, SUGGESTIONS).map((c) => ({
      ref: c.ref,
      nom: c.resume.nom,
      genre: c.resume.genre,
      precision: precisionDe(c),
      mssante: (c.savoir.local.mssante?.valeur ?? c.resume.mssante) !== undefined,
      telephone: (c.savoir.local.telephone?.valeur ?? c.resume.telephone) !== undefined,
    }));
  },
});

function precisionDe({ resume, distance }: Classe): string {
  const lieu =
    resume.commune === undefined
      ? undefined
      : distance === undefined || distance < 0.5
        ? resume.commune
        : `${resume.commune}, ${Math.round(distance)} km`;
  return [resume.profession, resume.genre === 'personne' ? resume.structure?.nom : undefined, lieu]
    .filter((t) => t !== undefined)
    .join(' · ');
}

/** The page behind the confirmation link: what we have, to be said true or corrected. */
export const confirmation = vue(contrat.confirmation, {
  droit: ({ acteur }) => parLienDeConfirmation(acteur),
  async lire({ acteur, tx }) {
    const verification = await verificationParTache(tx, acteur.lien?.objet ?? '');
    const fiche = verification === undefined ? undefined : await lireFiche(tx, verification.ref);
    if (verification === undefined || fiche === undefined) throw refus.rien_a_confirmer();
    const savoir = (await savoirsDe(tx, [verification.ref])).get(verification.ref);
    const { resume } = fiche;
    const places = savoir?.local.places?.valeur;
    const ouverte = await tables(tx)
      .selectFrom('annuaire_verification')
      .select('annuaire_verification.ouverte_le')
      .where('annuaire_verification.id', '=', verification.id)
      .executeTakeFirstOrThrow();
    return {
      nom: resume.nom,
      genre: resume.genre,
      profession: resume.profession,
      structure: resume.genre === 'structure' ? undefined : resume.structure?.nom,
      telephone: savoir?.local.telephone?.valeur ?? resume.telephone,
      mssante: savoir?.local.mssante?.valeur ?? resume.mssante,
      places: places == null ? resume.offre?.places : Number(places),
      demandeLe: ouverte.ouverte_le.toISOString(),
      faite: verification.close_le !== null,
    };
  },
});

export const maPresence = vue(contrat.maPresence, {
  droit: ({ acteur }) => peutDireSaPresence(acteur),
  async lire({ acteur, tx }) {
    const ligne = await tables(tx)
      .selectFrom('annuaire_presence')
      .selectAll('annuaire_presence')
      .where('annuaire_presence.ref', '=', acteur.ref)
      .executeTakeFirst();
    if (ligne === undefined) return { ref: acteur.ref, horaires: [] };
    const p = versPresence(ligne);
    return {
      ref: acteur.ref,
      absenteDu: p.absenteDu?.toISOString(),
      absenteJusqu: p.absenteJusqu?.toISOString(),
      remplacant: p.remplacant,
      canal: p.canal,
      consigne: p.consigne,
      horaires: [...p.horaires],
      le: ligne.le.toISOString(),
    };
  },
});

/** Refusals by service: where the offer is missing. No person can be found from here. */
export const carteDesRefus = vue(contrat.carteDesRefus, {
  droit: ({ acteur }) => peutConsulter(acteur),
  async lire({ entree, tx, maintenant }) {
    const depuis =
      entree.depuis === undefined
        ? new Date(maintenant.getTime() - ECHEC_RECENT_JOURS * 86_400_000)
        : new Date(entree.depuis);
    if (Number.isNaN(depuis.getTime())) throw refusCommuns.entree_invalide('La date de début n’est pas lisible.');
    return presenterRefus(tx, depuis);
  },
});

export const imports = vue(contrat.imports, {
  droit: ({ acteur }) => peutAdministrer(acteur),
  lire: ({ tx }) => presenterImports(tx),
});
