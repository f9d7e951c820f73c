import type { EchecRemise, MessageId, NatureMessage } from '../boite.ts';
import { lireEntetesBruts, type EntetesBruts } from './examen-mime.ts';

/** Partie MIME telle que la voit le classement : type déclaré et octets décodés. */
export interface PartieMime {
  readonly type: string;
  readonly octets: Buffer;
}

export interface AClasser {
  readonly entetes: EntetesBruts;
  readonly parties: readonly PartieMime[];
  readonly sujet: string;
  readonly texte: string;
  readonly de: string;
  readonly enReponseA?: MessageId;
}

type Champs = ReadonlyMap<string, string>;

/** Première valeur d'un en-tête, dépliée ; chaîne vide quand il manque. */
export function entete(entetes: EntetesBruts, nom: string): string {
  return entetes.lignes.find((ligne) => ligne.nom === nom)?.valeur.replaceAll(/\s*\n\s*/g, ' ') ?? '';
}

// Les avis sont des blocs d'en-têtes séparés par des lignes vides : un pour le message, puis un par destinataire (RFC 3464 §2.1).
function lireBlocs(octets: Buffer): Champs[] {
  const texte = octets
    .subarray(0, 64 * 1024)
    .toString('utf8')
    .replaceAll(/\r\n?/g, '\n');
  return texte
    .split(/\n\n+/)
    .map((bloc) => new Map(champsDuBloc(bloc)))
    .filter((champs) => champs.size > 0);
}

function champsDuBloc(bloc: string): [string, string][] {
  const { lignes } = lireEntetesBruts(Buffer.from(bloc, 'utf8'));
  return lignes.map(({ nom, valeur }) => [
    nom,
    Buffer.from(valeur.replaceAll(/\s*\n\s*/g, ' '), 'latin1').toString('utf8'),
  ]);
}

/** `rfc822; personne@domaine` → `personne@domaine`. */
function sansType(valeur: string | undefined): string {
  return (valeur ?? '')
    .replace(/^[a-z0-9.-]+\s*;\s*/i, '')
    .replaceAll(/^<|>$/g, '')
    .trim();
}

function premierMessageId(texte: string): MessageId | undefined {
  return /<[^\s<>@]{1,250}@[^\s<>@]{1,250}>/.exec(texte)?.[0];
}

function original(parties: readonly PartieMime[]): MessageId | undefined {
  const citee = parties.find((p) =>
    /^(?:message\/(?:rfc822|global)|text\/rfc822-headers|message\/global-headers)$/.test(p.type),
  );
  return citee === undefined ? undefined : premierMessageId(entete(lireEntetesBruts(citee.octets), 'message-id'));
}

function remiseDuBloc(champs: Champs): EchecRemise {
  const diagnostic = sansType(champs.get('diagnostic-code'));
  return {
    destinataire: sansType(champs.get('original-recipient')) || sansType(champs.get('final-recipient')),
    code: /[245]\.\d{1,3}\.\d{1,3}/.exec(champs.get('status') ?? diagnostic)?.[0] ?? '5.0.0',
    diagnostic: diagnostic.slice(0, 1000),
  };
}

const NATURE_PAR_ACTION: Readonly<Record<string, 'retard-remise' | 'accuse-remise'>> = {
  delayed: 'retard-remise',
  delivered: 'accuse-remise',
  relayed: 'accuse-remise',
  expanded: 'accuse-remise',
};

function avecOriginal(id: MessageId | undefined): { original?: MessageId } {
  return id === undefined ? {} : { original: id };
}

/** Avis de remise RFC 3464. Un seul échec suffit à en faire un « non remis ». */
function lireAvisDeRemise(message: AClasser, statut: PartieMime): NatureMessage {
  const destinataires = lireBlocs(statut.octets).filter(
    (champs) => champs.has('final-recipient') || champs.has('action'),
  );
  const actions = destinataires.map(
    (champs) => (champs.get('action') ?? 'failed').toLowerCase().split(/[\s(]/)[0] ?? '',
  );
  const rate = actions.length === 0 || actions.some((action) => NATURE_PAR_ACTION[action] === undefined);
  const nature = rate
    ? 'non-remis'
    : (NATURE_PAR_ACTION[actions.find((a) => a === 'delayed') ?? actions[0] ?? ''] ?? 'non-remis');
  const concernes = rate
    ? destinataires.filter((_, rang) => NATURE_PAR_ACTION[actions[rang] ?? ''] === undefined)
    : destinataires;
  return {
    nature,
    remises: concernes.map(remiseDuBloc),
    ...avecOriginal(original(message.parties) ?? message.enReponseA),
  };
}

/** Accusé de lecture RFC 8098. `Disposition: manual-action/MDN-sent-manually; displayed/error`. */
function lireAccuseDeLecture(message: AClasser, notification: PartieMime): NatureMessage {
  const champs = new Map(lireBlocs(notification.octets).flatMap((bloc) => [...bloc]));
  const [mode = '', sorte = ''] = (champs.get('disposition') ?? '').split(';');
  const [disposition = '', ...modificateurs] = sorte.trim().split('/');
  const erreurDeclaree = modificateurs
    .join('/')
    .replace(/^error:?\s*/i, '')
    .trim();
  const erreur = erreurDeclaree || champs.get('error') || '';
  return {
    nature: 'accuse-lecture',
    destinataire: sansType(champs.get('original-recipient')) || sansType(champs.get('final-recipient')),
    disposition: disposition.trim().toLowerCase() || 'displayed',
    gesteHumain: /manual-action/i.test(mode),
    ...(erreur === '' ? {} : { erreur }),
    ...avecOriginal(
      premierMessageId(champs.get('original-message-id') ?? '') ?? message.enReponseA ?? original(message.parties),
    ),
  };
}

// Opérateurs anciens : avis en texte libre, sans partie message/delivery-status.
const SUJET_NON_REMIS =
  /undeliver|non[ -]?remis|non[ -]distribu|[ée]chec de (?:la )?(?:remise|distribution)|delivery (?:status notification )?\(?failure|returned mail|failure notice/i;

function estAvisEnTexteLibre(message: AClasser): boolean {
  const expediteur = message.de.toLowerCase();
  const vientDuServeur =
    /^(?:mailer-daemon|postmaster)@/.test(expediteur) || entete(message.entetes, 'return-path') === '<>';
  return vientDuServeur && SUJET_NON_REMIS.test(message.sujet);
}

function lireAvisEnTexteLibre(message: AClasser): NatureMessage {
  const texte = message.texte.slice(0, 64 * 1024);
  const adresse = /[^\s<>"]{1,64}@[^\s<>":;,]{1,190}/.exec(texte)?.[0] ?? '';
  const ligneId = /^\s*message-id:\s*(<[^\s<>]{1,500}>)/im.exec(texte)?.[1];
  return {
    nature: 'non-remis',
    remises: [{ destinataire: adresse, code: /\b5\.\d{1,3}\.\d{1,3}\b/.exec(texte)?.[0] ?? '5.0.0', diagnostic: '' }],
    ...avecOriginal(original(message.parties) ?? ligneId ?? message.enReponseA),
  };
}

/** Vrai quand un logiciel a écrit le message (RFC 3834 et usages antérieurs). */
export function estAutomatique(entetes: EntetesBruts): boolean {
  const declare = entete(entetes, 'auto-submitted').toLowerCase();
  return (
    (declare !== '' && !/^no\b/.test(declare)) ||
    entete(entetes, 'return-path') === '<>' ||
    estReponseAutomatique(entetes)
  );
}

function estReponseAutomatique(entetes: EntetesBruts): boolean {
  return (
    /^auto-replied\b/i.test(entete(entetes, 'auto-submitted')) ||
    entete(entetes, 'x-autoreply') !== '' ||
    entete(entetes, 'x-autorespond') !== '' ||
    /^auto_reply$/i.test(entete(entetes, 'precedence'))
  );
}

/** Dit ce qu'est un message reçu : avis de remise, accusé de lecture, réponse automatique, ou message. */
export function classer(message: AClasser): NatureMessage {
  const statut = message.parties.find(
    (p) => p.type === 'message/delivery-status' || p.type === 'message/global-delivery-status',
  );
  if (statut !== undefined) {
    return lireAvisDeRemise(message, statut);
  }
  const notification = message.parties.find((p) => p.type === 'message/disposition-notification');
  if (notification !== undefined) {
    return lireAccuseDeLecture(message, notification);
  }
  if (estAvisEnTexteLibre(message)) {
    return lireAvisEnTexteLibre(message);
  }
  return { nature: estReponseAutomatique(message.entetes) ? 'reponse-automatique' : 'message' };
}
