import { beforeEach, describe, expect, test } from 'vitest';
import { accepterInvitation, commencerAcceptation, empreinteDe, inviter, ouvrirInvitation } from './invitation.ts';
import { optionsConnexion, verifierConnexion } from './passkey.ts';
import { unAppareil, unMonde } from './testing.ts';
import type { Appareil, Monde } from './testing.ts';

const objet = {
  nom: 'Exemple',
  prenom: 'Karim',
  structureRef: 'Organization/ccas',
  role: 'travailleur-social',
  parrainId: 'compte-sophie',
};
const JOUR_MS = 24 * 3600_000;
let monde: Monde;
let appareil: Appareil;

beforeEach(() => {
  monde = unMonde();
  appareil = unAppareil();
});

async function accepter(jeton: string, cle = appareil) {
  const { defiId, options } = await commencerAcceptation(monde, jeton);
  return accepterInvitation(monde, { jeton, defiId, reponse: cle.inscrire(options), nomDeLaCle: 'Ordinateur du CCAS' });
}

describe('inviter et accepter', () => {
  test('un travailleur social invité obtient son compte et sa première clé, puis se connecte', async () => {
    const { jeton, invitation } = await inviter(monde, objet);
    expect(await accepter(jeton)).toMatchObject({
      compteId: invitation.compteId,
      passkey: { nom: 'Ordinateur du CCAS' },
    });
    expect(monde.enMemoire.comptes.get(invitation.compteId)).toEqual(objet);
    const { defiId, options } = await optionsConnexion(monde);
    const { compteId } = await verifierConnexion(monde, { defiId, reponse: appareil.connecter(options) });
    expect(compteId).toBe(invitation.compteId);
  });

  test('seule l’empreinte du lien est gardée, et chaque invitation a la sienne', async () => {
    const [une, autre] = [await inviter(monde, objet), await inviter(monde, objet)];
    expect(une.jeton).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(une.jeton).not.toBe(autre.jeton);
    expect(JSON.stringify([...monde.enMemoire.invitations.values()])).not.toContain(une.jeton);
    expect(une.invitation.empreinte).toBe(empreinteDe(une.jeton));
  });

  test('ouvrir le lien ne consomme rien : l’antivirus de la messagerie l’ouvre aussi', async () => {
    const { jeton, invitation } = await inviter(monde, objet);
    for (let i = 0; i < 3; i += 1) expect((await ouvrirInvitation(monde, jeton)).id).toBe(invitation.id);
    await commencerAcceptation(monde, jeton);
    expect((await accepter(jeton)).compteId).toBe(invitation.compteId);
  });

  test('une personne qui a perdu ses clés en reçoit une nouvelle sans changer de compte', async () => {
    const { jeton } = await inviter(monde, { ...objet, compteId: 'compte-karim' });
    expect(await accepter(jeton)).toMatchObject({ compteId: 'compte-karim', invitation: { nature: 'nouvelle_cle' } });
    expect(monde.enMemoire.comptes.size).toBe(0);
  });
});

describe('refuser', () => {
  test('une invitation de plus de sept jours est expirée, une de six jours ne l’est pas', async () => {
    const { jeton } = await inviter(monde, objet);
    monde.horloge.avancer(7 * JOUR_MS - 1);
    await ouvrirInvitation(monde, jeton);
    monde.horloge.avancer(1);
    await expect(ouvrirInvitation(monde, jeton)).rejects.toMatchObject({ code: 'invitation.expiree', statut: 410 });
  });

  test('une invitation qui expire pendant l’acceptation est refusée', async () => {
    const { jeton } = await inviter(monde, objet);
    monde.horloge.avancer(7 * JOUR_MS - 60_000);
    const { defiId, options } = await commencerAcceptation(monde, jeton);
    monde.horloge.avancer(120_000);
    const demande = { jeton, defiId, reponse: appareil.inscrire(options), nomDeLaCle: '' };
    await expect(accepterInvitation(monde, demande)).rejects.toMatchObject({ code: 'invitation.expiree' });
    expect(monde.enMemoire.cles.size).toBe(0);
  });

  test('une invitation ne sert qu’une fois', async () => {
    const { jeton } = await inviter(monde, objet);
    await accepter(jeton);
    await expect(accepter(jeton, unAppareil())).rejects.toMatchObject({ code: 'invitation.deja_utilisee' });
    expect(monde.enMemoire.cles.size).toBe(1);
  });

  test('deux acceptations en même temps : un seul compte, une seule clé', async () => {
    const { jeton } = await inviter(monde, objet);
    const issues = await Promise.allSettled([accepter(jeton), accepter(jeton, unAppareil())]);
    expect(issues.map((i) => i.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(monde.enMemoire.cles.size).toBe(1);
  });

  test('une invitation annulée par le parrain est refusée', async () => {
    const { jeton, invitation } = await inviter(monde, objet);
    monde.enMemoire.invitations.set(invitation.empreinte, { ...invitation, annuleeLe: monde.horloge.maintenant() });
    await expect(ouvrirInvitation(monde, jeton)).rejects.toMatchObject({ code: 'invitation.annulee' });
  });

  test.each(['', 'court', 'x'.repeat(43), 'x'.repeat(5000), '../../etc'])(
    'un lien inconnu ou tronqué est refusé (%#)',
    async (jeton) => {
      await inviter(monde, objet);
      await expect(ouvrirInvitation(monde, jeton)).rejects.toMatchObject({ code: 'invitation.inconnue', statut: 404 });
    },
  );

  test('une clé déjà utilisée ailleurs ne peut pas servir à accepter', async () => {
    const [une, autre] = [await inviter(monde, objet), await inviter(monde, { ...objet, prenom: 'Rose' })];
    await accepter(une.jeton);
    await expect(accepter(autre.jeton)).rejects.toMatchObject({ code: 'passkey.deja_enregistree' });
  });

  test('la question d’une invitation n’accepte pas une autre invitation', async () => {
    const [une, autre] = [await inviter(monde, objet), await inviter(monde, { ...objet, role: 'administrateur' })];
    const { defiId, options } = await commencerAcceptation(monde, une.jeton);
    const demande = { jeton: autre.jeton, defiId, reponse: appareil.inscrire(options), nomDeLaCle: '' };
    await expect(accepterInvitation(monde, demande)).rejects.toMatchObject({ code: 'passkey.autre_compte' });
    expect(monde.enMemoire.invitations.get(autre.invitation.empreinte)?.utiliseeLe).toBeUndefined();
  });

  test.each(['nom', 'prenom', 'structureRef', 'role'] as const)(
    'une invitation sans %s n’est pas envoyée',
    async (champ) => {
      await expect(inviter(monde, { ...objet, [champ]: ' ' })).rejects.toMatchObject({
        code: 'invitation.identite_incomplete',
      });
    },
  );
});
