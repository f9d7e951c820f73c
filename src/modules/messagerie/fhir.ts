import type { Communication, Reference, Task } from '@medplum/fhirtypes';
import { porteeSysteme } from '#acces/portee.ts';
import { SYSTEME_FAMILLE } from '#fhir/index/index.ts';
import type { Identifiee } from '#fhir/types.ts';
import type { Transaction } from '#socle/transaction.ts';
import type { PieceDuCourriel } from './tables.ts';
import type { Fil } from './fils/store.ts';

const SYSTEME_MESSAGE_ID = 'urn:cordee:message-id';
const SYSTEME_ADRESSE = 'urn:cordee:mssante';
const GENRE_TACHE = { coding: [{ system: 'urn:cordee:genre', code: 'message', display: 'Message à traiter' }] };
const MOTIF = 'messagerie';

export interface Partie {
  readonly adresse: string;
  readonly nom: string;
  readonly ref?: string | undefined;
}

export interface MessageARessource {
  readonly id: string;
  readonly messageId: string;
  readonly statut: Communication['status'];
  readonly de: Partie;
  readonly a: Partie;
  readonly texte: string;
  readonly pieces: readonly PieceDuCourriel[];
  readonly envoyeLe?: Date | undefined;
  readonly recuLe?: Date | undefined;
  readonly enReponseA?: string | undefined;
  /** What the sender declares as subject; may name a person, so it stays inside the resource. */
  readonly sujet: string;
}

function reference(partie: Partie): Reference & { display: string } {
  return {
    ...(partie.ref === undefined ? {} : { reference: partie.ref }),
    identifier: { system: SYSTEME_ADRESSE, value: partie.adresse },
    display: partie.nom,
  };
}

function rattachement(fil: Pick<Fil, 'objet' | 'patient' | 'famille'>): Partial<Communication> {
  return {
    meta: { security: [{ system: SYSTEME_FAMILLE, code: fil.famille }] },
    ...(fil.objet === null ? {} : { about: [{ reference: fil.objet }], partOf: [{ reference: fil.objet }] }),
    ...(fil.patient === null ? {} : { subject: { reference: `Patient/${fil.patient}` } }),
  };
}

/** A secure mail as a Communication: what the FHIR door and the other rooms read. */
export function communicationDe(
  message: MessageARessource,
  fil: Pick<Fil, 'objet' | 'patient' | 'famille'>,
): Identifiee<Communication> {
  return {
    resourceType: 'Communication',
    id: message.id,
    ...rattachement(fil),
    identifier: [{ system: SYSTEME_MESSAGE_ID, value: message.messageId }],
    status: message.statut,
    medium: [{ coding: [{ system: 'urn:cordee:canal', code: 'mssante', display: 'MSSanté' }] }],
    sender: reference(message.de) as NonNullable<Communication['sender']>,
    recipient: [reference(message.a) as NonNullable<Communication['recipient']>[number]],
    topic: { text: message.sujet },
    ...(message.envoyeLe === undefined ? {} : { sent: message.envoyeLe.toISOString() }),
    ...(message.recuLe === undefined ? {} : { received: message.recuLe.toISOString() }),
    ...(message.enReponseA === undefined ? {} : { inResponseTo: [{ reference: message.enReponseA }] }),
    payload: [
      { contentString: message.texte },
      ...message.pieces.map((piece) => ({
        contentAttachment: {
          contentType: piece.type,
          title: piece.nom,
          size: piece.taille,
          url: `urn:cordee:piece:${piece.id}`,
        },
      })),
    ],
  };
}

type Changement = (avant: Identifiee<Communication>) => Identifiee<Communication>;

/** Changes a Communication; its mail is locked by the caller, so the version read is the one replaced. */
export async function modifierCommunication(
  tx: Transaction,
  ref: string,
  lecteurs: readonly string[],
  changer: Changement,
): Promise<void> {
  const { ressource, version } = await tx.lire(
    'Communication',
    ref.replace('Communication/', ''),
    porteeSysteme(MOTIF),
  );
  await tx.ecrire(changer(ressource), version, lecteurs);
}

export function rattacherRessource(fil: Pick<Fil, 'objet' | 'patient' | 'famille'>): Changement {
  return (avant) => ({ ...avant, ...rattachement(fil) });
}

export interface TacheDeMessage {
  readonly fil: Pick<Fil, 'id' | 'patient' | 'lecteurs' | 'correspondant_nom'>;
  readonly statut: Task['status'];
  readonly qui?: { readonly ref: string; readonly nom: string } | undefined;
  readonly quoi: string;
}

/** The Task that stands for « this thread waits for somebody », created or brought up to date. */
export async function ecrireTache(tx: Transaction, { fil, statut, qui, quoi }: TacheDeMessage): Promise<void> {
  const [avant] = await tx.magasin.chercher('Task', { ids: [fil.id], limite: 1 }, porteeSysteme(MOTIF));
  if (avant === undefined && statut === 'completed') return;
  const tache: Identifiee<Task> = {
    resourceType: 'Task',
    id: fil.id,
    status: statut,
    intent: 'order',
    code: GENRE_TACHE,
    description: quoi,
    authoredOn: avant?.ressource.authoredOn ?? tx.maintenant.toISOString(),
    lastModified: tx.maintenant.toISOString(),
    ...(fil.patient === null ? {} : { for: { reference: `Patient/${fil.patient}` } }),
    ...(qui === undefined ? {} : { owner: { reference: qui.ref, display: qui.nom } }),
  };
  await tx.ecrire(tache, avant?.version, fil.lecteurs);
}
