import type { Binary, Communication } from '@medplum/fhirtypes';
import type { Identifiee } from '#fhir/types.ts';
import type { Transaction } from '#socle/transaction.ts';

const ADRESSE = 'urn:cordee:piece:';

/**
 * Attachments of these messages, octets included, for the record a person receives: an attachment follows what was decided of its message.
 * One where a virus was found never leaves. The right on the messages is the caller’s to decide.
 */
export async function piecesEnBinary(
  tx: Transaction,
  messages: readonly Pick<Communication, 'payload'>[],
): Promise<readonly Identifiee<Binary>[]> {
  const ids = messages.flatMap(({ payload = [] }) =>
    payload.flatMap(({ contentAttachment }) =>
      contentAttachment?.url?.startsWith(ADRESSE) === true ? [contentAttachment.url.slice(ADRESSE.length)] : [],
    ),
  );
  if (ids.length === 0) return [];
  const pieces = await tx.sql
    .selectFrom('piece as p')
    .select(['p.id', 'p.type_mime', 'p.octets'])
    .where('p.id', 'in', ids)
    .where('p.etat', '<>', 'dangereuse')
    .orderBy('p.id')
    .execute();
  return pieces.map(({ id, type_mime, octets }) => ({
    resourceType: 'Binary',
    id,
    contentType: type_mime,
    data: octets.toString('base64'),
  }));
}
