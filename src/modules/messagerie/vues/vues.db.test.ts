import type { Patient } from '@medplum/fhirtypes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import type * as contrats from '../contract.ts';
import { quelquUnDAilleurs, uneCoordinatrice, unEssai, unMel, type Essai } from '../testing.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { acteurSysteme } from '#acces/acteur.ts';
import { Transaction } from '#socle/transaction.ts';
import { PanneTemporaire } from '#connectors/mssante/erreurs.ts';

let essai: Essai;
beforeAll(async () => {
  essai = await unEssai();
});
afterAll(() => essai.fermer());

type Fils = z.output<typeof contrats.fils.sortie>;
type Fil = z.output<typeof contrats.fil.sortie>;
const lignes = async () => Object.values(((await essai.voir('messagerie.fils', {})) as Fils).groupes).flat();
const fil = async (id: string, acteur = uneCoordinatrice()) =>
  (await essai.voir('messagerie.fil', { id }, acteur)) as Fil;

function parCordee<T>(faire: (tx: Transaction) => Promise<T>): Promise<T> {
  return essai.socle.base.territoire<TablesTerritoire, T>(essai.territoire, (sql) =>
    faire(
      new Transaction({
        ...essai.socle,
        sql,
        acteur: acteurSysteme(essai.territoire, 'essai'),
        maintenant: essai.horloge.maintenant(),
      }),
    ),
  );
}

test('une pièce jointe se lit par ceux que l’échange nomme et par eux seuls', async () => {
  const octets = Buffer.from('Tension 13/8.');
  await essai.deposer(
    await unMel({ texte: 'Avec pièce.', piecesJointes: [{ nom: 'lettre.txt', type: 'text/plain', octets }] }),
  );
  await essai.relever();
  const { id } = (await lignes()).find((l) => l.extrait === 'Avec pièce.') ?? { id: '' };
  const [ligne] = (await fil(id)).messages[0]?.pieces ?? [];
  expect(ligne).toMatchObject({ nom: 'lettre.txt', quoi: 'Texte', taille: 13, etat: 'sans_antivirus', ouvrable: true });
  const piece = ligne?.id;
  expect(await essai.voir('messagerie.piece', { piece })).toMatchObject({ affichage: 'texte', texte: 'Tension 13/8.' });
  await expect(essai.voir('messagerie.piece', { piece }, quelquUnDAilleurs())).rejects.toMatchObject({
    code: 'cordee.introuvable',
  });
});

test('un message illisible reste téléchargeable tel qu’il est arrivé', async () => {
  await essai.deposer(Buffer.from('Subject: sans personne\r\n\r\nIllisible.\r\n'));
  await essai.relever();
  const { messages } = (await essai.voir('messagerie.quarantaine', {})) as z.output<typeof contrats.quarantaine.sortie>;
  const recu = (await essai.voir('messagerie.document', { illisible: messages[0]?.id })) as z.output<
    typeof contrats.document.sortie
  >;
  expect(Buffer.from(recu.octets, 'base64').toString()).toBe('Subject: sans personne\r\n\r\nIllisible.\r\n');
  await expect(
    essai.voir('messagerie.document', { illisible: messages[0]?.id }, quelquUnDAilleurs()),
  ).rejects.toMatchObject({ code: 'cordee.introuvable' });
});

/** As the house writes a person who goes by her birth name: the usual name holds her title only. */
const NOMS: Patient['name'] = [
  { use: 'official', family: 'Aubry', given: ['Jeanne'] },
  { use: 'usual', prefix: ['MME'] },
];

test('rattaché à une personne, l’échange la nomme, sa main aussi, et ses messages entrent dans son dossier', async () => {
  await parCordee((tx) =>
    tx.ecrire({ resourceType: 'Patient', id: 'p9', name: NOMS }, undefined, ['Organization/dac']),
  );
  await essai.deposer(await unMel({ texte: 'Pour Mme A.' }));
  await essai.relever();
  const { id } = (await lignes()).find((l) => l.extrait === 'Pour Mme A.') ?? { id: '' };
  await essai.agir('messagerie.rattacher', { fil: id, patient: 'p9' });
  expect((await fil(id)).personne).toEqual({ id: 'p9', nom: 'Mme Aubry Jeanne' });
  const mains = await essai.lire((sql) =>
    sql
      .selectFrom('main_ouverte as m')
      .select(['m.patient', 'm.qui_nom'])
      .where('m.objet', '=', `Task/${id}`)
      .execute(),
  );
  expect(mains).toEqual([{ patient: 'p9', qui_nom: 'Sophie Marchand' }]);
  const communications = await parCordee((tx) => tx.magasin.chercher('Communication', { patient: 'p9' }, tx.portee));
  expect(communications).toHaveLength(1);
  await expect(essai.agir('messagerie.rattacher', { fil: id })).rejects.toMatchObject({
    code: 'messagerie.rattachement_vide',
  });
  await expect(essai.agir('messagerie.rattacher', { fil: id, patient: 'inconnue' })).rejects.toMatchObject({
    code: 'cordee.introuvable',
  });
});

test('rattaché à une demande dont on est lecteur, le fil la suit ; à une autre, il est refusé', async () => {
  await parCordee(async (tx) => {
    for (const [nom, lecteur] of [
      ['ouverte', 'Organization/dac'],
      ['ailleurs', 'Organization/autre'],
    ] as const) {
      await tx.passerLaMain({
        objet: `Task/${nom}`,
        genre: 'demande',
        etat: 'tenu',
        titre: 'Demande',
        a: { ref: lecteur, nom: 'x' },
        prochaine: 'suite',
        dueLe: new Date('2027-01-01T09:00:00Z'),
        cause: 'demande.suite',
        lecteurs: [lecteur],
      });
    }
  });
  await essai.deposer(await unMel({ texte: 'Pour la demande.' }));
  await essai.relever();
  const { id } = (await lignes()).find((l) => l.extrait === 'Pour la demande.') ?? { id: '' };
  await expect(essai.agir('messagerie.rattacher', { fil: id, objet: 'Task/ailleurs' })).rejects.toMatchObject({
    code: 'cordee.introuvable',
  });
  await essai.agir('messagerie.rattacher', { fil: id, objet: 'Task/ouverte' });
  expect(await fil(id)).toMatchObject({ genre: 'demande', objet: 'Task/ouverte' });
  await expect(essai.agir('messagerie.rattacher', { fil: id, objet: 'Task/autre' })).rejects.toMatchObject({
    code: 'messagerie.autre_objet',
  });
});

test('un message que l’opérateur ne prend pas tout de suite le dit, et ne se reprend plus', async () => {
  const client = essai.client;
  const enPanne = { ...client };
  const ecrit = (await essai.agir('messagerie.ecrire', {
    destinataire: 'PractitionerRole/martin',
    nature: 'information',
    texte: 'Plus tard.',
  })) as { communication: string };
  client.envoyer = () => Promise.reject(new PanneTemporaire('451'));
  essai.horloge.avancer(11_000);
  await essai.tour();
  client.envoyer = enPanne.envoyer;
  expect(await essai.voir('messagerie.etatDuMessage', { communication: ecrit.communication })).toMatchObject({
    etat: 'attente',
    libelle: 'Pas encore parti, nouvel essai bientôt',
    motif: 'La messagerie ne répond pas pour le moment (451).',
    annulableJusqua: null,
  });
  essai.horloge.avancer(60_000);
  await essai.tour();
  expect(await essai.voir('messagerie.etatDuMessage', { communication: ecrit.communication })).toMatchObject({
    etat: 'parti',
  });
});

test('les contacts proposés pour une personne sont ceux de son cercle, à qui en lit la coordination', async () => {
  const proposes = async () =>
    ((await essai.voir('messagerie.destinataires', { patient: 'p9' })) as { contacts: unknown[] }).contacts;
  expect(await proposes()).toEqual([]);
  await essai.lire((sql) =>
    sql
      .insertInto('cercle_membre')
      .values([
        {
          patient: 'p9',
          membre: 'PractitionerRole/martin',
          rang: 1,
          fonction: 'Médecin',
          debut: new Date(0),
          fin: null,
          ouvert: true,
          familles: ['ADM', 'COO', 'SOC', 'MED', 'PLN', 'FIL'],
          fondement: 'porte1',
        },
        {
          patient: 'p9',
          membre: 'Organization/muet',
          rang: 2,
          fonction: 'Kiné',
          debut: new Date(0),
          fin: null,
          ouvert: true,
          familles: ['ADM', 'COO', 'SOC', 'MED', 'PLN', 'FIL'],
          fondement: 'porte1',
        },
        {
          patient: 'p9',
          membre: 'Organization/plein',
          rang: 3,
          fonction: 'Pharmacie',
          debut: new Date(0),
          fin: new Date(1),
          ouvert: true,
          familles: ['ADM', 'COO', 'SOC', 'MED', 'PLN', 'FIL'],
          fondement: 'porte1',
        },
        {
          patient: 'p9',
          membre: 'Organization/dac',
          rang: 4,
          fonction: 'Coordination',
          debut: new Date(0),
          fin: null,
          ouvert: true,
          familles: ['ADM', 'COO', 'SOC', 'MED', 'PLN', 'FIL'],
          fondement: 'porte1',
        },
      ])
      .execute(),
  );
  const { contacts, personne } = (await essai.voir('messagerie.destinataires', { patient: 'p9' })) as z.output<
    typeof contrats.destinataires.sortie
  >;
  expect(personne?.nom).toBe('Mme Aubry Jeanne');
  expect(contacts.map((c) => [c.nom, c.ecritPossible])).toEqual([
    ['Dr Paul Martin', true],
    ['Kiné sans boîte', false],
  ]);
  await expect(essai.voir('messagerie.destinataires', { patient: 'inconnue' })).rejects.toMatchObject({
    code: 'cordee.introuvable',
  });
});
