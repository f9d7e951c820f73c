import { z } from 'zod';
import type { Acteur } from '#acces/acteur.ts';
import { permis } from '#acces/decision.ts';
import { EQUIPE_DAC, type Role } from '#acces/roles.ts';
import { traitsDepuisPatient } from '#fhir/identite/index.ts';
import { contrat } from '#lib/contrat.ts';
import { lireCodePostal, lireMatriculeIns, lireOidIns } from '#lib/identifiants/index.ts';
import { appliquerPreuve } from '#modules/dossier/index.ts';
import { action } from '#socle/action.ts';
import { instantDu } from './calendrier.ts';
import { coordinateurDe, jouer, jouerAction, regarder, systeme, type Contexte, type DossierDemo } from './rejeu.ts';
import type { PersonneFictive } from './sources.ts';

const SEXES = { F: 'female', M: 'male' } as const;
/** Functions of the stories, in the words of the circle. */
const FONCTIONS: Readonly<Record<string, string>> = { coordinateur: 'referent' };
const HORS_EQUIPE: readonly string[] = ['service', 'mandataire'];

/** Roles that may both create a file and bring people around the person. */
const OUVRENT_UN_DOSSIER: readonly Role[] = [...EQUIPE_DAC, 'medecin', 'infirmier', 'assistant_social'];

/** The person as a requester names her. */
export function candidatDe({ traits, coordonnees }: PersonneFictive) {
  return {
    nom: traits.nomUtilise ?? traits.nomNaissance,
    prenom: traits.prenomUtilise ?? traits.prenomsNaissance[0],
    naissance: traits.dateNaissance,
    sexe: SEXES[traits.sexe],
    telephone: coordonnees.telephones[0],
    commune: coordonnees.adresse.commune,
  };
}

function traitsDe({ traits, coordonnees }: PersonneFictive) {
  const { adresse, telephones } = coordonnees;
  return {
    civilite: traits.sexe === 'F' ? 'MME' : 'M',
    nomNaissance: traits.nomNaissance,
    nom: traits.nomUtilise,
    prenoms: traits.prenomsNaissance.join(' '),
    prenom: traits.prenomUtilise,
    naissance: traits.dateNaissance,
    sexe: SEXES[traits.sexe],
    lieuNaissance: traits.lieuNaissance.libelle,
    codeLieuNaissance: cogLisible(traits.lieuNaissance.cog),
    telephone: telephones[0],
    adresse: adresse.lignes.join(', '),
    ...(lireCodePostal(adresse.codePostal).ok ? { codePostal: adresse.codePostal } : {}),
    commune: adresse.commune,
  };
}

/**
 * Communes of the fiction are numbered 000nn, which no reader of INSEE codes takes; a qualified identity needs a code of birthplace.
 * 959nn is never attributed: it stands for them.
 */
export function cogLisible(cog: string): string {
  return cog.startsWith('000') ? `959${cog.slice(3)}` : cog;
}

const Recherche = z.object({ recherche: z.string(), candidats: z.array(z.object({ patient: z.string() })) });
const Identite = z.object({ version: z.number() });
const Cree = z.object({ patient: z.string() });

/** Somebody met before any request: looked for, then created by whoever meets her, or by the DAC when that role may not. */
export async function connaitre(ctx: Contexte, dossier: DossierDemo, rencontre: Acteur): Promise<string> {
  if (dossier.patient !== undefined) return dossier.patient;
  const { cercle } = dossier.personne;
  const createur = OUVRENT_UN_DOSSIER.includes(rencontre.role) ? rencontre : coordinateurDe(ctx, dossier);
  const traits = traitsDe(dossier.personne);
  const vus = Recherche.parse(await regarder(ctx, createur, 'dossier.rechercherIdentite', traits));
  const cree = await jouer(ctx, createur, 'dossier.creer', {
    recherche: vus.recherche,
    traits,
    ecartes: vus.candidats.map((c) => c.patient),
    informee: 'oral',
  });
  dossier.patient = Cree.parse(cree).patient;
  await entourer(ctx, dossier, dossier.patient, createur);
  if (rencontre !== createur && !cercle.some((m) => m.ref === rencontre.ref))
    await accueillir(ctx, dossier.patient, createur, { ref: rencontre.ref, fonction: rencontre.role });
  return dossier.patient;
}

/** A file opened from a request holds what the requester said: the coordinator completes it with the person. */
export async function completer(
  ctx: Contexte,
  dossier: DossierDemo,
  patient: string,
  par: Acteur,
  informee: boolean,
): Promise<void> {
  const { version } = Identite.parse(await regarder(ctx, par, 'dossier.identite', { patient }));
  await jouer(ctx, par, 'dossier.corrigerTraits', { patient, version, traits: traitsDe(dossier.personne) });
  if (informee) await jouer(ctx, par, 'cercle.noterInformation', { patient, etat: 'informee', mode: 'oral' });
  await entourer(ctx, dossier, patient, par);
}

async function entourer(ctx: Contexte, dossier: DossierDemo, patient: string, par: Acteur): Promise<void> {
  const { personne } = dossier;
  await fiabiliser(ctx, personne, patient, par);
  for (const { id: _cle, ...proche } of personne.proches)
    await jouer(ctx, par, 'dossier.ajouterProche', { patient, ...proche });
  // Whoever opens the file enters the circle first: only its members may then add the others.
  const [siens, autres] = [
    personne.cercle.filter((m) => m.ref === par.ref),
    personne.cercle.filter((m) => m.ref !== par.ref),
  ];
  for (const membre of [...siens, ...autres]) await accueillir(ctx, patient, par, membre);
  for (const ligne of aSavoirDe(personne)) await jouer(ctx, par, 'dossier.ajouterASavoir', { patient, ...ligne });
  resumerPlusTard(ctx, personne, patient, par);
}

async function accueillir(
  ctx: Contexte,
  patient: string,
  par: Acteur,
  { ref, fonction }: { readonly ref: string; readonly fonction: string },
): Promise<void> {
  await jouer(ctx, par, 'cercle.ajouter', {
    patient,
    qui: { genre: 'annuaire', ref },
    fonction: FONCTIONS[fonction] ?? fonction,
    fondement: ctx.acteurs.get(ref)?.structure.ref === ctx.dac.ref ? 'porte1' : porte(fonction),
  });
}

const porte = (fonction: string): string => (HORS_EQUIPE.includes(fonction) ? 'hors_equipe' : 'porte2');

const CINQ_MINUTES_MS = 5 * 60_000;

/** The summary of the stories says how things are today: it is written after the last of what happened, not when the file was opened. */
function resumerPlusTard(ctx: Contexte, personne: PersonneFictive, patient: string, par: Acteur): void {
  const dernier = personne.histoire.at(-1);
  if (dernier === undefined) return;
  const fin = instantDu(dernier.jour, dernier.heure, ctx.maintenant).getTime() + CINQ_MINUTES_MS;
  const ligne = { patient, texte: personne.resume, type: 'MED' };
  ctx.plusTard(new Date(Math.min(fin, ctx.maintenant.getTime())), async () => {
    await jouer(ctx, par, 'dossier.ajouterASavoir', ligne);
  });
}

function aSavoirDe(p: PersonneFictive): readonly { readonly texte: string; readonly type: string }[] {
  return [
    { texte: `${p.modeDeVie} ${p.logement}`, type: 'SOC' },
    ...(p.droits.length === 0 ? [] : [{ texte: `Droits : ${p.droits.join(', ')}.`, type: 'SOC' }]),
    ...(p.objectif === undefined ? [] : [{ texte: p.objectif, type: 'SOC' }]),
  ];
}

/** Document seen, then what the national service would have answered. */
async function fiabiliser(ctx: Contexte, personne: PersonneFictive, patient: string, par: Acteur): Promise<void> {
  const { statut, matricule, oid } = personne.ins;
  if (statut === 'validee' || statut === 'qualifiee') {
    const { version } = Identite.parse(await regarder(ctx, par, 'dossier.identite', { patient }));
    await jouer(ctx, par, 'dossier.verifierPiece', { patient, version, piece: 'CN' });
  }
  if (matricule !== undefined && oid !== undefined)
    await jouerAction(ctx, systeme(ctx, 'insi-essai'), retrouverIns, { patient, matricule, oid });
}

/** Answer of the national identity service, as the stories say it: applied like any other, signed by Cordée. */
const retrouverIns = action(
  contrat('demo.retrouverIns', {
    entree: z.object({ patient: z.string(), matricule: z.string(), oid: z.string() }),
    sortie: z.object({}),
  }),
  {
    droit: () => permis('systeme:insi-essai'),
    faire: async ({ entree, tx }) => {
      const lue = await tx.lire('Patient', entree.patient);
      const traits = traitsDepuisPatient(lue.ressource);
      const matricule = lireMatriculeIns(entree.matricule);
      const oid = lireOidIns(entree.oid, 'essai');
      if (!matricule.ok || !oid.ok) throw new Error('identité nationale d’essai illisible');
      await appliquerPreuve(tx, entree.patient, {
        ins: { matricule: matricule.valeur, oid: oid.valeur },
        traits,
        origine: 'insi',
        methode: 'INSI',
        enMots: 'Retrouvée dans le téléservice national',
      });
      tx.concerne(entree.patient);
      return {};
    },
  },
);
