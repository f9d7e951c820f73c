import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bundle, Parameters } from '@medplum/fhirtypes';

/** Public address of the house under test. */
export const ORIGINE = 'https://cordee.invalid';

/** What a receiver got, in order, and how it answers. */
export interface Receveur {
  readonly adresse: string;
  readonly recus: { readonly entetes: Readonly<Record<string, string>>; readonly corps: string }[];
  /** Status of the next answers; 200 by default. A promise makes it slow. */
  repondre(faire: (rang: number) => number | Promise<number>): void;
  fermer(): Promise<void>;
}

export async function ouvrirReceveur(): Promise<Receveur> {
  const recus: Receveur['recus'] = [];
  let reponse: (rang: number) => number | Promise<number> = () => 200;
  const serveur = createServer((demande, retour) => {
    const morceaux: Buffer[] = [];
    demande.on('data', (m: Buffer) => morceaux.push(m));
    demande.on('end', () => {
      const rang = recus.length;
      const entetes = Object.fromEntries(Object.entries(demande.headers).map(([k, v]) => [k, String(v)]));
      recus.push({ entetes, corps: Buffer.concat(morceaux).toString('utf8') });
      void Promise.resolve(reponse(rang)).then((statut) => retour.writeHead(statut).end());
    });
  });
  await new Promise<void>((pret) => serveur.listen(0, '127.0.0.1', pret));
  const { port } = serveur.address() as AddressInfo;
  return {
    adresse: `http://127.0.0.1:${port}/recevoir`,
    recus,
    repondre: (faire) => {
      reponse = faire;
    },
    fermer: () =>
      new Promise((fini) => {
        serveur.closeAllConnections();
        serveur.close(() => fini());
      }),
  };
}

/** What a notification says, without its envelope. */
export interface NotificationLue {
  readonly type: string;
  readonly dernier: number;
  readonly numeros: readonly number[];
  readonly sujets: readonly string[];
  readonly bundle: Bundle;
}

export function lireNotification(corps: string): NotificationLue {
  const bundle = JSON.parse(corps) as Bundle;
  const statut = bundle.entry?.[0]?.resource as Parameters;
  const evenements = (statut.parameter ?? []).filter((p) => p.name === 'notification-event');
  const parties = evenements.map((e) => new Map((e.part ?? []).map((p) => [p.name, p])));
  return {
    type: statut.parameter?.find((p) => p.name === 'type')?.valueCode ?? '',
    dernier: Number(statut.parameter?.find((p) => p.name === 'events-since-subscription-start')?.valueString),
    numeros: parties.map((p) => Number(p.get('event-number')?.valueString)),
    sujets: parties.flatMap((p) => p.get('focus')?.valueReference?.reference?.replace(`${ORIGINE}/fhir/`, '') ?? []),
    bundle,
  };
}
