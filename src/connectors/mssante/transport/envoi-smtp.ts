import { createTransport } from 'nodemailer';
import type { AccuseDepot, MessageAEnvoyer } from '../boite.ts';
import { identification, limitesDe, optionsTls, type ConfigBoite } from '../config.ts';
import { domaineDe, ecrireMessage } from '../ecrire-message.ts';
import { masquerAdresses, type RefusDestinataire } from '../erreurs.ts';
import { erreurDesRefus, refusDuDestinataire, traduireErreurSmtp } from './traduire-erreur.ts';

async function transport(config: ConfigBoite) {
  const limites = limitesDe(config);
  const qui = await identification(config);
  const { hote, port, securite } = config.smtp;
  return createTransport({
    host: hote,
    port,
    secure: securite === 'tls',
    requireTLS: securite === 'starttls',
    ignoreTLS: securite === 'aucune-essai',
    tls: optionsTls(config),
    // Nom annoncé (EHLO) : le domaine de la boîte, jamais le nom de cette machine.
    name: domaineDe(config.adresse),
    auth:
      qui.sorte === 'jeton'
        ? { type: 'OAuth2', user: config.identifiant, accessToken: qui.valeur }
        : { user: config.identifiant, pass: qui.valeur },
    connectionTimeout: limites.attenteConnexionMs,
    greetingTimeout: limites.attenteConnexionMs,
    socketTimeout: limites.attenteReponseMs,
    logger: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

interface Tri {
  readonly permis: readonly string[];
  readonly horsEspace: readonly RefusDestinataire[];
}

function trierParDomaine(config: ConfigBoite, message: MessageAEnvoyer): Tri {
  const adresses = [...new Set(message.a.map((qui) => qui.adresse))];
  const permis = adresses.filter((adresse) => config.domaineDeConfiance?.(domaineDe(adresse)) ?? true);
  const horsEspace = adresses
    .filter((adresse) => !permis.includes(adresse))
    .map((adresse): RefusDestinataire => ({
      adresse,
      nature: 'domaine-hors-espace',
      code: 0,
      texte: 'Domaine absent de la liste blanche.',
    }));
  return { permis, horsEspace };
}

/**
 * Dépose un message chez l'opérateur, une connexion par envoi. Le même message peut être redonné après une panne : octets et
 * Message-ID ne changent pas. Lève une `ErreurMssante` ; une acceptation partielle n'est pas une erreur (voir `refuses`).
 */
export async function deposer(config: ConfigBoite, message: MessageAEnvoyer): Promise<AccuseDepot> {
  const octets = await ecrireMessage(message, limitesDe(config).octetsEnvoi);
  const { permis, horsEspace } = trierParDomaine(config, message);
  if (permis.length === 0) {
    throw erreurDesRefus(horsEspace);
  }
  try {
    const expediteur = await transport(config);
    const depot = await expediteur.sendMail({ envelope: { from: message.de.adresse, to: [...permis] }, raw: octets });
    const refuses = (depot.rejectedErrors ?? []).map((une) => refusDuDestinataire(une.recipient ?? '', une));
    return {
      messageId: message.messageId,
      acceptes: depot.accepted ?? [],
      refuses: [...horsEspace, ...refuses],
      reponse: masquerAdresses(depot.response ?? ''),
    };
  } catch (erreur) {
    throw traduireErreurSmtp(erreur, permis);
  }
}
