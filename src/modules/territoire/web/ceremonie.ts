import { useState } from 'react';
import * as contrat from '#acces/contrat-session.ts';
import { clesAccesPossibles, creerCleAcces, utiliserCleAcces } from '#acces/passkey/web.ts';
import { ErreurApi, executer } from '#web/api.ts';

type OptionsDeCreation = Parameters<typeof creerCleAcces>[0];
type Issue = { readonly faite: true } | { readonly faite: false; readonly texte: string };

export interface Ceremonie {
  readonly lancer: () => void;
  readonly enCours: boolean;
  /** Why it did not work, as a sentence; undefined before and after a success. */
  readonly texte: string | undefined;
}

/** Runs what asks a device for a key, from a click, and says in words what went wrong. */
export function useCeremonie(jouer: () => Promise<Issue>, apres: () => void): Ceremonie {
  const [etat, setEtat] = useState<{ enCours: boolean; texte: string | undefined }>({
    enCours: false,
    texte: undefined,
  });
  const lancer = async (): Promise<void> => {
    setEtat({ enCours: true, texte: undefined });
    const issue = await jouer().catch(enMots);
    setEtat({ enCours: false, texte: issue.faite ? undefined : issue.texte });
    if (issue.faite) apres();
  };
  return {
    ...etat,
    lancer: () => {
      if (!etat.enCours) void lancer();
    },
  };
}

function enMots(erreur: unknown): Issue {
  const texte = 'Cet appareil n’a pas pu répondre. Rechargez la page et recommencez.';
  return { faite: false, texte: erreur instanceof ErreurApi ? erreur.texte : texte };
}

export const clesPossibles = clesAccesPossibles;

export async function entrerAvecMaCle(partage: boolean): Promise<Issue> {
  const options = await executer(contrat.questionCle, {});
  const issue = await utiliserCleAcces(options);
  if (issue.issue !== 'faite') return { faite: false, texte: issue.texte };
  await executer(contrat.connexionParCle, { partage, reponse: { ...issue.reponse } });
  return { faite: true };
}

/** Proves again who one is, before a sensitive act. */
export async function confirmerAvecMaCle(): Promise<Issue> {
  const options = await executer(contrat.questionElevation, {});
  const issue = await utiliserCleAcces(options);
  if (issue.issue !== 'faite') return { faite: false, texte: issue.texte };
  await executer(contrat.elevationParCle, { reponse: { ...issue.reponse } });
  return { faite: true };
}

export async function accepterAvecUneCle(jeton: string, nomDeLaCle: string): Promise<Issue> {
  const options = await executer(contrat.questionInvitation, { jeton });
  const issue = await creerCleAcces(options as unknown as OptionsDeCreation);
  if (issue.issue !== 'faite') return { faite: false, texte: issue.texte };
  await executer(contrat.accepterInvitation, { jeton, nomDeLaCle, reponse: { ...issue.reponse } });
  return { faite: true };
}

export async function enregistrerCetAppareil(nomDeLaCle: string): Promise<Issue> {
  const options = await executer(contrat.questionNouvelleCle, {});
  const issue = await creerCleAcces(options as unknown as OptionsDeCreation);
  if (issue.issue !== 'faite') return { faite: false, texte: issue.texte };
  await executer(contrat.ajouterCle, { nomDeLaCle, reponse: { ...issue.reponse } });
  return { faite: true };
}
