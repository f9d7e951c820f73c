export type {
  AccuseDepot,
  BoiteMssante,
  Correspondant,
  Curseur,
  EchecRemise,
  MessageAEnvoyer,
  MessageId,
  MessageIllisible,
  MessageRecu,
  MessageRecuLu,
  NatureMessage,
  PieceJointe,
  RaisonIllisible,
  Releve,
  Surveillance,
} from './boite.ts';
export { ouvrirBoite } from './client-reel.ts';
export type { Acces, ConfigBoite, LimitesBoite, Securite } from './config.ts';
export { domaineDe, ecrireMessage, estAdresse, messageIdDe } from './ecrire-message.ts';
export {
  CertificatRefuse,
  ConfigurationInvalide,
  DomaineHorsEspace,
  EchecAuthentification,
  ErreurMssante,
  masquerAdresses,
  MessageInvalide,
  PanneTemporaire,
  RefusDefinitif,
} from './erreurs.ts';
export type { NatureErreur, RaisonMessageInvalide, RefusDestinataire } from './erreurs.ts';
export { htmlEnTexte } from './lecture/html-en-texte.ts';
export { lireMessage } from './lire-message.ts';
export type { OctetsRecus } from './lire-message.ts';
export type { BoiteSimulee, DomaineSimule } from './simulateur/comportements.ts';
export { depotEnMemoire } from './simulateur/depot.ts';
export type { DepotSimule } from './simulateur/depot.ts';
export { depotEnFichiers } from './simulateur/depot-fichiers.ts';
export { demarrerSimulateur } from './simulateur/simulateur.ts';
export type { OptionsSimulateur, Simulateur } from './simulateur/simulateur.ts';
export { creerWebmailHttp } from './simulateur/webmail-http.ts';
export type { BoiteListee, EcritDepuis, MessageDuWebmail, MessageListe, Webmail } from './simulateur/webmail.ts';
