import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';
import { effacerBrouillons, relire, reserverBrouillonsA, useBrouillon } from './brouillon.ts';
import { useNouveaux, vuesChangees } from './direct.ts';
import { EtatDeVue } from './EtatDeVue.tsx';
import { creerClientDeRequetes, useAction, useVue } from './requetes.ts';
import { sessionEstPerdue, signalerSessionRetrouvee } from './session/perdue.ts';
import { SessionPerdue } from './session/session.tsx';
import { monter } from './testing.tsx';
import { Bouton, Champ, Formulaire } from './ui/index.ts';

const deposer = contrat('demande.deposer', { entree: z.object({ motif: z.string() }), sortie: z.object({}) });
const file = contrat('demande.file', { entree: z.object({}), sortie: z.array(z.string()) });

/** Answers in turn, and remembers the keys it was sent. */
function serveur(...reponses: readonly (() => Promise<Response>)[]) {
  const cles: (string | null)[] = [];
  const restantes = [...reponses];
  vi.stubGlobal('fetch', (_adresse: string, requete: RequestInit) => {
    cles.push(new Headers(requete.headers).get('idempotency-key'));
    const suivante = restantes.shift();
    return suivante === undefined ? Promise.resolve(Response.json({})) : suivante();
  });
  return cles;
}

const coupure = () => Promise.reject(new TypeError('coupé'));
const reponse = (statut: number, corps: unknown) => () => Promise.resolve(Response.json(corps, { status: statut }));

function Depot() {
  const brouillon = useBrouillon('demande.nouvelle', { motif: '' });
  const envoi = useAction(deposer, { apres: brouillon.effacer });
  return (
    <Formulaire
      nom="Déposer"
      erreurs={envoi.erreurs}
      erreurGenerale={envoi.erreurGenerale}
      onEnvoyer={() => envoi.executer(brouillon.saisie)}
      actions={<Bouton type="submit">Envoyer</Bouton>}
    >
      <Champ
        nom="motif"
        libelle="Motif"
        valeur={brouillon.saisie.motif}
        onChange={(motif) => brouillon.modifier({ motif })}
      />
    </Formulaire>
  );
}

const motif = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Motif' });
const envoyer = () => fireEvent.click(screen.getByRole('button', { name: 'Envoyer' }));
const ecrire = (texte: string) => fireEvent.change(motif(), { target: { value: texte } });

beforeEach(() => {
  sessionStorage.clear();
  signalerSessionRetrouvee();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test('après une coupure le même envoi garde sa clé ; un texte changé en prend une autre', async () => {
  const cles = serveur(coupure, coupure, coupure);
  monter(<Depot />);
  ecrire('Chute');
  for (const essai of [1, 2]) {
    envoyer();
    await vi.waitFor(() => expect(cles).toHaveLength(essai));
    await screen.findByRole('heading', { name: /Le réseau ne répond pas/ });
  }
  expect(cles[1]).toBe(cles[0]);
  expect(motif().value).toBe('Chute');
  ecrire('Chute hier');
  envoyer();
  await vi.waitFor(() => expect(cles).toHaveLength(3));
  expect(cles[2]).not.toBe(cles[0]);
});

test('un refus s’affiche à son champ, garde le texte, et l’envoi suivant est un nouvel envoi', async () => {
  const cles = serveur(
    reponse(422, { refus: { code: 'x.y', texte: 'À corriger.', champs: { motif: 'Le motif est trop court.' } } }),
  );
  monter(<Depot />);
  ecrire('?');
  envoyer();
  expect(await screen.findByRole('link', { name: 'Le motif est trop court.' })).toBeTruthy();
  expect(motif().value).toBe('?');
  envoyer();
  await vi.waitFor(() => expect(cles.filter((cle) => cle !== null)).toHaveLength(2));
  expect(cles[1]).not.toBe(cles[0]);
});

test('un envoi réussi efface le brouillon', async () => {
  serveur(reponse(200, {}));
  monter(<Depot />);
  ecrire('Chute');
  expect(sessionStorage.getItem('cordee.brouillon.demande.nouvelle')).toBe('{"motif":"Chute"}');
  envoyer();
  await vi.waitFor(() => expect(motif().value).toBe(''));
  expect(sessionStorage.getItem('cordee.brouillon.demande.nouvelle')).toBeNull();
});

test('une session perdue demande de se reconnecter par-dessus l’écran, et le texte est toujours là', async () => {
  serveur(reponse(401, {}));
  monter(
    <>
      <Depot />
      <SessionPerdue Formulaire={({ onConnecte }) => <Bouton onPress={onConnecte}>Me reconnecter</Bouton>} />
    </>,
  );
  ecrire('Chute');
  envoyer();
  await screen.findByRole('dialog', { name: 'Votre session est terminée' });
  fireEvent.click(screen.getByRole('button', { name: 'Me reconnecter' }));
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(motif().value).toBe('Chute');
  expect(sessionEstPerdue()).toBe(false);
});

test('un brouillon se retrouve à la réouverture, se perd à la déconnexion et n’est jamais lu par une autre personne', () => {
  reserverBrouillonsA('p1');
  const { unmount } = monter(<Depot />);
  ecrire('Chute');
  unmount();
  reserverBrouillonsA('p1');
  const seconde = monter(<Depot />);
  expect(motif().value).toBe('Chute');
  seconde.unmount();
  reserverBrouillonsA('p2');
  const troisieme = monter(<Depot />);
  expect(motif().value).toBe('');
  ecrire('Autre');
  troisieme.unmount();
  effacerBrouillons();
  expect(sessionStorage.getItem('cordee.brouillon.demande.nouvelle')).toBeNull();
});

test('un brouillon d’un ancien écran ne garde que ce que le nouveau connaît', () => {
  const initial = { motif: '', urgent: false, besoins: ['a'] };
  expect(relire('{"motif":"Chute","urgent":"oui","besoins":{},"ancien":1}', initial)).toEqual({
    motif: 'Chute',
    urgent: false,
    besoins: ['a'],
  });
  expect(relire('pas du json', initial)).toBe(initial);
  expect(relire('null', initial)).toBe(initial);
});

function File() {
  const vue = useVue(file, {});
  const nouveaux = useNouveaux(vue.data);
  return (
    <EtatDeVue vue={vue} chargement="Chargement de la file">
      {(lignes) => <p>{lignes.map((ligne) => (nouveaux.has(ligne) ? `${ligne} nouveau` : ligne)).join(', ')}</p>}
    </EtatDeVue>
  );
}

test('une vue refusée dit pourquoi sans réessayer ; une vue en cours le dit aussi', async () => {
  const cles = serveur(
    reponse(403, { refus: { code: 'cordee.interdit', texte: 'Vous n’avez pas le droit de faire cela.' } }),
  );
  monter(<File />);
  expect(screen.getByRole('status').textContent).toBe('Chargement de la file…');
  expect((await screen.findByText(/Vous n’avez pas le droit/)).textContent).toContain('Attention');
  expect(cles).toHaveLength(1);
  expect(screen.queryByRole('button', { name: 'Réessayer' })).toBeNull();
});

test('une ligne arrivée après l’ouverture est marquée « nouveau »', async () => {
  serveur(reponse(200, ['a']), reponse(200, ['b', 'a']));
  const client = creerClientDeRequetes();
  monter(<File />, { client });
  await screen.findByText('a');
  await act(() => client.invalidateQueries({ queryKey: ['demande.file'] }));
  expect(await screen.findByText('b nouveau, a')).toBeTruthy();
});

test('un événement illisible ou étranger ne rafraîchit rien', () => {
  expect(vuesChangees('{"vues":["demande.file"]}')).toEqual(['demande.file']);
  expect(vuesChangees('bonjour')).toEqual([]);
  expect(vuesChangees('{"autre":1}')).toEqual([]);
});
