import type { NodemailerError } from 'nodemailer/lib/errors';
import {
  CertificatRefuse,
  DomaineHorsEspace,
  EchecAuthentification,
  ErreurMssante,
  masquerAdresses,
  PanneTemporaire,
  RefusDefinitif,
  type RefusDestinataire,
} from '../erreurs.ts';

// Codes OpenSSL/Node d'un certificat serveur refusé.
const CERTIFICAT =
  /^(?:UNABLE_TO_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF|CERT_|ERR_TLS_CERT|CRL_|INVALID_CA|PATH_LENGTH_EXCEEDED|INVALID_PURPOSE|HOSTNAME_MISMATCH)/;

function texteDe(valeur: unknown): string {
  return typeof valeur === 'string' ? valeur : '';
}

/** Tous les codes techniques d'une erreur et de ses causes, du plus proche au plus profond. */
function codesDe(erreur: unknown): string[] {
  const codes: string[] = [];
  let ici: unknown = erreur;
  for (let profondeur = 0; profondeur < 5 && ici instanceof Error; profondeur += 1) {
    const champs = ici as Error & { code?: unknown; originalCode?: unknown; _err?: unknown };
    codes.push(...[texteDe(champs.code), texteDe(champs.originalCode)].filter((code) => code !== ''));
    ici = champs.cause ?? champs._err;
  }
  return codes;
}

function certificatOuPanne(erreur: unknown): ErreurMssante {
  const codes = codesDe(erreur);
  const certificat = codes.find((code) => CERTIFICAT.test(code));
  return certificat === undefined
    ? new PanneTemporaire(codes[0] ?? 'inconnue', [], erreur)
    : new CertificatRefuse(certificat, erreur);
}

/** Erreur d'imapflow → erreur de la liste fermée. */
export function traduireErreurImap(erreur: unknown): ErreurMssante {
  if (erreur instanceof ErreurMssante) {
    return erreur;
  }
  if (erreur instanceof Error && 'authenticationFailed' in erreur && erreur.authenticationFailed === true) {
    // UNAVAILABLE (RFC 5530) : l'annuaire de l'opérateur est en panne, le secret n'est pas en cause.
    const code = 'serverResponseCode' in erreur ? texteDe(erreur.serverResponseCode) : '';
    return code === 'UNAVAILABLE' ? new PanneTemporaire(code, [], erreur) : new EchecAuthentification(erreur);
  }
  return certificatOuPanne(erreur);
}

function codeEtendu(reponse: string): string | undefined {
  return /^[245]\d\d[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(reponse)?.[1];
}

// Un refus « politique » (5.7.x, ou 554 sans précision) au destinataire : Postfix et les opérateurs répondent ainsi à un
// domaine vers lequel ils ne relaient pas, c'est-à-dire hors de l'espace de confiance.
function natureDuRefus(code: number, etendu: string | undefined): RefusDestinataire['nature'] {
  if (code < 500) {
    return 'temporaire';
  }
  const politique = etendu === undefined ? code === 554 : etendu.startsWith('5.7.');
  return politique ? 'domaine-hors-espace' : 'definitif';
}

/** Refus d'un destinataire à partir de l'erreur que nodemailer lui attache. */
export function refusDuDestinataire(adresse: string, erreur: NodemailerError | undefined): RefusDestinataire {
  const code = erreur?.responseCode ?? 451;
  const reponse = texteDe(erreur?.response);
  const etendu = codeEtendu(reponse);
  return {
    adresse,
    nature: natureDuRefus(code, etendu),
    code,
    texte: masquerAdresses(reponse).slice(0, 500),
    ...(etendu === undefined ? {} : { codeEtendu: etendu }),
  };
}

/** Erreur unique quand aucun destinataire n'est accepté : un seul « réessayez » suffit pour réessayer. */
export function erreurDesRefus(refus: readonly RefusDestinataire[]): ErreurMssante {
  const temporaire = refus.find((un) => un.nature === 'temporaire');
  if (temporaire !== undefined) {
    return new PanneTemporaire(String(temporaire.code), refus);
  }
  return refus.every((un) => un.nature === 'domaine-hors-espace')
    ? new DomaineHorsEspace(refus)
    : new RefusDefinitif(refus, refus.find((un) => un.nature === 'definitif')?.code ?? 550);
}

function estErreurSmtp(erreur: unknown): erreur is NodemailerError {
  return erreur instanceof Error;
}

/** Erreur de nodemailer → erreur de la liste fermée. `destinataires` : ceux à qui le message devait partir. */
export function traduireErreurSmtp(erreur: unknown, destinataires: readonly string[]): ErreurMssante {
  if (erreur instanceof ErreurMssante || !estErreurSmtp(erreur)) {
    return erreur instanceof ErreurMssante ? erreur : new PanneTemporaire('inconnue', [], erreur);
  }
  const { code, responseCode } = erreur;
  if (code === 'EAUTH' || code === 'ENOAUTH' || code === 'EOAUTH2') {
    const passagere = responseCode !== undefined && responseCode < 500;
    return passagere ? new PanneTemporaire(String(responseCode), [], erreur) : new EchecAuthentification(erreur);
  }
  if (erreur.rejectedErrors !== undefined && erreur.rejectedErrors.length > 0) {
    return erreurDesRefus(erreur.rejectedErrors.map((une) => refusDuDestinataire(une.recipient ?? '', une)));
  }
  // Hors de l'enveloppe (MAIL, RCPT) et du message (DATA), un 5xx vise la session — accueil, STARTTLS — et non ce message.
  const viseLeMessage = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (responseCode === undefined || !viseLeMessage) {
    return certificatOuPanne(erreur);
  }
  if (responseCode < 500 || responseCode === 503) {
    return new PanneTemporaire(String(responseCode), [], erreur);
  }
  if (responseCode === 530 || responseCode === 535) {
    return new EchecAuthentification(erreur);
  }
  // Refus du message entier (expéditeur, taille, contenu) : il vaut pour chaque destinataire.
  const refus = destinataires.map((adresse): RefusDestinataire => ({
    ...refusDuDestinataire(adresse, erreur),
    nature: 'definitif',
  }));
  return new RefusDefinitif(refus, responseCode);
}
