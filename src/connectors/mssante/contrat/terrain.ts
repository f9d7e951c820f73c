import type { BoiteMssante, Curseur, MessageAEnvoyer, MessageRecu, MessageRecuLu, NatureMessage } from '../boite.ts';
import type { ConfigBoite } from '../config.ts';

/** Ce qu'un opérateur doit offrir au contrat : deux boîtes, et le moyen de glisser des octets dans l'une d'elles. */
export interface Terrain {
  readonly cabinet: string;
  readonly cellule: string;
  /** Adresse d'un domaine connu où personne n'existe. */
  readonly inconnue: string;
  /** Adresse d'un domaine que l'opérateur ne sert pas. */
  readonly horsEspace: string;
  config(adresse: string): ConfigBoite;
  /** Remet des octets tels quels, comme le ferait un autre opérateur. */
  remettreBrut(adresse: string, octets: Uint8Array): Promise<void>;
  arreter(): Promise<void>;
}

export type Lisible = MessageRecuLu & NatureMessage;

/** Échoue clairement quand un message attendu lisible est en quarantaine. */
export function lisible(message: MessageRecu | undefined): Lisible {
  if (message === undefined || message.nature === 'illisible') {
    throw new Error(`Message lisible attendu, reçu : ${message?.raison ?? 'aucun'}`);
  }
  return message;
}

/** Relève jusqu'à `nombre` messages, réveillé par l'écoute : ni attente fixe, ni interrogation en boucle. */
export async function attendreMessages(
  boite: BoiteMssante,
  depuis: Curseur | undefined,
  nombre: number,
): Promise<MessageRecu[]> {
  let arrivee = Promise.withResolvers<void>();
  const surveillance = await boite.surveiller(() => arrivee.resolve());
  const recus: MessageRecu[] = [];
  let curseur = depuis;
  while (recus.length < nombre) {
    await arrivee.promise;
    arrivee = Promise.withResolvers<void>();
    const releve = await boite.relever(curseur);
    recus.push(...releve.messages);
    curseur = releve.curseur;
  }
  await surveillance.arreter();
  return recus;
}

/** Message du cabinet vers la cellule ; `marque` fait son identifiant et son sujet. */
export function message(terrain: Terrain, marque: string, reste: Partial<MessageAEnvoyer> = {}): MessageAEnvoyer {
  return {
    messageId: `<${marque}.${process.pid}@cordee.essai.invalid>`,
    date: new Date('2026-11-23T09:30:00Z'),
    de: { adresse: terrain.cabinet, nom: 'Cabinet Éléonore Nguyễn' },
    a: [{ adresse: terrain.cellule, nom: 'Cellule d’appui' }],
    sujet: `Demande d’appui — ${marque}`,
    texte: 'Bonjour,\n\nMadame Aubry est tombée.\n\nCordialement',
    references: [],
    entetes: { 'X-MSS-NIL': 'CORDEE-ESSAI' },
    piecesJointes: [],
    ...reste,
  };
}
